"""The memory at 10,000, 100,000 and a million units, beside rapidfuzz over all strings in memory and SQL scans.

    uv run python benchmarks/bench_memory.py [UNITS …]        (without: 10,000 and 100,000)

CPU time of the process that looks up; p50 / p95 in milliseconds. The peer for fuzzy lookup compares the query with every key
of its language (`rapidfuzz.process.cdist`, one thread, keys ready in memory), and is the truth for recall; the peer for
concordance is `instr` over the whole table. Memory is the peak of a process that has done nothing but the lookups.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from memory_data import Sentences

from workbench import store
from workbench.memory import Memory
from workbench.memory.schema import MIGRATIONS
from workbench.model import Unit
from workbench.text.normal import match_key

MINIMUM = 70
QUERIES = 300
LOT = 5_000


def main() -> None:
    if sys.argv[1:2] == ["lookups"]:
        print(json.dumps(lookups(Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text()))))
        return
    for size in [int(argument.replace(",", "")) for argument in sys.argv[1:]] or [10_000, 100_000]:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_TMP")) as folder:
            measure(size, Path(folder))


def measure(size: int, folder: Path) -> None:
    sentences = Sentences()
    path = folder / "memory.db"
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    source = sentences.units(size)
    sample: list[Unit] = []
    keys: dict[str, list[str]] = {"ko": [], "ja": []}
    text_bytes = 0
    adding = 0.0
    while lot := list(islice(source, LOT)):
        started = time.process_time()
        memory.add(lot, supersede=False)
        adding += time.process_time() - started
        sample.extend(lot[:: max(1, size // 10_000)])
        for unit in lot:
            keys[unit.source_language].append(match_key(unit.source))
            text_bytes += len(unit.source.encode()) + len(unit.target.encode())
    started = time.process_time()
    memory.fold()
    folding = time.process_time() - started
    count = memory.count()
    index_bytes = _index_bytes(memory)
    queries = sentences.queries(sample, QUERIES)
    pieces = _pieces(sentences, sample)
    store.close(memory.database)

    asked = folder / "queries.json"
    asked.write_text(json.dumps({"queries": queries, "pieces": pieces}))
    done = subprocess.run(
        [sys.executable, __file__, "lookups", path, asked], capture_output=True, text=True, check=True
    )
    ours = json.loads(done.stdout)
    truth, brute = _brute_force(keys, queries)
    found = sum(len(set(a) & b) for a, b in zip(ours["near"], truth, strict=True))
    extra = sum(len(set(a) - b) for a, b in zip(ours["near"], truth, strict=True))
    total = sum(map(len, truth))

    memory = Memory(store.open_database(path, lambda: [MIGRATIONS], durable=False))
    scans = [_timed(lambda piece=piece: _scan(memory, piece)) for piece in pieces[:: max(1, len(pieces) // 12)]]
    more = list(Sentences(7).units(1_000))
    inserting = _timed(lambda: memory.add(more, supersede=False))
    store.close(memory.database)

    def row(name: str, value: str, peer: str = "", ratio: str = "") -> None:
        print(f"{name:48} {value:>20} {peer:>22} {ratio:>8}")

    print(f"\n{size:,} units ({count:,} different), {text_bytes / 1e6:.0f} MB of text, {len(queries)} queries")
    row("", "workbench", "peer", "ratio")
    row("fuzzy lookup ≥ 70, p50/p95 ms", _two(ours["fuzzy"]), _two(brute), _ratio(ours["fuzzy"], brute))
    row("  pairs found / extra", f"{found}/{total} / {extra}", "rapidfuzz cdist")
    row("whole answer (find), p50/p95 ms", _two(ours["find"]))
    row("exact lookup, p50/p95 ms", _two(ours["exact"]))
    for name, times in ours["concordance"].items():
        row(f"concordance, {name}, first 100, p50/p95 ms", _two(times), _two(scans), _ratio(times, scans))
    row("adding 1,000 units, ms", f"{inserting * 1e3:.1f}")
    row("adding / indexing, units per CPU second", f"{size / adding:,.0f} / {size / folding:,.0f}")
    row("index, share of the text", f"{index_bytes / text_bytes:.2f}")
    row("process memory, lookups, MB", f"{ours['memory_mb']:.0f}")


def lookups(path: Path, asked: dict[str, Any]) -> dict[str, Any]:
    """All lookups in a process of their own: times, what was found, and the peak of its memory."""
    memory = Memory(store.open_database(path, lambda: [MIGRATIONS]))
    index = memory._index
    memory.find("워밍업", "ko", "en")
    fuzzy, find, exact, near = [], [], [], []
    for code, text in asked["queries"]:
        key = match_key(text)
        started = time.process_time()
        hits = index.near(key, (code, "en"), MINIMUM)
        fuzzy.append(time.process_time() - started)
        find.append(_timed(lambda code=code, text=text: memory.find(text, code, "en", minimum=MINIMUM)))
        exact.append(_timed(lambda code=code, text=text: memory.find(text, code, "en", minimum=100)))
        keys = memory.database.execute(
            f"SELECT coalesce(source_key, source) FROM units WHERE id IN ({','.join(str(hit.id) for hit in hits)})"
        )
        near.append(sorted({key for (key,) in keys}))
    by_length: dict[str, list[float]] = {}
    for piece in asked["pieces"]:
        times = by_length.setdefault(f"{len(piece)} characters" if len(piece) > 1 else "1 character", [])
        times.append(_timed(lambda piece=piece: list(memory.concordance(piece, side="source"))))
    return {
        "fuzzy": fuzzy,
        "find": find,
        "exact": exact,
        "near": near,
        "concordance": by_length,
        "memory_mb": _peak_mb(),
    }


def _brute_force(keys: dict[str, list[str]], queries: Sequence[Sequence[str]]) -> tuple[list[set[str]], list[float]]:
    import numpy as np
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    lengths = {code: np.array([len(key) for key in stored]) for code, stored in keys.items()}
    truth, times = [], []
    for code, text in queries:
        key = match_key(text)
        started = time.process_time()
        scores = process.cdist(
            [key],
            keys[code],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=MINIMUM / 100 - 1e-6,
            dtype=np.float32,
        )[0]
        hits = np.flatnonzero(scores)
        times.append(time.process_time() - started)
        longer = np.maximum(lengths[code][hits], len(key))
        edits = np.round((1 - scores[hits]) * longer)
        truth.append({keys[code][hit] for hit in hits[100 * edits <= (100 - MINIMUM) * longer]})
    return truth, times


def _pieces(sentences: Sentences, units: Sequence[Unit]) -> list[str]:
    """Pieces of stored sources, 1, 2, 3, 4 and 6 characters long."""
    pieces = []
    for length in (1, 2, 3, 4, 6):
        while len(pieces) % 40 or len(pieces) < 40 * (1, 2, 3, 4, 6).index(length) + 40:
            text = sentences.dice.choice(units).source.replace(" ", "")
            at = sentences.dice.randrange(len(text))
            if len(text) >= at + length:
                pieces.append(text[at : at + length])
    return pieces


def _scan(memory: Memory, piece: str) -> int:
    return memory.database.execute("SELECT count(*) FROM units WHERE instr(source, ?)", (piece,)).fetchone()[0]


def _index_bytes(memory: Memory) -> int:
    names = ("units_by_source", "postings", "shards", "index_state")
    marks = ",".join("?" * len(names))
    return memory.database.execute(f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})", names).fetchone()[0]


def _peak_mb() -> float:
    """Of this process alone: `getrusage` counts the memory of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def _timed(call: Callable[[], Any]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _two(times: Sequence[float]) -> str:
    ordered = sorted(times)
    return f"{1e3 * ordered[len(ordered) // 2]:.2f} / {1e3 * ordered[int(len(ordered) * 0.95)]:.2f}"


def _ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    place = 0.95
    return f"{sorted(ours)[int(len(ours) * place)] / sorted(theirs)[int(len(theirs) * place)]:.3f}"


if __name__ == "__main__":
    main()
