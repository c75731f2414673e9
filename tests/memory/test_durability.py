"""Writers killed, writers side by side: what was acknowledged stays, the index tells the truth or is made anew."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from memory.samples import ko
from workbench import store
from workbench.memory import Memory, folding
from workbench.memory.index import Index
from workbench.memory.schema import MIGRATIONS

WRITER = """
import sys
from pathlib import Path
from workbench import store
from workbench.memory import Memory
from workbench.memory.schema import MIGRATIONS
from workbench.model import Unit
memory = Memory(store.open_database(Path(sys.argv[1]), lambda: [MIGRATIONS], durable=False))
first = int(sys.argv[2])
for number in range(first, first + 100_000, 5):
    memory.add([Unit("ko", "en", f"{number + k}번째 문장은 국경에 대한 것이다.", f"Sentence {number + k}.") for k in range(5)])
    print(number, flush=True)
    if number % 200 == 0:
        memory.fold()
"""


def check(path, acknowledged):
    """Nothing acknowledged is lost, nothing is half there, and the index finds what there is."""
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    assert memory.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    targets = {unit.target for unit in memory.units()}
    for number in acknowledged:
        assert {f"Sentence {number + k}." for k in range(5)} <= targets
    assert len(targets) % 5 == 0
    for number in random.Random(1).sample(acknowledged, min(5, len(acknowledged))):
        (match,) = memory.find(
            f"{number}번째 문장은 국경에 대한 것이었다.", "ko", "en", limit=1, minimum=90, repair=False
        )
        assert match.score >= 90
    found = len(Index(memory.database).near("1번째 문장은 국경에 대한 것이다.", ("ko", "en"), 50))
    assert found == memory.count()
    store.close(memory.database)


def test_a_writer_killed_at_any_moment_loses_nothing_it_has_acknowledged(database_file):
    acknowledged = []
    for round_ in range(int(os.environ.get("WORKBENCH_KILL_ROUNDS", "3"))):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, database_file, str(round_ * 100_000)], stdout=subprocess.PIPE, text=True
        )
        wanted = 3 + 23 * (round_ % 9)
        acknowledged += [int(process.stdout.readline()) for _ in range(wanted)]
        os.kill(process.pid, signal.SIGKILL)
        acknowledged += [int(line) for line in process.communicate()[0].splitlines() if line.strip()]
        check(database_file, acknowledged)


def test_an_unfinished_fold_counts_for_nothing_and_is_cleared_away(memory, monkeypatch):
    memory.add([ko(f"{number}번째 문장", f"sentence {number}") for number in range(50)])

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(folding, "_activate", killed)
    with pytest.raises(KeyboardInterrupt):
        memory.fold()
    monkeypatch.undo()
    assert len(memory.find("7번째 문장", "ko", "en", limit=50)) == 50
    assert memory.fold() == 50
    assert memory.database.execute("SELECT count(*) FROM shards WHERE NOT active").fetchone() == (0,)
    assert len(memory.find("7번째 문장", "ko", "en", limit=50)) == 50


def test_of_two_folds_at_once_one_counts(memory, open_memory, monkeypatch):
    memory.add([ko(f"{number}번째 문장", f"sentence {number}") for number in range(50)])
    activate = folding._activate

    def overtaken(*arguments):
        monkeypatch.undo()
        assert open_memory().fold() == 50
        return activate(*arguments)

    monkeypatch.setattr(folding, "_activate", overtaken)
    assert memory.fold() == 0
    assert memory.database.execute("SELECT count(*) FROM shards").fetchone() == (1,)
    assert len(memory.find("7번째 문장", "ko", "en", limit=60)) == 50


def test_an_index_made_by_other_rules_is_made_anew(memory):
    memory.add([ko("완충국가", "buffer state")])
    memory.fold()
    memory.database.execute("UPDATE index_state SET value = 0 WHERE name = 'version'")
    assert memory.find("완충국가의", "ko", "en")[0].target == "buffer state"
    assert memory.fold() == 1
    assert memory.database.execute("SELECT count(*) FROM shards").fetchone() == (1,)


def test_rebuilding_gives_the_same_answers(memory):
    memory.add([ko(f"{number}번째 문장", f"sentence {number}") for number in range(50)])
    memory.fold()
    before = memory.find("7번째 문장", "ko", "en", limit=50)
    memory.database.execute("DELETE FROM postings")
    assert memory.rebuild() == 50
    assert memory.find("7번째 문장", "ko", "en", limit=50) == before


def test_small_folds_are_folded_together(memory):
    for lot in range(30):
        memory.add([ko(f"{lot}의 {number}번째 문장", "x") for number in range(20)])
        memory.fold()
    assert memory.database.execute("SELECT count(*) FROM shards").fetchone()[0] <= 6
    assert memory.database.execute("SELECT sum(size) FROM shards").fetchone() == (600,)


def _write(path, name, count):
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    for number in range(count):
        memory.add([ko(f"{name} {number}번째 문장", f"{name} {number}")])
        if number % 20 == 19:
            memory.fold()
    store.close(memory.database)


def test_two_writers_and_a_reader_side_by_side(memory, database_file):
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(database_file, name, 60)) for name in ("가", "나")]
    for writer in writers:
        writer.start()
    answers = 0
    while any(writer.is_alive() for writer in writers):
        answers += bool(memory.find("가 7번째 문장", "ko", "en", limit=5, repair=False))
        time.sleep(0.005)
    for writer in writers:
        writer.join()
        assert writer.exitcode == 0
    assert answers
    assert memory.count() == 120
    assert memory.find("나 59번째 문장", "ko", "en")[0].target == "나 59"
    assert len(Index(memory.database).near("가 7번째 문장", ("ko", "en"), 50)) == 120
