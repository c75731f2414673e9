"""The schema that every room's migrations add up to, pinned: a change here is a change of every user's project."""

import subprocess
import sys
from pathlib import Path

from sqlite_utils import Database as Tables

from tables import columns, tables
from workbench.store import close, open_database
from workbench.workflow.project import SCHEMA, migrations

EXPECTED = {
    "alignments": "id source_name target_name source_language target_language sources targets rows row_count confirmed_count created changed",
    "attachments": "name path priority penalty",
    "blocks": "id document_id position kind source start level label reference address edits tags",
    "changes": "id document_id action author at seconds undone",
    "concepts": "id external_id domain note source",
    "desks": "id document_id segment_id author host pid beat basis typed",
    "documents": "id name path format encoding source_language target_language sha256 original findings imported place",
    "drafts": "source_key engine draft",
    "glossary_state": "version",
    "ignored_findings": "check message segment_id author at",
    "index_state": "name value",
    "language_pairs": "id source target source_family target_family",
    "postings": "id ranks",
    "rejected_terms": "language key",
    "revisions": "id change_id segment_id before after",
    "rewrites": "id source_language target_language before after author at",
    "runs": "id command signature started finished report",
    "segments": "id document_id block_id position start end source source_key target status origin score note locked bookmarked",
    "shards": "id source_family target_family size active ids lengths distincts",
    "terms": "id concept_id position language text key status pos hanja note",
    "units": "id pair_id source target source_key source_hash identity origin status document previous next author created changed note score properties uses creator",
}


def test_migrations_add_up_to_this_schema(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", migrations, version=SCHEMA)
    ours = [name for name in tables(db) if not name.startswith(("sqlite_", "_sqlite"))]
    found = {name: " ".join(columns(db, name)) for name in ours}
    close(db)
    assert found == EXPECTED


def test_the_version_counts_the_steps(tmp_path: Path) -> None:
    assert sum(len(found._migrations) for found in migrations()) == SCHEMA


def test_a_file_that_is_up_to_date_is_opened_without_the_tables_library(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    close(open_database(path, migrations, version=SCHEMA))
    code = f"from pathlib import Path; from workbench.workflow.project import Project; Project(Path({str(path)!r})).close()"
    code += "; import sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "sqlite3" in loaded
    assert not {"sqlite_utils", "numpy"} & set(loaded)


def test_a_file_of_an_earlier_version_gets_its_number(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    close(open_database(path, migrations))
    db = open_database(path, migrations, version=SCHEMA)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
    close(db)


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    close(open_database(tmp_path / "a.db", migrations, version=SCHEMA))
    db = open_database(tmp_path / "a.db", migrations, version=SCHEMA)
    assert [step for found in migrations() for step in found.pending(Tables(db.conn))] == []
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    close(db)
