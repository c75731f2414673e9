"""Counts that a translation is priced by."""

from __future__ import annotations

from workbench.documents import Counts, count


def test_korean_is_counted_in_characters_and_eojeol() -> None:
    assert count(["끼인 국가의 외교.", "끝."], "ko") == Counts(2, 12, 10, 4, 0)


def test_japanese_has_no_words_to_count() -> None:
    assert count(["港は 閉じた。"], "ja") == Counts(1, 7, 6, 0, 0)


def test_english_words_keep_their_hyphens_and_decimals() -> None:
    assert count(["The well-known 3.5% rule isn't new."], "en").words == 6


def test_a_repetition_is_the_same_sentence_by_its_key_and_tags_count_for_nothing() -> None:
    counts = count(["第2次の会議", "⟦1⟧第 2 次⟦/1⟧の会議"], "ja")
    assert (counts.repetitions, counts.characters) == (1, 6 + 8)
