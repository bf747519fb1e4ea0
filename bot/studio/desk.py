"""What lies on the desk: the content folder as it is now, read and ready to answer, and the pages made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import Any

from bot.answering.contact import contact_lines
from bot.content.site_file import load_for
from bot.content.stamp import stamp
from bot.conversation.trained import Trained, examples
from bot.locales import LANGUAGE_NAMES
from bot.matching.explain import as_written
from bot.matching.meaning import Encoder
from bot.model.knowledge import Knowledge, Locale
from bot.model.problem import ContentError, Problem
from bot.paths import templates_folder
from bot.questionlog.database import Database
from bot.rendering.emergency import add_numbers
from bot.rendering.html import Pages, Words, build_pages, spans_html
from bot.rendering.qr import qr
from bot.serving.assets import Asset
from bot.serving.offers import offer_value
from bot.studio.addresses import answer_at, edit_at, sheet_at, words_at
from bot.studio.jobs import Busy, Jobs
from bot.studio.outline import outline
from bot.workshop.renewal import Serving, begun, renewed


@dataclass(frozen=True)
class Bench:
    """One reading of the folder. Frozen: a request that has begun ends with what it began with."""

    serving: Serving
    pages: Pages
    stamp: str
    fits: bool = True
    """False where the examples have changed since the table in use was learnt."""
    problems: tuple[Problem, ...] = ()
    """Why the folder cannot be used as it is now; then the reading before it is shown."""

    @property
    def trained(self) -> Trained:
        """Ready to answer."""
        return self.serving.trained

    @cached_property
    def written(self) -> Mapping[str, str]:
        """The examples in the words of their editors, by what the index keeps of them."""
        return as_written(examples(self.knowledge), self.trained.pinyin.meant)

    @property
    def knowledge(self) -> Knowledge:
        """The content."""
        return self.serving.trained.knowledge


def studio_words() -> Words:
    """The words of the studio and of the pages for readers; no template is compiled yet."""
    return Words(("messages", "studio"))


@dataclass(frozen=True)
class Tools:
    """What there may be beside the content: the sentence encoder, the clinic's site file, the question log.

    `words` are the catalogues of the studio, with the templates that were compiled so far.
    """

    encoder: Encoder | None = None
    site: Path | None = None
    log: Database | None = None
    words: Words = field(default_factory=studio_words)


NO_TOOLS = Tools()


class Desk:
    """The folder and the last reading of it. A change on the disk, by whomever, is seen with the next request."""

    def __init__(
        self, trained: Trained, folder: Path, assets: Mapping[str, Asset], jobs: Jobs, tools: Tools = NO_TOOLS
    ) -> None:
        self.folder = folder
        self.site = tools.site
        self.encoder = tools.encoder
        self.log = tools.log
        self.jobs = jobs
        self._assets = assets
        self._lock = Lock()
        self._words = tools.words
        self._bench = Bench(begun(trained), self._pages(trained.knowledge), stamp(folder, tools.site))

    @property
    def checkout(self) -> Path:
        """The folder that holds the content folder; the project's own, for its own content."""
        return self.folder.resolve().parent

    def running(self) -> Busy | None:
        """The work that is running."""
        return self.jobs.running()

    def bench(self) -> Bench:
        """The folder as it is now; as it was before, with the problems, where it cannot be used."""
        with self._lock:
            now = stamp(self.folder, self.site)
            if now != self._bench.stamp or self.jobs.ended("train"):
                self._bench = self._read(now)
            return self._bench

    def read_again(self) -> None:
        """Read the folder anew: what was learnt from it is there now."""
        with self._lock:
            if not self._bench.fits:
                self._bench = self._read(stamp(self.folder, self.site))

    def _read(self, now: str) -> Bench:
        try:
            knowledge = load_for(self.folder, self.site)
            serving = renewed(knowledge, self._bench.serving, self.encoder)
        except ContentError as error:
            return replace(self._bench, stamp=now, problems=error.problems)
        return Bench(serving, self._pages(knowledge), now, serving.fits)

    def _pages(self, knowledge: Knowledge) -> Pages:
        static = partial(_static, self._assets)
        shared: dict[str, Any] = {
            "url": _url,
            "share_url": _url,
            "static": static,
            "public_url": None,
            "language_names": LANGUAGE_NAMES,
            "layout": "studio/base.html",
            "framed": False,
            "embed_sites": "",
        }
        made = build_pages(templates_folder(), knowledge, shared, self._words)
        add_numbers(made, knowledge)
        for locale, environment in made.environments.items():
            environment.globals.update(
                answer_path=answer_at,
                edit_at=edit_at,
                sheet_at=sheet_at,
                at_work=self.running,
                words_at=words_at,
                qr=qr,
                contact=tuple(contact_lines(locale, knowledge)),
                figure_links=True,
                source_names={id: source.title[locale] for id, source in knowledge.sources.items()},
            )
            environment.filters["offer_value"] = offer_value
            environment.filters["outline"] = partial(outline, knowledge=knowledge, locale=locale)
            environment.filters["spans"] = partial(spans_html, locale=locale, figures=knowledge.figures, linked=True)
        return made


def _url(locale: Locale, path: str) -> str:
    return f"/{locale}{path}"


def _static(assets: Mapping[str, Asset], name: str) -> str:
    return f"/static/{name}?v={assets[name].hash}"
