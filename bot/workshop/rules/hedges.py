"""A claim that is hedged in one language is hedged in all of them."""

from collections.abc import Iterator

from bot.content.prose import word_pattern
from bot.content.texts import ContentText, texts
from bot.model.knowledge import LOCALES
from bot.model.told import Told
from bot.text.normalise import to_simplified
from bot.workshop.rules.material import Found, Material, Where


def check(material: Material) -> Iterator[Found]:
    """Points, cautions and notices that say may in some languages only. What is marked, the loader has checked."""
    hedges = word_pattern(material.knowledge.lexicon.editorial.hedges)
    not_hedges = word_pattern(material.wording.not_hedges)
    versions: dict[tuple[str, Where], dict[str, ContentText]] = {}
    for text in texts(material.knowledge):
        if text.hedge == "none" and {"points", "cautions", "notices"} & set(text.where):
            file = text.path.replace(f"/{text.locale}/", "/", 1)
            versions.setdefault((file, text.where), {})[text.locale] = text
    for texts_of_place in versions.values():
        hedged = {
            locale: hedges.search(not_hedges.sub(" ", to_simplified(text.prose))) is not None
            for locale, text in texts_of_place.items()
        }
        if len(set(hedged.values())) > 1:
            yield _differing(texts_of_place, hedged)


def _differing(versions: dict[str, ContentText], hedged: dict[str, bool]) -> Found:
    """Reported at the first language that differs from the other two."""
    most = sum(hedged.values()) > len(hedged) / 2
    odd = next(locale for locale in LOCALES if hedged.get(locale) != most)
    said = "says may / 可能, the others do not" if hedged[odd] else "does not say may / 可能, the others do"
    text = versions[odd]
    told = Told("hedge-more" if hedged[odd] else "hedge-less", f"{odd} {said}")
    return Found(text.path, text.where, "hedge-parity", told)
