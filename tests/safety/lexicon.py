"""The shipped safety screen for its tests: whole, with the listener, and its word lists alone."""

from pathlib import Path
from typing import TypeVar

from bot.content.strict_yaml import read_yaml
from bot.model.entry import Entry
from bot.model.safety_lexicon import FrameFile, PersonalFile, PremiseFile, RedFlagFile, SafetyLexicon
from bot.safety.screen import Screening, compile_lexicon, screen
from tests.conftest import shared_trained

E = TypeVar("E", bound=Entry)
FOLDER = Path(__file__).parents[2] / "content" / "lexicon"


def read(name: str, kind: type[E]) -> E:
    """One file of the lexicon."""
    document, problems = read_yaml(FOLDER / name, name, tags=True)
    assert document is not None, problems
    assert not problems, problems
    return kind.model_validate(document.value, strict=False)


LEXICON = SafetyLexicon(
    redflags=read("redflags.yaml", RedFlagFile),
    frames=read("frames.yaml", FrameFile),
    personal=read("personal.yaml", PersonalFile),
    premises=read("premises.yaml", PremiseFile),
)
COMPILED = compile_lexicon(LEXICON)
ALARMS = ("emergency", "overdose", "crisis")


def screened(question: str) -> Screening:
    """The screening of a question as it is served: by the lists, and by the listener."""
    return screen(question, shared_trained().safety)


def screened_by_lists(question: str) -> Screening:
    """The same without the listener."""
    return screen(question, COMPILED)
