"""Document text as the screen shows it: control characters as glyphs, tag marks as compact signs.

`⟦1⟧bold⟦/1⟧` is drawn `‹1bold1›` and a lone mark `‹2›`: two or three cells that cannot be mistaken for text once they are
coloured. Offsets of the document's text are carried over, so that highlights stay where they belong.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from workbench.text import controls, tags


@dataclass(frozen=True, slots=True)
class Shown:
    """A text ready to be drawn, and where its offsets went; `tags` are the ranges of its tag signs."""

    text: str
    tags: tuple[tuple[int, int], ...] = ()
    _from: tuple[int, ...] = (0,)
    _shift: tuple[int, ...] = (0,)

    def at(self, offset: int) -> int:
        """Where an offset of the document's text stands in the shown text; inside a mark: at its sign."""
        run = bisect_right(self._from, offset) - 1
        place = offset + self._shift[run]
        sign = self.tags[run][0] if run < len(self.tags) else place
        return min(place, sign) if run < len(self.tags) else place


def shown(text: str) -> Shown:
    """The text as it is drawn."""
    text = controls.shown(text)
    if "⟦" not in text:
        return Shown(text)
    parts: list[str] = []
    ranges: list[tuple[int, int]] = []
    starts, shifts = [0], [0]
    length = end = 0
    for mark in tags.MARK.finditer(text):
        parts.append(text[end : mark.start()])
        length += mark.start() - end
        sign = f"‹{mark['id']}›" if mark["alone"] else f"{mark['id']}›" if mark["close"] else f"‹{mark['id']}"
        parts.append(sign)
        ranges.append((length, length + len(sign)))
        length += len(sign)
        end = mark.end()
        starts.append(end)
        shifts.append(length - end)
    parts.append(text[end:])
    return Shown("".join(parts), tuple(ranges), tuple(starts), tuple(shifts))
