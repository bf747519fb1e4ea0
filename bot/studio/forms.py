"""The fields of a form that came back. The gate has made sure that one of our own pages sent it, and bounded it."""

from collections.abc import Mapping

from fastapi import HTTPException, Request

_TYPE = "application/x-www-form-urlencoded"
_MAX_FIELDS = 200


async def sent(request: Request) -> Mapping[str, str]:
    """The fields by name; the last value of a name that stands more than once. An empty body is an empty form.

    Raises:
        HTTPException: 415, it is no form.
    """
    if request.headers.get("content-length") == "0":
        return {}
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _TYPE:
        raise HTTPException(415)
    form = await request.form(max_files=0, max_fields=_MAX_FIELDS)
    return {name: value for name, value in form.items() if isinstance(value, str)}


async def sent_lists(request: Request) -> Mapping[str, tuple[str, ...]]:
    """The same with every value of a name. Reads the form that `sent` has read."""
    form = await request.form(max_files=0, max_fields=_MAX_FIELDS)
    return {name: tuple(str(one) for one in form.getlist(name)) for name in form}
