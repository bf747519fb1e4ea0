"""A made-up crowd: requests of every kind, right and wrong, from seeded chance, and clients that misbehave."""

import http.client
import json
import random
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import quote, urlencode

from bot.model.knowledge import LOCALES
from tests.conftest import CASES
from tests.shipped import OUTCOMES

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
HTMX = {**FORM, "HX-Request": "true"}
PATIENCE = 120
"""Seconds after which a request counts as hung."""
CLIENTS = 4
_BREAKS = 500
"""One request in so many breaks off half-way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request."""

    method: str
    path: str
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


def texts(name: str) -> list[str]:
    """What is asked in a file of cases, where it can be sent at all."""
    lines = map(json.loads, (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())
    found = (line.get("q") or line.get("input") or "" for line in lines)
    return [text.encode("utf-8", "replace").decode() for text in found]


class Crowd:
    """Requests without end; the same seed asks the same."""

    def __init__(self, seed: int, intents: list[str]) -> None:
        self.chance = random.Random(seed)
        self.intents = intents
        self.questions = texts("questions") + texts("safety") + texts("oos")
        self.hostile = texts("inputs")

    def requests(self) -> Iterator[Wanted]:
        """One after another, most of them questions."""
        kinds = (self._asked, self._asked, self._api, self._page, self._answer, self._odd, self._hostile)
        while True:
            yield self.chance.choice(kinds)()

    def _locale(self) -> str:
        return self.chance.choice(LOCALES)

    def _asked(self) -> Wanted:
        place = self.chance.choice(("ask", "ask", "embed/ask", "kiosk/step", "sheet"))
        fields = {"question": self.chance.choice(self.questions), "transcript": self._transcript()}
        return Wanted(
            "POST", f"/{self._locale()}/{place}", urlencode(fields).encode(), self.chance.choice((FORM, HTMX))
        )

    def _transcript(self) -> str:
        return self.chance.choice(("", "", "broken", "WzEsMCxbXV0"))

    def _api(self) -> Wanted:
        body = {"question": self.chance.choice(self.questions), "locale": self._locale()}
        return Wanted("POST", "/api/v1/ask", json.dumps(body).encode(), JSON)

    def _page(self) -> Wanted:
        places = ("", "questions", "glossary", "sources", "about", "api", "kiosk", "embed", "nothing")
        return Wanted(self.chance.choice(("GET", "GET", "HEAD")), f"/{self._locale()}/{self.chance.choice(places)}")

    def _answer(self) -> Wanted:
        slots = {"outcome": self.chance.choice(OUTCOMES), "weeks": self.chance.randrange(530)}
        query = urlencode(slots) if self.chance.random() < 0.5 else ""
        place = self.chance.choice((f"/{self._locale()}/a/", "/api/v1/intents/"))
        return Wanted("GET", f"{place}{self.chance.choice(self.intents)}?{query}")

    def _odd(self) -> Wanted:
        odd = (
            Wanted("DELETE", "/en/ask"),
            Wanted("GET", "/static/../../etc/passwd"),
            Wanted("POST", "/en/ask", b"x" * 70_000, FORM),
            Wanted("POST", "/api/v1/ask", b'{"question": NaN}', JSON),
            Wanted("POST", "/api/v1/ask", b"[" * 5_000, JSON),
            Wanted("GET", "/en/", headers={"Host": "elsewhere.example"}),
            Wanted("GET", "/" + "a" * 6_000),
            Wanted("POST", "/en/ask", b"question=hi", {**FORM, "Origin": "https://elsewhere.example"}),
            Wanted("GET", "/healthz"),
            Wanted("GET", "/metrics"),
        )
        return self.chance.choice(odd)

    def _hostile(self) -> Wanted:
        text = self.chance.choice(self.hostile)
        if self.chance.random() < 0.5:
            return Wanted("POST", "/api/v1/ask", json.dumps({"question": text}).encode(), JSON)
        return Wanted("GET", f"/{quote(text[:200], safe='')}/?{quote(text[:200])}")


def sent(port: int, wanted: Iterator[Wanted], count: int) -> Counter[int]:
    """Send so many requests from several clients; how many had which status."""
    shares = [list(islice(wanted, count // CLIENTS)) for _ in range(CLIENTS)]
    with ThreadPoolExecutor(CLIENTS) as clients:
        return sum(clients.map(lambda share: _client(port, share), shares), Counter())


def _client(port: int, share: list[Wanted]) -> Counter[int]:
    statuses: Counter[int] = Counter()
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    for number, one in enumerate(share):
        if number % _BREAKS == 0:
            broken_off(port)
        try:
            line.request(one.method, one.path, one.body, one.headers)
            reply = line.getresponse()
            reply.read()
            statuses[reply.status] += 1
        except (ConnectionError, http.client.BadStatusLine):
            # Refused before the body was read, and closed: the next one comes on a new line.
            statuses[0] += 1
            line.close()
    line.close()
    return statuses


def broken_off(port: int) -> None:
    """A client that leaves in the middle of its body."""
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"POST /en/ask HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nquestion=i")
