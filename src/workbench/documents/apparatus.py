"""What surrounds the text of a paper: tables of contents, running heads, footnotes, notes under an asterisk."""

from __future__ import annotations

import regex

from workbench.documents import marks
from workbench.documents.imprint import ISSUE
from workbench.documents.lines import Item
from workbench.documents.reading import Reading
from workbench.model import BlockKind

_K = BlockKind
_FRONT_LINES = 3
_HEAD = 6
"""Characters from which a line that opens the first one of the paper is its running head and no accident."""
_LEADER = 240
"""Code points at most that a leader and its page number take."""
_LINK = regex.compile(r"\[[^\[\]]+\]\(#[^()\s]*\)")
"""A link to a place in the paper itself."""
_CELL = regex.compile(r"\S(?:(?!\t|\s{2})[^\n])*+(?<=\S)")
_LETTER = regex.compile(r"\p{L}")
_CELL_WIDTH = 40
"""Characters at most that a cell of a table without markup takes."""
_REFERENCE = regex.compile(
    r"(?<=[\p{L}.。,”」』’)）])(?:\[(\d{1,3})\]|(\d{1,3})\)(?!\s?\p{L}+[)）])|([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3})[)⁾])"
)


def contents(reading: Reading, items: list[Item]) -> None:
    """Tables of contents: a line that says so, or lines with leaders or tabs before page numbers."""
    index = 0
    for item in items:
        if item.sort in ("list", "nested", "number") and _LINK.fullmatch(reading.text, item.start, item.end):
            item.kind = _K.TOC
    while index < len(items):
        run = _contents_run(reading, items, index)
        for item in items[index : index + run]:
            line = reading.text[item.start : item.end]
            item.end = item.start + len(_without_page(line) or line)
            item.kind = _K.TOC
            reading.announced.add("".join(reading.bare(item).split()))
        index += max(run, 1)


def _contents_run(reading: Reading, items: list[Item], index: int) -> int:
    """How many lines from `index` on are a table of contents."""
    first = reading.line(items[index])
    head = _without_page(first)
    titled = marks.TOC_TITLE.fullmatch(head.strip()) is not None
    if not titled and not (items[index].gap or index == 0):
        return 0
    end = index + 1
    while end < len(items) and not items[end].gap:
        end += 1
    if not titled:
        paged = sum(_paged(reading.line(item)) for item in items[index:end])
        return end - index if end - index >= 3 and paged >= 0.6 * (end - index) else 0
    while end < len(items) and _paged(reading.line(items[end])):
        end += 1
    return end - index if end - index > 1 or len(head) < len(first) else 0


def _without_page(line: str) -> str:
    """A line of contents without its leader and page number."""
    tail = marks.TOC_LABEL.search(line, max(len(line) - _LEADER, 0))
    return line[: tail.start()].rstrip() if tail else line


def _paged(line: str) -> bool:
    match = marks.TOC_LABEL.search(line, max(len(line) - _LEADER, 0))
    return match is not None and any(match.groups())


def columns(reading: Reading, items: list[Item]) -> list[Item]:
    """The items with lines of a table, whose columns tabs or wide spaces part, made one item a cell."""
    rows = [_row(reading, item) for item in items]
    out: list[Item] = []
    for index, (item, row) in enumerate(zip(items, rows, strict=True)):
        above = index > 0 and not item.gap and len(rows[index - 1]) == len(row)
        below = index + 1 < len(items) and not items[index + 1].gap and len(rows[index + 1]) == len(row)
        out.extend(row if row and (above or below) else [item])
    return out


def _row(reading: Reading, item: Item) -> list[Item]:
    """The cells of a line; none where it is no row of at least two of a table with tabs, or three with spaces."""
    if item.kind is not None or item.address:
        return []
    line = reading.line(item)
    cells = []
    for match in _CELL.finditer(line):
        start = item.head + match.start()
        cell = Item(start, start + len(match.group()), item.line, item.last, _K.CELL, "cell", indent=item.indent)
        cell.gap, cell.fixed = item.gap, True
        if len(match.group()) > _CELL_WIDTH or (_LETTER.search(match.group()) and reading.stops(match.group())):
            return []
        cells.append(cell)
    return cells if len(cells) >= (2 if "\t" in line else 3) else []


def running_heads(reading: Reading, items: list[Item]) -> None:
    """Short lines that come again and again beside page numbers; the first one may be the title, or open its line."""
    seen: dict[str, list[int]] = {}
    front = [reading.bare(item) for item in items[:_FRONT_LINES]]
    for index, item in enumerate(items):
        if item.kind is None and not item.sort and item.line == item.last and item.end - item.start <= 60:
            words = reading.bare(item)
            if not reading.stops(words):
                seen.setdefault(regex.sub(r"\d+", "#", words), []).append(index)
    for places in seen.values():
        beside = [place for place in places if _beside_page(items, place)]
        titled = len(places) > 1 and places[0] < _FRONT_LINES
        if beside and (len(beside) > 1 or len(places) > 2 or titled):
            for place in places[1:] if titled else places:
                if place in beside or len(places) > 2:
                    items[place].kind, items[place].sort = _K.FURNITURE, "head"
        if len(places) == 1 and beside and places[0] >= _FRONT_LINES:
            words = reading.bare(items[places[0]])
            known = len(words) >= _HEAD and any(line.startswith(words) for line in front)
            if known or ISSUE.search(words):
                items[places[0]].kind, items[places[0]].sort = _K.FURNITURE, "head"


def _beside_page(items: list[Item], index: int) -> bool:
    near = items[max(index - 1, 0) : index] + items[index + 1 : index + 2]
    return any(item.sort == "page" for item in near)


def footnotes(reading: Reading, items: list[Item]) -> None:
    """Footnote bodies by their digits; `1)` and `[1]` only where the text refers to them so, `（1）` below a title 注."""
    expected = 1
    referred: dict[str, int] | None = None
    titled = False
    for item in items:
        if titled and item.kind is None and (match := marks.ROUND_NOTE.match(reading.text, item.head, item.end)):
            item.start, item.sort = match.end(), "footnote"
            item.kind, item.label, item.reference = _K.FOOTNOTE, match.group().strip(), match[1]
            continue
        if item.kind in (None, _K.HEADING) and item.gap:
            titled = marks.NOTES_TITLE.fullmatch(reading.bare(item)) is not None
        if item.sort == "footnote" and item.kind is None:
            number = item.label
            if number.isdigit() and int(number) != expected and len(number) > 1 and int(number[0]) == expected:
                # ³²月24日 is mark 3 and a misread 2: the digits after the expected one belong to the text.
                item.start = item.head + 1
                number = number[0]
            if number.isdigit():
                expected = int(number) + 1
            item.kind, item.label, item.reference = _K.FOOTNOTE, number, number
        elif item.kind is None and item.sort in ("number", ""):
            start = item.head
            match = marks.NUMBERED_NOTE.match(reading.text, start, item.end)
            if match is None:
                continue
            if referred is None:
                referred = _references(reading.text)
            if referred.get(match.group().strip(), start) < start:
                item.start = match.end()
                item.kind, item.label = _K.FOOTNOTE, match.group().strip()
                item.reference = match["square"] or match["paren"]


def _references(text: str) -> dict[str, int]:
    """Where `[1]`, `1)` or `¹⁾` first stands behind a word."""
    found: dict[str, int] = {}
    for match in _REFERENCE.finditer(text):
        number = match[2] or (match[3] or "").translate(marks.SUPERSCRIPT)
        found.setdefault(f"[{match[1]}]" if match[1] else f"{number})", match.start())
    return found


def stars(items: list[Item]) -> None:
    """An asterisk opens a note when it stands alone, and a list item in a run."""
    starred = {index for index, item in enumerate(items) if item.sort == "star" and item.kind is None}
    for index in starred:
        in_run = (index - 1 in starred and not items[index].gap) or (index + 1 in starred and not items[index + 1].gap)
        items[index].kind = _K.LIST_ITEM if in_run else _K.NOTE
        items[index].level = 1 if in_run else 0
