"""Rules that editors are held to, described: they fail `hepatica check` and never a start."""

from bot.workshop.rules.rule import Rule

EDITING: tuple[Rule, ...] = (
    Rule(
        "interval-middle",
        "The estimate of an effect lies in the middle of its interval: of the numbers for a mean difference, of their "
        "logarithms for an odds ratio, as far as the printed digits tell.",
        "A typing error in one of the three numbers nearly always shows here.",
        "Compare the three numbers with the article. If it prints them so, waive the finding and say so.",
    ),
    Rule(
        "null-line",
        "An effect whose interval reaches the line of no difference has the caution no-clear-difference; one whose "
        "interval ends close to it has borderline or wide-interval.",
        "Readers see a better number and take it for proof. How close the interval comes to nothing decides that.",
        "Add the caution to the figure in figures.yaml.",
    ),
    Rule(
        "significance",
        "No text calls a result significant whose interval reaches the line of no difference.",
        "It would claim an effect that the numbers beside it do not show.",
        "Say that the result shows no clear difference, or leave the word out.",
    ),
    Rule(
        "coverage",
        "Every figure is shown by a question, and every section of the article is cited or has a figure that is shown.",
        "What the article says and Hepatica leaves out is a choice; it must be one that somebody made.",
        "List the figure under its question in intents.yaml, or cite the section; or waive the finding with the "
        "reason. `hepatica check --coverage` shows the whole table; `hepatica verify ARTICLE.txt` finds numbers of the "
        "article that stand in no figure.",
    ),
    Rule(
        "hedge-parity",
        "A point, a caution or a notice that says may in one language says it in all three.",
        "Who reads the language without it reads a certainty.",
        "Put may / 可能 into the others, or write the sentence without it; mark a point `hedge: may` if it must stay.",
    ),
    Rule(
        "readability",
        "English reads like grade 8 or easier: each answer, reply, caution, notice and entry of the glossary as a "
        "whole. No single text in it reads harder than grade 10. Figures and explained words count as one short word.",
        "Readers are frightened, many are old, and many read English as a foreign language.",
        "Split sentences; take everyday words. The message names the hardest sentence.",
    ),
    Rule(
        "long-sentence",
        "An English sentence has at most 25 words, a Chinese one at most 50 characters.",
        "Who is tired has forgotten the beginning of a sentence at its end.",
        "Make two sentences of it, one thought each.",
    ),
    Rule(
        "unexplained-term",
        "A medical or statistical word or an abbreviation has an entry in the glossary of its language.",
        "A word that nobody explains stops the reader, and here it may be the word that matters.",
        "Add an entry to the glossary (in all three languages), a spelling under `also`, or use an everyday word. A "
        "word that everybody knows goes under `everyday` in lexicon/wording.yaml.",
    ),
    Rule(
        "wrong-script",
        "zh-Hans holds simplified and zh-Hant traditional characters only.",
        "A single wrong character shows that a text was converted, and readers trust it less.",
        "Type the character that the message names. If it is right in this script, list it under `right` in "
        "lexicon/wording.yaml.",
    ),
    Rule(
        "wrong-character",
        "A character that stands for several others (干 for 幹, 乾 and 干; 了 and 瞭; 裡 and 裏) is the right one.",
        "A converter picks the wrong one, and 乾細胞 is no stem cell.",
        "Type the character that is meant; if the word is right, list it under `only_in` in lexicon/wording.yaml.",
    ),
    Rule(
        "wrong-region",
        "zh-Hans has the words of the mainland, zh-Hant those of Taiwan; Hong Kong's stand in full-width brackets.",
        "Another region's word sounds foreign, or means something else: 質量 is mass in Taiwan, not quality.",
        "Use the word that the message names.",
    ),
    Rule(
        "chinese-marks",
        "zh-Hans has the quotation marks “”, zh-Hant 「」; no blank stands between Chinese characters.",
        "A blank looks like a hole in the sentence; it slips in where YAML joins two lines.",
        "Write the text on one line in quotes, with the marks of its region.",
    ),
    Rule(
        "thin-utterances",
        "A question has at least 25 examples in English and 25 in Chinese.",
        "With fewer, people who put it in other words are not understood.",
        "Add examples in the words of many kinds of people to utterances/en.yaml or zh.yaml.",
    ),
    Rule(
        "collision",
        "No text is an example of two things: of two questions, of small talk, or of what is not ours.",
        "It teaches that both are right, and the reader gets either.",
        "Remove it from the one that it does not ask.",
    ),
    Rule(
        "near-utterance",
        "No two examples of different questions are more than 95 % alike, as the matcher compares them.",
        "A slip of a letter then leads to the other answer.",
        "Remove the one that hardly anybody would type, or move it. `hepatica check --near` lists the nearest pairs.",
        slow=True,
    ),
    Rule(
        "review-due",
        "A signature is renewed by the day that it names.",
        "Evidence moves on, and readers see the name of a clinician beside a text that was right when it was signed.",
        "Read the answer again (`hepatica review show`), and sign it anew (`hepatica review sign`).",
    ),
    Rule(
        "waiver",
        "A waiver names a rule that can be waived, and waives something.",
        "A waiver left behind would hide the next fault of its kind.",
        "Remove it from waivers.yaml, or correct its `rule`, `file` or `about`.",
    ),
)
