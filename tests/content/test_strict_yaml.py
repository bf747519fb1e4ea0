"""Strict YAML: what an editor writes is what the program reads, or it is refused with file and line."""

from decimal import Decimal

import pytest

from bot.content.strict_yaml import parse_yaml


def problems(text: str) -> list[tuple[int, str]]:
    """Line and rule of every problem in a YAML text."""
    return [(problem.line, problem.rule) for problem in parse_yaml(text, "file.yaml")[1]]


def test_numbers_keep_every_printed_digit() -> None:
    """−1.40 stays −1.40, and a quoted number stays text."""
    document, found = parse_yaml('a: -1.40\nb: "1.40"\nc: 8\nd: null\ne: true\n', "file.yaml")
    assert not found and document
    assert document.value == {"a": Decimal("-1.40"), "b": "1.40", "c": 8, "d": None, "e": True}
    assert str(document.value["a"]) == "-1.40"


def test_every_place_has_its_line() -> None:
    """A problem deep in a file can be reported where it stands."""
    document, _ = parse_yaml("a:\n  - b: x\n    c: y\n  - b: z\n", "file.yaml")
    assert document is not None
    assert document.line(("a", 0, "c")) == 3
    assert document.line(("a", 1, "b")) == 4
    assert document.line(("a", 1, "missing")) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb: 2\na: 3\n", [(3, "yaml-duplicate-key")]),
        ("a: &x 1\nb: *x\n", [(1, "yaml-alias"), (2, "yaml-alias")]),
        ("a: !!str 1\n", [(1, "yaml-tag")]),
        ("a: 1\n---\nb: 2\n", [(2, "yaml-documents")]),
        ("", [(1, "yaml-empty")]),
        ("null\n", [(1, "yaml-shape")]),
        ("- a\n", [(1, "yaml-shape")]),
        ("a: [1, 2\n", [(2, "yaml-syntax")]),
        ('a: "<b>x</b>"\n', [(1, "yaml-text")]),
        ('a: "x\\u200by"\n', [(1, "yaml-text")]),
        ('a: "e\\u0301"\n', [(1, "yaml-text")]),
        ("<<: {a: 1}\n", [(1, "yaml-key")]),
    ],
)
def test_what_yaml_would_hide_is_refused(text: str, expected: list[tuple[int, str]]) -> None:
    """Duplicate keys, aliases, tags, several documents, empty files, markup and invisible characters are problems."""
    assert problems(text) == expected


@pytest.mark.parametrize(
    "word",
    ["no", "yes", "on", "Off", "y", "TRUE", "Null", "~", "12:30", "017", "0x1F", "1e6", ".5", "+1", "2024-05-01"],
)
def test_words_that_yaml_would_change_need_quotes(word: str) -> None:
    """`no` is not false here: an editor is told to put quotes around it."""
    assert problems(f"a: x\nb: {word}\n") == [(2, "yaml-surprise")]
    assert not problems(f'a: "{word}"\n')


def test_a_file_too_deep_is_refused_without_a_crash() -> None:
    """A thousand nested lists end in a problem, not in a recursion error."""
    assert problems("a: " + "[" * 1000 + "]" * 1000) == [(1, "yaml-depth")]


def test_several_problems_come_together() -> None:
    """An editor sees everything at once."""
    assert problems("a: no\nb: on\nb: x\n") == [(1, "yaml-surprise"), (2, "yaml-surprise"), (3, "yaml-duplicate-key")]
