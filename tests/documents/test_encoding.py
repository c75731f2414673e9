"""Which encoding a file is in."""

from __future__ import annotations

import pytest

from workbench.documents.encoding import decode, encode
from workbench.errors import DocumentError
from workbench.text.guessing import guess

KOREAN = "한국은 끼인 국가로서 1~2년 안에 외교 전략을 다시 세워야 한다.\n첫째, 동맹을 넓힌다.\n"
JAPANESE = "緩衝地帯とされた国が求めるのは、称号ではなく選択の余地である。\nでは、海はどうか。\n"


@pytest.mark.parametrize(
    ("text", "codec", "found"),
    [
        (KOREAN, "utf-8", "utf-8"),
        (KOREAN, "utf-8-sig", "utf-8-sig"),
        (KOREAN, "utf-16", "utf-16"),
        (KOREAN, "utf-16-le", "utf-16-le"),
        (KOREAN, "utf-16-be", "utf-16-be"),
        (KOREAN, "cp949", "cp949"),
        (KOREAN, "euc_kr", "cp949"),
        ("뷁 쐈다. 하지만 글은 읽힌다.\n", "cp949", "cp949"),
        (JAPANESE, "cp932", "cp932"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jp"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        (JAPANESE, "utf-16", "utf-16"),
    ],
)
def test_the_ladder_finds_the_encoding_and_the_way_back(text: str, codec: str, found: str) -> None:
    data = text.encode(codec)
    assert guess(data) == found
    assert decode(data, "a.txt") == (text, found)
    assert encode(text, found, data) == data


def test_a_named_encoding_is_taken_at_its_word() -> None:
    assert decode(KOREAN.encode("euc_kr"), "a.txt", "EUC-KR") == (KOREAN, "cp949")
    assert decode(b"\xef\xbb\xbfabc", "a.txt", "utf-8") == ("abc", "utf-8-sig")


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (b"", None, "empty"),
        (b" \r\n\t", None, "empty"),
        ("\ufeff".encode(), None, "empty"),
        (b"%PDF-1.7 ...", None, "a PDF file"),
        (b"PK\x03\x04....", None, "zip"),
        (b"\xd0\xcf\x11\xe0 hwp", None, "an old Office or HWP file, not text; save it as .docx"),
        (b"abc\x01\x02\x03\x04def\x05\x06", None, "binary"),
        (b"\x7fELF\x02\x01\x01" + bytes(40), None, "a program"),
        (b"\x80\x81\xff\xfe\xfd\x00\xff", None, "not known"),
        (b"abc", "klingon", "no encoding is called"),
        (b"abc", "base64", "no encoding of text"),
        (b"a\nb\xff\n", "utf-8", "byte 3 is not utf-8"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes, encoding: str | None, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        decode(data, "a.txt", encoding)
