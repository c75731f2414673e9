"""The cells of a table on their way in and out: decoding, delimiters, quotation marks, and what a spreadsheet would run.

A cell that begins like a formula is written with an apostrophe before it, which spreadsheets take for "this is text", and
read without it. Tab-separated lines are cut at every tab; only CSV has cells with line breaks.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from workbench.errors import InterchangeError
from workbench.exchange.opening import Source, opened, utf8_chunks
from workbench.text.normal import nfc

_LANGUAGES = {
    "korean": "ko", "한국어": "ko", "국문": "ko", "韓国語": "ko", "japanese": "ja", "일본어": "ja", "日本語": "ja", "和文": "ja",
    "english": "en", "영어": "en", "영문": "en", "英語": "en", "英文": "en", "chinese": "zh", "중국어": "zh", "中国語": "zh",
}  # fmt: skip
_FIRST_WORD = re.compile(r"\w+")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_SPACES = re.compile(r"\s+")


def language_called(header: str) -> str:
    """The code of the language that a column's header names (`Korean`, `English (approved)`, `한국어`), or nothing."""
    word = _FIRST_WORD.match(header.strip())
    return _LANGUAGES.get(word.group().lower(), "") if word else ""


def rows(text: str, delimiter: str, name: str | None) -> Iterator[tuple[int, list[str]]]:
    """The rows with cells, each with its line; blank lines fall away."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = delimiter or max("\t,;", key=first.count)
    if delimiter == "\t":
        for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
            if line.strip():
                yield number, [unquoted(cell) for cell in line.split("\t")]
        return
    csv.field_size_limit(1 << 30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InterchangeError(f"no proper CSV ({error})", path=name, line=reader.line_num or 1) from error
        if any(cell.strip() for cell in cells):
            yield number, cells


def text_of(source: Source, name: str | None) -> str:
    """The NFC text of a table.

    Raises:
        InterchangeError: It cannot be read, or its encoding cannot be told.
    """
    with opened(source) as stream:
        data = b"".join(utf8_chunks(stream, name, table=True))
    try:
        return nfc(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InterchangeError("not UTF-8", path=name, line=line, hint="save it as UTF-8 and try again") from error


def unquoted(cell: str) -> str:
    """The cell without the quotation marks a spreadsheet has put around it."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', ""):
        return cell[1:-1].replace('""', '"')
    return cell


def quoted(cell: str) -> str:
    """A cell of a TSV that would be taken for a quoted one, quoted."""
    return '"' + cell.replace('"', '""') + '"' if unquoted(cell) != cell else cell


def guarded(cell: str) -> str:
    """The cell as text for a spreadsheet, on one line."""
    cell = plain(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before `guarded`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def plain(cell: str) -> str:
    """The cell on one line, without spaces at its ends."""
    return _SPACES.sub(" ", cell).strip()
