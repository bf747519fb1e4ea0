"""How well a server process is: kept beside the application, which is exchanged when the content changes."""

from dataclasses import dataclass


@dataclass
class Health:
    """What stands in the way of answering from the newest content; nothing where all is well."""

    problems: tuple[str, ...] = ()
    """One line each, those of the content with file and line."""

    @property
    def status(self) -> str:
        """Ok or degraded. Either way the server answers, degraded from the last content that was good."""
        return "degraded" if self.problems else "ok"
