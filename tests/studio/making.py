"""Studios for tests: a copy of the content with few examples, a question log, and work that is prepared."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fastapi import FastAPI

from bot.content.loader import load
from bot.conversation.trained import Trained, learn_from, train
from bot.paths import content_folder
from bot.questionlog.database import Database
from bot.rendering.html import Words
from bot.serving.assets import read_assets
from bot.studio.app import build_studio
from bot.studio.desk import Desk, Tools, studio_words
from bot.studio.jobs import Jobs
from bot.studio.keys import Keys
from bot.workshop.effects import Effect, Moved
from bot.workshop.overlap import Pair, Puller
from bot.workshop.rehearsing import heard_of
from tests.questionlog.making import file_database, missed, stored

EXAMPLES = 3
"""Examples of each question and language that are kept."""


class Prepared(Jobs):
    """Jobs whose results are prepared: learning takes minutes, and its own tests run it."""

    def begin(self, key: str, arguments: Sequence[str], told: str = "") -> None:
        """Leave the prepared result of the kind that is asked for."""
        readers = tuple(
            Moved(str(id), "en", "fallback", "survival", right_before=False, right_after=True)
            for id in (heard_of(told) if told else ())
        )
        result = PAIRS if arguments[0] == "overlap" else asdict(replace(EFFECT, readers=readers))
        self.out(key).write_text(json.dumps(result), encoding="utf-8")


PAIRS = [
    asdict(Pair("dose", "highest-dose", 0.25, 0.2, (Puller("how many cells at most", "dose", 0.7),))),
    asdict(Pair("safety", "side-effects", 0.05, 0.04, (Puller("any harm from it", "safety", 0.3),))),
]
EFFECT = Effect(
    40, 30, 31,
    (
        Moved("does it help me live on", "en", "fallback", "survival", right_before=False, right_after=True),
        Moved("is it worth it", "en", "benefit", "survival", right_before=True, right_after=False),
    ),
    (Moved("will he be around longer", "en", "fallback", "survival", right_before=False, right_after=True),),
)  # fmt: skip
SURVIVING = ("will my old dad be around longer with it", "will my old mum be around longer with it")
PARKING = "where do i park the car"


@dataclass(frozen=True)
class Made:
    """A studio, not served yet."""

    app: FastAPI
    desk: Desk
    tokens: list[str]
    """Start tokens as they are announced."""

    @property
    def folder(self) -> Path:
        """The content folder that it works on."""
        return self.desk.folder


@cache
def small_content() -> TemporaryDirectory[str]:
    """The shipped content with few examples of each question: read and learnt in a moment."""
    made = TemporaryDirectory(prefix="hepatica-small-")
    folder = Path(made.name) / "content"
    shutil.copytree(content_folder(), folder)
    for name in ("en", "zh", "out_of_scope"):
        thin_out(folder / "utterances" / f"{name}.yaml")
    for name in (
        "danger-en",
        "danger-zh",
        "calm-en",
        "calm-zh",
    ):  # a listener that has heard a few would hear danger everywhere
        (folder / "utterances" / f"{name}.yaml").unlink()
    return made


@cache
def quick_trained() -> Trained:
    """This content, ready to answer."""
    knowledge = load(Path(small_content().name) / "content")
    return train(knowledge, learn_from(knowledge))


@cache
def compiled_once() -> Words:
    """The templates, compiled once for all studios."""
    return studio_words()


def thin_out(file: Path) -> None:
    """Keep the first examples of each list."""
    kept, seen = [], 0
    for line in file.read_text(encoding="utf-8").splitlines(keepends=True):
        seen = seen + 1 if line.lstrip().startswith("- ") else 0
        if seen <= EXAMPLES:
            kept.append(line)
    file.write_text("".join(kept), encoding="utf-8")


def copied_to(folder: Path) -> Path:
    """Make a checkout with this content."""
    shutil.copytree(Path(small_content().name) / "content", folder / "content")
    (folder / "tests").mkdir()
    return folder


@contextmanager
def studio_of(checkout: Path, port: int) -> Iterator[Made]:
    """A studio over a checkout, for this port."""
    tokens: list[str] = []
    assets, jobs, log = read_assets(), Prepared(), log_of(checkout)
    desk = Desk(quick_trained(), checkout / "content", assets, jobs, Tools(log=log, words=compiled_once()))
    yield Made(build_studio(desk, Keys(tokens.append), port, assets), desk, tokens)
    jobs.end()
    log.engine.dispose()


def log_of(folder: Path) -> Database:
    """A question log that holds what a few readers asked."""
    asked = [missed(text, nearest=("survival", "benefit")) for text in (*SURVIVING, *SURVIVING[:1], PARKING)]
    return stored(file_database(folder), *asked)
