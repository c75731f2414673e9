"""Word files: paragraphs in, the same file with other words out."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from documents.samples import identity
from workbench import documents
from workbench.errors import DocumentError
from workbench.model import BlockKind, Document
from workbench.text.overlay import view

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>{}</Types>'
)
PART = (
    '<Override PartName="/word/{0}.xml"'
    ' ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{1}+xml"/>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def package(body: str, notes: str = "") -> bytes:
    """A Word file of a body and footnotes, in raw XML."""
    parts = {
        "[Content_Types].xml": TYPES.format(
            PART.format("document", "document.main") + PART.format("footnotes", "footnotes")
        ),
        "_rels/.rels": RELATIONS.format(f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'),
        "word/_rels/document.xml.rels": RELATIONS.format(
            f'<Relationship Id="f" Type="{R}/footnotes" Target="footnotes.xml"/>'
            f'<Relationship Id="l" Type="{R}/hyperlink" Target="https://a.example" TargetMode="External"/>'
        ),
        "word/document.xml": f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/footnotes.xml": f'<w:footnotes xmlns:w="{W}"><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{notes}</w:footnotes>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in parts.items():
            target.writestr(name, text)
    return out.getvalue()


def run(text: str, look: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def report() -> bytes:
    """A Word file as an editor writes one."""
    made = docx.Document()
    made.add_heading("바닷길과 공급망", 1)
    paragraph = made.add_paragraph("해협은 ")
    paragraph.add_run("닫혔다").bold = True
    paragraph.add_run(". 배는 ")
    paragraph.add_run("돌아오지").italic = True
    paragraph.add_run(" 않는다.")
    made.add_paragraph("첫째 항목이다. 이어진다.", style="List Bullet")
    made.add_paragraph("둘째", style="List Number")
    made.add_paragraph("“고요한 바다는 없다.”", style="Quote")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "원유", "90%"
    made.add_heading("2절", 2)
    broken = made.add_paragraph("줄이 바뀐다")
    broken.runs[0].add_break()
    broken.add_run("다음 줄이다.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(data: bytes, language: str = "ko") -> Document:
    return documents.read(data, "report.docx", language=language)


def seen(document: Document) -> list[tuple[str, str]]:
    return [(block.kind.value, view(block.source, block.edits).text) for block in document.blocks]


def translated(data: bytes, words: dict[str, list[str | None]], language: str = "ko") -> bytes:
    """The file with the blocks whose text begins so translated."""
    document = read(data, language)
    targets = {}
    for block in document.blocks:
        for start, targeted in words.items():
            if block.source.startswith(start):
                targets[block.position] = list(zip(documents.segment(block, language), targeted, strict=True))
    return documents.write(document, targets, source_language=language, target_language="en")


def test_styles_say_what_a_paragraph_is_and_looks_become_tags() -> None:
    assert seen(read(report())) == [
        ("heading", "바닷길과 공급망"),
        ("paragraph", "해협은 ⟦1⟧닫혔다⟦/1⟧. 배는 ⟦2⟧돌아오지⟦/2⟧ 않는다."),
        ("list_item", "첫째 항목이다. 이어진다."),
        ("list_item", "둘째"),
        ("quotation", "“고요한 바다는 없다.”"),
        ("cell", "원유"),
        ("cell", "90%"),
        ("heading", "2절"),
        ("paragraph", "줄이 바뀐다 다음 줄이다."),
    ]
    assert [block.level for block in read(report()).blocks if block.kind is BlockKind.HEADING] == [1, 2]


def test_blocks_without_styles_are_told_by_their_words() -> None:
    body = "".join(
        f"<w:p>{run(text)}</w:p>" for text in ("본문이다. 길다.", "● 동맹의 값", "- 항목이다.", "12", "※ 주의할 것.")
    )
    kinds = [(block.kind.value, block.source) for block in read(package(body)).blocks]
    assert kinds == [
        ("paragraph", "본문이다. 길다."),
        ("heading", "동맹의 값"),
        ("list_item", "항목이다."),
        ("furniture", "12"),
        ("note", "주의할 것."),
    ]


def test_identity_gives_the_same_bytes() -> None:
    data = report()
    document = read(data)
    assert documents.write(document, identity(document, "ko"), source_language="ko", target_language="en") == data


def test_a_translation_keeps_styles_and_puts_looks_around_its_words() -> None:
    made = translated(
        report(), {"해협은": ["The strait ⟦1⟧closed⟦/1⟧.", "Ships do not ⟦2⟧return⟦/2⟧."], "첫째": ["First.", None]}
    )
    back = docx.Document(io.BytesIO(made))
    assert [(paragraph.style.name, paragraph.text) for paragraph in back.paragraphs[:3]] == [
        ("Heading 1", "바닷길과 공급망"),
        ("Normal", "The strait closed. Ships do not return."),
        ("List Bullet", "First. 이어진다."),
    ]
    looks = [(piece.text, piece.bold, piece.italic) for piece in back.paragraphs[1].runs if piece.bold or piece.italic]
    assert looks == [("closed", True, None), ("return", None, True)]


def test_untouched_paragraphs_keep_their_xml() -> None:
    original = report()
    made = translated(original, {"둘째": ["Second"]})
    first, second = (zipfile.ZipFile(io.BytesIO(data)) for data in (original, made))
    assert [entry.filename for entry in first.infolist()] == [entry.filename for entry in second.infolist()]
    for name in first.namelist():
        if name != "word/document.xml":
            assert first.read(name) == second.read(name)
    before, after = (
        [
            etree.tostring(found, method="c14n")
            for found in etree.fromstring(file.read("word/document.xml")).iter(f"{{{W}}}p")
        ]
        for file in (first, second)
    )
    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


NOTED = package(
    f"<w:p>{run('港は')}{run('閉じた', '<w:b/>')}<w:r><w:footnoteReference w:id='2'/></w:r>{run('。')}"
    f"<w:hyperlink r:id='l'>{run('表', f'<w:rStyle w:val={chr(34)}Hyperlink{chr(34)}/>')}</w:hyperlink>{run('を見よ。頁')}"
    "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> PAGEREF a </w:instrText></w:r>"
    "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>3</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>"
    f"<w:p>{run('● 静かな海')}</w:p>",
    f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{run(' 概算による。')}</w:p></w:footnote>",
)


def test_footnotes_are_linked_by_their_printed_number() -> None:
    document = read(NOTED, "ja")
    assert seen(document) == [
        ("paragraph", "港は⟦1⟧閉じた⟦/1⟧⟦2/⟧。⟦3⟧表⟦/3⟧を見よ。頁⟦4/⟧3"),
        ("heading", "静かな海"),
        ("footnote", "概算による。"),
    ]
    assert document.blocks[2].reference == "1"
    assert not [finding for finding in document.findings if "footnote" in finding.check]


def test_footnotes_links_and_fields_survive_a_translation_that_lost_their_marks() -> None:
    made = translated(NOTED, {"港は": ["The port closed.", "See the ⟦3⟧table⟦/3⟧.", "Page 3"]}, "ja")
    xml = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    assert xml.count("footnoteReference") == 1
    assert xml.count("fldChar ") == 3
    assert (
        '<w:hyperlink r:id="l"><w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr><w:t xml:space="preserve">table</w:t>'
        in xml
    )
    assert "".join(found.text or "" for found in etree.fromstring(xml.encode()).iter(f"{{{W}}}t")).startswith(
        "The port closed. See the table. Page 3"
    )


FIELD = (
    run("쪽 번호 ") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _x </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("12") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
) + run("쪽을 보라.")


@pytest.mark.parametrize(
    ("target", "xml"),
    [
        ("See page ⟦1/⟧12⟦2/⟧.", "See page [12]."),
        ("See page ⟦2/⟧12⟦1/⟧.", "See page [12]."),
        ("See ⟦1/⟧page 12 and go on.", "See []page 12 and go on."),
        ("See ⟦2/⟧page 12 and go on.", "See []page 12 and go on."),
        ("See page 12.", "See page 12.[]"),
    ],
)
def test_a_field_begins_before_it_ends_and_takes_in_nothing_else_wherever_its_marks_went(target: str, xml: str) -> None:
    made = translated(package(f"<w:p>{FIELD}</w:p>"), {"쪽 번호": [target]})
    written = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    shown = re.sub(r'<w:fldChar w:fldCharType="(separate|end)"/>', lambda match: "[]"[match[1] == "end"], written)
    assert re.sub(r"<w:instrText.*?</w:instrText>|<[^>]*>", "", shown).strip() == xml


def test_a_word_with_its_reading_is_text_and_the_reading_is_not() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>ようしょう</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>要衝</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    data = package(f"<w:p>{run('台湾海峡は')}{ruby}{run('である。')}</w:p><w:p>{ruby}</w:p>")
    assert [text for _, text in seen(read(data, "ja"))] == ["台湾海峡は要衝である。", "要衝"]
    made = docx.Document(io.BytesIO(translated(data, {"台湾": ["The Taiwan Strait is a chokepoint."]}, "ja")))
    assert made.paragraphs[0].text == "The Taiwan Strait is a chokepoint."
    assert made.paragraphs[1]._p.xml.count("ようしょう") == 1


def test_a_typed_number_is_no_part_of_a_heading() -> None:
    made = docx.Document()
    made.add_heading("1. 서론", 1)
    made.add_paragraph("해협은 닫혔다.")
    out = io.BytesIO()
    made.save(out)
    assert seen(read(out.getvalue())) == [("heading", "서론"), ("paragraph", "해협은 닫혔다.")]
    written = translated(out.getvalue(), {"서론": ["Introduction"]})
    assert docx.Document(io.BytesIO(written)).paragraphs[0].text == "1. Introduction"


def test_a_mark_before_the_text_stays() -> None:
    made = translated(NOTED, {"静か": ["A calm sea"]}, "ja")
    assert docx.Document(io.BytesIO(made)).paragraphs[1].text == "● A calm sea"


def test_footnote_marks_that_are_letters_or_plain_digits_come_back_as_they_were() -> None:
    data = package(
        "".join(
            f"<w:p>{run(text)}</w:p>" for text in ("供給は止まった¹。協議は先送りされた2。", "¹ 昨年の値。", "² 概算。")
        )
    )
    assert seen(read(data, "ja"))[0] == ("paragraph", "供給は止まった⟦1/⟧。協議は先送りされた⟦2/⟧。")
    made = translated(data, {"供給は": ["Supply stopped⟦1/⟧.", "Talks were put off."]}, "ja")
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "Supply stopped¹. Talks were put off.2"


@settings(derandomize=True, max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["가", "나다. ", "本文だ。", "\t", " ", "A&amp;B"]), st.sampled_from(["", "<w:b/>", "<w:i/>", "<w:b/><w:i/>"])),
            max_size=6,
        ),
        min_size=1,
        max_size=4,
    )
)  # fmt: skip
def test_marked_text_written_back_gives_the_same_text_and_looks(paragraphs: list[list[tuple[str, str]]]) -> None:
    body = "".join(
        f"<w:p>{''.join(run(text, look) for text, look in runs)}</w:p>" for runs in [[("끝.", "")], *paragraphs]
    )
    data = package(body)
    document = read(data)
    targets = {}
    for block in document.blocks:
        spans = documents.segment(block, "ko")
        shown = [view(block.source, block.edits, span.start, span.end).text for span in spans]
        # A changed first sentence forces the paragraph to be written anew.
        targets[block.position] = [
            (span, ("X" if not n else "") + text) for n, (span, text) in enumerate(zip(spans, shown, strict=True))
        ]
    made = documents.write(document, targets, source_language="ko", target_language="en")

    def letters(file: bytes) -> list[list[tuple[str, bool, bool]]]:
        return [
            [
                (char, bool(piece.bold), bool(piece.italic))
                for piece in paragraph.runs
                for char in piece.text
                if char not in " \tX"
            ]
            for paragraph in docx.Document(io.BytesIO(file)).paragraphs
        ]

    assert letters(made) == letters(data)


@pytest.mark.clients
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_a_translated_file_with_its_headings_lists_footnotes_and_bold(tmp_path: Path) -> None:
    first = translated(
        report(),
        {
            "해협은": ["The strait ⟦1⟧closed⟦/1⟧.", "Ships do not return."],
            "첫째": ["First.", "On."],
            "바닷길": ["Sea lanes"],
        },
    )
    second = translated(NOTED, {"港は": ["The port closed⟦2/⟧.", "See it.", "Page 3"], "概算": ["An estimate."]}, "ja")
    for name, data in (("first", first), ("second", second)):
        (tmp_path / f"{name}.docx").write_bytes(data)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "html",
            "--outdir",
        ]
        subprocess.run(
            [*command, str(tmp_path), str(tmp_path / f"{name}.docx")], check=True, capture_output=True, timeout=120
        )
    page = (tmp_path / "first.html").read_text(encoding="utf-8", errors="replace")
    assert "<h1" in page
    assert "Sea lanes" in page
    assert "<b>closed</b>" in page
    assert "<ul>" in page
    assert "<ol>" in page
    noted = (tmp_path / "second.html").read_text(encoding="utf-8", errors="replace")
    assert "sdfootnote1" in noted
    assert "An estimate." in noted


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("[Content_Types].xml", TYPES.format(""))
        target.writestr("word/document.xml", b"<w:p>" + b" " * 80_000_000)
    return out.getvalue()


def with_entity() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("[Content_Types].xml", TYPES.format(""))
        target.writestr(
            "word/document.xml",
            f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>',
        )
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04 nothing", "damaged"),
        (report()[:2000], "damaged"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "encrypted"),
        (bomb(), "far larger inside"),
        (with_entity(), "declares entities"),
        (package(""), "no text"),
        (package("<w:p>").replace(b"word/", b"xord/"), "no Word document"),
    ],
    ids=["no zip", "truncated", "encrypted", "bomb", "entity", "empty", "other package"],
)
def test_a_damaged_or_hostile_file_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        read(data)
