"""The editor under a real pseudo-terminal, against an empty Textual app and a one-line TextArea on the same machine.

    uv run python benchmarks/bench_editor.py [--segments 1000 10000 50000] [--keys 30] [--runs 5] [--drafting]

Keys are written to the terminal one by one; a key is answered when the screen has been silent for a moment. Reported are
CPU milliseconds of the program (user and system, all threads, by its nanosecond clock), and in brackets the ratio of wall
times. The programs take turns, so that a machine that slows down slows all of them; of a figure's runs the median is given,
and of its ratio the median of the ratios within each turn, with the least and the most of them. Memory is resident megabytes
when everything is there. Every program runs from compiled bytecode, as an installed one does: the first turn is thrown away.

`open` ends when the screen stands still, with the document and what helps with its open segment; `all` three seconds later,
when the checks have been read behind it.
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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from workbench.model import Block, BlockKind, Document, Span
from workbench.store import documents
from workbench.store.database import transaction
from workbench.workflow.project import Project

ROOT = Path(__file__).parent.parent
ROWS, COLUMNS = 40, 120
QUIET, LATER = 0.08, 3.0

EMPTY = "from textual.app import App\nclass A(App): pass\nA().run()"
LINE = """
from textual.app import App
from textual.widgets import TextArea
class A(App):
    def compose(self): yield TextArea()
A().run()
"""

NEXT, PREVIOUS_SIDE, PAGE_DOWN, F9 = b"\x1b[1;5B", b"\x1b[Z", b"\x1b[6~", b"\x1b[20~"


@dataclass
class Measured:
    """One run of a program: CPU and wall milliseconds to stand, CPU until all is read, memory, and of each kind of key.

    A key has its CPU and its wall time, which ends with the last thing it changed; the echo is the first thing.
    """

    start: tuple[float, float] = (0.0, 0.0)
    all: float = 0.0
    memory: float = 0.0
    keys: dict[str, tuple[float, float]] = field(default_factory=dict)
    echo: dict[str, float] = field(default_factory=dict)


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, nargs="*", default=[1000, 10_000, 50_000])
    parser.add_argument("--keys", type=int, default=30)
    parser.add_argument("--runs", type=int, default=5, help="turns of each program")
    parser.add_argument("--drafting", action="store_true", help="type while a run drafts, and nothing else")
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="bench-editor-"))
    try:
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        if given.drafting:
            drafting(folder, given)
        else:
            compare(folder, given)
    finally:
        shutil.rmtree(folder)


def compare(folder: Path, given: argparse.Namespace) -> None:
    """Opening and keys at several lengths."""
    keys = {"type": b"x", "next": NEXT, "page": PAGE_DOWN}
    programs: dict[str, tuple[list[str], dict[str, bytes]]] = {
        "empty app": ([sys.executable, "-c", EMPTY], {}),
        "one-line TextArea": ([sys.executable, "-c", LINE], {"type": b"x"}),
    }
    for count in given.segments:
        programs[f"{count:,} segments"] = (edit(build(folder / f"{count}.db", count)), keys)
    turns = [
        {name: measure(command, wanted, given.keys if turn else 1) for name, (command, wanted) in programs.items()}
        for turn in range(given.runs + 1)
    ][1:]
    print("| program | open | all | type | next segment | page down | memory |")
    print("|---|---|---|---|---|---|---|")
    for name, (_, wanted) in programs.items():
        runs, empty, line = ([turn[one] for turn in turns] for one in (name, "empty app", "one-line TextArea"))
        cells = [
            figure([run.start[0] for run in runs], [run.start[0] for run in empty])
            + wall([run.start[1] for run in runs], [run.start[1] for run in empty]),
            figure([run.all for run in runs], [run.all for run in empty]),
        ]
        for kind in keys:
            if kind in wanted:
                spent, waited = zip(*(run.keys[kind] for run in runs), strict=True)
                base, base_wall = zip(*(run.keys["type"] for run in line), strict=True)
                cells.append(figure(spent, base) + wall(waited, base_wall))
            else:
                cells.append("–")
        memory = statistics.median(run.memory for run in runs)
        more = statistics.median(run.memory - one.memory for run, one in zip(runs, empty, strict=True))
        print(f"| {name} | {' | '.join(cells)} | {memory:.0f} MB (+{more:.0f}) |", flush=True)


def drafting(folder: Path, given: argparse.Namespace) -> None:
    """Typing while a model of stock size drafts the document, against the same editor at rest and a one-line TextArea."""
    os.environ["ARGOS_PACKAGES_DIR"] = str(model(folder / "models"))
    key = {"type": b"x"}
    turns = []
    for turn in range(given.runs + 1):
        command = edit(build(folder / f"drafting-{turn}.db", 10_000))
        count = given.keys if turn else 1
        line = measure([sys.executable, "-c", LINE], key, count)
        calm = measure(command, key, count)
        turns.append((line, calm, measure(command, key, count, before=F9)))
    for what, of in (("echo", lambda run: run.echo["type"]), ("everything", lambda run: run.keys["type"][1])):
        line, calm, busy = ([of(turn[place]) for turn in turns[1:]] for place in range(3))
        print(f"{what}, wall ms and × the one-line TextArea ({statistics.median(line):.1f} ms): ", end="")
        print(f"while a run drafts {figure(busy, line)}, at rest {figure(calm, line)}")


def edit(path: Path) -> list[str]:
    """The command that opens the editor on a project."""
    return [sys.executable, "-m", "workbench", "--db", str(path), "edit", "bench.md"]


def figure(values: Sequence[float], peers: Sequence[float]) -> str:
    """The median, the median ratio to the peer of the same turn, and the range of these ratios."""
    ratios = [value / peer for value, peer in zip(values, peers, strict=True)]
    middle, least, most = statistics.median(ratios), min(ratios), max(ratios)
    return f"{statistics.median(values):.{0 if middle * values[0] > 99 else 1}f} ms · {middle:.2f} × ({least:.2f}–{most:.2f})"


def wall(values: Sequence[float], peers: Sequence[float]) -> str:
    """The median ratio of wall times."""
    return f" [{statistics.median(value / peer for value, peer in zip(values, peers, strict=True)):.2f}]"


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


def measure(command: list[str], keys: dict[str, bytes], count: int, before: bytes = b"") -> Measured:
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
    measured = Measured()
    try:
        wait(terminal, 60, until=b"paragraph" if "next" in keys or before else b"")
        last, _ = wait(terminal, 0.4)
        measured.start = (cpu(process), (last - began) * 1000)
        time.sleep(LATER)
        wait(terminal, QUIET)
        measured.all, measured.memory = cpu(process), process.memory_info().rss / 1e6
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
                measured.keys[kind] = (statistics.median(spent), statistics.median(waited))
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
    if sys.platform == "linux":  # the process's own clock; psutil has ticks of ten milliseconds
        return time.clock_gettime(~process.pid << 3 | 2) * 1000
    times = process.cpu_times()
    return (times.user + times.system) * 1000


if __name__ == "__main__":
    main()
