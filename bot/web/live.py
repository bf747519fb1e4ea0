"""The application that follows its content: a changed folder is read, checked whole and switched to, without a restart.

Each process watches by itself. What cannot be used is left alone: the last good content goes on answering, and
`/healthz` says degraded, with file and line.
"""

import asyncio
import logging
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.content.site_file import load_for
from bot.content.stamp import stamp
from bot.matching.meaning import Encoder
from bot.model.problem import ContentError
from bot.paths import content_folder, table_folder
from bot.settings import Settings
from bot.web.app import Shared, build_app
from bot.web.settled import Former, settle
from bot.workshop.renewal import Serving, only_to_answer, renewed

log = logging.getLogger(__name__)
INTERVAL = 0.5
"""Seconds between two looks. A change counts once two looks in a row see the same: editors write in steps."""
UNLEARNT = "the examples have changed: run `hepatica train`; until then new wordings are understood as before"


@dataclass(frozen=True, slots=True)
class Content:
    """Where the content comes from, and the encoder to match with."""

    folder: Path
    site: Path | None
    encoder: Encoder | None = None

    def stamp(self) -> str:
        """Changes with the content and the site file, and when `hepatica train` has learnt from it."""
        return stamp(self.folder, self.site, *sorted(table_folder().glob("table-*.npz")))


class Live:
    """ASGI application: answers with the newest content that is sound, and watches for newer."""

    def __init__(self, serving: Serving, settings: Settings, content: Content, seen: str) -> None:
        """`seen`: the stamp of the content before it was read. What changes while it is read is read again."""
        self.shared = Shared(settings)
        self.settings = settings
        self.content = content
        self.serving = serving
        self.app: ASGIApp = build_app(self.serving.trained, settings, self.shared)
        self._seen = seen
        self._former = Former()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI entry point. A request that has begun ends with the content that it began with."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            # A copy: the server keeps its own for as long as the connection lasts, and an application writes itself
            # into what it is given. So a client that stays would keep a content long after it was exchanged.
            await self.app({**scope}, receive, send)

    def refresh(self) -> None:
        """Read the content and switch to it, or keep what there is and say why. May take seconds; runs in a thread."""
        try:
            knowledge = load_for(self.content.folder, self.content.site)
            serving = only_to_answer(renewed(knowledge, self.serving, self.content.encoder))
            app = build_app(serving.trained, self.settings, self.shared)
        except ContentError as error:
            self._keep(*map(str, error.problems))
        except OSError as error:
            self._keep(f"{error.filename or self.content.folder}: {error.strerror or type(error).__name__}")
        except Exception:
            # Whatever is wrong with new content, the old one answers.
            log.exception("content could not be read")
            self._keep(f"{self.content.folder}: the content could not be read; the log says more")
        else:
            self._former.add(self.app)
            self.serving, self.app = serving, app
            self.shared.health.problems = () if serving.fits else (UNLEARNT,)
            log.info("content switched", extra={"content_version": knowledge.version, "learnt": serving.fits})

    def _keep(self, *problems: str) -> None:
        self.shared.health.problems = problems
        log.error("content kept", extra={"problems": list(problems[:20])})

    async def watch(self) -> None:
        """Look at the content again and again, until cancelled."""
        before = self._seen
        while True:
            await asyncio.sleep(INTERVAL)
            before = await asyncio.to_thread(self.look, before)

    def look(self, before: str) -> str:
        """Look at the content once, and let go of what was exchanged for it; the stamp, given that before."""
        self._former.let_go()
        now = self.content.stamp()
        if now == before and now != self._seen:
            self._seen = now
            self.refresh()
        return now

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self.shared.living():
            watching = asyncio.create_task(self.watch())
            settle()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        await send({"type": "lifespan.shutdown.complete"})


def watched(settings: Settings, encoder: Encoder | None) -> Content:
    """The content that a server of these settings follows."""
    return Content(content_folder(settings.content).resolve(), settings.site, encoder)
