"""Splicing: one value changes, and every other line of the file stays byte for byte, comments and order included."""

import random
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.splice import SpliceError, appended, raw_value, removed, replaced
from bot.content.strict_yaml import parse_yaml
from bot.paths import content_folder

SAMPLE = """\
# A comment at the top
answers:
  first:   # beside a key
    plain: some words here   # beside a value
    double: "quoted, with \\"marks\\" and 中文"
    single: 'it''s single'
    folded: >-
      A long text that runs over
      several lines, as an editor
      laid it out by hand.

    # between two values
    literal: |-
      kept
      as it is
  second:
    items: [one, two,  "three"]   # inside brackets
    lines:
      # before the first
      - alpha
      - "beta"   # beside a line
      # between lines
      - >-
        gamma over
        two lines

      # after the last

  third:
    empty: []
# A comment at the end
"""
PLACES = {
    ("answers", "first", "plain"): "some words here",
    ("answers", "first", "double"): 'quoted, with "marks" and 中文',
    ("answers", "first", "single"): "it's single",
    ("answers", "first", "folded"): "A long text that runs over several lines, as an editor laid it out by hand.",
    ("answers", "second", "items", 1): "two",
    ("answers", "second", "lines", 0): "alpha",
    ("answers", "second", "lines", 1): "beta",
    ("answers", "second", "lines", 2): "gamma over two lines",
}
LISTS = (("answers", "second", "lines"), ("answers", "second", "items"), ("answers", "third", "empty"))
words = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters="\x85\u2028\u2029"), min_size=1, max_size=12
)
sentences = st.lists(words, min_size=1, max_size=30).map(" ".join)


def data(text):
    """What the strict reader reads."""
    document, problems = parse_yaml(text, "", tags=True)
    assert not problems
    return document.value


def untouched(before, after):
    """The lines of a file that a change took away, and those that it brought."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    start = next(
        (n for n, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new))
    )
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    return old[start : len(old) - end], new[start : len(new) - end]


@given(st.sampled_from(sorted(PLACES, key=str)), sentences)
def test_a_changed_text_changes_its_own_lines_alone(where, sentence):
    """Whatever is written, the value is read back, and the lines around it, with their comments, are those that were there."""
    try:
        after = replaced(SAMPLE, where, sentence)
    except SpliceError:
        return  # what no YAML can hold, such as a decomposed character, is refused and not bent
    assert raw_value(after, where) == sentence
    gone, come = untouched(SAMPLE, after)
    own = PLACES[where].split()
    assert all(any(word in line for word in own) or "- >-" in line or "two lines" in line for line in gone)
    assert "".join(gone).count("#") == "".join(come).count("#") - sentence.count("#")
    for other, value in PLACES.items():
        if other != where:
            assert raw_value(after, other) == value


@given(st.sampled_from(LISTS), sentences)
def test_a_new_line_is_added_and_nothing_else_changes(where, sentence):
    """It stands at the end of its list, and every line that was there is still there."""
    try:
        after = appended(SAMPLE, where, sentence)
    except SpliceError:
        return
    gone, come = untouched(SAMPLE, after)
    if where == LISTS[0]:
        assert gone == []
        assert len(come) >= 1
    else:
        assert len(gone) == len(come) == 1
    assert data(after)["answers"][where[1]][where[2]][-1] == sentence


@pytest.mark.parametrize("where", [place for place in PLACES if isinstance(place[-1], int)], ids=str)
def test_a_removed_line_takes_no_other_with_it(where):
    """The other items and all comments that stand on lines of their own remain."""
    after = removed(SAMPLE, where)
    kept = list(data(SAMPLE)["answers"][where[1]][where[2]])
    del kept[where[-1]]
    assert list(data(after)["answers"][where[1]][where[2]]) == kept
    for comment in (
        "# before the first",
        "# between lines",
        "# after the last",
        "# inside brackets",
        "# A comment at the end",
    ):
        assert comment in after


def test_the_only_line_of_a_list_stays():
    """A list without a line would be another kind of thing."""
    with pytest.raises(SpliceError, match="only line"):
        removed("items:\n  - one\n", ("items", 0))


def test_a_list_that_is_missing_is_begun():
    """A question without examples in a language gets its first."""
    text = "utterances:\n  one:\n    - a\n\n# the end\n"
    assert (
        appended(text, ("utterances", "two"), "b") == 'utterances:\n  one:\n    - a\n  two:\n    - "b"\n\n# the end\n'
    )


@pytest.mark.parametrize(
    "where", [("answers", "nothing"), ("answers", "first"), ("answers", "second", "lines", 9), ()], ids=str
)
def test_what_is_no_text_is_refused(where):
    """A place that holds none is named."""
    with pytest.raises(SpliceError):
        replaced(SAMPLE, where, "x")


def test_the_beginning_of_a_folded_text_stays_as_it_was_laid_out():
    """Only the lines from the changed word on are laid out anew."""
    where = ("answers", "first", "folded")
    after = replaced(SAMPLE, where, PLACES[where].replace("by hand", "with care"))
    gone, come = untouched(SAMPLE, after)
    assert gone == ["      laid it out by hand.\n"]
    assert come == ["      laid it out with care.\n"]


@cache
def shipped():
    """The files of answers and the shorter lexicons."""
    root = content_folder()
    files = [*root.glob("answers/*/*.yaml"), *(f for f in root.glob("lexicon/*.yaml") if f.stat().st_size < 60_000)]
    return {file.relative_to(root).as_posix(): Path(file).read_text(encoding="utf-8") for file in sorted(files)}


@pytest.mark.parametrize("seed", range(40))
def test_in_the_shipped_files_every_other_line_stays(seed):
    """Any text of any file: a word is added at its end, and taking it away again gives the same bytes."""
    chance = random.Random(seed)
    file = chance.choice(sorted(shipped()))
    text = shipped()[file]
    where = chance.choice(list(texts(data(text))))
    value = raw_value(text, where)
    after = replaced(text, where, f"{value} added")
    gone, come = untouched(text, after)
    assert len(gone) <= 1 and len(come) <= 2
    assert raw_value(after, where) == f"{value} added"
    assert replaced(after, where, value).split() == text.split()


def texts(tree, where=()):
    """The places of all texts."""
    if isinstance(tree, str):
        yield where
    elif isinstance(tree, dict):
        for key, value in tree.items():
            yield from texts(value, (*where, key))
    elif isinstance(tree, tuple):
        for number, value in enumerate(tree):
            yield from texts(value, (*where, number))
