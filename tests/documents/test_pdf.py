"""PDF: paragraphs by geometry, in one column and in two, in Korean and Japanese."""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from itertools import pairwise

import pytest

from documents.pdf_builder import Line, build, paragraph
from workbench import documents
from workbench.documents.segmenter import cuts
from workbench.errors import DocumentError
from workbench.model import Document
from workbench.text.overlay import view
from workbench.text.tags import strip

JAPANESE = [
    "港は国の呼吸器である。船が止まれば、工場も病院も同じ日に息を詰める。昨年の調査では、三つの港だけで輸入の六割を占めた。",
    "では、どの港から備えるべきか。筆者は「代わりの無い港」から始めるべきだと考える。第一に、代替港までの距離が長い。第二に、働き手の平均年齢がすでに五十五歳を超えている。",
    "もっとも、予算には限りがある。2026年度の概算要求は1兆2,400億円で、前年より3.5%多いが、その大半は維持費に消える。",
    "「備えは高い。しかし、備えの無い一日はもっと高い。」と港湾局の担当者は語った。",
    "英国の港湾法(Ports Act)は1991年に改められ、NATO の演習でも使われるようになった。",
]
KOREAN = [
    "항만은 나라의 숨구멍이다. 배가 멈추면 공장도 병원도 같은 날 숨이 막힌다. 지난해 조사에서는 세 항만이 수입의 육 할을 차지하였다.",
    "그렇다면 어느 항만부터 대비해야 하는가. 필자는 대체할 수 없는 항만부터 시작해야 한다고 본다. 첫째, 대체 항만까지의 거리가 멀다. 둘째, 항만에서 일하는 사람의 평균 나이가 이미 쉰다섯을 넘었다.",
    "물론 예산에는 한계가 있다. 2026년도 예산 요구액은 12조 4천억 원으로 지난해보다 3.5% 많지만, 그 대부분은 유지비로 나간다.",
    "“대비는 비싸다. 그러나 대비 없는 하루는 더 비싸다.”라고 항만국 담당자는 말했다.",
    "영국의 항만법(Ports Act)은 1991년에 개정되어 나토의 훈련에도 쓰이게 되었다. 항만을 지키는 일은 나라를 지키는 일과 다르지 않다.",
]
HEADS = {"ja": "潮路月報 第三号", "ko": "숨구멍 보고서 제3호"}


def typeset(texts: list[str], language: str, columns: int) -> bytes:
    """Pages with a running head, page numbers, a title and indented paragraphs flowing from column to column."""
    room = 450 if columns == 1 else 215
    pages: list[list[Line]] = []
    page: list[Line] = []
    column, top = columns, 0.0
    for text in texts:
        for line in paragraph(text, 72, 0, room, indent=10.5):
            if top > 740 or column == columns:
                column, top = column + 1, 90.0
                if column >= columns:
                    page = [Line(72, 40, HEADS[language], 8), Line(290, 800, str(len(pages) + 1), 9)]
                    if not pages:
                        page.append(Line(72, 60, "港と安全保障" if language == "ja" else "항만과 안보", 16))
                    pages.append(page)
                    column = 0
            page.append(Line(line.x + column * 240, top, line.text, line.size))
            top += 16.8
    return build(pages, language)


def sentences(texts: list[str], language: str) -> list[str]:
    return [text[start:end].strip() for text in texts for start, end in pairwise([0, *cuts(text, language), len(text)])]


def read(data: bytes, language: str) -> Document:
    return documents.read(data, "report.pdf", language=language)


def segments(document: Document, language: str) -> list[str]:
    return [
        strip(view(block.source, block.edits, span.start, span.end).text)
        for block in document.blocks
        for span in documents.segment(block, language)
    ]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize(("language", "texts"), [("ja", JAPANESE), ("ko", KOREAN)])
def test_at_least_95_percent_of_the_segments_come_whole(language: str, texts: list[str], columns: int) -> None:
    texts = texts * 4
    document = read(typeset(texts, language, columns), language)
    found, wanted = Counter(segments(document, language)), Counter(sentences(texts, language))
    whole = sum((found & wanted).values())
    assert whole >= 0.95 * sum(wanted.values()), [text for text in wanted if not found[text]]


def test_running_heads_and_page_numbers_are_furniture_and_the_title_is_a_title() -> None:
    document = read(typeset(JAPANESE * 8, "ja", 1), "ja")
    kinds = {block.source: block.kind.value for block in document.blocks}
    assert kinds["港と安全保障"] == "heading"
    assert kinds["1"] == kinds["2"] == "furniture"
    assert [block.kind.value for block in document.blocks if block.source == HEADS["ja"]][1:] == ["furniture"]


def test_a_heading_too_long_for_its_line_is_one_and_its_number_no_part_of_it() -> None:
    body = paragraph("해협이 닫히면 공장도 병원도 멈춘다. 작년에는 세 항구가 수입의 육 할을 맡았다.", 72, 200, 450)
    page = [
        Line(72, 60, "강대국의 경쟁과 바닷길의 안보, 한국", 24),
        Line(72, 92, "의 선택", 24),
        Line(72, 124, "(항구를 중심으로)", 24),
        Line(72, 160, "1. 쟁점과 배경", 14),
        *body,
    ]
    found = [
        (block.kind.value, view(block.source, block.edits).text) for block in read(build([page], "ko"), "ko").blocks
    ]
    assert found[:3] == [
        ("title", "강대국의 경쟁과 바닷길의 안보, 한국의 선택"),
        ("heading", "(항구를 중심으로)"),
        ("heading", "쟁점과 배경"),
    ]


def test_every_join_is_an_edit_and_without_repair_the_lines_stay_apart() -> None:
    data = typeset(JAPANESE, "ja", 1)
    joined = read(data, "ja")
    assert any(edit.reason.startswith("line break") for block in joined.blocks for edit in block.edits)
    plain = documents.read(data, "report.pdf", language="ja", repair=False)
    assert not any(edit.reason.startswith("line break") for block in plain.blocks for edit in block.edits)


def test_raised_digits_are_footnote_marks_and_small_type_below_is_their_body() -> None:
    page = [
        Line(72, 80, "港は国の呼吸器である", 10.5),
        Line(72 + 105, 79, "1", 6),
        Line(72 + 108, 80, "。船が止まれば工場も止まる。", 10.5),
        Line(72, 700, "1", 6),
        Line(76, 702, "昨年の調査による。", 8),
    ]
    document = read(build([page], "ja"), "ja")
    assert [(block.kind.value, view(block.source, block.edits).text, block.reference) for block in document.blocks] == [
        ("paragraph", "港は国の呼吸器である⟦1/⟧。船が止まれば工場も止まる。", ""),
        ("footnote", "昨年の調査による。", "1"),
    ]


def test_a_pdf_is_not_written_back() -> None:
    document = read(typeset(KOREAN, "ko", 1), "ko")
    with pytest.raises(DocumentError, match="cannot be written"):
        documents.write(document, {}, source_language="ko", target_language="en")


def encrypted() -> bytes:
    data = typeset(KOREAN, "ko", 1)
    lock = b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (
        b"28" * 32,
        b"55" * 32,
    )  # no password opens this: the user key is not derived from one
    head, _, tail = data.partition(b"trailer << ")
    return head + b"trailer << /ID [<01><01>] /Encrypt " + lock + b" " + tail


def bomb() -> bytes:
    packed = zlib.compress(bytes(300 * 1024 * 1024), 9)
    return b"%PDF-1.5\n1 0 obj\n<< /Filter /FlateDecode /Length 1 >>\nstream\n" + packed + b"\nendstream\nendobj\n"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a pdf at all", "no PDF"),
        (b"%PDF-1.5\n", "damaged|no text"),
        (typeset(KOREAN, "ko", 1)[:600], "damaged|no text"),
        (build([[]], "ko"), "only pictures"),
        (encrypted(), "encrypted"),
        (bomb(), "far larger inside"),
        (b"%PDF-1.5\n<< /Filter [/FlateDecode /FlateDecode] >>", "packed twice"),
    ],
)
def test_a_damaged_or_hostile_file_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read(data, "ko")


def test_without_the_extra_the_line_to_install_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(DocumentError, match=r"pip install 'translation-workbench\[pdf\]'"):
        read(typeset(KOREAN, "ko", 1), "ko")
