"""Tables of units: TSV and CSV with a header that names the columns, the plainest way in and out.

Columns are the two languages (`ko`, `Korean`) and any of `status`, `origin`, `score`, `document`, `previous`, `next`, `author`,
`creator`, `created`, `changed`, `note`. A table without such a header is read as source and target in its first two
columns. Tables of other programs are read as they come: in the machine's old code page, parted by semicolons, with
quotation marks in tab-separated lines that are no quoting.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from workbench.errors import InterchangeError
from workbench.exchange import Skipped
from workbench.exchange.cells import language_called, unquoted
from workbench.exchange.opening import Source, is_device, name_of, opened, utf8_chunks, written
from workbench.language.codes import canonical, nearness
from workbench.model import Origin, Status, Unit
from workbench.text import tags
from workbench.text.normal import nfc

FIELDS = (
    "status",
    "origin",
    "score",
    "document",
    "previous",
    "next",
    "author",
    "creator",
    "created",
    "changed",
    "note",
)

_LONGEST = 1_000_000


def write(target: Source, units: Iterable[Unit], source_language: str, target_language: str) -> int:
    """Write units as a table, comma-separated where the file is called `.csv`; returns how many.

    Raises:
        InterchangeError: The file cannot be written.
    """
    count = 0
    with written(target) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
        table = csv.writer(text, delimiter=_delimiter(target), lineterminator="\n")
        table.writerow([canonical(source_language), canonical(target_language), *FIELDS])
        for unit in units:
            values = (getattr(unit, field) for field in FIELDS)
            cells = [
                tags.strip(unit.source),
                tags.strip(unit.target),
                *("" if value is None else value for value in values),
            ]
            table.writerow([str(cell).replace("\0", "") for cell in cells])
            count += 1
        text.detach()
    return count


def read(
    source: Source, source_language: str, target_language: str, *, delimiter: str | None = None
) -> Iterator[Unit | Skipped]:
    """The units of a table in two languages, and in place of each row that cannot be used, why.

    Raises (while it is read):
        InterchangeError: No table, no such columns, or not readable.
    """
    name = name_of(source)
    csv.field_size_limit(_LONGEST)
    delimiter, quoting = _shape(source, delimiter, canonical(source_language), canonical(target_language))
    with opened(source) as stream:
        rows = csv.reader(_lines(stream, name), delimiter=delimiter, quoting=quoting, strict=True)
        columns: dict[str, int] | None = None
        languages = canonical(source_language), canonical(target_language)
        try:
            for row in rows:
                line = rows.line_num
                if columns is None:
                    columns, languages = _columns(row, *languages)
                    if columns:
                        continue
                    columns = {"source": 0, "target": 1}
                if quoting == csv.QUOTE_NONE:
                    row = [unquoted(cell) for cell in row]
                if any(cell.strip() for cell in row):
                    yield _unit(row, line, columns, languages)
        except csv.Error as error:
            raise InterchangeError(f"no table ({error})", path=name, line=rows.line_num) from error
        if columns is None:
            raise InterchangeError("the table is empty", path=name)


def _shape(source: Source, delimiter: str | None, *languages: str) -> tuple[str, Literal[0, 3]]:
    """What parts the cells of a table, and whether quotation marks protect them: what the file's name promises, at a look.

    A `.csv` may have semicolons or tabs; the header tells. The lines of a `.tsv` may hold any quotation marks.
    """
    found = delimiter or _delimiter(source)
    if is_device(Path(source)) if isinstance(source, (str, os.PathLike)) else not source.seekable():
        return found, csv.QUOTE_MINIMAL  # it can be read only once
    with opened(source) as stream:
        lines = _lines(stream, name_of(source))
        first = next(lines, "")
        if delimiter is None and found == ",":
            found = next((part for part in ",;\t" if _columns(first.rstrip().split(part), *languages)[0]), found)
        quoting: Literal[0, 3] = csv.QUOTE_MINIMAL
        if found == "\t":
            try:
                for _ in csv.reader(chain([first], lines), delimiter=found, strict=True):
                    pass
            except csv.Error:
                quoting = csv.QUOTE_NONE
    if not isinstance(source, (str, os.PathLike)):
        source.seek(0)
    return found, quoting


def _columns(row: Sequence[str], source: str, target: str) -> tuple[dict[str, int], tuple[str, str]]:
    """Where the columns are, and the languages as the header names them; no columns where there is no header."""
    found: dict[str, int] = {}
    names = [language_called(cell) or cell.strip() for cell in row]
    codes = [""] * 2
    for which, (asked, field) in enumerate(((source, "source"), (target, "target"))):
        near = [(nearness(asked, name) if name else 0, -place) for place, name in enumerate(names)]
        best, place = max(near, default=(0, 0))
        codes[which] = canonical(names[-place]) if best else asked
        if best:
            found[field] = -place
        elif field in (lower := [name.lower() for name in names]):
            found[field] = lower.index(field)
    if len(found) < 2:
        return {}, (source, target)
    for place, name in enumerate(names):
        if name.lower() in FIELDS:
            found[name.lower()] = place
    return found, (codes[0], codes[1])


def _unit(row: Sequence[str], line: int, columns: dict[str, int], languages: tuple[str, str]) -> Unit | Skipped:
    cells = {name: nfc(row[place]) if place < len(row) else "" for name, place in columns.items()}
    if not cells["source"].strip():
        return Skipped(line, "the source is empty")
    if not cells["target"].strip():
        return Skipped(line, "the target is empty")
    score = cells.pop("score", "")
    details: dict[str, Any] = {name: value for name, value in cells.items() if value}
    return Unit(
        *languages,
        **{"origin": Origin.IMPORT, "status": Status.CONFIRMED, **details},
        score=min(100, int(score)) if score.isdecimal() and len(score) < 9 else None,
    )


def _lines(stream: Any, name: str | None) -> Iterator[str]:
    """The lines of the file, cut where a cell's quotes do not protect them: the csv reader joins what belongs together."""
    rest = b""
    line = 0
    for chunk in utf8_chunks(stream, name, table=True):
        *whole, rest = (rest + chunk).split(b"\n")
        if len(rest) > _LONGEST * 4:
            raise InterchangeError("a line of several megabytes", path=name, line=line + len(whole) + 1)
        for part in whole:
            line += 1
            yield _decoded(part + b"\n", name, line)
    if rest:
        yield _decoded(rest, name, line + 1)


def _decoded(part: bytes, name: str | None, line: int) -> str:
    try:
        return part.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InterchangeError("not UTF-8", path=name, line=line, hint="save the table as UTF-8") from error


def _delimiter(source: Source) -> str:
    name = name_of(source) or ""
    return "," if ".csv" in Path(name).suffixes[-2:] else "\t"
