"""A connection of the server: what comes before there is a request that the application could answer."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.serving.policy import EVERYWHERE
from bot.web.headers import BY_CLASS, ERROR

HEAD_SECONDS = 15.0
"""Time for the address and the headers of a request, from the first byte; and for the first byte of a connection."""
_REFUSED = {
    **EVERYWHERE,
    **BY_CLASS["api"],
    **ERROR,
    "Content-Type": "text/plain; charset=utf-8",
    "Connection": "close",
}


class Connection(H11Protocol):
    """Uvicorn's protocol for HTTP/1.1 that does not wait for ever, and guards its refusals like any other response."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Somebody is there, and has so long to say what is wanted."""
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """Something came: a whole head ends the waiting, a part of one does not begin it anew."""
        super().data_received(data)
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        super().connection_lost(exc)
        self._stop_waiting()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP."""
        headers = [(name.encode(), value.encode()) for name, value in _REFUSED.items()]
        refusal = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (refusal, h11.Data(data=msg.encode("ascii")), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _watch_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_waiting()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        if not self.transport.is_closing():
            self.transport.close()
