"""Which files the content folder holds, and the type each is read into."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import Field

from bot.model.editorial_lexicon import EditorialLexicon
from bot.model.entry import Entry
from bot.model.knowledge import (
    LOCALES,
    Answer,
    Figure,
    FixedReply,
    Id,
    Intent,
    Labels,
    Locale,
    Measured,
    Places,
    Region,
    Section,
    Source,
    SubjectWords,
    Template,
    Term,
)
from bot.model.matching_lexicon import ForeignFile, MatchingFile
from bot.model.review import Signature
from bot.model.safety_lexicon import DangerFile, FrameFile, PersonalFile, PremiseFile, RedFlagFile
from bot.model.slot_lexicon import SlotLexicon
from bot.model.waiver import WaiversFile
from bot.model.wording_lexicon import WordingLexicon


class FiguresFile(Entry):
    """figures.yaml: every number once."""

    outcomes: tuple[Measured, ...] = ()
    """What was measured, in the order in which results are shown."""
    figures: tuple[Figure, ...]


class ArticleFile(Entry):
    """article.yaml: how the article is divided into sections."""

    sha256: str | None = Field(default=None, pattern=r"^[0-9a-f]{64}$")
    """Hash of the whole article when figures were last compared with it; written by `hepatica verify --store`."""
    sections: tuple[Section, ...] = Field(min_length=1)


class SourcesFile(Entry):
    """sources.yaml: what may be cited."""

    sources: tuple[Source, ...]


class IntentsFile(Entry):
    """intents.yaml: the questions Hepatica knows."""

    intents: tuple[Intent, ...]


class LinesFile(Entry):
    """lines.yaml: emergency numbers and crisis lines by region."""

    regions: tuple[Region, ...] = Field(min_length=1)


class UtterancesFile(Entry):
    """utterances/en.yaml, zh.yaml: example questions for each intent."""

    utterances: Mapping[Id, tuple[str, ...]]


class OutOfScopeFile(Entry):
    """utterances/out_of_scope.yaml: examples of what is not ours."""

    out_of_scope: tuple[str, ...]


class SmalltalkFile(Entry):
    """utterances/smalltalk.yaml: greetings, thanks, goodbyes, plain agreement."""

    smalltalk: Mapping[Id, tuple[str, ...]]


class AnswersFile(Entry):
    """answers/LOCALE/GROUP.yaml: what the intents of one group say in one language."""

    answers: Mapping[Id, Answer]


class CommonFile(Entry):
    """answers/LOCALE/common.yaml: cautions, notices, fixed replies and labels of one language."""

    cautions: Mapping[Id, Template]
    notices: Mapping[Id, Template]
    disclaimer: Template
    not_reviewed: Template
    reviewed: Template
    """Said of a reply that a clinician has signed: {reviewer}, {reviewed-on}."""
    reviewed_before: Template
    """Said of a reply that was changed after it had been signed."""
    replies: Mapping[Id, FixedReply]
    labels: Labels
    subject: SubjectWords


class ReviewsFile(Entry):
    """reviews.yaml: who has read which answer, in which language, and when. Written by `hepatica review sign`."""

    reviews: tuple[Signature, ...] = ()


class GlossaryFile(Entry):
    """answers/LOCALE/glossary.yaml."""

    glossary: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of content file: its schema name, the type it is read into, and where it lies."""

    name: str
    type: type[Entry]
    paths: tuple[str, ...]
    optional: bool = False
    """True where a folder may do without the file; it then counts as one that lists nothing."""
    tags: bool = False
    """True where <word> is notation (the safety lexicon); elsewhere it would be HTML and is refused."""


def _per_locale(file: str) -> tuple[str, ...]:
    return tuple(f"answers/{locale}/{file}" for locale in LOCALES)


REVIEWS = "reviews.yaml"

DANGER = FileKind(
    "danger",
    DangerFile,
    tuple(f"utterances/{name}-{language}.yaml" for name in ("danger", "calm") for language in ("en", "zh")),
    optional=True,
)

FIXED_KINDS: tuple[FileKind, ...] = (
    FileKind("figures", FiguresFile, ("figures.yaml",)),
    FileKind("article", ArticleFile, ("article.yaml",)),
    FileKind("sources", SourcesFile, ("sources.yaml",)),
    FileKind("intents", IntentsFile, ("intents.yaml",)),
    FileKind("reviews", ReviewsFile, (REVIEWS,), optional=True),
    FileKind("places", Places, ("places.yaml",)),
    FileKind("lines", LinesFile, ("lines.yaml",)),
    FileKind("utterances", UtterancesFile, ("utterances/en.yaml", "utterances/zh.yaml")),
    FileKind("out-of-scope", OutOfScopeFile, ("utterances/out_of_scope.yaml",)),
    FileKind("smalltalk", SmalltalkFile, ("utterances/smalltalk.yaml",)),
    DANGER,
    FileKind("editorial", EditorialLexicon, ("lexicon/editorial.yaml",)),
    FileKind("matching", MatchingFile, ("lexicon/matching.yaml",)),
    FileKind("foreign", ForeignFile, ("lexicon/foreign.yaml",)),
    FileKind("slots", SlotLexicon, ("lexicon/slots.yaml",)),
    FileKind("redflags", RedFlagFile, ("lexicon/redflags.yaml",), tags=True),
    FileKind("frames", FrameFile, ("lexicon/frames.yaml",), tags=True),
    FileKind("personal", PersonalFile, ("lexicon/personal.yaml",), tags=True),
    FileKind("premises", PremiseFile, ("lexicon/premises.yaml",), tags=True),
    FileKind("wording", WordingLexicon, ("lexicon/wording.yaml",), optional=True),
    FileKind("waivers", WaiversFile, ("waivers.yaml",), optional=True),
    FileKind("common", CommonFile, _per_locale("common.yaml")),
    FileKind("glossary", GlossaryFile, _per_locale("glossary.yaml")),
)
ANSWERS = FileKind("answers", AnswersFile, ())
"""answers/LOCALE/GROUP.yaml, one file for each group of intents.yaml."""


def answer_paths(groups: tuple[str, ...]) -> dict[str, Locale]:
    """Paths of the answer files of these groups, with the language each is written in."""
    return {f"answers/{locale}/{group}.yaml": locale for locale in LOCALES for group in groups}
