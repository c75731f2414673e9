"""Compounds that a paper repeats, ranked by termhood (C-value).

C-value (Frantzi, Ananiadou and Mima 2000): log₂ of the number of parts times the frequency, less the mean frequency of
the longer candidates that hold it. Korean parts are eojeols stripped of their endings, Japanese ones the words that a run
of kanji and katakana divides into.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence

from workbench.language import words
from workbench.language.particles import chain_end, is_hangul

Place = tuple[int, int, int]
"""A passage's id, and where in its text."""

MIN_COUNT = 3
_MAX_PARTS = 4
_MOST = 60
_KOREAN_WORD = re.compile(r"[가-힣]+")
_JAPANESE_RUN = re.compile(r"[一-鿿々ァ-ヺー]{3,16}")
_VERBAL = re.compile(
    r"(?:하|되|있|없|않|였|했|됐|시키|이다|것|수|등|및|또|더|매우|그|이|저|때문|위한|위해|대한|대해|따른|따라|관한|통한|통해|한다|된다|인바|실정|경우|자신|오늘|과거|당시|향후|현재|특히|다른|모든|어떤|같은|우리|여기|이런|그런)"
)


def compounds(passages: Sequence[tuple[int, str]], language: str) -> list[tuple[str, int, list[Place]]]:
    """Repeated compounds with a score 0–100 and their places, best first; for other languages than ko and ja none."""
    if language == "ko":
        places = _korean(passages)
    elif language == "ja":
        places = _japanese(passages)
    else:
        return []
    frequent = {parts: found for parts, found in places.items() if len(found) >= MIN_COUNT}
    scored = []
    for parts, found in frequent.items():
        value = _c_value(parts, frequent)
        if value > 0:
            text = (" " if language == "ko" else "").join(parts)
            scored.append((text, value, found))
    scored.sort(key=lambda row: (-row[1], row[0]))
    return [(text, min(50, 20 + round(5 * math.log2(1 + value))), found) for text, value, found in scored[:_MOST]]


def _c_value(parts: tuple[str, ...], frequent: dict[tuple[str, ...], list[Place]]) -> float:
    weight = math.log2(max(1, _length(parts)))
    longer = [
        len(found)
        for other, found in frequent.items()
        if len(other) > len(parts) and any(other[at : at + len(parts)] == parts for at in range(len(other)))
    ]
    count = len(frequent[parts])
    return weight * (count - sum(longer) / len(longer) if longer else count)


def _length(parts: tuple[str, ...]) -> int:
    """How many words the compound has; a written-together one counts by its length."""
    return max(len(parts), len("".join(parts)) // 2)


def _korean(passages: Sequence[tuple[int, str]]) -> dict[tuple[str, ...], list[Place]]:
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for identity, text in passages:
        stretch: list[tuple[str, int, int, bool]] = []
        last = -1
        for match in _KOREAN_WORD.finditer(text):
            if last >= 0 and text[last : match.start()] != " ":
                _gather(identity, stretch, found)
                stretch = []
            noun, is_last = _noun(match.group())
            if noun:
                stretch.append((noun, match.start(), match.start() + len(noun), is_last))
            if not noun or is_last:
                _gather(identity, stretch, found)
                stretch = []
            last = match.end()
        _gather(identity, stretch, found)
    return found


def _gather(
    identity: int, stretch: Sequence[tuple[str, int, int, bool]], found: dict[tuple[str, ...], list[Place]]
) -> None:
    for first in range(len(stretch)):
        for last in range(first, min(len(stretch), first + _MAX_PARTS)):
            parts = tuple(item[0] for item in stretch[first : last + 1])
            if len(parts) > 1 or len(parts[0]) >= 4:
                found[parts].append((identity, stretch[first][1], stretch[last][2]))


def _noun(eojeol: str) -> tuple[str, bool]:
    """The noun of an eojeol and whether an ending closed it; nothing where it is no noun that we can tell."""
    if _VERBAL.match(eojeol):
        return "", True
    listed = words.words("ko")
    ends = [at for at in range(2, len(eojeol) + 1) if chain_end(eojeol, at, eojeol[at - 1]) == len(eojeol)]
    # The longest listed noun, else the shortest one made of listed words, else a long stem in front of an ending.
    at = next((at for at in reversed(ends) if eojeol[:at] in listed), 0)
    at = at or next((at for at in ends if _is_made(eojeol[:at])), 0)
    at = at or next((at for at in ends if 4 <= at < len(eojeol)), 0)
    noun = eojeol[:at]
    return ("", True) if not noun or (at < len(eojeol) and noun.endswith("적")) else (noun, at < len(eojeol))


def _is_made(noun: str) -> bool:
    """Whether known words (and one suffix) make the noun."""
    listed = words.words("ko")
    if noun in listed:
        return True
    if len(noun) > 2 and noun[-1] in words.AFFIXES["ko"] and noun[:-1] in listed:
        return True
    return any(noun[:cut] in listed and _is_made(noun[cut:]) for cut in range(2, len(noun) - 1)) and is_hangul(noun[0])


def _japanese(passages: Sequence[tuple[int, str]]) -> dict[tuple[str, ...], list[Place]]:
    found: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    listed = words.words("ja")
    for identity, text in passages:
        for match in _JAPANESE_RUN.finditer(text):
            run = match.group()
            if run in listed and not listed[run]:
                continue
            found[(run,)].append((identity, match.start(), match.end()))
    return found
