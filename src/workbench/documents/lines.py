"""A text as lines with marks: the raw material from which `structure` makes blocks.

Offsets are kept from the first step on, so that a block can always be found again in the file: an item is a stretch of
the document's text without its mark, and the line breaks inside it are listed, not removed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from workbench.documents import marks
from workbench.model import BlockKind

_BREAK = regex.compile(r"\r\n|[\r\n\f\u2028\u2029]")
_FENCE = regex.compile(r"(`{3,}|~{3,})")
_HASH = regex.compile(r"(#{1,6})[ \t]+(?=\S)")
_HASH_TAIL = regex.compile(r"(?<![ \t])[ \t]+(?:#+|\{[#.][^{}]{0,200}\})[ \t]*$")
_TASK = regex.compile(r"\[[ xX]\][ \t]+(?=\S)")
_TAG = regex.compile(
    r"</?(?:address|article|aside|blockquote|br|center|dd|details|div|dl|dt|figcaption|figure|footer|header|hr|iframe|li|main|nav"
    r"|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?:\s[^<>]{0,500})?/?>",
    regex.IGNORECASE,
)
_QUOTE = regex.compile(r"(?:>[ \t]?)+")
_DELIMITER = regex.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_IMAGE = regex.compile(r"!\[(?P<alt>[^\]]*)\]\([^)]*\)$")
_UNDERLINE = regex.compile(r"(?:={3,}|-{3,})$")
_DEFINITION = regex.compile(r"\[[^\]^][^\]]*\]:\s*\S+")


@dataclass(slots=True)
class Item:
    """One or more lines that belong together.

    Attributes:
        start, end: The range of its text in the document, mark and surrounding space excluded.
        line, last: Its first and last physical line, counted from 0.
        kind: What it is, as far as known.
        sort: The sort of its mark (`marks.find`), empty for plain lines.
        label, level, reference: As in `model.Block`.
        indent: Columns of white space before it.
        gap: Whether a blank line stands before it.
        joints: Line breaks inside it, as ranges of the document.
        holes: Page breaks inside it, furniture included, as ranges of the document.
        fixed: Whether `kind` comes from the format and is not to be guessed at.
        head: Where it begins with its mark.
        address: Where the format's writer finds it again; text formats need none.
    """

    start: int
    end: int
    line: int
    last: int
    kind: BlockKind | None = None
    sort: str = ""
    label: str = ""
    level: int = 0
    reference: str = ""
    indent: int = 0
    gap: bool = False
    joints: list[tuple[int, int]] = field(default_factory=list)
    holes: list[tuple[int, int]] = field(default_factory=list)
    fixed: bool = False
    address: str = ""
    head: int = -1

    def __post_init__(self) -> None:
        if self.head < 0:
            self.head = self.start


def scan(text: str, language: str, *, markdown: bool) -> list[Item]:
    """The non-blank lines of a text, each with its mark.

    Args:
        text: The document, NFC.
        language: BCP 47 code; decides which marks are bullets and which are headings.
        markdown: Whether `#`, `>`, fences, tables and image lines mean something.
    """
    lines = _physical(text)
    items: list[Item] = []
    fence = ""
    hidden, closed = False, text.rfind("-->") if markdown else -1
    front = markdown and bool(lines) and text[lines[0][0] : lines[0][1]].rstrip() == "---"
    previous = -1
    for number, (start, end) in enumerate(lines):
        left, right = _trim(text, start, end)
        if left == right:
            continue
        line = text[left:right]
        if len(line) > 4 and line.startswith("**") and line.endswith("**") and line.count("*") == 4:
            # A line that is bold as a whole keeps its asterisks outside the text, and may open with a mark of its own.
            left, right, line = left + 2, right - 2, line[2:-2]
        item = Item(left, right, number, number, indent=columns(text[start:left]), gap=number - previous > 1)
        previous = number
        items.append(item)
        if markdown and _skipped(item, line, number, front):
            front = front and not (number > 0 and line in ("---", "..."))
            continue
        if markdown and not fence and (hidden or (line.startswith("<!--") and left < closed)):
            hidden = "-->" not in line
            if hidden or line.endswith("-->"):
                _fix(item, BlockKind.FURNITURE, "comment")
                continue
        if markdown and (opening := _FENCE.match(line)):
            fence = "" if fence and line.startswith(fence) else fence or opening[1]
            _fix(item, BlockKind.FURNITURE, "fence")
            continue
        if fence:
            _fix(item, BlockKind.FURNITURE, "fence")
            continue
        if markdown and _markdown(items, item, line, text, lines, number, language):
            continue
        if markdown and line[0] == "<" and not _without_tags(item, line):
            _fix(item, BlockKind.FURNITURE, "html")
            continue
        mark(item, text[item.start : item.end], language)
        if markdown and item.sort == "list" and (task := _TASK.match(text, item.start, item.end)):
            item.start = task.end()
    return items


def mark(item: Item, line: str, language: str) -> None:
    """Note the mark at the head of a line, and move the item's start behind it."""
    if marks.RULE.fullmatch(line):
        item.kind, item.sort = BlockKind.FURNITURE, "rule"
    elif marks.PAGE.fullmatch(line):
        item.kind, item.sort = BlockKind.FURNITURE, "page"
    elif (found := marks.find(line, language)) and found.length < len(line):
        item.sort, item.label = found.sort, found.label
        item.start += found.length


def take_number(item: Item, line: str, language: str) -> None:
    """Take the number off a line that the format marks as a heading, as off any other; words for a chapter (제1장) stay."""
    found = marks.find(line, language)
    if found and found.sort in ("number", "chapter") and found.length < len(line):
        item.start += found.length
        item.label = f"{item.label} {found.label}".strip()


def _without_tags(item: Item, line: str) -> bool:
    """Take HTML's own block tags off the ends of a line (`<summary>…</summary>`); whether anything is left between them."""
    start, end = 0, len(line)
    found = list(_TAG.finditer(line))
    for tag in found:
        if line[start : tag.start()].strip():
            break
        start = tag.end()
    for tag in reversed(found):
        if tag.start() < start or line[tag.end() : end].strip():
            break
        end = tag.start()
    start += len(line[start:end]) - len(line[start:end].lstrip())
    end -= len(line[start:end]) - len(line[start:end].rstrip())
    if start >= end:
        return False
    item.start, item.end = item.start + start, item.start + end
    return True


def _physical(text: str) -> list[tuple[int, int]]:
    lines = []
    at = 0
    for match in _BREAK.finditer(text):
        lines.append((at, match.start()))
        at = match.end()
    lines.append((at, len(text)))
    return lines


def _skipped(item: Item, line: str, number: int, front: bool) -> bool:
    if front or _DEFINITION.match(line):
        _fix(item, BlockKind.FURNITURE, "front" if front else "definition")
        return True
    return False


def _markdown(
    items: list[Item], item: Item, line: str, text: str, lines: list[tuple[int, int]], number: int, language: str
) -> bool:
    """Whether the line is one that only Markdown gives a meaning; `items` ends with its item."""
    if match := _HASH.match(line):
        item.start += match.end()
        if tail := _HASH_TAIL.search(text, item.start, item.end):
            item.end = tail.start()
        item.label, item.level = match[1], len(match[1])
        take_number(item, text[item.start : item.end], language)
        _fix(item, BlockKind.HEADING, "hash")
    elif line.startswith(">"):
        match = _QUOTE.match(line)
        item.start += match.end()
        item.label = ">"
        _fix(item, BlockKind.QUOTATION if item.start < item.end else BlockKind.FURNITURE, "quote")
    elif _UNDERLINE.match(line) and len(items) > 1 and not item.gap and _may_be_underlined(items[-2], text):
        items[-2].level = 1 if line[0] == "=" else 2
        _fix(items[-2], BlockKind.HEADING, "hash")
        _fix(item, BlockKind.FURNITURE, "rule")
    elif match := _IMAGE.match(line):
        item.start, item.end = item.start + match.start("alt"), item.start + match.end("alt")
        _fix(item, BlockKind.CAPTION if match["alt"].strip() else BlockKind.FURNITURE, "image")
    elif "|" in line and _in_table(items, line, text, lines, number):
        items.pop()
        items.extend(_cells(item, line))
    else:
        return False
    return True


def _may_be_underlined(item: Item, text: str) -> bool:
    """A sentence above a rule is a sentence, whatever CommonMark makes of it."""
    return not item.fixed and not item.sort and text[item.end - 1] not in "。.!?」』”"


def _in_table(items: list[Item], line: str, text: str, lines: list[tuple[int, int]], number: int) -> bool:
    if len(items) > 1 and items[-2].sort == "cell" and items[-2].line == number - 1:
        return True
    following = text[slice(*lines[number + 1])].strip() if number + 1 < len(lines) else ""
    return "|" in following and _DELIMITER.match(following) is not None


def _cells(item: Item, line: str) -> list[Item]:
    if _DELIMITER.match(line):
        _fix(item, BlockKind.FURNITURE, "cell")
        return [item]
    cells = []
    for match in regex.finditer(r"(?:\\.|[^|\\])+", line):
        body = match.group()
        if body.strip():
            start = item.start + match.start() + len(body) - len(body.lstrip())
            cell = Item(start, start + len(body.strip()), item.line, item.line, indent=item.indent, gap=item.gap)
            _fix(cell, BlockKind.CELL, "cell")
            cells.append(cell)
    return cells or [item]


def _fix(item: Item, kind: BlockKind, sort: str) -> None:
    item.kind, item.sort, item.fixed = kind, sort, True


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def columns(space: str) -> int:
    """The columns that white space takes."""
    return sum(4 if char == "\t" else 2 if char == "\u3000" else 1 for char in space)
