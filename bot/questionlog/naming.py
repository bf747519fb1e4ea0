"""How people give a name: after "my name is", after 我叫, with a title, with a surname in front."""

import re

_SURNAMES = (
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉"
    "阎閻余潘杜戴夏锺鍾钟汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
_COMPOUND = "欧阳|歐陽|上官|司马|司馬|诸葛|諸葛|司徒|东方|東方|皇甫|尉迟|尉遲|令狐|张简|張簡|范姜"
# Words that begin with a surname and are none.
_NO_NAMES = (
    "高[血烧燒龄齡危度压壓]|[黄黃]疸|白[血蛋细細天]|[马馬万萬][上一]|常[常见見用]|方[法便案式]|文章|金[额額钱錢]|[钱錢]|石[头頭]|毛病|段[时時]|熊[去胆膽]|"
    "任何|何[时時]|周[期后後内內围圍]|高[中]|康复|康復|许多|許多|程度|万能|萬能|范围|範圍|史上|易[得感]|顾虑|顧慮"
)
_SURNAME = rf"(?!{_NO_NAMES})(?:{_COMPOUND}|[{_SURNAMES}])"
_HAN = r"[\u4e00-\u9fff]"
_END = r"(?=$|[\s，。！？、；：,.!?;:()（）的])"
_VERB = "可以|可不可|能|会|會|想|得了|患|有|是|要|今年|做|在|已|刚|剛|打|用|该|該|怎|现在|現在|也|和"
_TITLES = (
    "医生|醫生|医师|醫師|大夫|主任|院长|院長|教授|护士|護士|護理師|先生|女士|小姐|太太|阿姨|叔叔|伯伯|"
    "伯母|奶奶|爷爷|爺爺|老师|老師|师傅|師傅"
)
_KIN = (
    "爸爸?|妈妈?|媽媽?|父亲|父親|母亲|母親|老公|老婆|先生|太太|丈夫|妻子|儿子|兒子|女儿|女兒|哥哥?|弟弟?|姐姐?|妹妹?|姊姊?|"
    "爷爷|爺爺|奶奶|外公|外婆|病人|患者|朋友|家属|家屬"
)
# Words that do not belong to a name any more: "my name is Ann and I have …".
_OTHER = (
    r"(?:and|but|or|my|i|im|i'm|is|was|am|are|the|a|an|from|with|who|what|when|where|how|why|can|does|do|did|will|has|"
    r"have|had|he|she|it|we|they|in|of|for|to|at|on|so|please|asking|looking|writing|wondering|aged?|years?|not|your|"
    r"this|that|if)\b"
)
_WORDS = rf"(?!{_OTHER})[^\W\d_][\w'’.-]{{0,30}}(?:\s(?!{_OTHER})[^\W\d_][\w'’.-]{{0,30}}){{0,3}}"
_GIVEN = (
    r"\b(?:(?:my|his|her|their|the|patient'?s?|dad'?s|mum'?s|mom'?s|father'?s|mother'?s|wife'?s|husband'?s|son'?s|"
    r"daughter'?s|brother'?s|sister'?s|whose)\s(?:full\s|first\s|last\s|real\s)?name(?:\sis|'s|\swas|:)?|name\s?(?:is|:)|"
    r"(?:i'?m|i\sam|he'?s|he\sis|she'?s|she\sis|is|was|they)\s(?:called|named)|(?:they\s|you\scan\s|please\s)call\sme|"
    r"call\sme|signed|regards|sincerely|this\sis(?=\s[A-Z]))"
)
_ENGLISH = r"[A-Z][a-z'’-]{1,30}(?:\s[A-Z][a-z'’-]{1,30})"
_KINSMAN = r"(?:dad|mum|mom|father|mother|wife|husband|son|daughter|brother|sister|friend|uncle|aunt)"
_CALLED = (
    rf"(?:(?:{_KIN}|[我他她您])(?:名字)?叫做?|名叫|(?:名字|姓名|大名|本人)\s?(?:是|叫|为|為|:|：)?|[称稱]呼我|叫我)\s?"
)
_NOT_CALLED = "什么|什麼|甚麼|啥|咩|救护车|救護車|不|做|人|医生|醫生"
_LATIN = r"[A-Za-z][\w'’.-]{0,30}(?:\s[A-Za-z][\w'’.-]{0,30}){0,2}"
_TITLED = r"(?:[Dd]r|[Dd]octor|[Pp]rof|[Pp]rofessor|[Nn]urse|[Ss]ister|[Uu]ncle|[Aa]unt(?:ie|y)?)"
_ANY_CASE = (
    rf"{_GIVEN}[,:]?\s(?P<private>{_WORDS})",
    r"\b(?:mr|mrs|ms|miss|mx)\.?\s(?P<private>[a-z][\w'’-]{0,30}(?:\s(?-i:[A-Z])[\w'’-]{0,30})?)",
)
_AS_WRITTEN = (
    rf"\b{_TITLED}\.?\s(?P<private>[A-Z][\w'’-]{{0,30}}(?:\s[A-Z][\w'’-]{{0,30}})?)",
    # I'm John Smith: two words in capitals after it; one alone may be anything.
    rf"\b(?:I'm|I’m|I am|It's|This is)\s(?P<private>{_ENGLISH}{{1,2}})",
    rf"\b(?:my|his|her|our)\s{_KINSMAN},?\s(?P<private>{_ENGLISH}{{0,2}})",
    rf"{_CALLED}(?P<private>(?!{_NOT_CALLED})(?:{_HAN}{{1,4}}|{_LATIN}))",
    rf"(?:我|他|她|病人|患者|免[贵貴])姓(?!名)\s?(?P<private>{_HAN}{{1,2}})",
    rf"(?:我|他|她|这|這|本人)是\s?(?P<private>{_SURNAME}{_HAN}{{1,2}}){_END}",
    rf"(?:{_KIN})\s?(?P<private>{_SURNAME}{_HAN}{{1,2}}?)(?:{_END}|(?={_VERB}))",
    rf"(?P<private>{_SURNAME}{_HAN}{{0,2}}?)(?:{_TITLES})",
)
NAMES = (*(re.compile(rule, re.IGNORECASE) for rule in _ANY_CASE), *map(re.compile, _AS_WRITTEN))
"""Patterns whose group "private" is a name."""
