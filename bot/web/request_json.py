"""A request body as JSON, strictly: what a client sends is what is read, or one clear error."""

import json
import re
from itertools import accumulate
from typing import Any, Never

MAX_DEPTH = 8
"""Of objects and lists within each other. A question is an object of texts."""
# One that never ends reaches to the end, so that nothing is looked at twice.
_TEXT = re.compile(r'"(?:[^"\\]|\\.)*\\?(?:"|\Z)', re.DOTALL)


class BadJson(ValueError):
    """The body cannot be used. `status` is 400 where it is no JSON at all, 415 for another type, else 422."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


def check_content_type(value: str) -> None:
    """Accept application/json, in UTF-8.

    Raises:
        BadJson: another content type or character set (415).
    """
    kind, *parameters = (part.strip().lower() for part in value.split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in parameters if part.startswith("charset")]
    if kind != "application/json" or any(charset not in ("utf-8", "utf8") for charset in charsets):
        raise BadJson(415, "Send the body as application/json in UTF-8.")


def parse_object(body: bytes) -> dict[str, Any]:
    """A JSON object without duplicate keys, NaN, Infinity, overlong numbers or lone surrogates.

    Raises:
        BadJson: see the class.
    """
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise BadJson(400, "The body is not UTF-8.") from None
    if _depth(text) > MAX_DEPTH:
        raise BadJson(422, f"The JSON is nested more than {MAX_DEPTH} deep.")
    try:
        value = json.loads(text, object_pairs_hook=_pairs, parse_constant=_constant, parse_int=_integer)
    except BadJson:
        raise
    except (ValueError, RecursionError):
        looks_like_json = not text.strip() or text.lstrip()[0] in '{["'
        raise BadJson(422 if looks_like_json else 400, "The body is not valid JSON.") from None
    if not isinstance(value, dict):
        raise BadJson(422, 'Send a JSON object such as {"question": "…"}.')
    return value


def text_member(body: dict[str, Any], name: str, required: bool = False) -> str | None:
    """A text member of an object; None if it is absent or null and not required.

    Raises:
        BadJson: missing though required, not a text, or not encodable (lone surrogates).
    """
    value = body.get(name)
    if value is None and not required:
        return None
    if not isinstance(value, str):
        raise BadJson(422, f'"{name}" must be a text.')
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise BadJson(422, f'"{name}" holds half a character (a lone surrogate).')
    return value


def _depth(text: str) -> int:
    """How deep objects and lists stand within each other, told without building them."""
    steps = ((char in "[{") - (char in "]}") for char in _TEXT.sub("", text))
    return max(accumulate(steps), default=0)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise BadJson(422, "A key stands twice in the JSON.")
    return result


def _constant(_: str) -> Never:
    raise BadJson(422, "NaN and Infinity are not JSON.")


def _integer(digits: str) -> int:
    if len(digits) > 18:
        raise BadJson(422, "A number in the JSON is too long.")
    return int(digits)
