"""Two edits of one sentence are brought together, and nothing of either is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.text.merge import merge

BASE = "The sea lane is the artery of a nation."


@pytest.mark.parametrize(
    ("theirs", "mine", "text", "clashes"),
    [
        (BASE, BASE.replace("nation", "state"), "The sea lane is the artery of a state.", []),
        (
            BASE.replace("sea lane", "sea route"),
            BASE.replace("nation", "state"),
            "The sea route is the artery of a state.",
            [],
        ),
        (
            BASE.replace("artery", "lifeline"),
            BASE.replace("artery", "lifeline"),
            BASE.replace("artery", "lifeline"),
            [],
        ),
        (
            BASE.replace("artery", "lifeline"),
            BASE.replace("artery", "vein"),
            "The sea lane is the lifeline / vein of a nation.",
            ["lifeline / vein"],
        ),
    ],
)
def test_words_are_as_the_one_who_changed_them_left_them(theirs, mine, text, clashes):
    merged = merge(BASE, theirs, mine)
    assert merged.text == text
    assert [merged.text[clash.start : clash.end] for clash in merged.clashes] == clashes


def test_two_texts_typed_into_an_empty_target_both_stand():
    assert merge("", "완충지대는 말한다.", "緩衝地帯と言う。").text == "완충지대는 말한다. / 緩衝地帯と言う。"


WORDS = st.lists(st.sampled_from(["sea", "lane", "route", "state", "완충", "지대", "緩衝", "."]), max_size=8).map(
    " ".join
)


@given(WORDS, WORDS, WORDS)
def test_one_sided_edits_come_through_whole_and_no_new_word_is_lost(base, theirs, mine):
    assert merge(base, theirs, base).text == theirs
    assert merge(base, base, mine).text == mine
    merged = merge(base, theirs, mine).text
    for edited in (theirs, mine):
        assert set(edited.split()) - set(base.split()) <= set(merged.replace("/", " ").split()) or edited == base
