"""A Word paragraph as flat text and back: runs of equal look become text, differences of look become tags.

The flat text is what an editor translates; bold, links, footnote marks, fields and pictures stand in it as tags without
width. The same flattening, done again on the original, tells the writer what each tag stands for, so nothing of the
file's XML has to be stored.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from workbench.model import Tag
from workbench.text import tags as mark
from workbench.text.normal import nfc

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_VISIBLE = frozenset(
    f"{W}{name}"
    for name in [
        "b",
        "i",
        "u",
        "strike",
        "dstrike",
        "vertAlign",
        "color",
        "highlight",
        "shd",
        "caps",
        "smallCaps",
        "rStyle",
        "sz",
        "em",
        "bdr",
        "vanish",
        "outline",
        "shadow",
    ]
)
_CONTAINERS = frozenset(
    f"{W}{name}" for name in ("ins", "smartTag", "sdt", "sdtContent", "fldSimple", "moveTo", "customXml", "dir", "bdo")
)
_OPENERS = frozenset(
    f"{W}{name}"
    for name in ("bookmarkStart", "commentRangeStart", "permStart", "moveToRangeStart", "moveFromRangeStart")
)
_CLOSERS = ("}bookmarkEnd", "}permEnd", "RangeEnd")
_LINK = f"{W}hyperlink"


@dataclass(slots=True)
class Flat:
    """A paragraph's flat text, its tags and the XML behind them.

    Attributes:
        text: What is read; a line break is a newline.
        marks: (offset, tag mark) in order; marks have no width.
        tags: What the marks are, as the editor is told.
        notes: Footnote ids by tag id.
        fields: The tag that ends a field's result, by the tag that begins it, where both stand in the text.
        before, after: Elements at the paragraph's edges that take no part in the text and stay where they are.
    """

    text: str = ""
    marks: list[tuple[int, str]] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    notes: dict[int, tuple[str, str]] = field(default_factory=dict)
    base: etree._Element | None = None
    looks: dict[int, etree._Element] = field(default_factory=dict)
    links: dict[int, etree._Element] = field(default_factory=dict)
    things: dict[int, list[etree._Element]] = field(default_factory=dict)
    fields: dict[int, int] = field(default_factory=dict)
    before: list[etree._Element] = field(default_factory=list)
    after: list[etree._Element] = field(default_factory=list)

    def divided(self, start: int, end: int) -> tuple[str, list[tuple[int, str]], str]:
        """The marked text before a range, the marks of the range (clipped to it), and the marked text behind.

        A pair belongs to the range if any of what it encloses does.
        """
        opened: dict[int, int] = {}
        spans: dict[int, tuple[int, int]] = {}
        for place, text in self.marks:
            tag_id = int(text.strip("⟦/⟧"))
            opened.setdefault(tag_id, place)
            spans[tag_id] = (opened[tag_id], place)
        lead, inside, tail = [], [], []
        for place, text in self.marks:
            first, last = spans[int(text.strip("⟦/⟧"))]
            if first < start and last <= start:
                lead.append((place, text))
            elif first > end or (first == end < last):
                tail.append((place, text))
            else:
                inside.append((min(max(place, start), end) - start, text))
        return self._marked(0, start, lead), inside, self._marked(end, len(self.text), tail)

    def _marked(self, start: int, end: int, marks: Sequence[tuple[int, str]]) -> str:
        parts, at = [], start
        for place, text in marks:
            parts += [self.text[at:place], text]
            at = place
        return "".join([*parts, self.text[at:end]])


@dataclass(frozen=True, slots=True)
class _Atom:
    """A piece of a paragraph in order: text of one look, or a thing without text."""

    text: str
    look: etree._Element | None
    link: etree._Element | None
    things: tuple[etree._Element, ...] = ()
    kind: str = ""
    note: tuple[str, str] | None = None


def flatten(paragraph: etree._Element) -> Flat:
    """The flat text of a `w:p`."""
    atoms = list(_fields(_atoms(paragraph, None)))
    flat = Flat()
    first = next((index for index, atom in enumerate(atoms) if atom.text), len(atoms))
    last = max((index for index, atom in enumerate(atoms) if atom.text or atom.kind == "footnote"), default=-1)
    if first == len(atoms):
        return flat
    flat.before = [thing for atom in atoms[:first] for thing in atom.things]
    flat.after = [thing for atom in atoms[last + 1 :] for thing in atom.things]
    weights: Counter[bytes] = Counter()
    for atom in atoms:
        weights[_signature(atom.look)] += len(atom.text)
    base = max(weights, key=lambda look: (weights[look], not look))
    flat.base = next(atom.look for atom in atoms if atom.text and _signature(atom.look) == base)
    parts: list[str] = []
    place = 0
    link: tuple[etree._Element, int] | None = None
    look: tuple[bytes, int] | None = None
    fields: list[int] = []
    for atom in atoms[first : last + 1]:
        signature = _signature(atom.look)
        # A link has the look of its own first run, whatever that is.
        wanted = signature if atom.text and signature != base and atom.link is None else None
        if look is not None and (atom.link is not (link[0] if link else None) or signature != look[0]):
            flat.marks.append((place, mark.closing(look[1])))
            look = None
        if link is not None and atom.link is not link[0]:
            flat.marks.append((place, mark.closing(link[1])))
            link = None
        if atom.link is not None and link is None:
            link = (atom.link, _tag(flat, "link"))
            flat.links[link[1]] = atom.link
            flat.marks.append((place, mark.opening(link[1])))
        if wanted is not None and look is None:
            # Plain words in a bold paragraph are a look of their own.
            worn = atom.look if atom.look is not None else etree.Element(f"{W}rPr")
            look = (wanted, _tag(flat, _look_name(worn)))
            flat.looks[look[1]] = worn
            flat.marks.append((place, mark.opening(look[1])))
        if atom.things:
            tag_id = _tag(flat, "thing" if atom.kind.startswith("field") else atom.kind)
            if atom.kind == "field":
                fields.append(tag_id)
            elif atom.kind == "field-end" and fields:
                flat.fields[fields.pop()] = tag_id
            flat.things[tag_id] = list(atom.things)
            flat.marks.append((place, mark.alone(tag_id)))
            if atom.note:
                flat.notes[tag_id] = atom.note
        parts.append(atom.text)
        place += len(atom.text)
    for opened in (look, link):
        if opened is not None:
            flat.marks.append((place, mark.closing(opened[1])))
    flat.text = "".join(parts)
    return flat


def rebuild(paragraph: etree._Element, flat: Flat, text: str) -> None:
    """Give a paragraph new text; tag marks in it become what `flatten` found behind them.

    Things without text that the new text has lost (pictures, fields) are put at its end; a lost look or link is dropped.
    """
    properties = [child for child in paragraph if child.tag == f"{W}pPr"]
    openers = [child for child in paragraph.iter() if child.tag in _OPENERS]
    closers = [child for child in paragraph.iter() if str(child.tag).endswith(_CLOSERS)]
    tail = paragraph.tail
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.extend([*properties, *openers, *flat.before])
    paragraph.tail = tail
    text = _ordered(text, flat)
    used: set[int] = set()
    holders: list[etree._Element] = [paragraph]
    looks: list[int] = []
    at = 0
    pairs = _paired(text, flat)
    for match in mark.MARK.finditer(text):
        tag_id = int(match["id"])
        known = tag_id in flat.things if match["alone"] else match.start() in pairs
        if not known and (tag_id > len(flat.tags) or tag_id < 1):
            continue
        _write(holders[-1], text[at : match.start()], flat, looks)
        at = match.end()
        if not known:
            continue
        if match["alone"]:
            if tag_id not in used:
                used.add(tag_id)
                holders[-1].extend(flat.things[tag_id])
        elif tag_id in flat.looks:
            (looks.remove if match["close"] else looks.append)(tag_id)
        elif match["close"]:
            holders.pop()
        else:
            link = etree.SubElement(holders[-1], _LINK, _attributes(flat.links[tag_id]))
            holders.append(link)
    _write(holders[-1], text[at:], flat, looks)
    for tag_id, things in flat.things.items():
        if tag_id not in used:
            paragraph.extend(things)
    paragraph.extend([*flat.after, *closers])


def _ordered(text: str, flat: Flat) -> str:
    """The text with fields that begin before they end; a half that was lost stands beside the other.

    Word refuses a file with an end before its beginning, and a field that never ends takes in what follows.
    """
    for begin, end in flat.fields.items():
        opening, closing = mark.alone(begin), mark.alone(end)
        first, last = sorted((text.find(opening), text.find(closing)))
        if last < 0:
            continue  # both are lost, and come back in order at the paragraph's end
        if first < 0:
            only = opening if opening in text else closing
            text = text.replace(only, opening + closing, 1)
        elif text.startswith(closing, first):
            between = text[first + len(closing) : last]
            text = text[:first] + opening + between + closing + text[last + len(opening) :]
    return text


def _tag(flat: Flat, kind: str) -> int:
    flat.tags.append(Tag(len(flat.tags) + 1, kind, f"<{kind}>" if kind not in ("footnote", "thing") else kind))
    return len(flat.tags)


def _atoms(parent: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
    for child in parent:
        if child.tag == f"{W}r":
            yield from _run_atoms(child, link)
        elif child.tag == _LINK:
            yield from _atoms(child, child if link is None else link)
        elif child.tag in _CONTAINERS:
            yield from _atoms(child, link)
        elif child.tag in (f"{W}del", f"{W}moveFrom") or str(child.tag).startswith(_MATH):
            yield _Atom("", None, link, (child,), "thing")


def _run_atoms(run: etree._Element, link: etree._Element | None) -> Iterator[_Atom]:
    look = run.find(f"{W}rPr")
    raised = look.find(f"{W}vertAlign") if look is not None else None
    words = "".join(child.text or "" for child in run.iterfind(f"{W}t"))
    if raised is not None and raised.get(f"{W}val") == "superscript" and words.isdigit() and len(words) < 4:
        yield _Atom("", look, link, (copy.deepcopy(run),), "footnote", ("printed", words))
        return
    for child in run:
        if child.tag == f"{W}t":
            yield _Atom(nfc(child.text or ""), look, link)
        elif child.tag == f"{W}tab":
            yield _Atom("\t", look, link)
        elif child.tag in (f"{W}br", f"{W}cr") and child.get(f"{W}type", "textWrapping") == "textWrapping":
            yield _Atom("\n", look, link)
        elif child.tag == f"{W}noBreakHyphen":
            yield _Atom("\u2011", look, link)
        elif child.tag == f"{W}ruby":
            # Of a word with its reading the word is text; the reading is of no use to a translation.
            for part in child.iterfind(f"{W}rubyBase/{W}r"):
                yield from _run_atoms(part, link)
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            sort = "endnote" if child.tag.endswith("endnoteReference") else "footnote"
            yield _Atom("", look, link, (_alone(run, child),), "footnote", (sort, child.get(f"{W}id", "")))
        elif child.tag == f"{W}fldChar":
            yield _Atom("", look, link, (_alone(run, child),), f"field-{child.get(f'{W}fldCharType')}")
        elif child.tag == f"{W}instrText":
            yield _Atom("", look, link, (_alone(run, child),), "field-code")
        elif child.tag not in (f"{W}rPr", f"{W}lastRenderedPageBreak", f"{W}softHyphen"):
            yield _Atom("", look, link, (_alone(run, child),), "thing")


def _alone(run: etree._Element, child: etree._Element) -> etree._Element:
    """A run of its own with one of a run's children in it."""
    made = etree.Element(f"{W}r", _attributes(run))
    look = run.find(f"{W}rPr")
    if look is not None:
        made.append(copy.deepcopy(look))
    made.append(copy.deepcopy(child))
    return made


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.items()}


def _fields(atoms: Iterator[_Atom]) -> Iterator[_Atom]:
    """Field codes put together: what stands between begin and separate is one thing, its result is text."""
    held: list[_Atom] = []
    depth = 0
    for atom in atoms:
        if atom.kind == "field-begin":
            depth += 1
            held.append(atom)
        elif held:
            held.append(atom)
            if atom.kind in ("field-separate", "field-end"):
                depth -= 1
                if depth <= 0:
                    kind = "field" if atom.kind == "field-separate" else "thing"
                    yield _Atom("", None, held[0].link, tuple(thing for one in held for thing in one.things), kind)
                    held, depth = [], 0
        elif atom.kind.startswith("field-"):
            yield _Atom("", None, atom.link, atom.things, atom.kind)
        else:
            yield atom
    for atom in held:
        yield _Atom(atom.text, atom.look, atom.link, atom.things, "thing" if atom.things else "")


def _signature(look: etree._Element | None) -> bytes:
    """What an eye sees of a run's properties; fonts and languages differ between scripts and mean nothing."""
    if look is None:
        return b""
    seen = [
        child
        for child in look
        if child.tag in _VISIBLE and child.get(f"{W}val") not in ("0", "false", "none", "auto", "baseline")
    ]
    return b"".join(sorted(f"{child.tag}{sorted(child.attrib.items())}".encode() for child in seen))


def _look_name(look: etree._Element) -> str:
    names = [etree.QName(child).localname for child in look if child.tag in _VISIBLE]
    for name in ("b", "i", "u", "strike", "vertAlign"):
        if name in names:
            return "sup" if name == "vertAlign" else name
    return names[0] if names else "plain"


def _paired(text: str, flat: Flat) -> set[int]:
    """Places of the pair marks that can be kept: both halves there, links not crossing."""
    stack: list[tuple[int, int]] = []
    kept: set[int] = set()
    done: set[int] = set()
    for match in mark.MARK.finditer(text):
        tag_id = int(match["id"])
        if match["alone"] or tag_id in done or not (tag_id in flat.looks or tag_id in flat.links):
            continue
        if not match["close"]:
            if all(opened != tag_id for opened, _ in stack) and not (
                tag_id in flat.links and any(opened in flat.links for opened, _ in stack)
            ):
                stack.append((tag_id, match.start()))
        elif any(opened == tag_id for opened, _ in stack):
            while stack[-1][0] != tag_id:
                stack.pop()
            kept.update((stack.pop()[1], match.start()))
            done.add(tag_id)
    return kept


def _write(holder: etree._Element, text: str, flat: Flat, looks: Sequence[int]) -> None:
    """Append a run with the text in the innermost look."""
    if not text:
        return
    run = etree.SubElement(holder, f"{W}r")
    look = flat.looks[looks[-1]] if looks else flat.base
    if holder.tag == _LINK and not looks:
        look = next((link.find(f"{W}r/{W}rPr") for link in flat.links.values() if link.attrib == holder.attrib), look)
    if look is not None:
        run.append(_foreign(look))
    for index, line in enumerate(text.split("\n")):
        if index:
            etree.SubElement(run, f"{W}br")
        for place, part in enumerate(line.split("\t")):
            if place:
                etree.SubElement(run, f"{W}tab")
            if part:
                written = etree.SubElement(run, f"{W}t")
                written.text = part
                written.set(_XML_SPACE, "preserve")


def _foreign(look: etree._Element) -> etree._Element:
    """Run properties for a translation: the look without the language and East Asian font hints of the source."""
    made = copy.deepcopy(look)
    for child in made.findall(f"{W}lang"):
        made.remove(child)
    for child in made.findall(f"{W}rFonts"):
        child.attrib.pop(f"{W}hint", "")
    return made
