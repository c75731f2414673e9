"""Formats by their names."""

from __future__ import annotations

import pytest

from workbench import documents
from workbench.errors import DocumentError


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("보고서.hwp", "'.hwp' is no document format we read; save it as .docx where it was written."),
        ("報告書.DOC", "'.doc' is no document format we read; save it as .docx where it was written."),
        ("notes.log", "'.log' is no document format we read; name one with --as: md, txt, docx, pdf, html."),
        ("README", "'README' is no document format we read; name one with --as: md, txt, docx, pdf, html."),
    ],
)
def test_a_format_we_do_not_read_is_told_with_the_way_out(name: str, hint: str) -> None:
    with pytest.raises(DocumentError) as caught:
        documents.read(b"text", name, language="ko")
    assert str(caught.value) == f"{name}: {hint}"
