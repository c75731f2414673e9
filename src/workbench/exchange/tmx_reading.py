"""TMX in: versions 1.1 to 1.4b, streamed, whatever a tool has made of them.

- The two languages asked for are chosen from each unit: the same code before the bare language, that before another region.
  Several targets of the chosen code are several units. `lang` counts where `xml:lang` is missing.
- Inline codes are left out with their content; highlighted text (`hi`) stays. With `marks`, codes become tag marks.
- A unit that cannot be used is yielded as `Skipped` in its place, with line and reason.
- A damaged file ends with an error that says where; with `salvage`, what stands before and after the damage is read.
- Files that declare entities, nest absurdly or swell when unpacked are refused: no TMX needs that. Nothing outside the file
  is ever read.
- Properties that are fields of a unit go into them: ours (`x-status` …), OmegaT's (`file`, `prev`, `next`), memoQ's contexts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from workbench.exchange import Skipped
from workbench.exchange.opening import Source, name_of, opened, utf8_chunks
from workbench.exchange.tmx_parsing import Parser, Variant, segment_text
from workbench.language.codes import canonical, nearness
from workbench.model import Origin, Status, Unit
from workbench.text.normal import nfc

_CODES = 1_000
"""Language codes, and combinations of them, that a file may have before we stop keeping them."""
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z")


def read(
    source: Source, source_language: str, target_language: str, *, salvage: bool = False, marks: bool = False
) -> Reader:
    """The units of a TMX file in two languages, and in place of each that cannot be used, why.

    Args:
        source: A path or a binary stream; gzip and zip are unpacked.
        source_language: The language to take as source, whatever the file calls its source.
        target_language: The language to take as target.
        salvage: Read what stands before and after damage, instead of raising.
        marks: Keep inline codes as tag marks.

    Raises (while it is read):
        InterchangeError: No TMX, damaged, hostile, or not readable.
    """
    return Reader(source, source_language, target_language, salvage=salvage, marks=marks)


def check(source: Source) -> int:
    """Read a file through without making anything of it; returns its number of units (`tu`).

    An import does this first, so that a damaged file changes nothing.

    Raises:
        InterchangeError: As `read` does.
    """
    name = name_of(source)
    parser = Parser(name, lambda *_: None, lambda _: None, salvage=False, marks=False)
    with opened(source) as stream:
        for chunk in utf8_chunks(stream, name):
            if failure := parser.feed(chunk):
                raise failure
        if failure := parser.end():
            raise failure
    return parser.count


class Reader(Iterator[Unit | Skipped]):
    """A TMX file being read.

    Attributes:
        count: Units (`tu`) seen so far.
        languages: Codes seen so far, as the file writes them.
        bytes_read: How far the reader has come in the unpacked file.
    """

    def __init__(
        self, source: Source, source_language: str, target_language: str, *, salvage: bool, marks: bool
    ) -> None:
        self.bytes_read = 0
        self._name = name_of(source)
        self._asked = canonical(source_language), canonical(target_language)
        self._salvage = salvage
        self._choices: dict[tuple[str, ...], tuple[int | None, list[int]]] = {}
        self._near: dict[str, tuple[int, int]] = {}
        self._done: list[Unit | Skipped] = []
        self._parser = Parser(self._name, self._make, self._done.append, salvage=salvage, marks=marks)
        self._items = self._read(source)

    @property
    def count(self) -> int:
        return self._parser.count

    @property
    def languages(self) -> list[str]:
        return list(self._near)

    def __next__(self) -> Unit | Skipped:
        return next(self._items)

    def _read(self, source: Source) -> Iterator[Unit | Skipped]:
        with opened(source) as stream:
            for chunk in utf8_chunks(stream, self._name, salvage=self._salvage):
                self.bytes_read += len(chunk)
                failure = self._parser.feed(chunk)
                yield from self._given()
                if failure:
                    raise failure
            failure = self._parser.end()
            yield from self._given()
            if failure:
                raise failure

    def _given(self) -> list[Unit | Skipped]:
        done = self._done.copy()
        self._done.clear()
        return done

    def _make(
        self,
        line: int,
        attributes: dict[str, str],
        variants: list[Variant],
        properties: dict[str, str],
        notes: list[str],
    ) -> None:
        """Make units of a `tu`."""
        codes = (variants[0][0], variants[1][0]) if len(variants) == 2 else tuple([variant[0] for variant in variants])
        choice = self._choices.get(codes)
        if choice is None:
            if len(self._choices) > _CODES:
                self._choices.clear()
            choice = self._choices[codes] = self._choose(codes)
        source, targets = choice
        if source is None or not targets:
            which = self._asked[0] if source is None else self._asked[1]
            self._done.append(Skipped(line, f"no text in {which}"))
        elif not variants[source][1].strip():
            self._done.append(Skipped(line, "the source is empty"))
        elif len(targets) == 1 and variants[targets[0]][1].strip():
            self._done.append(_unit(attributes, variants[source], variants[targets[0]], properties, notes))
        else:
            full = [variants[target] for target in targets if variants[target][1].strip()]
            for target in full:
                self._done.append(_unit(attributes, variants[source], target, properties.copy(), notes))
            if not full:
                self._done.append(Skipped(line, "the target is empty"))

    def _choose(self, codes: tuple[str, ...]) -> tuple[int | None, list[int]]:
        """Which of a unit's variants are the source and the targets: those whose codes are nearest to the two asked for.

        Units of one file are alike, so the answer is kept for the codes.
        """
        nears = [self._nearness(code) for code in codes]
        best = 0
        source: int | None = next((place for place, near in enumerate(nears) if near[0]), None)
        targets: list[int] = []
        for place, (near, _) in enumerate(nears):
            for other, (_, far) in enumerate(nears):
                if not near or not far or other == place:
                    continue
                value = 4 * (near + far) + far
                if value > best:
                    best, source, targets = value, place, [other]
                elif value == best and place == source and codes[other] == codes[targets[0]]:
                    targets.append(other)
        return source, targets

    def _nearness(self, code: str) -> tuple[int, int]:
        found = self._near.get(code)
        if found is None:
            found = nearness(self._asked[0], code), nearness(self._asked[1], code)
            if code and len(self._near) < _CODES:
                self._near[code] = found
        return found


def _unit(
    attributes: dict[str, str], source: Variant, target: Variant, properties: dict[str, str], notes: list[str]
) -> Unit:
    document = previous = following = score = ""
    origin: str = Origin.IMPORT
    status: str = Status.CONFIRMED
    if properties:
        take = properties.pop
        origin = take("x-origin", origin)
        status = take("x-status", status)
        document = nfc(take("x-document", "") or take("file", ""))
        previous = _context(take("x-context-pre", "") or take("prev", ""))
        following = _context(take("x-context-post", "") or take("next", ""))
        score = take("x-score", "")
    uses = attributes.get("usagecount", "")
    theirs = target[2]
    creator = attributes.get("creationid") or theirs.get("creationid", "")
    author = attributes.get("changeid") or theirs.get("changeid") or creator
    created = _date(attributes.get("creationdate") or theirs.get("creationdate", ""))
    return Unit(
        canonical(source[0]),
        canonical(target[0]),
        nfc(source[1]),
        nfc(target[1]),
        origin,
        status,
        document,
        previous,
        following,
        author,
        "" if creator == author else creator,
        created,
        _date(attributes.get("changedate") or theirs.get("changedate", "")) or created,
        nfc("\n".join(notes)) if notes else "",
        _number(score, 100) if score else None,
        properties,
        uses=_number(uses, 1 << 30) or 0 if uses else 0,
    )


def _context(text: str) -> str:
    """A neighbour's text; memoQ gives it as a whole `seg`, markup and all."""
    return nfc(segment_text(text) if text.startswith("<seg") else text)


def _number(text: str, largest: int) -> int | None:
    return min(largest, int(text)) if text.isdecimal() and len(text) < 10 else None


@lru_cache(maxsize=4096)
def _date(text: str) -> str:
    """The date as TMX wants it; an unreadable one is none."""
    match = _DATE.fullmatch(text)
    return "{}{}{}T{}{}{}Z".format(*match.groups()) if match else ""
