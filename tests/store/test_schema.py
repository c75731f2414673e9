"""The schema that the migrations add up to, pinned: a change here is a change of every user's project."""

from pathlib import Path

from workbench.store import close, open_database
from workbench.store.schema import MIGRATIONS

EXPECTED = {
    "documents": "id name path format encoding source_language target_language sha256 original findings imported place",
    "blocks": "id document_id position kind source start level label reference address edits tags",
    "segments": "id document_id block_id position start end source source_key target status origin score note locked"
    " bookmarked",
    "changes": "id document_id action author at seconds undone",
    "revisions": "id change_id segment_id before after",
    "runs": "id command signature started finished report",
    "drafts": "source_key engine draft",
    "desks": "id document_id segment_id author host pid beat basis typed",
    "alignments": "id source_name target_name source_language target_language sources targets rows row_count"
    " confirmed_count created changed",
}


def test_migrations_add_up_to_this_schema(tmp_path: Path) -> None:
    db = open_database(tmp_path / "a.db", [MIGRATIONS])
    found = {name: " ".join(db[name].columns_dict) for name in EXPECTED}
    close(db)
    assert found == EXPECTED


def test_opening_twice_migrates_once(tmp_path: Path) -> None:
    close(open_database(tmp_path / "a.db", [MIGRATIONS]))
    db = open_database(tmp_path / "a.db", [MIGRATIONS])
    assert MIGRATIONS.pending(db) == []
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA foreign_keys").fetchone() == (1,)
    close(db)
