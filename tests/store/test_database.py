"""A database that is not ours, too new, locked or damaged is refused in one sentence, and never touched."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Migrations

from workbench.errors import StoreError
from workbench.store import close, open_database, transaction
from workbench.store.database import open_read_only
from workbench.store.schema import MIGRATIONS
from workbench.store.sqlite import Database


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.db"


def refusal(path: Path, **options: bool) -> str:
    with pytest.raises(StoreError) as caught:
        open_database(path, lambda: [MIGRATIONS], **options)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_a_file_that_is_no_database_is_refused_and_left_alone(path: Path) -> None:
    path.write_bytes("緩衝地帯の記録\n".encode() * 200)
    before = path.read_bytes()
    assert "not a SQLite file" in refusal(path)
    assert path.read_bytes() == before


def test_somebody_elses_database_is_refused_and_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE photos (id)")
    connection.close()
    before = path.read_bytes()
    assert "no workbench project" in refusal(path)
    assert path.read_bytes() == before


def test_a_project_of_a_newer_workbench_is_refused(path: Path) -> None:
    db = open_database(path, lambda: [MIGRATIONS])
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('workbench.store', 'm999_later')")
    close(db)
    assert "newer workbench" in refusal(path)


def test_a_missing_project_is_made_only_when_asked(path: Path) -> None:
    assert "no such project" in refusal(path, create=False)
    assert not path.exists()
    assert "folder does not exist" in refusal(path.parent / "nowhere" / "project.db")
    assert "is a folder" in refusal(path.parent)


def test_a_transaction_is_all_or_nothing_even_nested(path: Path) -> None:
    db = open_database(path, lambda: [MIGRATIONS])

    def add(name: str) -> None:
        db.execute("INSERT INTO runs (command, signature, started) VALUES (?, '', '')", (name,))

    with transaction(db):
        add("kept")
        with pytest.raises(ZeroDivisionError), transaction(db):
            add("inner")
            _ = 1 / 0
    with pytest.raises(ZeroDivisionError), transaction(db):
        add("outer")
        _ = 1 / 0
    assert [row["command"] for row in db.query("SELECT * FROM runs")] == ["kept"]
    close(db)


def test_a_second_writer_waits_its_turn_and_is_told_when_it_is_too_long(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = open_database(path, lambda: [MIGRATIONS])
    monkeypatch.setattr("workbench.store.database.BUSY_SECONDS", 0.05)
    second = open_database(path, lambda: [MIGRATIONS])
    with transaction(first):
        first.execute("INSERT INTO runs (command, signature, started) VALUES ('a', '', '')")
        with pytest.raises(StoreError, match="another program is writing"), transaction(second):
            pass
    with transaction(second):
        second.execute("INSERT INTO runs (command, signature, started) VALUES ('b', '', '')")
    assert second.execute("SELECT count(*) FROM runs").fetchone() == (2,)
    close(first)
    close(second)


def test_a_full_disk_is_one_sentence_and_loses_nothing(path: Path) -> None:
    db = open_database(path, lambda: [MIGRATIONS])
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(StoreError, match="disk is full"), transaction(db):
        for _ in range(100):
            db.execute("INSERT INTO runs (command, signature, started) VALUES (?, '', '')", ("가" * 1000,))
    assert list(db.query("SELECT * FROM runs")) == []
    close(db)


@pytest.fixture
def frozen(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in a folder where SQLite may write nothing."""
    db = open_database(path, lambda: [MIGRATIONS], version=7)
    with transaction(db):
        db.execute("INSERT INTO runs (command, signature, started) VALUES ('a', '', '')")
    close(db)
    connect: Any = sqlite3.connect

    def refusing(file: object, **options: Any) -> Any:
        if not options.get("uri") or "mode=ro" in str(file):
            raise sqlite3.OperationalError("unable to open database file")
        return connect(file, **options)

    monkeypatch.setattr(sqlite3, "connect", refusing)
    return path


def test_a_project_that_cannot_be_written_can_be_read(frozen: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written; put it in a folder where you may write"):
        open_database(frozen, lambda: [MIGRATIONS], version=7)
    db = open_database(frozen, lambda: [MIGRATIONS], version=7, create=False, reading=True)
    assert db.execute("SELECT command FROM runs").fetchone() == ("a",)
    with pytest.raises(StoreError, match="the project cannot be written"), transaction(db):
        db.execute("DELETE FROM runs")
    close(db)


def test_a_memory_of_another_project_that_cannot_be_written_can_be_read(frozen: Path) -> None:
    db = open_read_only(frozen)
    assert db.execute("SELECT command FROM runs").fetchone() == ("a",)
    close(db)


def test_a_project_that_may_not_be_read_says_so(frozen: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(StoreError, match="you may not read this project"):
        open_database(frozen, lambda: [MIGRATIONS], version=7, create=False, reading=True)


def test_a_project_that_cannot_be_written_is_not_read_half(frozen: Path) -> None:
    frozen.with_name(f"{frozen.name}-wal").write_bytes(b"changes")
    with pytest.raises(StoreError, match="has changes in its log, and"):
        open_database(frozen, lambda: [MIGRATIONS], version=7, reading=True)


def test_a_project_of_an_older_version_that_cannot_be_written_is_read_as_one_of_today(frozen: Path) -> None:
    later = Migrations("later")
    later(name="m001")(lambda db: db.execute("ALTER TABLE runs ADD COLUMN host TEXT NOT NULL DEFAULT 'here'"))
    before = frozen.read_bytes()
    db = open_database(frozen, lambda: [MIGRATIONS, later], version=8, reading=True)
    assert db.execute("SELECT command, host FROM runs").fetchone() == ("a", "here")
    with pytest.raises(StoreError, match="the project cannot be written"), transaction(db):
        db.execute("DELETE FROM runs")
    close(db)
    assert frozen.read_bytes() == before


def test_a_project_of_a_newer_version_that_cannot_be_written_is_refused(frozen: Path) -> None:
    db = Database(sqlite3.connect(frozen.as_uri(), uri=True))
    db.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('later', 'm001', '')")
    db.execute("PRAGMA user_version=8")
    db.conn.commit()
    close(db)
    with pytest.raises(StoreError, match="made by a newer workbench"):
        open_database(frozen, lambda: [MIGRATIONS], version=7, reading=True)


def test_a_damaged_project_names_the_way_out(path: Path) -> None:
    db = open_database(path, lambda: [MIGRATIONS])
    with transaction(db):
        for _ in range(200):
            db.execute("INSERT INTO runs (command, signature, started) VALUES (?, '', '')", ("항로" * 200,))
    close(db)
    data = bytearray(path.read_bytes())
    data[4096 : len(data) // 2] = bytes(len(data) // 2 - 4096)
    path.write_bytes(data)
    assert ".recover" in refusal(path)
