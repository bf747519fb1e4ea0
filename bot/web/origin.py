"""Where a POST comes from: our own pages, a program, or another site."""

from urllib.parse import urlsplit

from starlette.requests import Request

from bot.web.errors import Problem


def check_origin(request: Request) -> None:
    """Refuse posts from other sites. Old browsers that say nothing about it are let through; we keep no session.

    Raises:
        Problem: 403.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        if site not in ("same-origin", "none"):
            raise Problem(403)
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower():
        raise Problem(403)
