"""Markdown and plain text come back byte for byte, and translated where they were translated."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.samples import again
from workbench import documents
from workbench.model import Span
from workbench.text.overlay import view

CORPUS = Path(__file__).parents[2] / "corpus"
SEEDS = Path(__file__).parents[2] / "../shared/seeds"
PAPERS = [
    path for path in (*sorted(CORPUS.glob("*.md")), *sorted(SEEDS.glob("*.md"))) if not path.name.endswith(".en.md")
]


def language_of(path: Path) -> str:
    return path.name[:2]


@pytest.mark.parametrize("path", PAPERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_a_paper_whose_targets_are_its_sources_comes_back_byte_for_byte(path: Path, suffix: str) -> None:
    text = path.read_text(encoding="utf-8")
    legacy = "cp949" if language_of(path) == "ko" else "cp932"
    variants = [
        text.encode(),
        text.rstrip("\n").encode(),
        text.replace("\n", "\r\n").encode("utf-8-sig"),
        text.encode("utf-16"),
        unicodedata.normalize("NFD", text).encode(),
        text.encode(legacy, "ignore"),
    ]
    for data in variants:
        assert again(data, f"paper{suffix}", language_of(path)) == data


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["# 題", "- 항목이다.", "* 注", "1. 첫째", "本文だ。<u>次</u>だ¹。", "¹ 脚注", "", "  ", "12", "| a | b |", "|---|---|", "가각\u1100\u1161", "> 引用「。」", "**太**字", "_", "```", "\u3000段落。"]
        ),
        max_size=12,
    ),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["md", "txt"]),
)  # fmt: skip
def test_any_pile_of_lines_comes_back_byte_for_byte(lines: list[str], newline: str, suffix: str) -> None:
    data = (newline.join(lines) + "終").encode()
    assert again(data, f"pile.{suffix}", "ja") == data


def translate(text: str, language: str, targets: list[str | None], name: str = "p.md") -> str:
    document = documents.read(text.encode(), name, language=language)
    spans = [(block.position, span) for block in document.blocks for span in documents.segment(block, language)]
    assert len(spans) == len(targets), [block.source for block in document.blocks]
    by_block: dict[int, list[tuple[Span, str | None]]] = {}
    for (position, span), target in zip(spans, targets, strict=True):
        by_block.setdefault(position, []).append((span, target))
    return documents.write(document, by_block, source_language=language, target_language="en").decode()


def test_two_japanese_sentences_are_parted_by_a_space_in_english() -> None:
    assert translate("港は閉じた。船は戻らない。\n", "ja", ["The port closed.", "The ship will not return."]) == (
        "The port closed. The ship will not return.\n"
    )


def test_a_sentence_without_a_target_keeps_its_source() -> None:
    assert translate("港は閉 じた。船は戻らない。\n", "ja", [None, "It stays out."]) == "港は閉 じた。 It stays out.\n"


def test_marks_become_their_markup_again_and_lost_ones_leave_no_trace() -> None:
    source = "- <u>港</u>は**閉じ**た¹。\n\n¹ 昨年のこと。\n"
    assert translate(source, "ja", ["The ⟦1⟧port⟦/1⟧ was ⟦2⟧closed⟦/2⟧⟦3/⟧.", None]) == (
        "- The <u>port</u> was **closed**¹.\n\n¹ 昨年のこと。\n"
    )
    assert translate(source, "ja", ["The ⟦1⟧port was ⟦2⟧closed⟦/2⟧.", "Last year."]) == (
        "- The port was **closed**.¹\n\n¹ Last year.\n"
    )


def test_what_a_page_break_holds_goes_behind_the_sentence() -> None:
    source = "この長い道のりを一国の力だけで守り抜くことは、費用の面からも人員の面からも\n\n_\n\n¹ 概算である。\n\n2\n\n現実的ではない。\n"
    document = documents.read(source.encode(), "p.md", language="ja")
    first = document.blocks[0]
    assert [view(first.source, first.edits).text] == [
        "この長い道のりを一国の力だけで守り抜くことは、費用の面からも人員の面からも現実的ではない。"
    ]
    assert translate(source, "ja", ["Guarding it alone is not realistic.", "An estimate."]) == (
        "Guarding it alone is not realistic.\n\n_\n\n¹ An estimate.\n\n2\n"
    )


def test_an_address_keeps_its_lines() -> None:
    source = "본문이다. 길다.\n\n전화: 02-000-0000\n\n주소: 서울특별시 가온구\n나루로 12\n등대빌딩 3층\n"
    made = translate(source, "ko", [None, None, None, "Address: 3F Deungdae Building, 12 Naru-ro, Gaon-gu, Seoul"])
    assert made.endswith("Address: 3F Deungdae Building,\n12 Naru-ro,\nGaon-gu, Seoul\n")


def test_what_the_encoding_lacks_makes_the_file_utf_8() -> None:
    document = documents.read("협상은 끝났다.\r\n".encode("cp949"), "p.txt", language="ko")
    assert document.encoding == "cp949"
    spans = documents.segment(document.blocks[0], "ko")
    plain = documents.write(document, {0: [(spans[0], "It is over.")]}, source_language="ko", target_language="en")
    assert plain == b"It is over.\r\n"
    accented = documents.write(document, {0: [(spans[0], "Café talks.")]}, source_language="ko", target_language="en")
    assert accented.decode("utf-8") == "Café talks.\r\n"


def test_lines_that_are_not_translated_keep_bytes_that_cp932_spells_in_two_ways() -> None:
    data = b"\x87\x90\x81B\n" + "港だ。".encode("cp932") + b"\n"
    assert data.decode("cp932").encode("cp932") != data
    document = documents.read(data, "p.txt", language="ja", encoding="cp932")
    last = document.blocks[-1]
    made = documents.write(
        document, {last.position: [(Span(0, len(last.source)), "A port.")]}, source_language="ja", target_language="en"
    )
    assert made == b"\x87\x90\x81B\nA port.\n"
