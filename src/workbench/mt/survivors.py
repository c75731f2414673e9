"""What must survive translation untouched: tag marks, footnote digits, URLs, e-mail addresses.

They are lifted out of the source before decoding, because models drop, translate or mangle them, and put back into the
draft afterwards: at its edges if they stood there, else where the decoder's attention says that the word beside them
went, else in proportion. A place that is only a guess is a finding; nothing is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from workbench.model import Finding
from workbench.mt.offsets import Alignment, Range
from workbench.text import tags

_HELD = re.compile(
    rf"(?P<mark>{tags.MARK.pattern.replace('?P<', '?P<mark_')})"
    r"|(?P<token>(?:[(（]\s?)?(?:https?://|www\.)[^\s⟦⟧（）()「」『』、。<>\"“”]+(?<![.,;:!?])(?:\s?[)）])?"
    r"|[(（]?[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}[)）]?)"
    r"|(?P<digit>[⁰¹²³⁴-⁹]+[⁾)]?)"
)
_EDGE = re.compile(r"[\s.,;:!?。、，．！？…」』）)\]”’\"']*")
_WORD_CHARS = re.compile(r"[\w'’-]")


@dataclass(frozen=True, slots=True)
class Held:
    """One thing taken out: its text and its place in what remains.

    `kind` is `open`, `close`, `alone` (tag marks), `digit` or `token`; `id` joins the two marks of a pair.
    """

    text: str
    at: int
    kind: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Lifted:
    """A source without what must survive, and what that was.

    `cuts` are the ranges taken out of the source, with the offset in `text` where each was.
    """

    text: str
    held: tuple[Held, ...]
    cuts: tuple[tuple[Range, int], ...]

    def offset(self, source_offset: int) -> int:
        """The offset in `text` of an offset in the source."""
        removed = 0
        for (start, end), at in self.cuts:
            if source_offset <= start:
                break
            if source_offset < end:
                return at
            removed += end - start
        return source_offset - removed

    def part(self, start: int, end: int) -> Lifted:
        """The lifted source of a range of `text`; what was held at a border belongs to the part before it."""
        inside = [
            replace(held, at=held.at - start) for held in self.held if start < held.at <= end or (held.at == start == 0)
        ]
        return Lifted(self.text[start:end], tuple(inside), ())


def lift(source: str) -> Lifted:
    """The source as the model shall see it, and what was taken out."""
    parts: list[str] = []
    held: list[Held] = []
    cuts: list[tuple[Range, int]] = []
    length = at = 0
    for match in _HELD.finditer(source):
        start, end = match.span()
        text = match.group()
        if match["token"]:
            text, start, end = _trim(source, start, end)
        parts.append(source[at:start])
        length += start - at
        # A space on either side of what is taken out would become two; at the beginning it comes back with the mark.
        if end < len(source) and source[end] == " " and (length == 0 or source[start - 1].isspace()):
            end += 1
            text += " " * (length == 0)
        held.append(Held(text, length, *_kind(match)))
        cuts.append(((start, end), length))
        at = end
    if not held:
        return Lifted(source, (), ())
    parts.append(source[at:])
    return Lifted("".join(parts), tuple(held), tuple(cuts))


def restore(
    lifted: Lifted, target: str, alignment: Alignment | None = None, *, after: int = 0
) -> tuple[str, tuple[Finding, ...]]:
    """The draft with everything held back in its place, and a finding for each place that is a guess.

    Nothing is put before the offset `after` (what an editor has already typed).
    """
    if not lifted.held:
        return target, ()
    if not lifted.text.strip(" \t"):
        return "".join(held.text for held in lifted.held), ()
    placer = _Placer(lifted.text, target, alignment)
    places: list[tuple[int, int, Held]] = []
    guessed: list[Held] = []
    pairs = _pairs(lifted.held)
    limits: list[tuple[Range, Range]] = []
    for order, held in enumerate(lifted.held):
        if order in pairs.values():
            continue
        if order in pairs:
            closing = lifted.held[pairs[order]]
            (start, end), sure = placer.pair(held.at, closing.at)
            start, end = _nest((held.at, closing.at), (start, end), limits)
            limits.append(((held.at, closing.at), (start, end)))
            places += [(start, order, held), (end, pairs[order], closing)]
        else:
            place, sure = placer.single(held)
            places.append((place, order, held))
        if not sure:
            guessed.append(held)
    text = _insert(target, [(max(place, after), order, held) for place, order, held in places])
    return text, tuple(_finding(held, text) for held in guessed)


def over_marks(findings: Iterable[Finding], text: str) -> tuple[Finding, ...]:
    """Findings about a text without its tag marks, with their offsets in the text with them."""
    marks = [match.span() for match in tags.MARK.finditer(text)]
    if not marks:
        return tuple(findings)

    def place(offset: int) -> int:
        for start, end in marks:
            if start > offset:
                break
            offset += end - start
        return offset

    return tuple(
        replace(found, start=place(found.start), end=place(found.end)) if found.end else found for found in findings
    )


class _Placer:
    """Where in the target a place of the source went."""

    def __init__(self, source: str, target: str, alignment: Alignment | None) -> None:
        self.source, self.target, self.alignment = source, target, alignment

    def single(self, held: Held) -> tuple[int, bool]:
        """The target offset for a lone thing, and whether that is more than a guess."""
        edge = self._edge(held.at)
        if edge is not None:
            return edge, True
        word = _word_before(self.source, held.at)
        found = self.alignment.target_range(*word) if self.alignment else None
        if found:
            return self._word_end(found[1]), True
        return self._proportional(held.at), False

    def pair(self, start: int, end: int) -> tuple[Range, bool]:
        """The target range for what a pair of marks encloses, and whether that is more than a guess."""
        first, last = self._edge(start), self._edge(end)
        if first == 0 and last is not None:
            return (0, last), True
        found = self.alignment.target_range(start, end) if self.alignment and start < end else None
        if found:
            return (self._word_start(found[0]), self._word_end(found[1])), True
        low = self._proportional(start) if first is None else first
        high = self._proportional(end) if last is None else last
        return (low, max(low, high)), False

    def _edge(self, at: int) -> int | None:
        """The target's edge for a place at the source's edge; before its closing punctuation if it stood there."""
        if not self.source[:at].strip():
            return 0
        rest = self.source[at:]
        if _EDGE.fullmatch(rest):
            if not rest.strip():
                return len(self.target.rstrip())
            tail = re.search(r"[.,;:!?…)\]”’\"']*\s*$", self.target)
            return tail.start() if tail else len(self.target)
        return None

    def _proportional(self, at: int) -> int:
        place = round(at / max(1, len(self.source)) * len(self.target))
        return self._word_end(place)

    def _word_end(self, place: int) -> int:
        while place < len(self.target) and place > 0 and _WORD_CHARS.match(self.target[place]):
            if not _WORD_CHARS.match(self.target[place - 1]):
                break
            place += 1
        return place

    def _word_start(self, place: int) -> int:
        while place < len(self.target) and self.target[place].isspace():
            place += 1
        while place > 0 and _WORD_CHARS.match(self.target[place - 1]):
            place -= 1
        return place


def _trim(source: str, start: int, end: int) -> tuple[str, int, int]:
    """A URL or address with both of its brackets, or with neither."""
    text = source[start:end]
    if text[0] in "(（" and text[-1] in ")）":
        return text, start, end
    if text[0] in "(（":
        start += 1 + (len(text) > 1 and text[1].isspace())
    if text[-1] in ")）":
        end -= 1
    stripped = source[start:end].rstrip()
    return stripped, start, start + len(stripped)


def _kind(match: re.Match[str]) -> tuple[str, str]:
    if match["token"]:
        return "token", ""
    if match["digit"]:
        return "digit", ""
    if match["mark_alone"]:
        return "alone", match["mark_id"]
    return ("close" if match["mark_close"] else "open"), match["mark_id"]


def _pairs(held: Sequence[Held]) -> dict[int, int]:
    """Index of each opening mark to that of its closing mark."""
    pairs: dict[int, int] = {}
    opened: dict[str, int] = {}
    for order, item in enumerate(held):
        if item.kind == "open":
            opened[item.id] = order
        elif item.kind == "close" and item.id in opened:
            pairs[opened.pop(item.id)] = order
    return pairs


def _nest(source: Range, target: Range, before: Sequence[tuple[Range, Range]]) -> Range:
    """The target range made to nest as the source range does: inside its parents, beside its siblings."""
    start, end = target
    for (first, last), (low, high) in before:
        if first <= source[0] and source[1] <= last:  # a parent
            start, end = min(max(start, low), high), min(max(end, low), high)
        elif start < high and low < end:  # a sibling that overlaps
            if low <= start:
                start, end = high, max(high, end)
            else:
                end = low
    return start, max(start, end)


def _insert(target: str, places: Sequence[tuple[int, int, Held]]) -> str:
    """The target with everything inserted; at one place the order of the source decides."""
    parts = []
    at = 0
    for place, _, held in sorted(places, key=lambda item: (item[0], item[1])):
        before = target[at:place]
        parts.append(before)
        at = place
        if held.kind != "token":
            parts.append(held.text)
            continue
        so_far = "".join(parts)
        parts.append(f"{'' if not so_far or so_far[-1].isspace() else ' '}{held.text}")
        if place < len(target) and not target[place].isspace() and target[place] not in ".,;:!?)]”’":
            parts.append(" ")
    parts.append(target[at:])
    return "".join(parts)


def _word_before(source: str, at: int) -> Range:
    """The word that ends at (or next before) an offset; of a text without spaces its last few characters."""
    end = at
    while end > 0 and (source[end - 1].isspace() or source[end - 1] in ",.、。，）)」』”’"):
        end -= 1
    start = end
    while start > 0 and end - start < 8 and not source[start - 1].isspace() and source[start - 1] not in "、。，（「『":
        start -= 1
    return (start, end) if start < end else (0, max(1, at))


def _finding(held: Held, text: str) -> Finding:
    start = text.find(held.text)
    what = {"token": held.text, "digit": f"footnote digit {held.text}"}.get(held.kind, f"tag {held.text}")
    return Finding(
        "tags",
        "warning",
        f"{what} was put here by proportion; see whether it stands beside the right word",
        start=max(0, start),
        end=max(0, start) + len(held.text),
    )
