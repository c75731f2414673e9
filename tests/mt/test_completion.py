"""Finishing a begun target: at a word border, inside a word, with tags, terms and other choices."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.model import TermHit
from workbench.mt.argos import ArgosEngine

SOURCE = "우크라이나 전쟁은 끼인 국가의 위기이다."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, dictionary_package: dict[str, Path]) -> ArgosEngine:
    import zipfile

    from workbench.mt.packages import read

    folder = tmp_path_factory.mktemp("completion")
    with zipfile.ZipFile(dictionary_package["ko"]) as file:
        file.extractall(folder)
    package = read(folder / "translate-ko_en-1_0")
    assert package is not None
    return ArgosEngine([package], "ko", "en", threads=1)


@pytest.mark.parametrize(
    ("prefix", "continuation"),
    [
        ("", "Ukraine war sandwiched state of crisis is."),
        ("Ukraine ", "war sandwiched state of crisis is."),
        ("Ukraine", " war sandwiched state of crisis is."),
        ("Ukraine wa", "r sandwiched state of crisis is."),
        ("Ukraine con", "flict sandwiched state of crisis is."),
        ("Ukraine conflict", " sandwiched state of crisis is."),
        ("Ukraine xylophone", " state of crisis is."),
    ],
)
def test_the_rest_goes_on_from_what_was_typed(engine: ArgosEngine, prefix: str, continuation: str) -> None:
    (best,) = engine.complete(SOURCE, prefix)
    assert (
        best.continuation.endswith(continuation) if prefix.endswith("xylophone") else best.continuation == continuation
    )
    assert best.text == prefix + best.continuation


def test_other_next_words_are_offered_after_the_best(engine: ArgosEngine) -> None:
    best, *others = engine.complete(SOURCE, "Ukraine ", alternatives=3)
    assert best.continuation.startswith("war ")
    assert [one.continuation.split()[0] for one in others] == ["conflict"]
    assert best.score > others[0].score
    assert all(len(one.continuation) < len(best.continuation) for one in others)


def test_tags_that_are_not_typed_yet_come_with_the_rest(engine: ArgosEngine) -> None:
    source = "⟦1⟧우크라이나⟦/1⟧ 전쟁은 끼인 국가⟦2/⟧의 위기이다."
    (best,) = engine.complete(source, "⟦1⟧Ukraine⟦/1⟧ war ")
    assert best.text == "⟦1⟧Ukraine⟦/1⟧ war sandwiched state⟦2/⟧ of crisis is."


def test_the_glossary_is_kept(engine: ArgosEngine) -> None:
    start = SOURCE.index("끼인")
    term = TermHit(start, start + 5, "끼인 국가", "exact", ("pinched country",))
    (best,) = engine.complete(SOURCE, "Ukraine war ", terms=[term])
    assert best.text == "Ukraine war pinched country of crisis is."


def test_a_cancelled_completion_is_none(engine: ArgosEngine) -> None:
    assert engine.complete(SOURCE, "Ukraine ", cancelled=lambda: True) == []


def test_nothing_to_translate_is_nothing_to_complete(engine: ArgosEngine) -> None:
    assert engine.complete("⟦1/⟧", "") == []


def test_scores_single_out_the_wrong_word(engine: ArgosEngine) -> None:
    right, wrong = engine.score([("우크라이나 전쟁.", "Ukraine war."), ("우크라이나 전쟁.", "Ukraine growth.")])
    assert right.mean > wrong.mean
    assert min(wrong.tokens, key=lambda token: token[1])[0] == "▁growth"
