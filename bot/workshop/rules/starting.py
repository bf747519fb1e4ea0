"""Rules of the loader, described: a server does not start with content that breaks one of them."""

from bot.workshop.rules.rule import Rule


def _rule(id: str, says: str, why: str, mend: str) -> Rule:
    return Rule(id, says, why, mend, starts=True)


STARTING: tuple[Rule, ...] = (
    _rule(
        "file",
        "Every content file is there, can be read as UTF-8, and is one that Hepatica knows.",
        "A file with a slip in its name would be left out without a word, and its answers with it.",
        "Give the file the name that docs/content.md lists, or put back the one that is missing.",
    ),
    _rule(
        "yaml-syntax",
        "A file is YAML.",
        "What cannot be read cannot be shown.",
        "Look at the line and the one above it: a quote that is not closed, a colon in a sentence, a tab, or blanks "
        "that do not line up.",
    ),
    _rule(
        "yaml-key",
        "A key is plain text, and there are no merge keys (<<).",
        "A merge key pulls in values from elsewhere that nobody sees at this place.",
        "Write the key as a plain word, and the values out.",
    ),
    _rule(
        "yaml-duplicate-key",
        "A key stands once.",
        "YAML would silently keep the last of two, so that a correction of the first has no effect.",
        "Keep one of them.",
    ),
    _rule(
        "yaml-text",
        "A text holds no HTML tag, no invisible character and no decomposed letter.",
        "They look like nothing on the screen and change what is shown, found or copied.",
        "Type the text anew, or remove the characters that the message names.",
    ),
    _rule(
        "yaml-surprise",
        "A word that YAML reads as something else stands in quotes.",
        "Without quotes, no is false, 12:30 is 750 and 1.10 is 1.1.",
        "Put it in double quotes.",
    ),
    _rule(
        "yaml-alias",
        "There are no anchors (&) and aliases (*).",
        "A text that stands elsewhere cannot be reviewed where it is used.",
        "Write the text out.",
    ),
    _rule(
        "yaml-tag",
        "There are no tags (!).",
        "A tag changes what a value is without showing it.",
        "Remove the tag; put the text in quotes if it begins with an exclamation mark.",
    ),
    _rule(
        "yaml-documents",
        "A file holds one document.",
        "Whatever follows a second --- would not be read.",
        "Remove the line with ---.",
    ),
    _rule(
        "yaml-depth",
        "Nothing is nested deeper than the content needs.",
        "Such a file is broken, or made to exhaust the reader.",
        "Look for blanks at the beginning of lines that are too many.",
    ),
    _rule("yaml-size", "A file is not larger than a mebibyte.", "Nobody can review it.", "Split it."),
    _rule("yaml-empty", "A file is not empty.", "Something was lost.", "Put its content back."),
    _rule(
        "yaml-shape",
        "A file begins with keys.",
        "A list or a bare text at the top says nothing about what it is.",
        "Begin with the key that the other files of this kind have.",
    ),
    _rule(
        "schema",
        "Every field has the type that its schema names; none is missing and none is unknown.",
        "What is misspelt would be missing from what readers get.",
        "Correct the key or the value that the message names. content/schema/ describes every file; editors with YAML "
        "support show it while you type.",
    ),
    _rule(
        "left-empty",
        "No key stands empty that needs a value.",
        "Nobody would see that something is missing before a reader does.",
        "Write behind the key, or below it, what belongs there; docs/content.md says what each key holds. An entry of "
        "a list that is not needed is taken out with its hyphen.",
    ),
    _rule(
        "duplicate-id",
        "An id stands once.",
        "Of two figures with one id, only the last would be shown.",
        "Give one of them another id, or remove it.",
    ),
    _rule(
        "reference",
        "Whatever is named by id exists: figures, sources, sections, cautions, notices, questions, groups.",
        "A number without its figure, or a claim without its source, must not reach a reader.",
        "Correct the id, or add what it names; what an answer uses is also listed under its intent in intents.yaml.",
    ),
    _rule(
        "figure",
        "A figure is sound in itself: low < estimate < high for an effect, low and high together, a level only for an "
        "interval, its id made of outcome and week, the caution as-printed.",
        "A slip in a number or a sign turns a result round, and nobody would see it in the sentence.",
        "Compare with `printed` and with the article; `hepatica verify ARTICLE.txt` says which number differs.",
    ),
    _rule(
        "missing",
        "Every question has examples and an answer in each language, and every text that the program says is there.",
        "A reader would get an error where an answer belongs.",
        "Write the text in the file that the finding names.",
    ),
    _rule(
        "utterance",
        "An example stands under one question, counted without case, width and script.",
        "An example under two questions teaches that both are right, and the reader gets either.",
        "Keep it under the question that it asks, and remove it from the other.",
    ),
    _rule(
        "utterance-twice",
        "An example stands under its question once, counted without case, width and script.",
        "What stands twice teaches nothing more, and looks as if there were more examples than there are.",
        "Remove one of the two, or write another way to ask in its place.",
    ),
    _rule(
        "utterance-length",
        "An example has 1 to 300 characters.",
        "From nothing, nothing can be learnt; and a page of text is no question that somebody types.",
        "Write a question as a reader would type it, or remove the line.",
    ),
    _rule(
        "parity",
        "The three languages hold the same points, parts, hedges, placeholders and texts, in the same order.",
        "Who switches the language must read the same claims with the same numbers and sources.",
        "Change the three files together; the message says what the English file holds.",
    ),
    _rule(
        "number-in-text",
        "No sentence holds a digit or a number word; numbers come from figures, weeks, dates and names.",
        "A number typed into a sentence has no source and is not corrected with its figure.",
        "Use a placeholder such as {figure:ID}; set words that count nothing are listed in lexicon/editorial.yaml.",
    ),
    _rule(
        "selling-word",
        "No word that sells, unless the same sentence denies it.",
        "Frightened people hear a promise.",
        "Say what was found, or deny the promise in the same sentence.",
    ),
    _rule(
        "hedge",
        "A point marked `hedge: may` says may or might, in Chinese 可能.",
        "In one language it would sound certain, in another not.",
        "Put the word in, or take the mark off in all three languages.",
    ),
    _rule(
        "yes-no",
        "No answer begins with yes, no, or a word that means as much: neither its summary nor a point of it.",
        "The same answer is shown for “is it safe” and “is it not safe”: a yes would be wrong for one of them.",
        "Begin with what the article reports.",
    ),
    _rule(
        "punctuation",
        "Chinese text has full-width punctuation.",
        "Half-width marks between Chinese characters look like slips, and lines break at the wrong place.",
        "Use ，。：；？！（）.",
    ),
    _rule(
        "review",
        "The days of a signature are in their order: the next review is later than the one that was made.",
        "A review that was due before it was made says nothing about when to look again.",
        "Sign the answer again with `hepatica review sign`, which writes reviews.yaml.",
    ),
    _rule(
        "site",
        "The site file is sound in itself.",
        "A clinic's own numbers stand before all others in an emergency.",
        "docs/site.md says what each field holds.",
    ),
)
