"""The schema that every room's migrations add up to, pinned: a change here is a change of every user's project."""

from pathlib import Path

from tables import columns, tables
from workbench.store import close, open_database
from workbench.workflow.project import MIGRATIONS

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
    "units": "id pair_id source target source_key source_hash identity origin status document previous next author created changed note score properties uses",
}


def test_migrations_add_up_to_this_schema(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", MIGRATIONS)
    ours = [name for name in tables(db) if not name.startswith(("sqlite_", "_sqlite"))]
    found = {name: " ".join(columns(db, name)) for name in ours}
    close(db)
    assert found == EXPECTED


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    close(open_database(tmp_path / "a.db", MIGRATIONS))
    db = open_database(tmp_path / "a.db", MIGRATIONS)
    assert [step for migrations in MIGRATIONS for step in migrations.pending(db)] == []
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    close(db)
