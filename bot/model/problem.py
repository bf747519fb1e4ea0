"""Problems in content and settings: where they are, what is wrong, what to do."""

from dataclasses import dataclass, field


class TemplateError(ValueError):
    """A sentence with a placeholder that cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One finding: the file (relative to the content folder), the line (from 1), a rule id, and what to do."""

    file: str
    line: int
    rule: str
    message: str
    where: tuple[str | int, ...] = field(default=(), compare=False)
    """The place in the file by its keys, where it is known."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: [{self.rule}] {self.message}"


class ContentError(Exception):
    """The content cannot be used. Carries every problem found, never only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class SettingsError(Exception):
    """A setting cannot be used. The message names the setting, its value and what is allowed."""
