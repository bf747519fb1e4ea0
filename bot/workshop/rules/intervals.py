"""Arithmetic of the effects: is the estimate where its interval says, and how near is the line of no difference?"""

from collections.abc import Iterator
from decimal import Decimal

from bot.content.prose import undenied, word_pattern
from bot.content.texts import texts
from bot.model.knowledge import Figure
from bot.model.spans import FigureRef
from bot.workshop.rules.material import Found, Material

NEAR = Decimal("0.1")
"""An interval that ends nearer to "no difference" than this share of its own width ends close to it."""
_REACHES: tuple[str, ...] = ("no-clear-difference",)
_CLOSE: tuple[str, ...] = ("borderline", "wide-interval")


def check(material: Material) -> Iterator[Found]:
    """Effects whose three numbers do not fit together, or that need a caution about their interval."""
    for index, figure in enumerate(material.knowledge.figures.values()):
        if figure.measure not in ("OR", "MD") or figure.estimate is None or figure.low is None or figure.high is None:
            continue
        for rule, key, message in (
            *_middle(figure, figure.estimate, figure.low, figure.high),
            *_null(figure, figure.low, figure.high),
        ):
            yield Found("figures.yaml", ("figures", index, key), rule, f"{figure.id}: {message}", figure.id)

    yield from _claims(material)


def _claims(material: Material) -> Iterator[Found]:
    """Texts that speak of significance where the interval that they are about reaches "no difference"."""
    knowledge = material.knowledge
    unclear = {id: figure for id, figure in knowledge.figures.items() if reaches_nothing(figure)}
    if not unclear:
        return
    claims, denials = word_pattern(material.wording.significance), word_pattern(knowledge.lexicon.editorial.denials)
    for text in texts(knowledge):
        claim = next(undenied(text.prose, claims, denials), None)
        intent = knowledge.intents.get(text.intent or "")
        shown = {span.figure for span in text.spans if isinstance(span, FigureRef)}
        about = next((f for f in unclear.values() if f.id in shown or (intent and f.outcome in intent.outcomes)), None)
        if claim and about:
            message = f"says {claim!r}, but the interval of {about.id} reaches no difference"
            yield Found(text.path, text.where, "significance", message)


def reaches_nothing(figure: Figure) -> bool:
    """True for an effect whose interval holds "no difference": 1 for an odds ratio, 0 for a mean difference."""
    if figure.measure not in ("OR", "MD") or figure.low is None or figure.high is None:
        return False
    return figure.low <= (1 if figure.measure == "OR" else 0) <= figure.high


def _middle(figure: Figure, estimate: Decimal, low: Decimal, high: Decimal) -> Iterator[tuple[str, str, str]]:
    """An interval from a normal approximation is symmetric, for an odds ratio in the logarithm (Cochrane Handbook 6.3).

    The numbers are rounded: each may be half a unit of its last digit away from what was computed.
    """
    step = max(Decimal((0, (1,), int(number.as_tuple().exponent))) for number in (estimate, low, high))
    half = step / 2
    if figure.measure == "MD":
        least, most = (low + high) / 2 - half, (low + high) / 2 + half
    elif low - half > 0:
        least, most = ((low - half) * (high - half)).sqrt(), ((low + half) * (high + half)).sqrt()
    else:
        return
    if not least - half <= estimate <= most + half:
        middle = (least + most) / 2
        yield "interval-middle", "estimate", f"{low} to {high} has its middle at {middle:.3f}, not at {estimate}"


def _null(figure: Figure, low: Decimal, high: Decimal) -> Iterator[tuple[str, str, str]]:
    if figure.measure == "OR" and low <= 0:
        return
    ends = (low.ln(), high.ln()) if figure.measure == "OR" else (low, high)
    nothing = "1" if figure.measure == "OR" else "0"
    reaches = reaches_nothing(figure)
    close = min(map(abs, ends)) < NEAR * (ends[1] - ends[0])
    needed = _REACHES if reaches else _CLOSE if close else ()
    if needed and not set(needed) & set(figure.cautions):
        said = "reaches" if reaches else "ends close to"
        message = f"the interval {said} {nothing}, which is no difference: add the caution {' or '.join(needed)}"
        yield "null-line", "cautions", message
