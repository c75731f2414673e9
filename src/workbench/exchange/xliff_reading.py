"""XLIFF in: 1.x and 2.x, streamed, with what other tools put into it.

- Units come with their status and origin as far as the file tells; a unit without a target is `Skipped`.
- Where a 1.x unit is segmented (`mrk mtype="seg"` with the same ids on both sides), each segment is a unit of its own.
- Inline codes become tag marks, the same on both sides; what stands inside codes is not text.
- Declared entities are refused, nothing outside the file is read, damage is named by line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from workbench.errors import InterchangeError
from workbench.exchange import Skipped
from workbench.exchange.opening import Source, name_of, opened, utf8_chunks
from workbench.language.codes import canonical, nearness
from workbench.model import Origin, Status, Unit
from workbench.text import tags
from workbench.text.normal import nfc

if TYPE_CHECKING:
    from lxml.etree import _Element

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_STATES = {
    "new": Status.UNTRANSLATED,
    "initial": Status.UNTRANSLATED,
    "needs-translation": Status.UNTRANSLATED,
    "needs-review-translation": Status.EDITED,
    "needs-l10n": Status.EDITED,
    "needs-adaptation": Status.EDITED,
    "needs-review-l10n": Status.EDITED,
    "needs-review-adaptation": Status.EDITED,
    "translated": Status.CONFIRMED,
    "final": Status.REVIEWED,
    "signed-off": Status.REVIEWED,
    "reviewed": Status.REVIEWED,
}
_ORIGINS = {
    "mt-suggestion": Origin.MT,
    "id-match": Origin.CONTEXT,
    "exact-match": Origin.EXACT,
    "leveraged-inherited": Origin.EXACT,
    "fuzzy-match": Origin.FUZZY,
    "leveraged-mt": Origin.MT,
    "leveraged-tm": Origin.EXACT,
}
_PAIRED = frozenset(("g", "pc"))
_OPENING = frozenset(("bpt", "bx", "sc"))
_CLOSING = frozenset(("ept", "ex", "ec"))
_ALONE = frozenset(("x", "ph", "it", "cp", "ut"))


def read(source: Source, source_language: str = "", target_language: str = "") -> Reader:
    """The translated units of an XLIFF file, and in place of each other one, why it is left out.

    Args:
        source: A path or a binary stream.
        source_language: The language its source must be in; any where empty.
        target_language: The language its target must be in; any where empty.

    Raises (while it is read):
        InterchangeError: No XLIFF, damaged, hostile, or not readable.
    """
    return Reader(source, source_language, target_language)


class Reader(Iterator[Unit | Skipped]):
    """An XLIFF file being read. A unit's `properties["id"]` is its id in the file.

    Attributes:
        count: Units (2.x: segments) seen so far.
        languages: Source and target languages of the file parts seen so far.
    """

    def __init__(self, source: Source, source_language: str, target_language: str) -> None:
        self.count = 0
        self.languages: list[str] = []
        self._asked = canonical(source_language), canonical(target_language)
        self._file = ("", "", "")
        self._name = name_of(source)
        self._items = self._read(source)

    def __next__(self) -> Unit | Skipped:
        return next(self._items)

    def _read(self, source: Source) -> Iterator[Unit | Skipped]:
        from lxml import etree

        parser = etree.XMLPullParser(
            events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8"
        )
        root: _Element | None = None
        with opened(source) as stream:
            try:
                for chunk in utf8_chunks(stream, self._name):
                    parser.feed(chunk)
                    for event, found in parser.read_events():
                        element = cast("_Element", found)
                        if root is None:
                            root = element
                            self._check_root(root)
                        yield from self._event(event, element)
                parser.close()
            except etree.XMLSyntaxError as error:
                reason = str(error.msg).partition(", line")[0]
                raise InterchangeError(f"the XML is damaged ({reason})", path=self._name, line=error.lineno) from error

    def _check_root(self, root: _Element) -> None:
        if _local(root) != "xliff":
            raise InterchangeError(f"not an XLIFF file: its root is <{_local(root)}>", path=self._name, line=1)
        declared: Any = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            raise InterchangeError(
                "declares entities, which no XLIFF file needs", path=self._name, line=1, hint="the file is not read"
            )
        self._note_languages(root.get("srcLang", ""), root.get("trgLang", ""), "")

    def _event(self, event: str, element: _Element) -> Iterator[Unit | Skipped]:
        name = _local(element)
        if event == "start":
            if name == "file":
                self._note_languages(
                    element.get("source-language") or self._file[0],
                    element.get("target-language") or self._file[1],
                    element.get("original", ""),
                )
        elif name == "trans-unit":
            self.count += 1
            yield from self._version_1(element)
            _free(element)
        elif name == "unit":
            yield from self._version_2(element)
            _free(element)

    def _note_languages(self, source: str, target: str, document: str) -> None:
        self._file = (source, target, document)
        for code in (source, target):
            if code and code not in self.languages:
                self.languages.append(code)

    def _version_1(self, element: _Element) -> Iterator[Unit | Skipped]:
        source, target = _child(element, "source"), _child(element, "target")
        notes = [_text(note) for note in element if _local(note) == "note"]
        status, origin = _state_1(element, target)
        pairs = _segmented(_child(element, "seg-source"), target)
        found = _Found(_line(element), element.get("id", ""), status, origin, "\n".join(notes))
        for one, other in pairs:
            yield self._unit(found, one, other, trim=True)
        if not pairs:
            yield self._unit(found, source, target)

    def _version_2(self, element: _Element) -> Iterator[Unit | Skipped]:
        notes = [_text(note) for part in element if _local(part) == "notes" for note in part]
        for segment in element.iter("{*}segment"):
            self.count += 1
            status, origin = _state_2(segment)
            number = segment.get("id") or element.get("id") or ""
            source, target = _child(segment, "source"), _child(segment, "target")
            yield self._unit(_Found(_line(segment), number, status, origin, "\n".join(notes)), source, target)

    def _unit(
        self, found: _Found, source: _Element | None, target: _Element | None, *, trim: bool = False
    ) -> Unit | Skipped:
        languages = [
            canonical(code or (element.get(_LANGUAGE, "") if element is not None else "") or asked)
            for code, element, asked in zip(self._file[:2], (source, target), self._asked, strict=True)
        ]
        for asked, code in zip(self._asked, languages, strict=True):
            if asked and code and not nearness(asked, code):
                return Skipped(found.line, f"in {code}, not in {asked}")
        numbers: dict[str, int] = {}
        texts = [_marked(element, numbers) if element is not None else "" for element in (source, target)]
        for side, text in zip(("source", "target"), texts, strict=True):
            if not tags.strip(text).strip():
                return Skipped(found.line, f"the {side} is empty")
        status = found.status
        if status is Status.UNTRANSLATED:  # so it says; but tools such as OmegaT fill in targets and leave the state
            if texts[0] == texts[1]:
                return Skipped(found.line, "the target is still the source")
            status = Status.EDITED
        if trim:
            texts = [text.strip() for text in texts]
        return Unit(
            languages[0],
            languages[1],
            nfc(texts[0]),
            nfc(texts[1]),
            origin=found.origin,
            status=status,
            document=nfc(self._file[2]),
            note=nfc(found.note),
            properties={"id": found.id} if found.id else {},
        )


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands around the texts of a unit."""

    line: int
    id: str
    status: Status
    origin: str
    note: str


def _state_1(element: _Element, target: _Element | None) -> tuple[Status, str]:
    if element.get("approved") == "yes":
        return Status.REVIEWED, Origin.IMPORT
    if target is None or not target.get("state"):
        return Status.CONFIRMED, Origin.IMPORT
    status = _STATES.get(target.get("state", ""), Status.EDITED)
    qualifier = target.get("state-qualifier", "")
    if status is Status.EDITED and qualifier in _ORIGINS:
        status = Status.DRAFT
    return status, _ORIGINS.get(qualifier, Origin.IMPORT)


def _state_2(segment: _Element) -> tuple[Status, str]:
    state, sub = segment.get("state"), segment.get("subState", "").removeprefix("workbench:")
    if state is None:
        return Status.CONFIRMED, Origin.IMPORT
    status = _STATES.get(state, Status.DRAFT)
    if status is Status.UNTRANSLATED and sub and sub != "edited":
        return Status.DRAFT, sub if sub in set(Origin) else Origin.IMPORT
    return status, Origin.IMPORT


def _segmented(source: _Element | None, target: _Element | None) -> list[tuple[_Element, _Element]]:
    """The segments of a unit as pairs, where both sides have the same ones."""
    sides = [
        {mark.get("mid", ""): mark for mark in side.iter("{*}mrk") if mark.get("mtype") == "seg"}
        for side in (source, target)
        if side is not None
    ]
    if len(sides) < 2 or not sides[0] or sides[0].keys() != sides[1].keys():
        return []
    return [(mark, sides[1][number]) for number, mark in sides[0].items()]


def _marked(element: _Element, numbers: dict[str, int]) -> str:
    """The text of a source or target with its inline codes as tag marks; `numbers` pairs the ids of both sides."""
    parts = [element.text or ""]
    for child in element:
        if not isinstance(child.tag, str):  # comments, entities that were not resolved
            parts.append(child.tail or "")
            continue
        name = _local(child)
        number = _number(child, name, numbers)
        if name in _PAIRED:
            parts += [tags.opening(number), _marked(child, numbers), tags.closing(number)]
        elif name in _OPENING:
            parts.append(tags.opening(number))
        elif name in _CLOSING:
            parts.append(tags.closing(number))
        elif name in _ALONE:
            parts.append(tags.alone(number))
        else:  # mrk, mark-up of other tools: text
            parts.append(_marked(child, numbers))
        parts.append(child.tail or "")
    return "".join(parts)


def _number(element: _Element, name: str, numbers: dict[str, int]) -> int:
    """The number of a code: its own id where that is a number, else the next free one; ends take their beginning's."""
    reference = element.get("rid") or element.get("startRef") or element.get("id") or element.get("i") or ""
    if reference.isdecimal() and len(reference) < 4:
        return int(reference)
    key = reference if reference else f"{name} {len(numbers)}"
    return numbers.setdefault(key, 1000 + len(numbers))


def _line(element: _Element) -> int:
    return cast(int, element.sourceline or 0)


def _text(element: _Element) -> str:
    return "".join(str(part) for part in element.itertext()).strip()


def _child(element: _Element, name: str) -> _Element | None:
    return next((child for child in element if _local(child) == name), None)


def _local(element: _Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _free(element: _Element) -> None:
    """Let go of what has been read, so that the size of the file does not matter."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
