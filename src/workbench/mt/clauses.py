"""Cutting a source that is too long for the model into clauses, and joining their drafts again.

Models were trained on sentences; past some 150 pieces they drop or repeat whole clauses. A cut is made where a clause
ends, nearest to the middle, outside brackets and quotations and never inside a glossary term, until every part is short
enough; a text without any border is cut in the middle rather than lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from workbench.mt.offsets import Range

# The best borders first: sentence ends, strong marks, commas, Korean clause endings, any space or Japanese particle.
_BORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"[.!?。！？][’”\"』」)）]*\s+|[。！？][』」）]*(?=.)",
        r"[;:；：]\s*|\s+[—–―]+\s*",
        r"、|，|,\s+",
        r"(?<=[가-힣](?:고|며|만|서|데|나|니|로|록|자|면))\s+",
        r"\s+|(?<=[をにがはでへと])(?=[一-龯ァ-ヶ])",
    )
)
_OPENING, _CLOSING = "([{（［〈《「『【“‘", ")]}）］〉》」』】”’"
_STOPS = re.compile(r"[.!?。！？][’”\"』」)）]*\s*$")
_CAPITALIZED = re.compile(r"[A-Z][a-z]+(?![\w'’-])")
_COMMON_STARTS = re.compile(
    r"(?:An?|The|Th(?:is|at|ese|ose|ere)|Its?|He|She|They|We|You|In|On|At|By|For|From|With|As|And|But|Or|So|If|While|When"
    r"|Because|Since|Although|However|Therefore|To|Of)\b"
)


def cut(text: str, fits: Callable[[str], bool], whole: Sequence[Range] = ()) -> list[Range]:
    """Ranges that cover the text in order, each of which `fits` where a border allows it.

    Args:
        text: The source.
        fits: Whether a part is short enough for the model.
        whole: Ranges that must not be cut (glossary terms).
    """
    return _cut(text, 0, len(text), fits, whole)


def join(parts: Sequence[tuple[str, str]], is_common: Callable[[str], bool] = lambda word: False) -> str:
    """One draft of the (source part, draft) pairs of a segment.

    A model ends every part with a full stop and begins it with a capital; inside the sentence both are taken back, the
    capital where the word is a function word of English or `is_common` says of it that it is no name.
    """
    joined = ""
    ended = True
    for place, (source, draft) in enumerate(parts):
        text = draft.strip()
        if not text:
            continue
        word = _CAPITALIZED.match(text)
        if not ended and word and (_COMMON_STARTS.match(text) or is_common(word.group())):
            text = text[0].lower() + text[1:]
        last = place == len(parts) - 1
        ended = bool(_STOPS.search(source))
        if not last and not ended:
            text = text.rstrip(".。 ")
            text = text if text.endswith((",", ";", ":", "—")) else f"{text},"
        joined = f"{joined} {text}".strip()
    return joined


def _cut(text: str, start: int, end: int, fits: Callable[[str], bool], whole: Sequence[Range]) -> list[Range]:
    if fits(text[start:end]):
        return [(start, end)]
    border = _border(text, start, end, whole) or _middle(start, end, whole)
    if border is None:
        return [(start, end)]
    return [*_cut(text, start, border, fits, whole), *_cut(text, border, end, fits, whole)]


def _border(text: str, start: int, end: int, whole: Sequence[Range]) -> int | None:
    length = end - start
    depths = _depths(text, start, end)
    for pattern in _BORDERS:
        places = [
            match.end()
            for match in pattern.finditer(text, start, end)
            if start < match.end() < end
            and start + length // 5 <= match.end() <= end - length // 5
            and not any(first < match.end() < last for first, last in whole)
        ]
        outside = [place for place in places if depths[place - start] == 0]
        if outside:
            return min(outside, key=lambda place: abs(place - start - length / 2))
    return None


def _middle(start: int, end: int, whole: Sequence[Range]) -> int | None:
    """The place nearest the middle that cuts no term: for what has no border at all, lest the model drop its end."""
    places = [place for place in range(start + 1, end) if not any(first < place < last for first, last in whole)]
    return min(places, key=lambda place: abs(2 * place - start - end), default=None)


def _depths(text: str, start: int, end: int) -> list[int]:
    depth, depths = 0, [0]
    for char in text[start:end]:
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        depths.append(depth)
    return depths
