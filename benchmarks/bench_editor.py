"""The editor under a real pseudo-terminal, against an empty Textual app and a one-line TextArea on the same machine.

    uv run python benchmarks/bench_editor.py [--segments 1000 10000 50000] [--keys 30]

Keys are written to the terminal one by one; a key is answered when the screen has been silent for a moment. Reported are
CPU milliseconds of the program (user and system, all threads) and wall milliseconds, medians, as ratios to the peer; a
shared machine disturbs the wall clock, hardly the CPU time. Memory is resident megabytes once the screen stands still.
Every program runs from compiled bytecode, as an installed one does: the first run of each is thrown away.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import shutil
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from workbench.model import Block, BlockKind, Document, Span
from workbench.store import documents
from workbench.store.database import transaction
from workbench.workflow.project import Project

ROOT = Path(__file__).parent.parent
ROWS, COLUMNS = 40, 120
QUIET = 0.08

EMPTY = "from textual.app import App\nclass A(App): pass\nA().run()"
LINE = """
from textual.app import App
from textual.widgets import TextArea
class A(App):
    def compose(self): yield TextArea()
A().run()
"""

NEXT, PREVIOUS_SIDE, PAGE_DOWN = b"\x1b[1;5B", b"\x1b[Z", b"\x1b[6~"


@dataclass
class Measured:
    """One program: CPU and wall milliseconds to stand, memory, and of each kind of key (CPU, wall) and its echo.

    The wall time ends with the last thing a key changed, the side panel; the echo is the first, the character itself.
    """

    name: str
    start: tuple[float, float] = (0.0, 0.0)
    memory: float = 0.0
    keys: dict[str, tuple[float, float]] = field(default_factory=dict)
    echo: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, nargs="*", default=[1000, 10_000, 50_000])
    parser.add_argument("--keys", type=int, default=25)
    parser.add_argument("--runs", type=int, default=3, help="runs of each program; the least CPU time counts")
    parser.add_argument("--drafting", action="store_true", help="also type while a run drafts")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-editor-"))
    try:
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        empty = best("empty app", [sys.executable, "-c", EMPTY], {}, given)
        line = best("one-line TextArea", [sys.executable, "-c", LINE], {"type": b"x"}, given)
        rows = [line, empty]
        for count in given.segments:
            path = build(folder / f"{count}.db", count)
            keys = {"type": b"x", "next": NEXT, "page": PAGE_DOWN}
            command = [sys.executable, "-m", "workbench", "--db", str(path), "edit", "bench.md"]
            rows.append(best(f"{count:,} segments", command, keys, given))
        report(rows, empty, line)
        if given.drafting:
            os.environ["ARGOS_PACKAGES_DIR"] = str(model(folder / "models"))
            path = build(folder / "drafting.db", 10_000)
            command = [sys.executable, "-m", "workbench", "--db", str(path), "edit", "bench.md"]
            busy = measure("typing while drafting", command, {"type": b"x"}, given.keys, before=b"\x1b[20~")
            calm = measure("typing alone", command, {"type": b"x"}, given.keys)
            print("\ntyping while a run drafts (wall: the run's own CPU time is no measure):")
            for what, now, then, peer in (
                ("echo", busy.echo["type"], calm.echo["type"], line.echo["type"]),
                ("everything", busy.keys["type"][1], calm.keys["type"][1], line.keys["type"][1]),
            ):
                print(
                    f"{what}: {now:.1f} ms a key, {now / peer:.2f} × the one-line TextArea,"
                    f" {now / then:.2f} × the same editor without a run ({then / peer:.2f} ×)"
                )
    finally:
        shutil.rmtree(folder)


def best(name: str, command: list[str], keys: dict[str, bytes], given: argparse.Namespace) -> Measured:
    """The least of several runs, each figure for itself; a run before them fills the bytecode and the disk's cache."""
    measure(name, command, keys, 1)
    runs = [measure(name, command, keys, given.keys) for _ in range(given.runs)]
    least = Measured(name, min(run.start for run in runs), min(run.memory for run in runs))
    least.keys = {kind: min(run.keys[kind] for run in runs) for kind in keys}
    least.echo = {kind: min(run.echo[kind] for run in runs) for kind in keys}
    return least


def model(folder: Path) -> Path:
    """A packages folder with a ko-en model of stock size and random weights: it costs what a real one does."""
    import random_model

    sys.path.insert(0, str(ROOT / "tests"))
    import dictionary_model

    pieces = dictionary_model._pieces()
    tokenizer, vocabulary = dictionary_model._sentencepiece_model(pieces), [piece for piece, _, _ in pieces]
    folder.mkdir()
    with zipfile.ZipFile(random_model.build_package(folder / "random.argosmodel", tokenizer, vocabulary)) as package:
        package.extractall(folder)
    return folder


def build(path: Path, count: int) -> Path:
    """A project with one document of so many segments, drafted, as a paper of that length would be."""
    sources, targets = _sentences("ko-shipping-lanes.md"), _sentences("ko-shipping-lanes.en.md")
    blocks, spans = [], []
    for start in range(0, count, 4):
        texts = [sources[(start + k) % len(sources)] + f" ({start + k})" for k in range(min(4, count - start))]
        source, at, cut = " ".join(texts), 0, []
        for text in texts:
            cut.append(Span(at, at + len(text)))
            at += len(text) + 1
        blocks.append(Block(len(blocks), BlockKind.PARAGRAPH, source))
        spans.append(cut)
    with Project(path, durable=False) as project, transaction(project.db):
        document = Document("bench.md", "md", b"", "utf-8", tuple(blocks))
        documents.add(project.db, document, spans, path="bench.md", source_language="ko", target_language="en")
        project.db.conn.executemany(
            "UPDATE segments SET target = ?, status = 'draft', origin = 'mt', score = 60 WHERE id = ?",
            [(targets[number % len(targets)], number) for number in range(1, count + 1) if number % 3],
        )
    return path


def _sentences(name: str) -> list[str]:
    text = (ROOT / "corpus" / name).read_text(encoding="utf-8")
    return [line.strip("#-> ").strip() for line in text.split("\n") if len(line.strip("#-> ")) > 30]


def measure(name: str, command: list[str], keys: dict[str, bytes], count: int, before: bytes = b"") -> Measured:
    """Run a program in a pseudo-terminal, and write it keys."""
    environment = os.environ | {
        "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8", "TEXTUAL_DISABLE_KITTY_KEY": "1",
        "ARGOS_PACKAGES_DIR": os.environ.get("ARGOS_PACKAGES_DIR", "/nonexistent"), "XDG_STATE_HOME": tempfile.gettempdir(),
    }  # fmt: skip
    environment.pop("TMUX", None)
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    process = psutil.Process(pid)
    measured = Measured(name)
    try:
        wait(terminal, 60, until=b"paragraph" if "next" in keys or before else b"")
        last, _ = wait(terminal, 0.4)
        measured.start = (cpu(process), (last - began) * 1000)
        measured.memory = process.memory_info().rss / 1e6
        if before:
            os.write(terminal, before)
            time.sleep(5)  # the model is loaded; its progress never lets the screen be silent for long
        if "type" in keys:
            os.write(terminal, b"warm")
            time.sleep(1.5)
            wait(terminal, QUIET if before else 0.4)
        for kind, sequence in keys.items():
            if kind == "page":
                os.write(terminal, PREVIOUS_SIDE * 2)
                wait(terminal, 0.3)
            spent, waited, echoed = [], [], []
            for _ in range(count):
                wait(terminal, QUIET)
                start_cpu, start = cpu(process), time.perf_counter()
                os.write(terminal, sequence)
                first, _ = wait(terminal, 5, until=b"")
                last, _ = wait(terminal, QUIET)
                echoed.append((first - start) * 1000)
                waited.append((last - start) * 1000)
                spent.append(cpu(process) - start_cpu)
            if count:
                measured.keys[kind] = (statistics.mean(spent), statistics.median(waited))
                measured.echo[kind] = statistics.median(echoed)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    return measured


def wait(terminal: int, quiet: float, *, until: bytes | None = None) -> tuple[float, int]:
    """Read until nothing comes for so long (or until these bytes have come); the time of the last byte."""
    last, size, seen = time.perf_counter(), 0, b""
    patience = last + 30
    while last < patience:
        ready, _, _ = select.select([terminal], [], [], quiet)
        if not ready:
            return last, size
        try:
            read = os.read(terminal, 1 << 16)
        except OSError:
            return last, size
        last, size = time.perf_counter(), size + len(read)
        seen = seen[-64:] + read
        if until is not None and until in seen:
            return last, size
    return last, size


def cpu(process: psutil.Process) -> float:
    """CPU milliseconds so far, all threads."""
    times = process.cpu_times()
    return (times.user + times.system) * 1000


def report(rows: list[Measured], empty: Measured, line: Measured) -> None:
    """The table, with ratios of CPU time (and of wall time in brackets)."""
    print("| program | open | type | next segment | page down | memory |")
    print("|---|---|---|---|---|---|")
    for row in rows:
        cells = [f"{row.start[0]:.0f} ms · {row.start[0] / empty.start[0]:.2f} × ({row.start[1] / empty.start[1]:.2f})"]
        for kind in ("type", "next", "page"):
            if kind in row.keys:
                spent, waited = row.keys[kind]
                base = line.keys["type"]
                cells.append(f"{spent:.1f} ms · {spent / base[0]:.2f} × ({waited / base[1]:.2f})")
            else:
                cells.append("–")
        print(f"| {row.name} | {' | '.join(cells)} | {row.memory:.0f} MB |")


if __name__ == "__main__":
    main()
