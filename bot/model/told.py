"""A message to editors that knows its name and the words in it, so that a page can tell it in another language."""

from collections.abc import Mapping
from typing import Self


class Told(str):
    """The message in English, which it is wherever a text is wanted."""

    __slots__ = ("name", "values")

    name: str
    """Of the message; see `message_said` in `templates/studio/refusals.html`."""
    values: Mapping[str, str]
    """What stands in it."""

    def __new__(cls, name: str, message: str, /, **values: str | int) -> Self:
        """`values` by their names."""
        made = super().__new__(cls, message)
        made.name = name
        made.values = {key: str(value) for key, value in values.items()}
        return made

    def __getnewargs_ex__(self) -> tuple[tuple[str, str], dict[str, str]]:
        """What a copy is made from."""
        return (self.name, str(self)), dict(self.values)


def led(prefix: str, message: str) -> str:
    """The message after a prefix; still one that can be told, if it was."""
    if not isinstance(message, Told):
        return f"{prefix}{message}"
    made = Told(message.name, f"{prefix}{message}")
    made.values = message.values
    return made
