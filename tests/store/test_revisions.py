"""Undo and redo restore exactly what was; nothing another editor did is ever overwritten."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.errors import ConflictError
from workbench.model import Block, BlockKind, Document, Origin, Segment, Span, Status
from workbench.store import close, documents, open_database, revisions, segments
from workbench.store.revisions import Revision
from workbench.store.schema import MIGRATIONS
from workbench.store.sqlite import Database

SOURCES = ("해협은 좁다. ", "항로는 길다. ", "비용은 오른다.")


def fill(db: Database) -> int:
    text = "".join(SOURCES)
    block = Block(0, BlockKind.PARAGRAPH, text)
    starts = [0, len(SOURCES[0]), len(SOURCES[0] + SOURCES[1])]
    spans = [Span(start, start + len(source.strip())) for start, source in zip(starts, SOURCES, strict=True)]
    document = Document("paper.md", "md", text.encode(), "utf-8", (block,))
    return documents.add(db, document, [spans], path="/paper.md", source_language="ko", target_language="en")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "a.db", lambda: [MIGRATIONS])
    fill(database)
    yield database
    close(database)


def rows(db: Database) -> list[Segment]:
    return segments.of_document(db, 1)


def translate(db: Database, place: int, target: str, action: str = "edit") -> None:
    before = rows(db)[place]
    after = replace(before, target=target, status=Status.EDITED, origin=Origin.HUMAN)
    revisions.record(db, 1, action, [Revision(before, after)], author="kim", seconds=2.5)


def test_segments_come_back_as_they_were_cut(db: Database) -> None:
    assert [segment.source for segment in rows(db)] == [source.strip() for source in SOURCES]
    document, _ = documents.load(db, 1)
    assert document.original.decode() == "".join(SOURCES)


def test_undo_and_redo_walk_the_changes(db: Database) -> None:
    untouched = rows(db)
    translate(db, 0, "The strait is narrow.")
    once = rows(db)
    translate(db, 1, "The lane is long.")
    twice = rows(db)
    assert revisions.undo(db, 1) is not None
    assert rows(db) == once
    revisions.undo(db, 1)
    assert rows(db) == untouched
    assert revisions.undo(db, 1) is None
    revisions.redo(db, 1)
    revisions.redo(db, 1)
    assert rows(db) == twice
    assert revisions.redo(db, 1) is None


def test_a_new_change_ends_what_could_be_redone(db: Database) -> None:
    translate(db, 0, "A")
    revisions.undo(db, 1)
    translate(db, 0, "B")
    assert revisions.redo(db, 1) is None
    revisions.undo(db, 1)
    assert rows(db)[0].target == ""


def test_undo_passes_over_what_the_machine_drafted(db: Database) -> None:
    translate(db, 0, "mine")
    translate(db, 1, "machine's", action="draft")
    revisions.undo(db, 1)
    assert [segment.target for segment in rows(db)] == ["", "machine's", ""]


def test_undo_survives_a_restart(db: Database, tmp_path: Path) -> None:
    translate(db, 2, "Costs rise.")
    again = open_database(tmp_path / "a.db", lambda: [MIGRATIONS])
    revisions.undo(again, 1)
    assert rows(again)[2].target == ""
    close(again)


def test_a_segment_changed_by_somebody_else_is_not_overwritten(db: Database) -> None:
    seen = rows(db)[0]
    translate(db, 0, "theirs")
    with pytest.raises(ConflictError):
        revisions.record(db, 1, "edit", [Revision(seen, replace(seen, target="mine"))], author="lee")
    assert rows(db)[0].target == "theirs"


def test_a_conflict_in_one_segment_takes_the_whole_change_back(db: Database) -> None:
    first, second, _ = rows(db)
    translate(db, 1, "theirs")
    with pytest.raises(ConflictError):
        revisions.record(
            db, 1, "replace", [Revision(first, replace(first, target="x")), Revision(second, replace(second, target="x"))],
            author="lee",
        )  # fmt: skip
    assert [segment.target for segment in rows(db)] == ["", "theirs", ""]


def test_split_and_its_undo_keep_ids_and_order(db: Database) -> None:
    before = rows(db)
    whole = before[0]
    left = replace(whole, end=whole.start + 3, source="해협은")
    right = replace(whole, id=0, start=whole.start + 4, source="좁다.", position=whole.position + 4)
    change = revisions.record(db, 1, "split", [Revision(whole, left), Revision(None, right)], author="kim")
    assert [segment.source for segment in rows(db)][:2] == ["해협은", "좁다."]
    made = change.revisions[1].after
    assert made is not None
    revisions.undo(db, 1)
    assert rows(db) == before
    revisions.redo(db, 1)
    assert rows(db)[1] == made


def test_history_tells_what_changed_when_and_by_whom(db: Database) -> None:
    translate(db, 0, "one")
    translate(db, 0, "two")
    newest, oldest = revisions.history(db, 1, segment_id=rows(db)[0].id)
    assert (newest.author, newest.seconds, newest.action) == ("kim", 2.5, "edit")
    assert (newest.before, newest.after) == ({"target": "one"}, {"target": "two"})
    assert oldest.before == {"target": "", "status": "untranslated", "origin": ""}


@settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.text(max_size=8)), max_size=12))
def test_any_run_of_edits_is_undone_to_the_beginning_and_redone_to_the_end(
    tmp_path_factory: pytest.TempPathFactory, edits: list[tuple[int, str]]
) -> None:
    db = open_database(tmp_path_factory.mktemp("run") / "a.db", lambda: [MIGRATIONS], durable=False)
    fill(db)
    states = [rows(db)]
    for place, target in edits:
        translate(db, place, target)
        states.append(rows(db))
    for state in reversed(states[:-1]):
        revisions.undo(db, 1)
        assert rows(db) == state
    for state in states[1:]:
        revisions.redo(db, 1)
        assert rows(db) == state
    close(db)
