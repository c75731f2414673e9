"""Other projects' memories, searched beside our own."""

from pathlib import Path

import pytest
from sqlite_utils import Migrations

from memory.samples import ko
from workbench import store
from workbench.errors import StoreError, UsageError
from workbench.memory import Memory, keys
from workbench.memory.schema import MIGRATIONS


@pytest.fixture
def other(tmp_path):
    path = tmp_path / "archive.db"
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    memory.add([ko("국경은 닫혔다.", "The frontier closed."), ko("협상은 끝났다.", "The talks are over.")])
    memory.fold()
    store.close(memory.database)
    return path


def test_an_attached_memory_is_searched_too_and_its_matches_say_so(memory, other):
    memory.attach(other, penalty=5)
    (match,) = memory.find("협상은 끝났다.", "ko", "en")
    assert (match.kind, match.target, match.penalties) == ("exact", "The talks are over.", ("attached archive",))
    assert memory.find("협상은 끝났나.", "ko", "en")[0].kind == "fuzzy"


def test_the_concordance_shows_it_after_our_own(memory, other):
    memory.add([ko("국경을 다시 연다.", "The border reopens.")])
    memory.attach(other)
    assert [(hit.memory, hit.unit.target) for hit in memory.concordance("국경")] == [
        ("", "The border reopens."),
        ("archive", "The frontier closed."),
    ]
    assert [hit.unit.target for hit in memory.concordance("국경", limit=1)] == ["The border reopens."]


def test_penalty_and_priority_decide_between_equal_matches(memory, other):
    memory.add([ko("국경은 닫혔다.", "The border closed.")])
    memory.attach(other, priority=1)
    assert memory.find("국경은 닫혔다.", "ko", "en")[0].target == "The frontier closed."
    memory.attach(other, priority=1, penalty=3)
    assert memory.find("국경은 닫혔다.", "ko", "en")[0].target == "The border closed."


def test_it_is_never_written_to(memory, other):
    before = other.read_bytes()
    memory.attach(other)
    memory.find("협상은 끝났나.", "ko", "en")
    assert other.read_bytes() == before


def test_one_of_an_older_version_is_searched_as_it_is(memory, tmp_path):
    path = tmp_path / "old.db"
    old = of_an_older_version(path)
    old.execute("INSERT INTO language_pairs VALUES (1, 'ko', 'en', 'ko', 'en')")
    key = keys.source_hash("국경은 닫혔다.")
    old.execute(
        "INSERT INTO units (pair_id, source, target, source_hash, identity, author)"
        " VALUES (1, '국경은 닫혔다.', 'The frontier closed.', ?, 1, 'kim')",
        (key,),
    )
    store.close(old)
    before = path.read_bytes()
    memory.attach(path)
    (match,) = memory.find("국경은 닫혔다.", "ko", "en")
    assert (match.target, match.unit.author, match.unit.creator) == ("The frontier closed.", "kim", "")
    assert [hit.memory for hit in memory.concordance("국경")] == ["old"]
    assert path.read_bytes() == before


def test_an_older_version_is_brought_up_to_date_where_it_is_opened_itself(tmp_path):
    path = tmp_path / "old.db"
    store.close(of_an_older_version(path))
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    memory.add([ko("국가", "state", author="lee", creator="kim")])
    assert [(unit.creator, unit.author) for unit in memory.units()] == [("kim", "lee")]
    store.close(memory.database)


def of_an_older_version(path):
    """A memory without the last step of the migrations."""
    older = Migrations(MIGRATIONS.name)
    older._migrations = MIGRATIONS._migrations[:2]
    return store.open_database(path, lambda: [older], durable=False)


def test_one_that_has_gone_missing_stops_nobody(memory, other, open_memory):
    memory.attach(other)
    other.unlink()
    again = open_memory()
    assert again.find("협상은 끝났다.", "ko", "en") == []
    assert [attachment.name for attachment in again.attachments()] == ["archive"]


def test_detached_it_is_searched_no_more(memory, other):
    memory.attach(other, name="old papers")
    memory.find("국경", "ko", "en")
    memory.detach("old papers")
    assert memory.find("협상은 끝났다.", "ko", "en") == []
    with pytest.raises(UsageError, match="no memory called 'old papers'"):
        memory.detach("old papers")


def test_what_cannot_be_attached_is_one_sentence(memory, other, tmp_path, database_file):
    stranger = tmp_path / "stranger.db"
    stranger.write_text("no database")
    with pytest.raises(StoreError, match="not a SQLite file"):
        memory.attach(stranger)
    with pytest.raises(StoreError, match="no such project"):
        memory.attach(Path("/nowhere/x.db"))
    with pytest.raises(UsageError, match="itself"):
        memory.attach(database_file)
    with pytest.raises(UsageError, match="penalty"):
        memory.attach(other, penalty=101)
