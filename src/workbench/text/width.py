"""How many terminal cells text takes, by code point.

The tables are rich's (Unicode 17), because what draws the screen must also be what measures it. Widths are kept per code
point so that wrapping, highlighting and the caret work on the same offsets as everything else in the workbench. Characters
of East Asian width "ambiguous" count 1; a terminal that draws them 2 wide is found by the probe of `workbench doctor`.
"""

from __future__ import annotations

from rich.cells import cell_len, get_character_cell_size, split_graphemes

from workbench.text import controls

_JOINERS = ("\u200d", "\ufe0f")


class _Widths(dict[str, int]):
    """Cells of a character, looked up once."""

    def __missing__(self, character: str) -> int:
        width = self[character] = get_character_cell_size(character)
        return width


_WIDTH = _Widths()


def cells(text: str) -> int:
    """The cells a text takes on one line."""
    return cell_len(text)


def widths(text: str) -> list[int]:
    """The cells of every code point; in a joined cluster (emoji sequences) the first has them all."""
    if not any(joiner in text for joiner in _JOINERS):
        return [_WIDTH[character] for character in text]
    found = [0] * len(text)
    for start, _, width in split_graphemes(text)[0]:
        found[start] = width
    return found


def pad(text: str, width: int) -> str:
    """The text, cut or filled with spaces to exactly `width` cells; a wide character is never halved."""
    taken = cells(text)
    if taken <= width:
        return text + " " * (width - taken)
    kept, room = 0, width
    for cell in widths(text):
        if cell > room:
            break
        room -= cell
        kept += 1
    return text[:kept] + " " * room


def shorten(text: str, width: int) -> str:
    """The text as it may be drawn, on one line of at most `width` cells, with `…` where it was cut."""
    line = " ".join(controls.shown(text).split("\n"))
    return line if cells(line) <= width else f"{pad(line, max(0, width - 1)).rstrip()}…"
