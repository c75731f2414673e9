"""Alignments under review are stored whole and come back as they were."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import AlignedRow, Alignment
from workbench.store import beads, close, open_database
from workbench.store.schema import MIGRATIONS

ALIGNMENT = Alignment(
    "보고서.md", "report.md", "ko", "en",
    ("반도체 수출이 늘었다.", "그러나 물량은 줄었다."), ("Chip exports rose, but volumes fell.",),
    (AlignedRow((0, 1), (0,), 0.93, {"words": 4.2}),),
)  # fmt: skip


@pytest.fixture
def db(tmp_path: Path):
    database = open_database(tmp_path / "a.db", lambda: [MIGRATIONS])
    yield database
    close(database)


def test_an_alignment_comes_back_as_it_was_stored(db) -> None:
    number = beads.add(db, ALIGNMENT)
    assert beads.load(db, number) == replace(ALIGNMENT, id=number)
    assert beads.find(db, "보고서.md", "report.md") == number


def test_half_done_work_is_kept_and_counted(db) -> None:
    number = beads.add(db, ALIGNMENT)
    changed = replace(ALIGNMENT, id=number, rows=(AlignedRow((0,), (0,), confirmed=True), AlignedRow((1,), ())))
    beads.save(db, changed, texts=False)
    assert beads.load(db, number) == changed
    (summary,) = beads.listing(db)
    assert (summary.rows, summary.confirmed) == (2, 1)


def test_texts_edited_in_place_are_kept(db) -> None:
    number = beads.add(db, ALIGNMENT)
    edited = replace(ALIGNMENT, id=number, targets=("Semiconductor exports rose, but volumes fell.",))
    beads.save(db, edited)
    assert beads.load(db, number).targets == edited.targets


def test_an_alignment_that_is_gone_is_said_so(db) -> None:
    number = beads.add(db, ALIGNMENT)
    beads.remove(db, number)
    assert beads.find(db, "보고서.md", "report.md") is None
    with pytest.raises(UsageError):
        beads.load(db, number)
    with pytest.raises(UsageError):
        beads.save(db, replace(ALIGNMENT, id=number))
