"""PDF, in only: paragraphs by geometry, running heads and page numbers set aside, every join an edit to review.

Needs the extra `pdf` (pdfplumber, MIT). What comes out is a text of our own making: a block's `start` counts in it, and
there is no way back into the file; the translation goes out as another format.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from itertools import pairwise

import regex

from workbench.documents import inline, marks
from workbench.documents.blocks import assemble, has_footnote_marks
from workbench.documents.geometry import Row, mark_paragraphs, rows
from workbench.documents.lines import Item, mark, take_number
from workbench.documents.structure import classify
from workbench.errors import DocumentError
from workbench.model import BlockKind, Document
from workbench.text.normal import nfc

_K = BlockKind
MAX_PAGES = 3000
MAX_UNPACKED = 256 * 1024 * 1024
_STREAM = regex.compile(rb"stream\r?\n")
_TWICE = regex.compile(rb"/Filter\s*\[[^\]]{0,80}/(?:FlateDecode|Fl)\b[^\]]{0,80}/(?:FlateDecode|Fl)\b")


def read_pdf(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    """A PDF file as a document.

    Raises:
        DocumentError: No PDF, damaged, encrypted, hostile, without text (a scan), or the extra is not installed.
    """
    if b"%PDF-" not in data[:1024]:
        raise DocumentError("no PDF file", path=name)
    _check_streams(data, name)
    found = _rows(data, name)
    if not found:
        raise DocumentError("no text in it, only pictures", path=name, hint="run a text recognition on it first")
    mark_paragraphs(found)
    base = language.split("-")[0]
    text, items = _items(found, base)
    items = classify(items, text, base, repair=repair)
    items = [item for item in items if item.start < item.end]

    def markup(item: Item, source: str, notes: inline.Notes) -> inline.Markup:
        return inline.read(source, notes, markdown=False, repair=repair, body=has_footnote_marks(item.kind))

    blocks, findings = assemble(items, text, base, markup, repair=repair)
    return Document(name, "pdf", data, "", blocks, findings)


def _rows(data: bytes, name: str) -> list[Row]:
    """The rows of all pages in reading order."""
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfminer.pdfexceptions import PDFException
        from pdfminer.psexceptions import PSException
        from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
    except ImportError as error:
        raise DocumentError(
            "reading PDF needs pdfplumber", path=name, hint="pip install 'translation-workbench[pdf]'"
        ) from error
    found: list[Row] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            for number, page in enumerate(pdf.pages):
                if number >= MAX_PAGES:
                    raise DocumentError(f"more than {MAX_PAGES} pages", path=name, hint="split it into parts")
                found.extend(rows(page.chars, number, float(page.width)))
                page.close()
    except PDFPasswordIncorrect as error:
        raise DocumentError("encrypted", path=name, hint="save it without a password") from error
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise DocumentError("encrypted", path=name, hint="save it without a password") from error
        raise DocumentError("damaged: not a whole PDF file", path=name, hint="open and save it again") from error
    except (MalformedPDFException, PSException, PDFException) as error:
        raise DocumentError("damaged: not a whole PDF file", path=name, hint="open and save it again") from error
    # A damaged file makes the parser below pdfplumber stumble in many ways; none of them is a fault of ours.
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError) as error:
        raise DocumentError("damaged: not a whole PDF file", path=name, hint="open and save it again") from error
    except (struct.error, zlib.error, RecursionError, OverflowError, NotImplementedError) as error:
        raise DocumentError("damaged: not a whole PDF file", path=name, hint="open and save it again") from error
    return found


def _check_streams(data: bytes, name: str) -> None:
    """Refuse a file whose packed streams unpack to more than any paper holds, before a parser unpacks them whole.

    Raises:
        DocumentError: The file is hostile.
    """
    if _TWICE.search(data):
        raise DocumentError("its streams are packed twice", path=name, hint="do not trust this file")
    total = 0
    for match in _STREAM.finditer(data):
        unpacker = zlib.decompressobj()
        rest = data[match.end() : match.end() + 65536]
        at = match.end() + len(rest)
        while rest and not unpacker.eof:
            try:
                total += len(unpacker.decompress(rest, 1 << 20))
            except zlib.error:
                break
            rest = unpacker.unconsumed_tail
            if not rest:
                rest = data[at : at + 65536]
                at += len(rest)
            if total > MAX_UNPACKED:
                raise DocumentError("far larger inside than any document", path=name, hint="do not trust this file")


def _items(found: Sequence[Row], language: str) -> tuple[str, list[Item]]:
    """A text of the rows and the items on it: one a paragraph, an empty one where a page or column ends."""
    heads = _running(found)
    sizes = sorted(row.size for row in found for _ in row.text)
    body = sizes[len(sizes) // 2]
    room = max(row.x1 - row.x0 for row in found)
    parts: list[str] = []
    items: list[Item] = []
    length = 0

    def put(text: str) -> tuple[int, int]:
        nonlocal length
        parts.append(text)
        length += len(text)
        return length - len(text), length

    above: Row | None = None
    for number, row in enumerate(found):
        if above is not None and (row.page, row.column) != (above.page, above.column):
            start, _ = put("\f\n")
            items.append(Item(start, start, number, number, _K.FURNITURE, "page", gap=True, fixed=True))
        words = nfc(row.text)
        start, _ = put(words)
        put("\n")
        left, right = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        last = items[-1] if items else None
        joined = (
            not row.opens and id(row) not in heads and last is not None and last.kind is None and last.start < last.end
        )
        wrapped = (
            above is not None and last is not None and last.sort == "style" and _goes_on(above, row, room, language)
        )
        if last is not None and (wrapped or (joined and not _opens_with_mark(words.strip(), language))):
            last.joints.append((last.end, left))
            last.end, last.last = right, number
        else:
            item = Item(left, right, number, number, gap=True)
            items.append(item)
            if id(row) in heads:
                item.kind, item.sort, item.fixed = _K.FURNITURE, "head", True
            elif row.size >= 1.15 * body and len(words) < 90:
                item.kind, item.level, item.sort, item.fixed = (
                    _K.HEADING,
                    1 if row.size >= 1.4 * body else 2,
                    "style",
                    True,
                )
        above = row
    text = "".join(parts)
    for item in items:
        if item.kind is None:
            mark(item, text[item.start : item.end], language)
        elif item.kind is _K.HEADING:
            take_number(item, text[item.start : item.end], language)
    if items and items[0].sort == "style":
        items[0].kind, items[0].level = _K.TITLE, 0
    return text, items


def _goes_on(above: Row, row: Row, room: float, language: str) -> bool:
    """Whether a row of large type is the rest of the heading above it, which had no room for it."""
    here = (row.page, row.column, row.size) == (above.page, above.column, above.size)
    near = 0 < row.top - above.top < 2 * row.size
    full = above.x1 - above.x0 >= max(0.6 * room, row.x1 - row.x0)
    words = row.text.strip()
    return here and near and full and words[0] not in "-–—―─〜~(（<〈" and marks.find(words, language) is None


def _opens_with_mark(words: str, language: str) -> bool:
    found = marks.find(words, language)
    return found is not None and found.sort in ("list", "nested", "listnumber", "black", "square", "circle", "footnote")


def _running(found: Sequence[Row]) -> set[int]:
    """Running heads and feet: the first or last row of a page that comes again on another one, digits aside."""
    edges: dict[str, set[int]] = {}
    rows_at_edge: list[tuple[str, Row]] = []
    for first, second in [*pairwise([None, *found]), (found[-1], None)]:
        if first is None or second is None or first.page != second.page:
            for row in (first, second):
                if row is not None:
                    key = regex.sub(r"\d+", "#", row.text.strip())
                    edges.setdefault(key, set()).add(row.page)
                    rows_at_edge.append((key, row))
    return {id(row) for key, row in rows_at_edge if len(edges[key]) > 1 and len(key) <= 60}
