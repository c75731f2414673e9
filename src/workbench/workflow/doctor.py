"""What the machine has and can do, as plain sentences: versions, the database, models, the terminal's encoding."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from workbench import __version__
from workbench.errors import WorkbenchError

LIBRARIES = ("textual", "argostranslate", "ctranslate2", "sentencepiece", "sqlite-utils", "sacrebleu")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing found out; `state` is `ok`, `note` or `bad`."""

    name: str
    state: str
    text: str


def examine(database: Path) -> list[Fact]:
    """Everything `workbench doctor` reports."""
    return [*_versions(), *_project(database), *_models(), *_terminal()]


def _versions() -> Iterator[Fact]:
    system = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    yield Fact("workbench", "ok", f"{__version__} on Python {platform.python_version()}, {system}")
    found = []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            yield Fact(name, "bad", "is not installed; install the workbench again")
    yield Fact("libraries", "ok", ", ".join(found))
    yield Fact("SQLite", "ok", sqlite3.sqlite_version)


def _project(path: Path) -> Iterator[Fact]:
    from workbench.workflow.project import Project

    if not path.exists():
        yield Fact("project", "note", f"{path}: none yet; the first import makes it")
        return
    try:
        with Project(path, create=False) as project:
            (sound,) = project.db.execute("PRAGMA quick_check(1)").fetchone()
            size = path.stat().st_size / 1e6
            text = f"{path}: {project.memory.count():,} units, {project.glossary.count():,} concepts, {size:.1f} MB"
            yield Fact("project", "ok" if sound == "ok" else "bad", text if sound == "ok" else f"{path}: {sound}")
    except WorkbenchError as error:
        yield Fact("project", "bad", str(error))
    free = shutil.disk_usage(path.resolve().parent).free
    if free < 200_000_000:
        yield Fact("disk", "bad", f"only {free / 1e6:.0f} MB free where the project lies")


def _models() -> Iterator[Fact]:
    from workbench.workflow.models import facts

    try:
        found = facts()
    except WorkbenchError as error:
        yield Fact("models", "bad", str(error))
        return
    types = ", ".join(found.compute_types)
    yield Fact("decoding", "ok", f"{found.threads} threads; {types}")
    if not found.packages:
        yield Fact("models", "note", f"none in {found.folder}; `workbench models install ko en` gets one")
    for package in found.packages:
        yield Fact(
            "model", "ok", f"{package.source} → {package.target}, version {package.version}, {package.path.name}"
        )
    for speed in found.speeds:
        rate = f"{speed.sentences_per_second:.0f} short sentences a second, loaded in {speed.seconds_to_load:.1f} s"
        yield Fact("speed", "ok", f"{speed.package.source} → {speed.package.target}: {rate}")


def _terminal() -> Iterator[Fact]:
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") != "utf8":
        yield Fact("locale", "bad", f"{encoding}: Korean and Japanese need UTF-8; set LANG=en_US.UTF-8 or C.UTF-8")
    else:
        yield Fact("locale", "ok", encoding)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Fact("terminal", "note", "none; the editor needs one")
        return
    size = shutil.get_terminal_size()
    small = size.columns < 80 or size.lines < 24
    text = f"{os.environ.get('TERM', 'unknown')}, {size.columns}×{size.lines}"
    yield Fact("terminal", "note" if small else "ok", text + ("; the editor wants 80×24" if small else ""))
