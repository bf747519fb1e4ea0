"""What a content says of its own subject: outcomes, places of certain questions, cautions of fixed replies."""

from collections.abc import Iterator

from bot.content.references import Finding
from bot.content.unknown import unknown
from bot.model.knowledge import Knowledge


def check(knowledge: Knowledge) -> Iterator[Finding]:
    """Every outcome, intent or caution that is named here and does not exist, and every outcome without its labels."""
    yield from _outcomes(knowledge)
    yield from _labels(knowledge)
    yield from _places(knowledge)
    yield from _cautions(knowledge)


def _outcomes(knowledge: Knowledge) -> Iterator[Finding]:
    listed = knowledge.outcomes.keys()
    for index, figure in enumerate(knowledge.figures.values()):
        if figure.outcome is not None and figure.outcome not in listed:
            yield "figures.yaml", ("figures", index, "outcome"), "reference", unknown("outcome", figure.outcome, listed)
    for index, intent in enumerate(knowledge.intents.values()):
        for outcome in intent.outcomes:
            if outcome not in listed:
                yield "intents.yaml", ("intents", index, "outcomes"), "reference", unknown("outcome", outcome, listed)
    for outcome in knowledge.lexicon.slots.outcomes.keys() - listed:
        yield "lexicon/slots.yaml", ("outcomes", outcome), "reference", unknown("outcome", outcome, listed)


def _labels(knowledge: Knowledge) -> Iterator[Finding]:
    listed = knowledge.outcomes.keys()
    for locale, content in knowledge.locales.items():
        for name, labels in (("outcomes", content.labels.outcomes), ("better", content.labels.better)):
            where, path = ("labels", name), f"answers/{locale}/common.yaml"
            for outcome in listed - labels.keys():
                yield path, where, "missing", f"no label for the outcome {outcome!r}"
            for outcome in labels.keys() - listed:
                yield path, (*where, outcome), "reference", unknown("outcome", outcome, listed, "figures.yaml")


def _places(knowledge: Knowledge) -> Iterator[Finding]:
    places = knowledge.places
    named = {"starters": places.starters, "honest": places.honest, "about": (places.about,), "danger": (places.danger,)}
    for key, ids in named.items():
        for id in ids:
            if id is not None and id not in knowledge.intents:
                yield "places.yaml", (key,), "reference", unknown("question", id, knowledge.intents, "intents.yaml")


def _cautions(knowledge: Knowledge) -> Iterator[Finding]:
    for locale, content in knowledge.locales.items():
        for id, reply in content.replies.items():
            for caution in reply.cautions:
                if caution not in content.cautions:
                    where = ("replies", id, "cautions")
                    message = f"{id}: {unknown('caution', caution, content.cautions)}"
                    yield f"answers/{locale}/common.yaml", where, "reference", message
