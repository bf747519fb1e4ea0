"""Very many ways to write the same sentence, made by rule from a seed, so that a run repeats.

None of them changes what is said: a slip of the fingers, another script or width, invisible characters, spaces,
missing or doubled marks, capitals, polite words around it, and another clause before or after.
"""

import random
from collections.abc import Callable, Iterable, Iterator

from opencc import OpenCC

from bot.text.scripts import has_han

SEED = 2026
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad"
_MARKS = str.maketrans("", "", "。，！？.,!?、；;：")
_TO_TRADITIONAL = tuple(OpenCC(name).convert for name in ("s2t", "s2tw", "s2hk"))
_TO_SIMPLIFIED = OpenCC("t2s").convert
_BEFORE = {
    True: ("请问", "您好，", "不好意思，", "麻烦问一下，", "医生你好，", "唔該，", "我是家属，", "打扰了，"),
    False: ("Hello, ", "Sorry to bother you, ", "Please help, ", "Excuse me. ", "Hi there, ", "Good evening, "),
}
_AFTER = {
    True: ("，谢谢", "。麻烦您了", "，唔該晒", "！！", "。干细胞是什么", "，我很担心"),
    False: (" please", ". Thank you so much.", " thanks", "!!", ". What are stem cells?", ". I am so worried"),
}

Change = Callable[[str, random.Random], str]


def slip(text: str, chance: random.Random) -> str:
    """One slip of the fingers within a long word: two letters swapped, one dropped, doubled or hit beside."""
    words = [word for word in text.split(" ") if word.isascii() and word.isalpha() and len(word) > 5]
    if not words:
        return text
    word = chance.choice(words)
    at = chance.randrange(1, len(word) - 1)
    row = next(row for row in _KEYS if word[at].lower() in row)
    beside = row[row.index(word[at].lower()) - 1]
    slipped = chance.choice(
        (
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + beside + word[at + 1 :],
        )
    )
    return text.replace(word, slipped, 1)


def other_script(text: str, chance: random.Random) -> str:
    """The other Chinese script, as people in Taiwan or Hong Kong or on the mainland write it."""
    traditional = chance.choice(_TO_TRADITIONAL)(text)
    return traditional if traditional != text else _TO_SIMPLIFIED(text)


def full_width(text: str, _: random.Random) -> str:
    """Letters, digits, spaces and marks as a Chinese input method in full-width mode writes them."""
    return "".join("\u3000" if c == " " else chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def invisible(text: str, chance: random.Random) -> str:
    """Invisible characters anywhere."""
    for _ in range(3):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(_INVISIBLE) + text[at:]
    return text


def spacing(text: str, chance: random.Random) -> str:
    """Spaces doubled; between Chinese characters, one where none belongs."""
    if not has_han(text):
        return text.replace(" ", chance.choice(("  ", "\t", "   ")))
    at = chance.randrange(1, len(text)) if len(text) > 1 else 0
    letters = text[at - 1 : at + 1].isascii()
    return text if letters else f"{text[:at]} {text[at:]}"


def capitals(text: str, chance: random.Random) -> str:
    """Shouted, or with a capital to each word."""
    return chance.choice((text.upper(), text.title(), text.swapcase()))


def no_final_mark(text: str, _: random.Random) -> str:
    """Without the mark at the end."""
    return text.rstrip("。！？.!? ")


def shouted(text: str, chance: random.Random) -> str:
    """With a row of marks at the end."""
    return no_final_mark(text, chance) + chance.choice(("!!!", "？？", "...", "！！！", "~~", "😭", "🙏"))


def polite(text: str, chance: random.Random) -> str:
    """Polite words or another clause before or after."""
    chinese = has_han(text)
    if chance.random() < 0.5:
        return chance.choice(_BEFORE[chinese]) + text
    return no_final_mark(text, chance) + chance.choice(_AFTER[chinese])


CHANGES: tuple[Change, ...] = (
    slip, other_script, full_width, invisible, spacing, capitals, no_final_mark, shouted, polite,
)  # fmt: skip
UNCHANGED_VERDICT: tuple[Change, ...] = (other_script, full_width, invisible, spacing, capitals)
"""Changes of dress alone: the verdict must be the very same."""


def variants(texts: Iterable[str], number: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """So many pairs of a variant and its sentence: each made by one or two changes, and never equal to it."""
    chance, every = random.Random(seed), tuple(texts)
    made = 0
    while made < number:
        text = chance.choice(every)
        variant = text
        for change in chance.sample(CHANGES, chance.choice((1, 1, 2))):
            variant = change(variant, chance)
        if variant != text:
            made += 1
            yield variant, text
