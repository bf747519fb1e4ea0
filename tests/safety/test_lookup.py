"""The index of phrases: it leaves out what a text cannot hold, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from bot.safety.lookup import Lookup

KEYS = st.sampled_from(("dad", "blood", "吐血", "吐", "血", "sick", "38"))
SETS = st.sets(KEYS, min_size=1, max_size=4).map(lambda keys: " ".join(sorted(keys)))


@given(asked=st.lists(st.lists(SETS, min_size=1, max_size=4), max_size=8), keys=st.sets(KEYS))
def test_a_phrase_is_among_those_of_a_text_that_has_one_key_of_each_of_its_sets(
    asked: list[list[str]], keys: set[str]
) -> None:
    """In the order in which they were given."""
    fitting = [n for n, sets in enumerate(asked) if all(keys & set(one.split(" ")) for one in sets)]
    assert Lookup(asked).among(keys) == fitting


def test_a_text_without_a_known_word_holds_nothing() -> None:
    """Neither do phrases that there are none of."""
    assert Lookup([("dad", "sick")]).among({"mum", "sick"}) == []
    assert Lookup([("dad",)]).among(set()) == []
    assert Lookup([]).among({"dad"}) == []
