"""A long document opens at once: texts are read when they are looked at, a page at a time."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.model import Block, BlockKind, Document, Span, Status
from workbench.store import documents, segments
from workbench.store.pages import PAGE, Blocks, Segments
from workbench.workflow.project import Project

COUNT = 3 * PAGE + 7


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "w.db", durable=False)
    texts = [f"문장 {number}." for number in range(COUNT)]
    blocks = tuple(Block(number, BlockKind.PARAGRAPH, text) for number, text in enumerate(texts))
    document = Document("long.md", "md", b"", "utf-8", blocks)
    cut = [[Span(0, len(text))] for text in texts]
    documents.add(project.db, document, cut, path="long.md", source_language="ko", target_language="en")
    project.db.execute("UPDATE segments SET target = 'x', status = 'draft' WHERE id % 2")
    return project


def test_everything_a_list_can_do(project: Project) -> None:
    everything = segments.of_document(project.db, 1)
    found = Segments(project.db, 1)
    assert len(found) == COUNT
    assert list(found) == everything
    assert found[-1] == everything[-1]
    assert found[5:9] == everything[5:9]
    assert found.counts == {Status.DRAFT: (COUNT + 1) // 2, Status.UNTRANSLATED: COUNT // 2}
    assert [found.place(segment.id) for segment in everything] == list(range(COUNT))
    assert found.place(0) is None
    with pytest.raises(IndexError):
        found[COUNT]


def test_a_text_is_read_when_it_is_looked_at_with_its_page(project: Project) -> None:
    found = Segments(project.db, 1)
    statements: list[str] = []
    project.db.conn.set_trace_callback(statements.append)
    assert found.looked_at() == []
    assert found[PAGE + 3].source == f"문장 {PAGE + 3}."
    assert found[PAGE].source == f"문장 {PAGE}."
    project.db.conn.set_trace_callback(None)
    assert len(statements) == 1
    assert len(found.looked_at()) == PAGE


def test_what_was_put_is_counted_and_measured(project: Project) -> None:
    found = Segments(project.db, 1)
    changed = replace(found[0], target="longer", status=Status.CONFIRMED)
    found.put(changed)
    assert found.counts[Status.CONFIRMED] == 1
    assert (found.sizes[0][0], found.sizes[1][0]) == (5, 6)
    assert found.known(changed.id) == found[0] == changed


def test_what_goes_while_nobody_looks_leaves_an_empty_place(project: Project) -> None:
    found = Segments(project.db, 1)
    gone = found.ids[2]
    project.db.execute("DELETE FROM segments WHERE id = ?", (gone,))
    assert (found[2].source, found[2].locked) == ("", True)
    assert found[3].source == "문장 3."
    assert Blocks(project.db, 1)[found[2].block_id].kind is BlockKind.PARAGRAPH


def test_blocks_are_read_by_page_too(project: Project) -> None:
    blocks = Blocks(project.db, 1)
    assert [blocks[entry.id] for entry in documents.blocks(project.db, 1)] == [
        entry.block for entry in documents.blocks(project.db, 1)
    ]
