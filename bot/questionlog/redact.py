"""Taking out of a question what could tell who asked: numbers, addresses, names. In doubt more rather than less.

What was found is replaced by a word in brackets, so that the question can still be understood. No list of patterns
finds every name: docs/questionlog.md says so, and a person reads what is kept before it is shown to others.
"""

import re
import unicodedata
from functools import partial

from bot.questionlog.naming import NAMES
from bot.text.normalise import clean

MAX = 300
"""Code points of a redacted question."""
_ZH_DIGIT = "零〇○一二三四五六七八九两兩幺壹贰貳叁參肆伍陆陸柒捌玖"
_DIGIT = rf"[0-9{_ZH_DIGIT}]"
_APART = r"[\s.\-–—_/·,、()（）]{0,3}"
"""What people put between the digits of a telephone number."""
_WORD_DIGIT = r"(?:zero|oh|nought|one|two|three|four|five|six|seven|eight|nine|double|triple)"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_LABEL = (
    r"(?:\b(?:mrn|nhs|nric|hkid|id|ssn|passport|medicare|insurance|record|file|chart|patient|hospital|case|admission|"
    r"ward|bed|room|policy|account|member|phone|mobile|cell|tel|fax|whatsapp|wechat|weixin|line|qq|telegram|skype)\b"
    r"(?:\s{0,2}(?:id|no|nr|num|number|card)\b\.?)?"
    r"|(?:病历|病歷|住院|门诊|門診|身份证|身分證|身份證|医保|醫保|健保|社保|就诊|就診|护照|護照|档案|檔案|床位?|病房|诊疗|診療|手机|手機|电话|電話|"
    r"微信|卡)(?:号码?|號碼?|卡号?|卡號?|证号?|證號?)?|(?:qq|line|微信|whatsapp)(?:号|號)?)"
)
_MESSENGER = r"(?:微信[号號]?|加我|\bqq|\bline\sid|\b(?:wechat|weixin|whatsapp|telegram|skype)(?:\sid)?)"
_SPELT_MAIL = (
    r"\b(?:[A-Za-z0-9_-]{1,30}\sdot\s){0,3}[A-Za-z0-9._%+-]{1,64}\s?[(\[]?\s?\bat\b\s?[)\]]?\s?[A-Za-z0-9-]{1,63}"
    r"(?:\s?[(\[]?\s?\bdot\b\s?[)\]]?\s?[A-Za-z]{2,12}){1,3}"
)
_STREET = (
    r"(?<![0-9A-Za-z])[0-9]{1,5}[A-Za-z]?,?\s(?:[A-Za-z'-]{1,20}\s){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|drive|close|court|terrace|way|crescent|place|square)\b"
)
_ZH_STREET = (
    r"[\u4e00-\u9fff]{1,8}(?:路|街|道|巷|弄|胡同|村|小[区區])"
    r"[0-9一二三四五六七八九十百]{1,6}[号號弄巷栋棟室]"
)
_RULES: tuple[tuple[str, str], ...] = (
    ("[link]", r"\b(?:https?://|www\.)[^\s，。；！？、）]{1,300}"),
    ("[e-mail]", r"[A-Za-z0-9._%+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\s?\.\s?[A-Za-z0-9-]{1,63}){0,4}"),
    ("[e-mail]", _SPELT_MAIL),
    ("[name]", r"(?<![A-Za-z0-9])@[A-Za-z0-9_.]{2,40}"),
    # Identity numbers: the mainland's, Hong Kong's and Taiwan's; Taiwan's and Hong Kong's begin with letters.
    ("[number]", r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])"),
    ("[number]", r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\s?[0-9]{6}\s?[(（]?[0-9Aa]?[)）]?(?![A-Za-z0-9])"),
    ("[number]", r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\s?[0-9]{7,10}(?![A-Za-z0-9])"),
    # Dates of a day: of birth, of a stay. A month or a year alone says little, and when results come is a question.
    ("[date]", r"(?<![0-9])(?:19|20)[0-9]{2}\s?[-/.年]\s?[0-9]{1,2}\s?[-/.月]\s?[0-9]{1,2}\s?[日号號]?(?![0-9])"),
    ("[date]", r"(?<![0-9])[0-9]{1,2}\s?[-/.]\s?[0-9]{1,2}\s?[-/.]\s?(?:19|20)?[0-9]{2}(?![0-9])"),
    ("[date]", rf"(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH},?(?:\s[0-9]{{2,4}})?(?![0-9])"),
    ("[date]", rf"\b{_MONTH}\s[0-9]{{1,2}}(?:st|nd|rd|th)?(?:,?\s(?:19|20)[0-9]{{2}})?(?![0-9])"),
    ("[address]", _STREET),
    ("[address]", r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s[0-9][A-Z]{2}\b"),
    ("[address]", r"(?:住在|家在|地址[是为為:：]?)\s?[\u4e00-\u9fff0-9A-Za-z\-]{2,30}"),
    ("[address]", _ZH_STREET),
    # Whatever is said to be a number of a person, however short.
    ("[number]", rf"{_LABEL}\s?(?:is|was|:|：|#|=|是|为|為)?\s?#?(?=[A-Za-z_\-]{{0,12}}[0-9])[A-Za-z0-9_\-]{{2,80}}"),
    ("[name]", rf"{_MESSENGER}\s?(?:is|:|：|是)?\s?(?P<private>[A-Za-z][A-Za-z0-9_\-]{{4,30}})(?![A-Za-z])"),
    # Words with many digits; digits with signs between them; digits written as characters or spoken as words.
    ("[number]", r"[A-Za-z0-9]{0,20}(?:[0-9][\-_/]?){5}[A-Za-z0-9\-_/]{0,40}"),
    ("[number]", rf"[+＋]?(?:{_DIGIT}{_APART}){{6,40}}{_DIGIT}"),
    ("[number]", rf"[{_ZH_DIGIT}]{{5,40}}"),
    ("[number]", rf"\b(?:{_WORD_DIGIT}[\s,-]{{1,3}}){{4,40}}{_WORD_DIGIT}\b"),
)
_PATTERNS = (
    *((word, re.compile(pattern, re.IGNORECASE)) for word, pattern in _RULES),
    *(("[name]", pattern) for pattern in NAMES),
)
_REPEATED = re.compile(r"(\[(?:number|name|date|address|link|e-mail)\])(?:\s?\1)+")


def redacted(question: str) -> str:
    """A question of at most some hundred code points without what could tell who asked, on one line.

    Full-width and other decimal digits become plain ones first, so that none of them hides a number.
    """
    text = "".join(_plain(char) for char in clean(question)[: 2 * MAX]).replace("\n", " ")
    for word, pattern in _PATTERNS:
        text = pattern.sub(partial(_replaced, word), text)
    text = _REPEATED.sub(r"\1", text)
    return text if len(text) <= MAX else text[: MAX - 1] + "…"


def _replaced(word: str, found: re.Match[str]) -> str:
    """The word in place of the group "private", or of all that was found."""
    if "private" not in found.re.groupindex:
        return word
    start, end = (place - found.start() for place in found.span("private"))
    return found[0][:start] + word + found[0][end:]


def _plain(char: str) -> str:
    """A digit or letter in full width, in a circle or in another writing as the plain one; anything else unchanged."""
    if char.isascii():
        return char
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    folded = unicodedata.normalize("NFKC", char)
    return folded if folded.isascii() and (folded.isalnum() or folded in "@.+-_") else char
