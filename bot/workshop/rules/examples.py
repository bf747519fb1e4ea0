"""Examples of questions: enough of them for each question and language, and none that is somebody else's too."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.files import OutOfScopeFile, SmalltalkFile, UtterancesFile
from bot.model.entry import Entry
from bot.model.knowledge import Knowledge
from bot.text.normalise import fold
from bot.workshop.rules.material import Found, Material, Where
from bot.workshop.rules.shown import prose_of

ENOUGH = 25
"""Examples of a question in one language, below which its wordings are not known well enough."""
OUTSIDE = "(out of scope)"


@dataclass(frozen=True, slots=True)
class Example:
    """An example, what it is an example of, and where it stands."""

    path: str
    where: Where
    intent: str
    text: str


def check(material: Material) -> Iterator[Found]:
    """Questions with too few examples, and texts that are examples of two things."""
    yield from _thin(material.knowledge)
    yield from _colliding(material.knowledge)


def examples(knowledge: Knowledge) -> Iterator[Example]:
    """Everything that the ranking is taught: utterances, small talk, what is not ours, and the questions themselves."""
    for path, entry in knowledge.entries.items():
        yield from _in_file(path, entry)
    for locale, content in knowledge.locales.items():
        for intent, answer in content.answers.items():
            path = f"answers/{locale}/{knowledge.intents[intent].group}.yaml"
            yield Example(path, ("answers", intent, "question"), intent, prose_of(answer.question))


def _in_file(path: str, entry: Entry) -> Iterator[Example]:
    match entry:
        case UtterancesFile():
            lists = {("utterances", intent): texts for intent, texts in entry.utterances.items()}
        case SmalltalkFile():
            lists = {("smalltalk", kind): texts for kind, texts in entry.smalltalk.items()}
        case OutOfScopeFile():
            yield from (
                Example(path, ("out_of_scope", index), OUTSIDE, text) for index, text in enumerate(entry.out_of_scope)
            )
            return
        case _:
            return
    for (key, name), texts in lists.items():
        intent = name if key == "utterances" else f"(small talk: {name})"
        for index, text in enumerate(texts):
            yield Example(path, (key, name, index), intent, text)


def _thin(knowledge: Knowledge) -> Iterator[Found]:
    for path, entry in knowledge.entries.items():
        if not isinstance(entry, UtterancesFile):
            continue
        for intent in knowledge.intents:
            count = len(entry.utterances.get(intent, ()))
            if count < ENOUGH:
                where: Where = ("utterances", intent) if intent in entry.utterances else ("utterances",)
                yield Found(path, where, "thin-utterances", f"{intent}: {count} examples; {ENOUGH} are needed", intent)


def _colliding(knowledge: Knowledge) -> Iterator[Found]:
    """The loader compares utterances with utterances; this compares them with all else that is taught."""
    first: dict[str, Example] = {}
    for example in examples(knowledge):
        owner = first.setdefault(fold(example.text), example)
        if owner.intent != example.intent:
            message = f"{example.text!r} is an example of {owner.intent} too ({owner.path})"
            yield Found(example.path, example.where, "collision", message, example.text)
