"""HTML comes in as its words and goes out as the same page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.samples import again, identity
from workbench import documents
from workbench.errors import DocumentError
from workbench.model import BlockKind, Document
from workbench.text.overlay import view

PAGE = """<!DOCTYPE html>
<html lang="ja"><head><meta charset="utf-8"><title>海の回廊</title><meta name="description" content="海 &amp; 回廊">
<style>p { color: red }</style><script>if (a < b) { document.write("<p>x</p>") }</script></head>
<body><!-- 注 --><h1>海の<b>回廊</b></h1>
<p>港は閉じ
た。船は<a href="x?a=1&amp;b=2" title="船の表">戻ら</a>ない<sup><a href="#fn1">1</a></sup>。<img src="a.png" alt="地図">A &lt; B だ。</p>
<ul><li>第一<ul><li>その一。続き。</ul><li>第二</ul>
<table><caption>輸入</caption><tr><th>項目<th>値<tr><td>油<td>90%</table>
<blockquote><p>「静かな海は無い」</p></blockquote><p translate="no">KEEP</p>
<section class="footnotes"><ol><li id="fn1"><p>概算である。 <a href="#fnref1">↩</a></p></li></ol></section>
<p><strong>全体が太字だ。</strong></p><div>裸の文<br><br>次の段落だ。<p>閉じない
</body></html>
"""


def read(text: str, language: str = "ja") -> Document:
    return documents.read(text.encode(), "page.html", language=language)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, view(block.source, block.edits).text) for block in document.blocks]


def test_every_word_of_the_page_is_a_block_of_its_kind() -> None:
    assert seen(read(PAGE)) == [
        ("title", "海の回廊"),
        ("meta", "海 & 回廊"),
        ("heading", "海の⟦1⟧回廊⟦/1⟧"),
        ("paragraph", "港は閉じた。船は⟦1⟧戻ら⟦/1⟧ない⟦2/⟧。⟦3/⟧A < B だ。"),
        ("caption", "船の表"),
        ("caption", "地図"),
        ("list_item", "第一"),
        ("list_item", "その一。続き。"),
        ("list_item", "第二"),
        ("caption", "輸入"),
        ("cell", "項目"),
        ("cell", "値"),
        ("cell", "油"),
        ("cell", "90%"),
        ("quotation", "「静かな海は無い」"),
        ("footnote", "概算である。 ⟦1/⟧"),
        ("paragraph", "全体が太字だ。"),
        ("paragraph", "裸の文"),
        ("paragraph", "次の段落だ。"),
        ("paragraph", "閉じない"),
    ]
    assert [block.level for block in read(PAGE).blocks if block.kind is BlockKind.LIST_ITEM] == [1, 2, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932", "euc_jp"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_identity_is_byte_for_byte(encoding: str, newline: str) -> None:
    text = PAGE.replace("\n", newline).replace("↩", "↑").replace('charset="utf-8"', f'charset="{encoding}"')
    data = text.encode(encoding)
    assert again(data, "page.html", "ja") == data


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "本文だ。", "가나다.", "&amp;", "&nbsp;", "<br>", "<li>", "<ul>", "</ul>", "<", ">", "<td>", '<a title="題">', "</a>", "<!--", "-->", "<script>", "</script>", "\n", " ", "¹", '<img alt="図">', "\u1100\u1161", '"', "⟦1⟧"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_any_tag_soup_comes_back_byte_for_byte(parts: list[str]) -> None:
    data = ("終" + "".join(parts)).encode()
    assert again(data, "soup.html", "ja") == data


def test_a_translated_page_differs_in_its_words_and_its_language_only() -> None:
    document = read(PAGE)
    targets = identity(document, "ja")
    for block in document.blocks:
        if block.source.startswith("港は"):
            spans = [span for span, _ in targets[block.position]]
            words = ["The port <closed>.", "Ships do ⟦1⟧not return⟦/1⟧⟦2/⟧.", "⟦3/⟧A < B."]
            targets[block.position] = list(zip(spans, words, strict=True))
        if block.source == "船の表":
            targets[block.position] = [(targets[block.position][0][0], 'Table of "ships"')]
    made = documents.write(document, targets, source_language="ja", target_language="en").decode()
    expected = (
        PAGE.replace('lang="ja"', 'lang="en"')
        .replace("港は閉じ\nた。船は", "The port &lt;closed&gt;. Ships do ")
        .replace('title="船の表">戻ら</a>ない', 'title="Table of &quot;ships&quot;">not return</a>')
        .replace("</sup>。<img", "</sup>. <img")
        .replace("A &lt; B だ。", "A &lt; B.")
    )
    assert made == expected


def test_letters_that_the_pages_encoding_lacks_become_references() -> None:
    data = '<html><meta charset="euc-kr"><p>항구다.</p>'.encode("cp949")
    document = documents.read(data, "a.html", language="ko")
    (span,) = documents.segment(document.blocks[0], "ko")
    made = documents.write(document, {0: [(span, "Café")]}, source_language="ko", target_language="en")
    assert made == b'<html><meta charset="euc-kr"><p>Caf&#233;</p>'


def test_a_line_break_in_korean_is_read_as_a_space() -> None:
    assert seen(read("<p>주소는 서울시<br>영등포구이다.</p>", "ko")) == [
        ("paragraph", "주소는 서울시⟦1/⟧ 영등포구이다.")
    ]


@pytest.mark.parametrize(
    "ruby",
    [
        "<ruby>要衝<rt>ようしょう</rt></ruby>",
        "<ruby>要衝<rp>（</rp><rt>よう<b>しょう</b></rt><rp>）</rp></ruby>",
        "<ruby><rb>要衝</rb><rt>ようしょう</rt></ruby>",
        "<ruby>要<rt>よう</rt>衝<rt>しょう</rt></ruby>",
        "<ruby>要衝<rt>ようしょう</ruby>",
        "<ruby>要<rt>よう<rt>yō</rt>衝</ruby>",
    ],
)
def test_a_word_with_its_reading_is_text_and_the_reading_is_not(ruby: str) -> None:
    page = f"<p>海峡は{ruby}である。それは{ruby}だ。</p>"
    document = read(page)
    assert seen(document) == [("paragraph", "海峡は要衝である。それは要衝だ。")]
    first, second = documents.segment(document.blocks[0], "ja")
    made = documents.write(
        document,
        {0: [(first, "The strait is a chokepoint."), (second, None)]},
        source_language="ja",
        target_language="en",
    )
    assert made.decode() == "<p>The strait is a chokepoint. それは要衝だ。</p>"


def test_a_number_is_no_part_of_a_heading() -> None:
    document = read("<h1>海</h1><h2>1. <b>航路</b>の安全</h2><p>本文だ。</p>")
    assert seen(document)[1] == ("heading", "⟦1⟧航路⟦/1⟧の安全")
    (span,) = documents.segment(document.blocks[1], "ja")
    made = documents.write(document, {1: [(span, "Safe ⟦1⟧lanes⟦/1⟧")]}, source_language="ja", target_language="en")
    assert b"<h2>1. Safe <b>lanes</b></h2>" in made


def test_a_mark_that_is_none_is_taken_back_to_the_words_and_not_to_the_tags() -> None:
    assert seen(read("<h1>海</h1><p>①調査、②開発、③保全が柱だ。</p><p>図1は割合を示す。</p>"))[1:] == [
        ("paragraph", "①調査、②開発、③保全が柱だ。"),
        ("paragraph", "図1は割合を示す。"),
    ]


def test_nested_thousandfold_is_read_in_time() -> None:
    depth = 60_000
    document = read("<div>" * depth + "終。" + "<b>" * depth + "中。" + "</div>" * depth)
    assert "終。" in document.blocks[0].source


@pytest.mark.parametrize("text", ["<html><body></body></html>", "<script>x</script>", "<p>&nbsp;</p>"])
def test_a_page_without_text_is_refused(text: str) -> None:
    with pytest.raises(DocumentError, match="no text"):
        read(text)
