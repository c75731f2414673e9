"""Decisions about findings and habits are kept, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tables import columns
from workbench.model import Finding
from workbench.store import Database, close, open_database, verdicts
from workbench.store.schema import VERDICTS

HERE = Finding("numbers", "error", "‘4’ is not in the source", segment_id=3)
THERE = replace(HERE, segment_id=8)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    database = open_database(tmp_path / "a.db", lambda: [VERDICTS])
    yield database
    close(database)


def test_a_finding_is_passed_over_in_its_segment_alone(db: Database) -> None:
    verdicts.ignore(db, HERE, author="kim")
    verdicts.ignore(db, HERE, author="lee")
    passed = verdicts.ignored(db)
    assert HERE in passed
    assert THERE not in passed
    assert replace(HERE, message="‘5’ is not in the source") not in passed


def test_a_finding_is_passed_over_in_the_whole_project_and_heeded_again(db: Database) -> None:
    verdicts.ignore(db, HERE, author="kim", everywhere=True)
    assert THERE in verdicts.ignored(db)
    assert verdicts.restore(db, THERE)
    assert HERE not in verdicts.ignored(db)
    assert not verdicts.restore(db, THERE)


def test_rules_belong_to_a_pair_and_the_last_word_holds(db: Database) -> None:
    first = verdicts.add_rewrite(db, "ko", "en", "cushion area", "buffer area", author="kim")
    second = verdicts.add_rewrite(db, "ko", "en", "cushion area", "buffer zone", author="lee")
    assert [(rule.before, rule.after, rule.author) for rule in verdicts.rewrites(db, "ko", "en")] == [
        ("cushion area", "buffer zone", "lee")
    ]
    assert verdicts.rewrites(db, "ja", "en") == []
    assert verdicts.remove_rewrite(db, second.id)
    assert not verdicts.remove_rewrite(db, first.id)


def test_the_tables_are_pinned(db: Database) -> None:
    assert columns(db, "ignored_findings") == ["check", "message", "segment_id", "author", "at"]
    assert columns(db, "rewrites") == [
        "id",
        "source_language",
        "target_language",
        "before",
        "after",
        "author",
        "at",
    ]
