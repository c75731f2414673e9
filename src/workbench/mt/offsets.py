"""Which characters a piece stands for, and which target characters a source range became.

Tokenizers normalise (width, compatibility forms, spaces) and fall back to bytes, so that pieces cannot simply be
searched in the text. Both are walked side by side in NFKC without spaces; where they part, places are proportional.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

_BYTE = re.compile(r"<0x([0-9A-F]{2})>")
_CONTROL = re.compile(r"</?[a-z]\w*>")

Range = tuple[int, int]


def piece_ranges(text: str, pieces: Sequence[str]) -> list[Range]:
    """For each piece the range of the text that it covers; empty ranges for pieces that are nothing but space."""
    letters = [(letter, place) for place, char in enumerate(text) for letter in _folded(char)]
    covered: list[list[int]] = []
    at = 0
    exact = True
    for piece, parts in zip(pieces, _letters(pieces), strict=True):
        places: list[int] = []
        if _CONTROL.fullmatch(piece) and not text.startswith(piece, letters[at][1] if at < len(letters) else len(text)):
            covered.append(places)  # an unknown or control piece leaves no letters in the text
            continue
        for letter in parts:
            if at < len(letters) and letters[at][0] == letter:
                places.append(letters[at][1])
                at += 1
            else:
                exact = False
        # The first byte of a character that was cut into bytes covers it; the other bytes share its place.
        if not parts and _BYTE.fullmatch(piece) and covered and covered[-1]:
            places = [covered[-1][-1]]
        covered.append(places)
    if not exact or at != len(letters):
        return _proportional(len(text), pieces)
    ranges: list[Range] = []
    end = 0
    for places in covered:
        ranges.append((places[0], places[-1] + 1) if places else (end, end))
        end = ranges[-1][1]
    return ranges


@dataclass(frozen=True, slots=True)
class Alignment:
    """A target aligned with its source by the decoder's attention.

    `source` and `target` are the ranges of the pieces; `weights` tells for each target piece how much it looked at each
    source piece, and `best` at which it looked most, and how much (0–1).
    """

    source: tuple[Range, ...]
    target: tuple[Range, ...]
    best: tuple[tuple[int, float], ...]
    weights: Sequence[Sequence[float]] = field(default=(), repr=False)

    def target_pieces(self, start: int, end: int) -> list[int]:
        """The target pieces that look at the source range, as the heaviest run with gaps of at most one piece."""
        wanted = set(self._source_pieces(start, end))
        runs: list[tuple[float, list[int]]] = []
        for place, (looked_at, weight) in enumerate(self.best):
            if looked_at not in wanted or self.target[place][0] == self.target[place][1]:
                continue
            if runs and place - runs[-1][1][-1] <= 2:
                runs[-1] = (runs[-1][0] + weight, [*runs[-1][1], place])
            else:
                runs.append((weight, [place]))
        return max(runs, default=(0.0, []), key=lambda run: run[0])[1]

    def nearest(self, start: int, end: int, first: int = 0) -> int | None:
        """The target piece, from `first` on, that looks at the source range most, though it may look more elsewhere."""
        wanted = self._source_pieces(start, end)
        return max(
            range(first, len(self.weights)),
            key=lambda place: sum(self.weights[place][column] for column in wanted),
            default=None,
        )

    def target_range(self, start: int, end: int) -> Range | None:
        """The target characters that stand for a source range; None where the model looked at it for no word."""
        pieces = self.target_pieces(start, end)
        return (self.target[pieces[0]][0], self.target[pieces[-1]][1]) if pieces else None

    def _source_pieces(self, start: int, end: int) -> list[int]:
        return [
            place for place, (first, last) in enumerate(self.source) if first < end and last > start and first < last
        ]


def align(
    source: str,
    source_pieces: Sequence[str],
    target: str,
    target_pieces: Sequence[str],
    attention: Sequence[Sequence[float]],
) -> Alignment | None:
    """The alignment that an attention matrix (a row for each target piece) stands for; None without one."""
    if not attention or len(attention) < len(target_pieces):
        return None
    weights = [row[: len(source_pieces)] for row in attention[: len(target_pieces)]]
    best = []
    for row in weights:
        place = max(range(len(row)), key=row.__getitem__, default=0)
        best.append((place, float(row[place]) if row else 0.0))
    return Alignment(
        tuple(piece_ranges(source, source_pieces)), tuple(piece_ranges(target, target_pieces)), tuple(best), weights
    )


def _letters(pieces: Sequence[str]) -> list[str]:
    """What each piece adds to the text, folded; a character cut into bytes is added by its last byte's run start."""
    parts: list[str] = []
    pending = bytearray()
    begun = 0
    for place, piece in enumerate(pieces):
        byte = _BYTE.fullmatch(piece)
        if byte is None:
            pending.clear()
            parts.append(_folded(piece.replace("▁", " ")))
            continue
        if not pending:
            begun = place
        pending.append(int(byte[1], 16))
        parts.append("")
        try:
            parts[begun] = _folded(pending.decode("utf-8"))
        except UnicodeDecodeError:
            continue
        pending.clear()
    return parts


@lru_cache(maxsize=16384)
def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _proportional(length: int, pieces: Sequence[str]) -> list[Range]:
    total = sum(len(piece) for piece in pieces) or 1
    ranges = []
    at = 0
    for piece in pieces:
        ranges.append((at * length // total, (at + len(piece)) * length // total))
        at += len(piece)
    return ranges
