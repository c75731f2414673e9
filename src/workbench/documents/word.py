"""Word documents: paragraphs, table cells, text boxes and footnotes as blocks; translated paragraphs back in place.

Styles say what a paragraph is; where everything is "Normal", as in files converted from HWP, the same passes decide that
read plain text. Only the paragraphs with a target are written anew; styles, numbering, pictures, headers and everything
else stay as they are in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import regex
from lxml import etree

from workbench.documents import inline
from workbench.documents.blocks import assemble, has_footnote_marks
from workbench.documents.lines import Item, mark, take_number
from workbench.documents.package import Package
from workbench.documents.splice import rebroken
from workbench.documents.structure import classify
from workbench.documents.weave import Targets, marked, unchanged
from workbench.documents.wordruns import Flat, W, flatten, rebuild
from workbench.errors import DocumentError
from workbench.model import Block, BlockKind, Document, Edit
from workbench.text import tags

_K = BlockKind
_MAIN = "word/document.xml"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_NAMED = (
    (regex.compile(r"heading ?(\d)", regex.IGNORECASE), _K.HEADING),
    (regex.compile(r"(?:sub)?title$|표제|제목$|表題|副題", regex.IGNORECASE), _K.TITLE),
    (regex.compile(r"(?:intense )?quote|block text|quotations|引用|인용", regex.IGNORECASE), _K.QUOTATION),
    (regex.compile(r"list(?! table)|글머리|箇条書き", regex.IGNORECASE), _K.LIST_ITEM),
    (regex.compile(r"caption|figure|캡션|図表番号", regex.IGNORECASE), _K.CAPTION),
    (regex.compile(r"(?:toc|contents) ?\d|table of (?:contents|figures)|목차|目次", regex.IGNORECASE), _K.TOC),
    (regex.compile(r"(?:footnote|endnote)", regex.IGNORECASE), _K.FOOTNOTE),
    (regex.compile(r"date|author|날짜|日付", regex.IGNORECASE), _K.META),
)


def read_docx(data: bytes, name: str, language: str, encoding: str | None, *, repair: bool) -> Document:
    """A Word file as a document; `start` counts in its running text, paragraphs parted by a newline.

    Raises:
        DocumentError: Damaged, encrypted, hostile or without text.
    """
    package = Package(data, name)
    base = language.split("-")[0]
    story = _Story()
    for part in _parts(package):
        story.add(part, package)
    text = story.text()
    if not story.items:
        raise DocumentError("the document has no text", path=name)
    for item in story.items:
        if item.kind is None:
            mark(item, text[item.start : item.end], base)
        elif item.kind is _K.HEADING:
            take_number(item, text[item.start : item.end], base)
    styled = any(item.kind is _K.HEADING for item in story.items)
    items = classify(story.items, text, base, repair=False, headings=not styled)

    def markup(item: Item, source: str, notes: inline.Notes) -> inline.Markup:
        return _markup(story, item, source, notes)

    for item in items:
        item.address += f"@{item.start - story.starts[item.address]}"
    blocks, findings = assemble(items, text, base, markup, repair=repair, wrapped=False)
    return Document(name, "docx", data, "", blocks, findings)


def write_docx(document: Document, targets: Mapping[int, Targets], target_language: str) -> bytes:
    """The Word file with its targets in place."""
    package = Package(document.original, document.name)
    changed: dict[str, dict[int, list[Block]]] = {}
    for block in document.blocks:
        given = targets.get(block.position)
        if given is not None and not unchanged(block, given):
            part, index, _ = _address(block.address)
            changed.setdefault(part, {})[index] = []
    for block in document.blocks:
        part, index, _ = _address(block.address)
        if index in changed.get(part, {}):
            changed[part][index].append(block)
    parts: dict[str, bytes] = {}
    for part, paragraphs in changed.items():
        root = package.part(part)
        # Text boxes lie inside other paragraphs and are written first.
        for index, paragraph in reversed(list(enumerate(_paragraphs(root)))):
            if index in paragraphs:
                flat = flatten(paragraph)
                rebuild(paragraph, flat, _paragraph_text(flat, paragraphs[index], targets, target_language))
        parts[part] = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return package.rewritten(parts) if parts else document.original


def _address(address: str) -> tuple[str, int, int]:
    """Part, paragraph and offset in the paragraph's text."""
    part, _, place = address.partition("#")
    index, _, offset = place.partition("@")
    return part, int(index), int(offset or 0)


def _paragraph_text(flat: Flat, blocks: Sequence[Block], targets: Mapping[int, Targets], language: str) -> str:
    """The whole new text of a paragraph: its blocks' targets, and around them what is not translated."""
    parts: list[str] = []
    behind = 0
    tail = ""
    for block in sorted(blocks, key=lambda block: _address(block.address)[2]):
        start = _address(block.address)[2]
        lead, _, tail = flat.divided(start, start + len(block.source))
        parts.append(lead if not parts else flat.text[behind:start])
        new = rebroken(block, marked(block, targets.get(block.position, ()), language))
        for tag in block.tags[len(flat.tags) :]:
            new = new.replace(tags.alone(tag.id), tag.open)  # footnote marks that are letters of the text
        parts.append(new)
        behind = start + len(block.source)
    return "".join([*parts, tail])


@dataclass(slots=True)
class _Story:
    """The running text of a document while it is read."""

    items: list[Item] = field(default_factory=list)
    flats: dict[str, Flat] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    """Printed number of each footnote and endnote by sort and id."""
    _texts: list[str] = field(default_factory=list)
    _length: int = 0
    _styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)

    def text(self) -> str:
        """The running text so far."""
        return "\n".join(self._texts)

    def add(self, part: str, package: Package) -> None:
        """Take in the paragraphs of a part."""
        if not self._styles:
            self._styles = _styles(package)
        root = package.part(part)
        sort = "footnote" if part.endswith("footnotes.xml") else "endnote" if part.endswith("endnotes.xml") else ""
        for index, paragraph in enumerate(_paragraphs(root)):
            note = _note_id(paragraph) if sort else ""
            if sort and note is None:
                continue
            flat = flatten(paragraph)
            if not flat.text.strip():
                continue
            for found in flat.notes.values():
                if found[0] != "printed":
                    self.numbers.setdefault(found, str(sum(known == found[0] for known, _ in self.numbers) + 1))
            self._item(f"{part}#{index}", flat, paragraph, self.numbers.get((sort, note or ""), "") if sort else None)

    def _item(self, address: str, flat: Flat, paragraph: etree._Element, note: str | None) -> None:
        start = self._length
        self._texts.append(flat.text)
        self._length += len(flat.text) + 1
        self.flats[address], self.starts[address] = flat, start
        left = len(flat.text) - len(flat.text.lstrip())
        kind, level = (_K.FOOTNOTE, 0) if note is not None else _kind(paragraph, self._styles)
        line = len(self.items)
        item = Item(start + left, start + len(flat.text.rstrip()), line, line, kind, level=level, gap=True)
        item.fixed, item.address = kind is not None, address
        item.sort = "style" if kind is _K.HEADING else ""
        if note is not None:
            item.reference = item.label = note
        for match in regex.finditer(r"[ \t]*\n[ \t]*", flat.text):
            if item.start < start + match.start() and start + match.end() < item.end:
                item.joints.append((start + match.start(), start + match.end()))
        self.items.append(item)


def _markup(story: _Story, item: Item, source: str, notes: inline.Notes) -> inline.Markup:
    address = item.address.partition("@")[0]
    flat, start = story.flats[address], item.start - story.starts[address]
    _, marks, _ = flat.divided(start, start + len(source))
    notes.used.update(story.numbers.get(note, note[1]) for note in flat.notes.values())
    found = inline.Markup([Edit(place, place, text, inline.MARKUP) for place, text in marks], list(flat.tags))
    if has_footnote_marks(item.kind):
        inline.raised(source, found, notes)
    return found


def _parts(package: Package) -> list[str]:
    """The parts that hold text, in reading order.

    Raises:
        DocumentError: This is some other kind of zip file.
    """
    if "[Content_Types].xml" not in package.names:
        raise DocumentError("a zip file, but no Word document", path=package.name)
    main = _MAIN
    if "_rels/.rels" in package.names:
        for relation in package.part("_rels/.rels"):
            if relation.get("Type") in (_OFFICE, _STRICT):
                main = relation.get("Target", "").lstrip("/")
    if main not in package.names or not main.startswith("word/"):
        raise DocumentError("an Office file, but no Word document", path=package.name)
    return [main, *(part for part in ("word/footnotes.xml", "word/endnotes.xml") if part in package.names)]


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """Every paragraph in document order; copies for older programs (`mc:Fallback`) are left out."""
    stack = [iter(root)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag != _FALLBACK:
            if child.tag == f"{W}p":
                yield child
            stack.append(iter(child))


def _note_id(paragraph: etree._Element) -> str | None:
    """The id of the note a paragraph belongs to; None for the separators that Word keeps among the notes."""
    for parent in paragraph.iterancestors(f"{W}footnote", f"{W}endnote"):
        return parent.get(f"{W}id", "") if parent.get(f"{W}type", "normal") == "normal" else None
    return None


def _styles(package: Package) -> dict[str, tuple[str, int]]:
    """Name and outline level (from 1, 0 for none) of each paragraph style, inherited ones included."""
    if "word/styles.xml" not in package.names:
        return {"": ("", 0)}
    names: dict[str, tuple[str, int, str]] = {}
    for style in package.part("word/styles.xml").iter(f"{W}style"):
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        based = style.find(f"{W}basedOn")
        name = style.find(f"{W}name")
        names[style.get(f"{W}styleId", "")] = (
            name.get(f"{W}val", "") if name is not None else "",
            _number(outline) + 1 if outline is not None and _number(outline) < 9 else 0,
            based.get(f"{W}val", "") if based is not None else "",
        )
    resolved: dict[str, tuple[str, int]] = {"": ("", 0)}
    for style_id in names:
        chain: list[str] = []
        level, at = 0, style_id
        while at in names and len(chain) < 12:
            called, own, based_on = names[at]
            chain.append(called)
            level = level or own
            at = based_on
        resolved[style_id] = (" < ".join(chain), level)
    return resolved


def _kind(paragraph: etree._Element, styles: Mapping[str, tuple[str, int]]) -> tuple[BlockKind | None, int]:
    """What a paragraph is by its place, style and numbering; None where only its words can tell."""
    properties = paragraph.find(f"{W}pPr")
    style = properties.find(f"{W}pStyle") if properties is not None else None
    names, level = styles.get(style.get(f"{W}val", "") if style is not None else "", ("", 0))
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    if outline is not None and _number(outline) < 9:
        level = _number(outline) + 1
    numbering = properties.find(f"{W}numPr/{W}ilvl") if properties is not None else None
    for name in names.split(" < "):
        for pattern, kind in _NAMED:
            if match := pattern.match(name):
                if kind is _K.HEADING:
                    return kind, int(match[1])
                return kind, (_number(numbering) if numbering is not None else 0) + 1 if kind is _K.LIST_ITEM else 0
    if level:
        return _K.HEADING, level
    if next(paragraph.iterancestors(f"{W}tc"), None) is not None:
        return _K.CELL, 0
    if properties is not None and properties.find(f"{W}numPr") is not None:
        return _K.LIST_ITEM, (_number(numbering) if numbering is not None else 0) + 1
    return None, 0


def _number(element: etree._Element) -> int:
    value = element.get(f"{W}val", "0")
    return int(value) if value.isdigit() else 0
