"""TMX in and out beside translate-toolkit: units per CPU second, peak memory; each job in a process of its own.

uv run python benchmarks/bench_tmx.py [UNITS …]        (without: 100,000; the peer is left out above 200,000: it would
                                                        need 3.5 GB)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench_memory import _peak_mb
from memory_data import Sentences

from workbench.model import Unit

PEER_UP_TO = 200_000
ROUNDS = 3


def ours_read(path: Path, _: int) -> int:
    from workbench.exchange import tmx

    return sum(isinstance(item, Unit) for item in tmx.read(path, "ko", "en"))


def ours_check(path: Path, _: int) -> int:
    from workbench.exchange import tmx

    return tmx.check(path)


def ours_write(path: Path, count: int) -> int:
    from workbench.exchange import tmx

    return tmx.write(path.with_suffix(".ours"), _units(count), "ko", "en")


def ours_import(path: Path, _: int) -> int:
    from workbench.workflow.project import Project
    from workbench.workflow.tm import import_memory

    with Project(path.with_suffix(".db"), durable=False) as project:
        report = import_memory(project, path, "ko", "en")
        return report.imported + report.duplicates


def peer_read(path: Path, _: int) -> int:
    from translate.storage import tmx

    store = tmx.tmxfile.parsefile(str(path))
    return sum(bool(unit.source and unit.target) for unit in store.units)


def peer_write(path: Path, count: int) -> int:
    from translate.storage import tmx

    store = tmx.tmxfile(sourcelanguage="ko")
    for unit in _units(count):
        store.addtranslation(unit.source, "ko", unit.target, "en")
    store.savefile(str(path.with_suffix(".peer")))
    return len(store.units)


def generating(_: Path, count: int) -> int:
    return sum(1 for _ in _units(count))


JOBS: dict[str, Callable[[Path, int], int]] = {
    "read": ours_read,
    "read, translate-toolkit": peer_read,
    "check alone": ours_check,
    "write": ours_write,
    "write, translate-toolkit": peer_write,
    "import with dedupe and index": ours_import,
}


def _units(count: int) -> list[Unit]:
    """The same units for every job; making them is not counted."""
    made = []
    for number, unit in enumerate(Sentences().units(2 * min(count, 50_000))):
        if unit.source_language == "ko":
            made.append(unit)
        if number >= 2 * count:
            break
    return made * -(-count // len(made))


def main() -> None:
    if sys.argv[1:2] == ["job"]:
        print(json.dumps(job(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
        return
    for count in [int(argument.replace(",", "")) for argument in sys.argv[1:]] or [100_000]:
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_TMP")) as folder:
            path = Path(folder) / "memory.tmx"
            make(path, count)
            print(f"\n{count:,} units, {path.stat().st_size / 1e6:.0f} MB")
            print(f"{'job':32} {'units/CPU s':>12} {'peak MB':>8} {'ratio':>6}")
            rates: dict[str, float] = {}
            for name in JOBS:
                if "toolkit" in name and count > PEER_UP_TO:
                    continue
                rounds = 1 if count > PEER_UP_TO or name.startswith("import") else ROUNDS
                done = [_run(name, path, count) for _ in range(rounds)]
                best = min(done, key=lambda result: result["seconds"])
                rates[name] = best["units"] / best["seconds"]
                print(f"{name:32} {rates[name]:>12,.0f} {best['peak_mb']:>8.0f}", flush=True)
            for name in ("read", "write"):
                if f"{name}, translate-toolkit" in rates:
                    print(f"{name}: {rates[name] / rates[f'{name}, translate-toolkit']:.2f} times the peer")


def make(path: Path, count: int) -> None:
    """A file as another tool would write it: one property, a date and an author a unit."""
    from workbench.exchange.xml import escaped

    sentences = Sentences()
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="x" ')
        file.write(
            'creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="ko" datatype="plaintext"/>'
        )
        file.write("<body>\n")
        written = 0
        for unit in sentences.units(2 * count + 2):
            if unit.source_language != "ko" or written == count:
                continue
            written += 1
            file.write(
                f'<tu tuid="{written}" creationdate="20261122T000000Z" creationid="ed"><prop type="x-document">{unit.document}'
                f'</prop><tuv xml:lang="ko"><seg>{escaped(unit.source)}</seg></tuv>'
                f'<tuv xml:lang="en"><seg>{escaped(unit.target)}</seg></tuv></tu>\n'
            )
        file.write("</body></tmx>\n")


def job(name: str, path: Path, count: int) -> dict[str, float]:
    """Do one job in this process."""
    work = JOBS[name]
    if "write" in name:
        made = _units(count)[:count]
        globals()["_units"] = lambda _: made
    before = time.process_time()
    units = work(path, count)
    return {"units": units, "seconds": time.process_time() - before, "peak_mb": _peak_mb()}


def _run(name: str, path: Path, count: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, __file__, "job", name, path, str(count)], capture_output=True, text=True, check=True
    )
    result: dict[str, float] = json.loads(done.stdout)
    return result


if __name__ == "__main__":
    main()
