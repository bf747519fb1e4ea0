"""What a validator says of a value, in the words of somebody who edits YAML."""

from collections.abc import Mapping
from typing import Any

from bot.model.told import Told

_WORDS: Mapping[str, str] = {
    "missing": "this key is missing; write it",
    "extra_forbidden": "no such key is known here; correct its name, or take it out",
    "string_type": "a text is expected here; put it in double quotes",
    "int_type": "a whole number is expected here, without quotes",
    "bool_type": "true or false is expected here, without quotes",
    "is_instance_of": "a number is expected here, without quotes",
    "tuple_type": "a list is expected here: each entry on a line of its own that begins with a hyphen, or in [ ]",
    "dict_type": "keys with values are expected here, each on a line of its own",
    "model_type": "keys with values are expected here, each on a line of its own",
    "literal_error": "one of these is expected here: {expected}",
    "too_short": "at least {min_length} of these must stand here",
    "too_long": "at most {max_length} of these may stand here",
    "string_too_short": "a text of {min_length} characters or more is expected here",
    "string_too_long": "a text of no more than {max_length} characters is expected here",
    "greater_than_equal": "a number of {ge} or more is expected here",
    "less_than_equal": "a number of {le} or less is expected here",
}
"""By the names of pydantic's errors: https://docs.pydantic.dev/latest/errors/validation_errors/"""
_FORMS: Mapping[str, str] = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": "small letters and digits are expected here, with single hyphens between words",
    "^[A-Z]{2}$": "two capital letters are expected here",
    "^[0-9a-f]{16}$": "sixteen hexadecimal digits are expected here",
    "^[0-9a-f]{64}$": "64 hexadecimal digits are expected here",
    r"^[\u4e00-\u9fff]{2}$": "a word of two Chinese characters is expected here",
    r"^[\u4e00-\u9fff]+$": "a word of Chinese characters alone is expected here",
    "^[^{}<>]*$": "a text without < > { } is expected here",
    r"^[A-Za-z0-9._-]+\.(svg|png)$": "the name of a file that ends in .svg or .png is expected here, without a folder",
}
_OWN = "Value error, "
"""How pydantic begins a message that one of our own types gave."""


def plainly(detail: Mapping[str, Any]) -> str:
    """What is wrong with a value and what belongs there; `detail` is one of `ValidationError.errors()`."""
    kind, context = detail["type"], detail.get("ctx") or {}
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        return _FORMS.get(pattern, f"this has not the form that is expected here ({pattern})")
    if kind not in _WORDS:
        own = getattr(context.get("error"), "args", ())
        return own[0] if own and isinstance(own[0], Told) else str(detail["msg"]).removeprefix(_OWN)
    said = _WORDS[kind].format_map(context)
    return Told("too-long", said, most=context["max_length"]) if kind == "string_too_long" else said
