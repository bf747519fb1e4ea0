"""Load over HTTP: connections that stay open, each asking again as soon as it is answered, and the times it took."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it: seconds it ran, milliseconds of each answer, and how many had another status than 200.

    `used` is the time of the processor that the server took for it, in seconds.
    """

    seconds: float
    times: tuple[float, ...]
    other: int
    used: float = 0.0

    @property
    def rate(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds


def form_request(path: str, body: bytes, port: int) -> bytes:
    """A form as htmx sends it: only the new part of the page is wanted."""
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHX-Request: true\r\n"
    kind = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + kind).encode() + body


def get_request(path: str, port: int) -> bytes:
    """A page that is fetched."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode()


def pressed(port: int, requests: Sequence[bytes], seconds: float, connections: int = 8) -> Load:
    """Ask as fast as answers come, over and over, and say how it went."""
    return asyncio.run(_pressed(port, requests, seconds, connections))


def one_after_another(port: int, requests: Sequence[bytes]) -> Load:
    """Each request once, on one connection, without another beside it."""
    return asyncio.run(_each(port, requests))


async def _pressed(port: int, requests: Sequence[bytes], seconds: float, connections: int) -> Load:
    times: list[float] = []
    others = [0]
    began = time.perf_counter()
    until = began + seconds
    # Each connection starts elsewhere in the list, so that they do not all ask the same at once.
    starts = [len(requests) * number // connections for number in range(connections)]
    askers = [_asker(port, (*requests[start:], *requests[:start]), until, times, others) for start in starts]
    await asyncio.gather(*askers)
    return Load(time.perf_counter() - began, tuple(times), others[0])


async def _asker(port: int, requests: Sequence[bytes], until: float, times: list[float], others: list[int]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for request in cycle(requests):
        asked = time.perf_counter()
        if asked >= until:
            break
        others[0] += await _answered(reader, writer, request) != b"200"
        times.append((time.perf_counter() - asked) * 1000)
    writer.close()


async def _each(port: int, requests: Sequence[bytes]) -> Load:
    times, other = [], 0
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    began = time.perf_counter()
    for request in requests:
        asked = time.perf_counter()
        other += await _answered(reader, writer, request) != b"200"
        times.append((time.perf_counter() - asked) * 1000)
    writer.close()
    return Load(time.perf_counter() - began, tuple(times), other)


async def _answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> bytes:
    """Send a request and read the whole answer; its status."""
    writer.write(request)
    head = (await reader.readuntil(_END)).lower()
    place = head.index(_LENGTH) + len(_LENGTH)
    await reader.readexactly(int(head[place : head.index(b"\r\n", place)]))
    return head[9:12]
