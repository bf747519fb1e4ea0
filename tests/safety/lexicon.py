"""The shipped safety lexicon, compiled once for the tests of the screen."""

from pathlib import Path
from typing import TypeVar

from bot.content.strict_yaml import read_yaml
from bot.model.entry import Entry
from bot.model.safety_lexicon import FrameFile, PersonalFile, PremiseFile, RedFlagFile, SafetyLexicon
from bot.safety.screen import Screening, compile_lexicon, screen

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
    """The screening of a question with the shipped lexicon."""
    return screen(question, COMPILED)
