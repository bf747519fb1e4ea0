"""Waivers: findings that stand, with the reason why."""

from pydantic import Field

from bot.model.entry import Entry


class Waiver(Entry):
    """One accepted finding, or several of one kind."""

    rule: str
    """The rule that is waived; one that stops the start cannot be."""
    file: str = "*"
    """The file of the finding; * stands for any letters ("answers/*/liver.yaml")."""
    about: str
    """What the finding is about, as `hepatica check --format json` gives it; * stands for any letters."""
    reason: str = Field(min_length=10)
    """Why it stands."""


class WaiversFile(Entry):
    """File `content/waivers.yaml`."""

    waivers: tuple[Waiver, ...] = ()
