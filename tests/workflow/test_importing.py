"""Importing: what comes in, what is refused in one sentence, and that nothing half-written stays behind."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from workbench import documents
from workbench.errors import DocumentError, UsageError
from workbench.model import Document
from workbench.store import documents as stored
from workbench.store import segments
from workbench.workflow.importing import ImportReport, import_document, segment_file
from workbench.workflow.project import Project

PAPER = "# 좁은 바다\n\n해협은 좁다. 항로는 길다.\n\n- 비용이 오름.\n- 보험료도 오름.\n\n3\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db") as opened:
        yield opened


def bring(project: Project, path: Path, language: str = "ko") -> ImportReport:
    return import_document(project, path, source_language=language, target_language="en")


def test_a_paper_becomes_blocks_and_segments(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    report = bring(project, path)
    assert (report.state, report.segments, report.encoding) == ("new", 5, "utf-8")
    sources = [segment.source for segment in segments.of_document(project.db, report.document_id)]
    assert sources == ["좁은 바다", "해협은 좁다.", "항로는 길다.", "비용이 오름.", "보험료도 오름."]


def test_importing_the_same_file_again_does_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    first, again = bring(project, path), bring(project, path)
    assert (again.state, again.document_id) == ("unchanged", first.document_id)
    assert len(stored.listing(project.db)) == 1


def test_two_files_of_one_name_are_two_documents(project: Project, tmp_path: Path) -> None:
    names = []
    for folder, text in (("a", "해협은 좁다.\n"), ("b", "항로는 길다.\n")):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / "paper.md"
        path.write_text(text, encoding="utf-8")
        names.append(bring(project, path).name)
    assert names == ["paper.md", str(tmp_path / "b" / "paper.md")]


def test_another_language_for_the_same_file_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    bring(project, path)
    with pytest.raises(UsageError, match="ko → en"):
        bring(project, path, "ja")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("missing.md", None, "no such file"),
        ("empty.md", b"", "empty"),
        ("blank.md", b" \n\n\n", ""),
        ("picture.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, ""),
        ("paper.xyz", "해협은 좁다.".encode(), "format"),
        ("broken.docx", b"PK\x03\x04 not a zip at all", ""),
    ],
)
def test_a_bad_file_is_one_sentence_and_nothing_stays(
    project: Project, tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        bring(project, path)
    assert words in str(caught.value)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 3
    assert stored.listing(project.db) == []


def test_an_unknown_encoding_is_refused(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes("해협은 좁다.".encode("cp949"))
    with pytest.raises(DocumentError, match="klingon"):
        import_document(project, path, source_language="ko", target_language="en", encoding="klingon")
    report = import_document(project, path, source_language="ko", target_language="en", encoding="cp949")
    assert report.segments == 1


def test_segments_are_shown_with_offsets_of_the_nfc_text(tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    rows = list(segment_file(path, language="ko"))
    assert [row["kind"] for row in rows] == ["title", "paragraph", "paragraph", "list_item", "list_item", "furniture"]
    for row in rows:
        assert PAPER[row["start"] : row["end"]] == row["text"]
    assert set(rows[0]) == {"block", "kind", "start", "end", "text"}


def test_an_unchanged_file_may_be_read_another_way(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    bring(project, path)
    report = import_document(project, path, source_language="ko", target_language="en", format_="txt")
    assert (report.state, stored.listing(project.db)[0].format) == ("updated", "txt")
    assert bring(project, path).state == "unchanged"


def test_two_programs_that_import_one_file_at_once_get_one_document(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    read = documents.read

    def read_slowly(*arguments: Any, **options: Any) -> Document:
        monkeypatch.setattr(documents, "read", read)
        with Project(tmp_path / "workbench.db") as other:
            assert bring(other, path).state == "new"
        return read(*arguments, **options)

    monkeypatch.setattr(documents, "read", read_slowly)
    assert bring(project, path).state == "unchanged"
    assert len(stored.listing(project.db)) == 1
