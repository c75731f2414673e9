"""The shipped lexicon is clean data: every file of `glossary/lexicon/` keeps the columns, scripts and order it promises.

The words themselves were checked by eye; these tests guard what a hand can spoil when it adds a row.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import regex

LEXICON = Path(__file__).parents[2] / "glossary" / "lexicon"
FILES = sorted(LEXICON.glob("*.tsv"))
HEADER = ["ko", "hanja", "ja", "en", "pos", "domain"]
PARTS_OF_SPEECH = {"noun", "verb", "adj", "adv", "conj", "phrase", "name"}
PROMISED_ENTRIES = 12_000

KOREAN = regex.compile(r"[\p{Hangul}A-Za-z0-9 .,·%+\-]*\p{Hangul}[\p{Hangul}A-Za-z0-9 .,·%+\-]*")
HANJA = regex.compile(r"\p{Han}*")
JAPANESE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}A-Za-z0-9ー・々、＆&.\-+]+")
ENGLISH = regex.compile(r"[\p{Latin}0-9 .,'’&/:+\-–!]*\p{Latin}[\p{Latin}0-9 .,'’&/:+\-–!]*")


class Entry(NamedTuple):
    """One row of a lexicon file; a cell may hold several synonyms, parted by ` | `."""

    ko: str
    hanja: str
    ja: str
    en: str
    pos: str
    domain: str


@cache
def entries(path: Path) -> list[Entry]:
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    assert header.split("\t") == HEADER
    return [Entry(*row.split("\t")) for row in rows]


def every_entry() -> list[Entry]:
    return [entry for path in FILES for entry in entries(path)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestEachFile:
    def test_has_one_domain_which_is_its_name(self, path: Path) -> None:
        assert {entry.domain for entry in entries(path)} == {path.stem}

    def test_is_sorted_by_korean_and_ends_with_a_newline(self, path: Path) -> None:
        assert entries(path) == sorted(entries(path))
        assert path.read_bytes().endswith(b"\n")
        assert b"\r" not in path.read_bytes()

    def test_is_nfc_without_stray_spaces(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert unicodedata.is_normalized("NFC", text)
        cells = [cell for entry in entries(path) for cell in entry]
        assert [cell for cell in cells if cell != " ".join(cell.split())] == []

    def test_names_a_known_part_of_speech(self, path: Path) -> None:
        assert {entry.pos for entry in entries(path)} <= PARTS_OF_SPEECH

    def test_writes_each_language_in_its_own_script(self, path: Path) -> None:
        wrong = [
            entry
            for entry in entries(path)
            if not all(KOREAN.fullmatch(word) for word in entry.ko.split(" | "))
            or not all(HANJA.fullmatch(word) for word in entry.hanja.split(" | "))
            or not all(JAPANESE.fullmatch(word) for word in entry.ja.split(" | "))
            or not all(ENGLISH.fullmatch(word) for word in entry.en.split(" | "))
        ]
        assert wrong == []

    def test_lists_no_synonym_twice_in_a_cell(self, path: Path) -> None:
        cells = [cell.split(" | ") for entry in entries(path) for cell in (entry.ko, entry.ja, entry.en)]
        assert [cell for cell in cells if len(cell) != len(set(cell))] == []


class TestWholeLexicon:
    def test_holds_at_least_what_it_promises(self) -> None:
        assert len(every_entry()) >= PROMISED_ENTRIES

    def test_says_nothing_twice(self) -> None:
        seen = Counter((entry.ko, entry.ja, entry.en) for entry in every_entry())
        assert [triple for triple, count in seen.items() if count > 1] == []

    def test_gives_verbs_in_dictionary_form(self) -> None:
        verbs = [entry for entry in every_entry() if entry.pos == "verb"]
        assert [verb for verb in verbs if not verb.ko.endswith("다")] == []
        endings = (*"うくぐすつぬぶむる", "ない")
        assert [verb for verb in verbs if not all(word.endswith(endings) for word in verb.ja.split(" | "))] == []

    def test_keeps_common_english_words_in_lower_case(self) -> None:
        common = [entry for entry in every_entry() if entry.pos in {"verb", "adv", "conj"}]
        shouted = [entry for entry in common if regex.search(r"\p{Lu}", entry.en.replace("I ", ""))]
        assert shouted == []

    @pytest.mark.parametrize(
        ("korean", "japanese", "english"),
        [
            ("추진하다", "推進する", "promote"),
            ("공급망", "サプライチェーン", "supply chain"),
            ("확장억제", "拡大抑止", "extended deterrence"),
            ("따라서", "したがって", "therefore"),
            ("말라카해협", "マラッカ海峡", "Strait of Malacca"),
            ("북대서양조약기구", "北大西洋条約機構", "NATO"),
            ("억", "億", "hundred million"),
        ],
    )
    def test_knows_the_words_of_policy_writing(self, korean: str, japanese: str, english: str) -> None:
        found = [entry for entry in every_entry() if entry.ko == korean]
        assert any(japanese in entry.ja.split(" | ") and english in entry.en.split(" | ") for entry in found)
