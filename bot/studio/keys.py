"""Who may use the studio: whoever typed the address that the terminal shows, in that browser, until the studio ends.

The start address holds a token that works once. It is exchanged for a session cookie, and the terminal shows a new
address for the next browser. The pages for readers set no cookie, and nothing of the studio is part of them. Here a
cookie is the honest means: the alternative, a secret in every address, would stand in the history of the browser, in
bookmarks, on shared screens and in printed pages, and would stay valid there. The cookie cannot be read by scripts,
is sent with requests from our own pages only, and is gone when the browser or the studio ends.
"""

import secrets
from collections.abc import Callable
from hmac import compare_digest


class Keys:
    """The start token of the moment, and the sessions that were begun with earlier ones."""

    def __init__(self, announce: Callable[[str], None]) -> None:
        """`announce` is told each start token: at once, and again whenever one was used up."""
        self._announce = announce
        self._sessions: set[str] = set()
        self._renew()

    def begin(self, token: str) -> str | None:
        """A new session for the start token; None for any other. The token is used up."""
        if not compare_digest(token.encode(), self._token.encode()):
            return None
        session = secrets.token_urlsafe(32)
        self._sessions.add(session)
        self._renew()
        return session

    def known(self, session: str) -> bool:
        """True for a session that was begun here."""
        return any(compare_digest(session.encode(), one.encode()) for one in self._sessions)

    def _renew(self) -> None:
        self._token = secrets.token_urlsafe(32)
        self._announce(self._token)
