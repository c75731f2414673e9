"""The memory's use cases: files of units in and out, and what a face shows of a search.

An import reads a file through before it writes anything, so that a damaged one changes nothing; then it adds units in lots
of a few thousand, each a transaction of its own: stopped half-way it has kept what it had, and the next run goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from workbench.errors import UsageError
from workbench.exchange import Skipped, tmx, tsv
from workbench.memory.units import AddReport
from workbench.model import Unit
from workbench.workflow.project import Project

LOT = 5_000

_BY_SUFFIX = {
    ".tmx": "tmx",
    ".xml": "tmx",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
    ".mxliff": "xliff",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".txt": "tsv",
    ".csv": "tsv",
}
FORMATS = ("tmx", "xliff", "tsv")

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is (0 where nobody knows)."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did.

    Attributes:
        read: Units the file holds.
        imported: Units the memory did not have.
        duplicates: Units it had already.
        skipped: Units that could not be used, by line, with the reason.
        languages: Codes the file uses, as it writes them.
    """

    read: int
    imported: int
    duplicates: int
    skipped: tuple[Skipped, ...]
    languages: tuple[str, ...]


def import_memory(
    project: Project,
    path: Path,
    source_language: str,
    target_language: str,
    *,
    format_: str | None = None,
    salvage: bool = False,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Read a file of units into the memory, and index it.

    Args:
        project: Where to.
        path: TMX (1.1 to 1.4b), XLIFF (1.x, 2.x), TSV or CSV; gzip and zip are unpacked.
        source_language: The language to take as source, whatever the file calls its source.
        target_language: The language to take as target.
        format_: One of `FORMATS`; by the file's name where None.
        salvage: Keep what stands before and after damage (TMX).
        progress: Told how far it is.
        cancelled: Asked between lots whether to stop.

    Raises:
        InterchangeError: The file is damaged, hostile, of another format, or cannot be read; nothing was imported.
        UsageError: Its name tells no format.
    """
    tell = progress or (lambda *_: None)
    format_ = format_ or _format_of(path)
    total = tmx.check(path) if format_ == "tmx" and not salvage else 0
    skipped: list[Skipped] = []
    report = AddReport()
    reader = _reader(path, format_, source_language, target_language, salvage=salvage)
    units = _kept(reader, skipped)
    read = 0
    while lot := list(islice(units, LOT)):
        report += project.memory.add(lot, supersede=False)
        read = getattr(reader, "count", read + len(lot))
        tell("importing", read, total)
        if cancelled():
            break
    waiting = project.memory.tail()
    indexed = 0

    def folded(count: int) -> None:
        nonlocal indexed
        indexed += count
        tell("indexing", indexed, max(waiting, indexed))

    project.memory.fold(folded)
    return ImportReport(
        read=getattr(reader, "count", report.added + report.duplicates + len(skipped)),
        imported=report.added,
        duplicates=report.duplicates,
        skipped=tuple(skipped),
        languages=tuple(getattr(reader, "languages", (source_language, target_language))),
    )


def export_memory(
    project: Project, path: Path, source_language: str, target_language: str, *, format_: str | None = None
) -> int:
    """Write the memory's units of a language pair to a file, whole or not at all; returns how many.

    Raises:
        InterchangeError: The file cannot be written.
        UsageError: Its name tells no format, or XLIFF, which holds documents and no memory.
    """
    format_ = format_ or _format_of(path)
    units = project.memory.units(source_language, target_language)
    if format_ == "tmx":
        return tmx.write(path, units, source_language, target_language)
    if format_ == "tsv":
        return tsv.write(path, units, source_language, target_language)
    raise UsageError("XLIFF holds documents, not memories", hint="write .tmx or .tsv")


def _reader(
    path: Path, format_: str, source_language: str, target_language: str, *, salvage: bool
) -> Iterator[Unit | Skipped]:
    if format_ == "tmx":
        return tmx.read(path, source_language, target_language, salvage=salvage)
    if format_ == "xliff":
        from workbench.exchange import xliff

        return xliff.read(path, source_language, target_language)
    return tsv.read(path, source_language, target_language)


def _kept(reader: Iterator[Unit | Skipped], skipped: list[Skipped]) -> Iterator[Unit]:
    for item in reader:
        if isinstance(item, Skipped):
            skipped.append(item)
        else:
            yield item


def _format_of(path: Path) -> str:
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() not in (".gz", ".zip")]
    format_ = _BY_SUFFIX.get(suffixes[-1]) if suffixes else None
    if format_ is None:
        raise UsageError("its name tells no format", path=path, hint=f"say it with --as {'|'.join(FORMATS)}")
    return format_
