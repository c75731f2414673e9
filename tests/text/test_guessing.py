"""Guessing encodings; `tests/documents/test_encoding.py` has the ladder at work on documents."""

from __future__ import annotations

import pytest

from workbench.text.guessing import fits, guess


@pytest.mark.parametrize("data", [b"ko\ten\n\xff\xff\talliance\n", b"\x80\xff\x81,\n", b"\xa0 a small file \xfd\n"])
def test_bytes_that_are_letters_in_no_encoding_are_not_guessed_at(data: bytes) -> None:
    assert guess(data) is None


def test_a_table_mostly_in_english_is_told_by_its_few_letters() -> None:
    assert guess("ko,en,note\n동맹,alliance between two states or more,checked\n".encode("cp949")) == "cp949"
    assert guess("ja,en,note\n同盟,alliance between two states or more,確認した\n".encode("cp932")) == "cp932"


def test_fits_is_strict() -> None:
    assert fits("동맹".encode("cp949"), "cp949")
    assert not fits("동맹".encode("cp949"), "utf-8")
