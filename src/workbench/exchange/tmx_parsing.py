"""The XML of TMX files: bytes in, raw units out, and back on one's feet behind damage.

One expat parser, fed in chunks, that keeps nothing but the unit at hand. When salvaging, an error makes a new parser start
at the next `<tu`: the file loses the unit it was damaged in and no other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html.entities import html5
from pyexpat import ErrorString, ExpatError, ParserCreate
from typing import Protocol

from workbench.errors import InterchangeError
from workbench.exchange import Skipped
from workbench.text import tags

DEEPEST = 64
"""Elements inside one another beyond which a file is no translation memory."""
LONGEST = 1_000_000
"""Code points of one text beyond which it is left out."""
LONGEST_TAG = 1 << 22
"""Bytes of one tag or comment beyond which a file is refused."""
LONGEST_ENTITY = 32

_HOLDERS = frozenset(("seg", "prop", "note"))
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_TOO_LONG = f"a text longer than {LONGEST:,} characters"
_PROLOGUE = b"<tmx><body>"
_REFERENCE = re.compile(r"[&%][^#]")
_SEGMENT_TAG = re.compile(r"</?seg\s*/?>")
_UNIT = re.compile(rb"<tu[\s>]")
_UNIT_SPLIT = 3
"""Bytes of a `<tu>` that a chunk may end in the middle of."""


Variant = tuple[str, str, dict[str, str]]
"""Language code, text and attributes of a `tuv`."""


class UnitHandler(Protocol):
    """Takes a `tu` as it stands; notes and properties of its variants are counted as its own."""

    def __call__(
        self,
        line: int,
        attributes: dict[str, str],
        variants: list[Variant],
        properties: dict[str, str],
        notes: list[str],
    ) -> None: ...


class Parser:
    """A TMX file being parsed: whole units go to `unit`, what was left out to `skipped`.

    Attributes:
        count: Units seen so far.
    """

    def __init__(
        self, name: str | None, unit: UnitHandler, skipped: Callable[[Skipped], None], *, salvage: bool, marks: bool
    ) -> None:
        self.count = 0
        self._name = name
        self._unit = unit
        self._skipped = skipped
        self._salvage = salvage
        self._marks = marks
        self._carried = b""
        self._skipping = False
        self._read = self._lines = 0
        self._text: list[str] = []
        self._start(0, 0, b"")

    def feed(self, chunk: bytes) -> InterchangeError | None:
        """Parse a chunk; returns what is wrong with it where nothing is to be salvaged.

        Raises:
            InterchangeError: Hostile, or no TMX.
        """
        chunk = self._carried + chunk
        self._carried = b""
        failure = self._parse(chunk)
        self._read += len(chunk) - len(self._carried)
        self._lines += chunk.count(b"\n") - self._carried.count(b"\n")
        return failure

    def end(self) -> InterchangeError | None:
        """The file is over; returns what is wrong with that."""
        if self._skipping:
            return None
        try:
            self._parser.Parse(b"", True)
        except ExpatError as error:
            failure = self._failure(error)
            if not self._salvage:
                return failure
            self._skipped(Skipped(failure.line or 0, failure.message))
        return None

    def _start(self, base: int, lines: int, prologue: bytes) -> None:
        """A new parser for what begins at byte `base`, behind `lines` whole lines."""
        self._base, self._base_lines = base - len(prologue), lines
        self._parser = ParserCreate("utf-8")
        self._parser.buffer_text = True
        self._parser.buffer_size = 1 << 16
        self._parser.EntityDeclHandler = self._entity
        self._parser.SkippedEntityHandler = self._unknown_entity
        self._oversized = False
        self._connect()
        self._parser.Parse(prologue)

    def _parse(self, chunk: bytes) -> InterchangeError | None:
        at = self._resumed(chunk, 0) if self._skipping else 0
        while not self._skipping:
            try:
                self._parser.Parse(chunk[at:])
            except ExpatError as error:
                failure = self._failure(error)
                if not self._salvage:
                    return failure
                self._skipped(Skipped(failure.line or 0, failure.message))
                damage = self._base + self._parser.ErrorByteIndex - self._read
                at = self._resumed(chunk, max(at + 1, damage))
            else:
                self._guard(len(chunk))
                return None
        return None

    def _resumed(self, chunk: bytes, at: int) -> int:
        """Where in the chunk the next unit begins, with a parser ready for it; else everything is skipped so far."""
        found = _UNIT.search(chunk, at)
        self._skipping = found is None
        if found is None:
            self._carried = chunk[max(at, len(chunk) - _UNIT_SPLIT) :]
            return 0
        start = found.start()
        self._start(self._read + start, self._lines + chunk.count(b"\n", 0, start), _PROLOGUE)
        return start

    def _failure(self, error: ExpatError) -> InterchangeError:
        reason = ErrorString(error.code) or "damaged"
        hint = "" if self._salvage else "--salvage keeps what stands before and after"
        return InterchangeError(f"the XML is damaged ({reason})", path=self._name, line=self._line(), hint=hint)

    def _line(self) -> int:
        return self._base_lines + self._parser.CurrentLineNumber

    def _guard(self, size: int) -> None:
        """Keep a text or a tag without end from filling the memory."""
        if sum(map(len, self._text)) > LONGEST:
            self._oversized = True
            self._text.clear()
        if self._read + size - (self._base + self._parser.CurrentByteIndex) > LONGEST_TAG:
            self._refuse("a single tag of several megabytes")

    def _refuse(self, reason: str) -> None:
        raise InterchangeError(reason, path=self._name, line=self._line(), hint="the file is not read")

    def _connect(self) -> None:
        """Handle the parser's elements.

        These two functions run a dozen times a unit and are most of what an import costs: they are closures over plain
        variables, and text is collected without pause, because turning a handler on and off costs more than clearing.
        """
        parser, marks = self._parser, self._marks
        text = self._text
        collected, clear = "".join, text.clear
        kept: list[str] = []
        depth = in_code = 0
        line = 0
        inside = False
        attributes: dict[str, str] = {}
        variant: dict[str, str] = {}
        variants: list[Variant] = []
        properties: dict[str, str] = {}
        notes: list[str] = []
        property_name: str | None = None
        """None outside a property: tools put whole segments into some, and those are no variants."""

        def opened(name: str, given: dict[str, str]) -> None:
            nonlocal depth, in_code, line, inside, attributes, variant, variants, properties, notes, property_name
            depth += 1
            if name == "seg" or name == "note":
                if property_name is None:
                    clear()
            elif name == "tuv":
                variant = given
            elif name == "prop":
                clear()
                property_name = given.get("type", "")
            elif name == "tu":
                attributes, variants, properties, notes = given, [], {}, []
                line = self._base_lines + parser.CurrentLineNumber
                inside, in_code, property_name = True, 0, None
                kept.clear()
            elif depth > DEEPEST:
                self._refuse(f"elements nested more than {DEEPEST} deep")
            elif name in _CODES:
                if not in_code:
                    kept.append(collected(text))
                    if marks:
                        kept.append(_mark(name, given))
                in_code += 1
            elif depth == 1 and name != "tmx":
                self._refuse(f"not a TMX file: its root is <{name}>")

        def closed(name: str) -> None:
            nonlocal depth, in_code, inside, property_name
            depth -= 1
            if not inside:
                return
            if kept and name in _HOLDERS:
                text.insert(0, collected(kept))
                kept.clear()
            if name == "seg":
                if property_name is None:
                    variants.append((variant.get("xml:lang") or variant.get("lang") or "", collected(text), variant))
            elif name == "tuv":
                pass
            elif name == "prop":
                properties[property_name or ""] = collected(text)
                property_name = None
            elif name == "tu":
                inside = False
                self.count += 1
                if self._oversized:
                    self._oversized = False
                    self._skipped(Skipped(line, _TOO_LONG))
                else:
                    self._unit(line, attributes, variants, properties, notes)
            elif name == "note":
                notes.append(collected(text))
            elif name in _CODES:
                in_code -= 1
                if not in_code:
                    clear()  # what stood inside the code

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.CharacterDataHandler = text.append

    def _entity(self, name: str, parameter: bool, value: str | None, *_: object) -> None:
        """Let short names for characters pass; refuse what could swell, or point outside the file."""
        if parameter or value is None or len(value) > LONGEST_ENTITY or _REFERENCE.search(value):
            self._refuse(f"declares an entity ({name}) that is no character's name")

    def _unknown_entity(self, name: str, _: bool) -> None:
        self._text.append(html5.get(f"{name};", f"&{name};"))


def segment_text(xml: str) -> str:
    """The text of a `seg` that stands as XML inside a property, read as any other; the XML may be damaged."""
    found: list[str] = []

    def unit(
        line: int,
        attributes: dict[str, str],
        variants: list[Variant],
        properties: dict[str, str],
        notes: list[str],
    ) -> None:
        found.extend(text for _, text, _ in variants)

    parser = Parser(None, unit, lambda _: None, salvage=False, marks=False)
    try:
        if not parser.feed(f"<tmx><body><tu>{xml}</tu>".encode("utf-8", "replace")) and found:
            return found[0]
    except InterchangeError:
        pass
    return _SEGMENT_TAG.sub("", xml)


def _mark(name: str, attributes: dict[str, str]) -> str:
    """The tag mark for an inline code; its number is what pairs it: `i`, else `x`."""
    digits = attributes.get("i" if name in ("bpt", "ept") else "x", "")
    number = int(digits) if digits.isdigit() and len(digits) <= 4 else 0
    if name == "bpt":
        return tags.opening(number)
    if name == "ept":
        return tags.closing(number)
    return tags.alone(number)
