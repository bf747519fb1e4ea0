"""What a new question looks like before it is written: keys with nothing behind them, and a word on each."""

from collections.abc import Iterator


def intent_skeleton(id: str, kind: str, group: str) -> Iterator[str]:
    """The entry in intents.yaml."""
    yield from (f"- id: {id}", f"  kind: {kind}", f"  group: {group}")
    yield "  # Ids from sources.yaml that its answer cites."
    yield from ("  sources:", "    -")
    yield "  # Ids of cautions in answers/*/common.yaml that stand below it; where there is none, take the key out."
    yield from ("  cautions:", "    -")
    yield "  # Ids of two or three questions to ask next."
    yield from ("  related:", "    -", "    -")


def utterance_skeleton(id: str) -> Iterator[str]:
    """The examples in one language: at least twenty-five, as different as people are."""
    yield f"{id}:"
    yield "  # At least twenty-five wordings, as different as people are. No line of tests/cases."
    yield "  -"


def answer_skeleton(id: str, kind: str, locale: str) -> Iterator[str]:
    """The answer in one language. Of what the article does not say, the first claim is that it is not known."""
    english = locale == "en"
    yield f"{id}:"
    if not english:
        yield "  # The same points as in answers/en: ids, parts, hedges, placeholders and order."
    yield "  question:"
    if english:
        yield '  # The short answer, true for "is it" and for "is it not"; never begins with yes or no.'
    yield from ("  summary:", "  points:")
    if english:
        yield "    # One claim each. part: numbers, meaning or unknown. hedge: may, where the sentence says may."
    part = " unknown" if kind == "not_covered" else ""
    yield from ("    - id:", f"      part:{part}", "      hedge: none", "      text:")
    if english:
        yield "  # Questions to take to the doctor."
    yield from ("  for_doctor:", "    -")
