"""References and arithmetic: every id that is used exists, stands once, and every figure is sound in itself."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.content.files import DANGER, AnswersFile, FiguresFile, IntentsFile, SourcesFile, UtterancesFile
from bot.content.texts import needed_replies, texts
from bot.content.unknown import unknown
from bot.model.entry import Entry
from bot.model.knowledge import LOCALES, Answer, Figure, Intent, Knowledge
from bot.model.notation import PART
from bot.model.safety_lexicon import DangerFile
from bot.model.spans import Cite, FigureRef, Name, ReportedWeeks, Span, Week
from bot.model.told import Told
from bot.text.normalise import fold_all

Finding = tuple[str, tuple[str | int, ...], str, str]

NOTICES = ("emergency-line", "emergency-short", "same-day", "changed-since-review", "not-spoken")
CAUTIONS = ("as-printed", "conflict", "selective")
"""What the pages say of the article itself: how its numbers were read, who made it, what it may leave out."""
MAX_UTTERANCE = 300
MAX_TOLD = 500
"""Characters of an example of the listener: people in fear write at length."""
OF_SIGNS = ("emergency", "crisis", "same-day")


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every broken reference, duplicate id and unsound figure."""
    yield from _duplicates(knowledge)
    yield from _figures(knowledge)
    yield from _intents(knowledge)
    yield from _answers(knowledge)
    yield from _spans(knowledge)
    yield from _utterances(knowledge)
    yield from _dangers(knowledge)
    yield from _premises(knowledge)
    yield from _parts(knowledge)
    yield from _needed(knowledge)


def _duplicates(knowledge: Knowledge) -> Iterator[Finding]:
    for path, entry in knowledge.entries.items():
        first: set[str] = set()
        for index, id in enumerate(_ids_in(entry)):
            if id in first:
                yield path, (path.removesuffix(".yaml"), index), "duplicate-id", f"the id {id!r} stands twice"
            first.add(id)


def _ids_in(entry: Entry) -> tuple[str, ...]:
    match entry:
        case FiguresFile():
            return tuple(figure.id for figure in entry.figures)
        case SourcesFile():
            return tuple(source.id for source in entry.sources)
        case IntentsFile():
            return tuple(intent.id for intent in entry.intents)
    return ()


def _figures(knowledge: Knowledge) -> Iterator[Finding]:
    sections = {section.id for section in knowledge.sections}
    cautions = knowledge.locales["en"].cautions
    for index, figure in enumerate(knowledge.figures.values()):
        where = ("figures", index)
        for source in figure.sources:
            if source not in knowledge.sources:
                yield "figures.yaml", (*where, "sources"), "reference", _in(figure, "source", source, knowledge.sources)
        for caution in figure.cautions:
            if caution not in cautions:
                yield "figures.yaml", (*where, "cautions"), "reference", _in(figure, "caution", caution, cautions)
        if figure.locator not in sections:
            yield "figures.yaml", (*where, "locator"), "reference", _in(figure, "section", figure.locator, sections)
        for message in _unsound(figure):
            yield "figures.yaml", where, "figure", f"{figure.id}: {message}"


def _in(entry: Figure | Intent, what: str, id: str, known: Iterable[str]) -> str:
    return f"{entry.id}: {unknown(what, id, known)}"


def _unsound(figure: Figure) -> Iterator[str]:
    if "article" in figure.sources and ("as-printed" not in figure.cautions or not figure.printed):
        yield "a figure of the article needs `printed` and the caution as-printed"
    if (figure.low is None) != (figure.high is None):
        yield "low and high go together"
    if figure.estimate is None and figure.low is None:
        yield "needs an estimate, or low and high"
    known = [number for number in (figure.low, figure.estimate, figure.high) if number is not None]
    if known != sorted(set(known)):
        yield "low < estimate < high does not hold"
    if figure.measure in ("OR", "MD") and None in (figure.estimate, figure.low, figure.level, figure.weeks):
        yield "an effect needs estimate, low, high, level and weeks"
    if figure.measure not in ("OR", "MD") and figure.level is not None:
        yield "only an effect has a confidence level; a range is not an interval"
    if figure.is_result and figure.id != f"{figure.outcome}-{figure.weeks}w":
        yield f"the id of this result must be {figure.outcome}-{figure.weeks}w"


def _intents(knowledge: Knowledge) -> Iterator[Finding]:
    common = knowledge.locales["en"]
    for index, intent in enumerate(knowledge.intents.values()):
        for key, name, place, used, known in (
            ("figures", "figure", "figures.yaml", intent.figures, knowledge.figures),
            ("sources", "source", "sources.yaml", intent.sources, knowledge.sources),
            ("cautions", "caution", "answers/en/common.yaml", intent.cautions, common.cautions),
            ("notices", "notice", "answers/en/common.yaml", intent.notices, common.notices),
            ("related", "question", "intents.yaml", intent.related, knowledge.intents),
        ):
            for id in used:
                if id not in known:
                    message = f"{intent.id}: {unknown(name, id, known, place)}"
                    yield "intents.yaml", ("intents", index, key), "reference", message
        if intent.group not in common.labels.groups:
            message = _in(intent, "group", intent.group, common.labels.groups)
            yield "intents.yaml", ("intents", index, "group"), "reference", message
        for id in intent.sources:
            source = knowledge.sources.get(id)
            if source and source.intents and intent.id not in source.intents:
                message = f"{intent.id}: sources.yaml does not list this intent for {id!r}"
                yield "intents.yaml", ("intents", index, "sources"), "reference", message


def _answers(knowledge: Knowledge) -> Iterator[Finding]:
    for locale in LOCALES:
        written = {path: _answers_in(entry) for path, entry in knowledge.entries.items() if f"/{locale}/" in path}
        for intent in knowledge.intents.values():
            path = f"answers/{locale}/{intent.group}.yaml"
            if intent.id not in written[path]:
                yield (
                    path,
                    ("answers",),
                    "missing",
                    f"no answer for the intent {intent.id!r}; its group is {intent.group}",
                )
        for path, intents in written.items():
            for intent_id in intents:
                if intent_id not in knowledge.intents:
                    message = unknown("question", intent_id, knowledge.intents, "intents.yaml")
                    yield path, ("answers", intent_id), "reference", message


def _answers_in(entry: Entry) -> Mapping[str, Answer]:
    return entry.answers if isinstance(entry, AnswersFile) else {}


def _spans(knowledge: Knowledge) -> Iterator[Finding]:
    for text in texts(knowledge):
        intent = knowledge.intents.get(text.intent or "")
        for span in text.spans:
            message = _span_problem(span, knowledge, intent)
            if message:
                yield text.path, text.where, "reference", message


def _span_problem(span: Span, knowledge: Knowledge, intent: Intent | None) -> str | None:
    match span:
        case FigureRef(figure=id) if id not in knowledge.figures:
            return unknown("figure", id, knowledge.figures, "figures.yaml")
        case FigureRef(figure=id) if intent and id not in intent.figures:
            said = f"list the figure {id!r} under figures of {intent.id!r} in intents.yaml"
            return Told("not-listed", said, what="figure", id=id, intent=intent.id)
        case FigureRef() if intent is None:
            return Told("figure-place", "a figure may stand only in an answer")
        case Cite():
            return _cite_problem(span, knowledge, intent)
        case Name(name=name) if name not in knowledge.lexicon.editorial.names:
            return Told("no-name", f"{name!r} is not among the names in lexicon/editorial.yaml", id=name)
        case ReportedWeeks(outcome=outcome) if outcome not in {f.outcome for f in knowledge.figures.values()}:
            return unknown("outcome", outcome, knowledge.outcomes)
        case Week(weeks=weeks) if weeks not in {f.weeks for f in knowledge.figures.values()}:
            said = f"no figure has the week {weeks}; a week in a text is one that the article reports"
            return Told("no-week", said, weeks=weeks)
    return None


def _cite_problem(cite: Cite, knowledge: Knowledge, intent: Intent | None) -> str | None:
    for source in (cite.source, cite.attributed_to):
        if source is None:
            continue
        if source not in knowledge.sources:
            return unknown("source", source, knowledge.sources, "sources.yaml")
        if intent and source not in intent.sources:
            said = f"list the source {source!r} under sources of {intent.id!r} in intents.yaml"
            return Told("not-listed", said, what="source", id=source, intent=intent.id)
    if cite.source == "article" and cite.locator is None:
        return Told("no-section", "a citation of the article names its section: {cite:article/SECTION}")
    sections = knowledge.locales["en"].labels.sections
    if cite.locator is not None and cite.locator not in sections:
        return unknown("section", cite.locator, sections)
    return None


def _utterances(knowledge: Knowledge) -> Iterator[Finding]:
    owner: dict[str, str] = {}
    for path, entry in knowledge.entries.items():
        if not isinstance(entry, UtterancesFile):
            continue
        for intent, examples in entry.utterances.items():
            if intent not in knowledge.intents:
                message = unknown("question", intent, knowledge.intents, "intents.yaml")
                yield path, ("utterances", intent), "reference", message
            for index, (example, folded) in enumerate(zip(examples, fold_all(examples), strict=True)):
                where = ("utterances", intent, index)
                if not folded:
                    yield path, where, "utterance-length", Told("no-word", "there is no word in this example")
                elif len(example) > MAX_UTTERANCE:
                    said = f"{len(example)} characters; an example has no more than {MAX_UTTERANCE}"
                    yield path, where, "utterance-length", Told("too-long", said, most=MAX_UTTERANCE)
                elif owner.get(folded) == intent:
                    said = f"{example!r} stands under {intent!r} already"
                    yield path, where, "utterance-twice", Told("example", said, text=example, intent=intent)
                elif folded in owner:
                    said = f"{example!r} stands already under {owner[folded]!r}"
                    yield path, where, "utterance", Told("example", said, text=example, intent=owner[folded])
                owner.setdefault(folded, intent)


def _dangers(knowledge: Knowledge) -> Iterator[Finding]:
    """The listener's examples: each under a sign that exists, once, and not an example of a question too."""
    signs = {sign.id for sign in knowledge.lexicon.safety.redflags.signs}
    asked = (text for examples in knowledge.utterances.values() for text in examples)
    owner = dict.fromkeys(fold_all((*asked, *knowledge.out_of_scope)), "the examples of questions")
    for path in DANGER.paths:
        file = knowledge.entries[path]
        assert isinstance(file, DangerFile)
        for told, groups in file.groups.items():
            key = told.replace("-", "_")
            for group, examples in groups.items():
                if told in OF_SIGNS and group not in signs:
                    message = unknown("danger sign", group, signs, "lexicon/redflags.yaml")
                    yield path, (key, group), "reference", message
                for index, (example, folded) in enumerate(zip(examples, fold_all(examples), strict=True)):
                    where = (key, group, index)
                    if not folded or len(example) > MAX_TOLD:
                        yield path, where, "utterance-length", f"an example holds 1 to {MAX_TOLD} characters and a word"
                    elif folded in owner:
                        yield path, where, "utterance-twice", f"{example!r} stands already under {owner[folded]}"
                    owner.setdefault(folded, f"{key}: {group}")


def _premises(knowledge: Knowledge) -> Iterator[Finding]:
    for index, premise in enumerate(knowledge.lexicon.safety.premises.premises):
        if premise.intent not in knowledge.intents:
            where = ("premises", index, "intent")
            message = unknown("question", premise.intent, knowledge.intents, "intents.yaml")
            yield "lexicon/premises.yaml", where, "reference", f"{premise.id}: {message}"


def _parts(knowledge: Knowledge) -> Iterator[Finding]:
    """Every part that a phrase of the safety lexicon names exists, in one of the files that share theirs."""
    lexicon = knowledge.lexicon.safety
    shared = {**lexicon.redflags.parts, **lexicon.frames.parts, **lexicon.personal.parts}
    for path, file, parts in (
        ("lexicon/redflags.yaml", lexicon.redflags, shared),
        ("lexicon/frames.yaml", lexicon.frames, shared),
        ("lexicon/personal.yaml", lexicon.personal, shared),
        ("lexicon/premises.yaml", lexicon.premises, lexicon.premises.parts),
    ):
        for where, text in _texts_in(file.model_dump(exclude={"parts"}), ()):
            for part in PART.findall(text):
                if part not in parts:
                    yield path, where, "reference", unknown("part", part, parts)


def _texts_in(value: Any, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict | tuple):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts_in(inner, (*where, key))


def _corrections(knowledge: Knowledge) -> tuple[str, ...]:
    """Notices that put claims right, and the one for pressure."""
    claims = (premise.id for premise in knowledge.lexicon.safety.premises.premises)
    return tuple(f"premise-{claim}" for claim in (*claims, "pressure"))


def _needed(knowledge: Knowledge) -> Iterator[Finding]:
    for intent in knowledge.intents:
        if not knowledge.utterances.get(intent):
            yield "utterances/en.yaml", ("utterances",), "missing", f"no utterances for {intent!r}"
    for locale, content in knowledge.locales.items():
        path = f"answers/{locale}/common.yaml"
        for id in (*NOTICES, *_corrections(knowledge)):
            if id not in content.notices:
                yield path, ("notices",), "missing", f"the notice {id!r} is needed"
        for id in CAUTIONS:
            if id not in content.cautions:
                yield path, ("cautions",), "missing", f"the caution {id!r} is needed"
        for id in needed_replies(knowledge):
            if id not in content.replies:
                yield path, ("replies",), "missing", f"the reply {id!r} is needed"
