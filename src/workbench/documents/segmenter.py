"""Where sentences end: offsets over a block's text, which is never altered.

Three things that a table of rules cannot say make the difference on policy papers. Quotation marks and brackets are
matched in pairs, and nothing ends inside a pair, so that a quotation of two sentences stays with the sentence it stands
in. A closing mark followed by と or 라고 goes on. Marks behind the stop (」 ¹ [3]) belong to the left. Everything else is
the table of `rules`. One pass over the text, linear in its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

import regex

from workbench.documents.rules import DEFAULT, NOMINAL, Rules, continuing, protecting
from workbench.errors import UsageError
from workbench.model import Block, BlockKind, Span
from workbench.text import overlay, tags

WHOLE = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.TOC, BlockKind.CAPTION})
"""Kinds that an editor expects as one segment, whatever marks stand in them."""

_PAIRS = {
    "「": "」", "『": "』", "（": "）", "(": ")", "“": "”", "‘": "’", "[": "]", "【": "】", "〈": "〉", "《": "》", "〔": "〕",
}  # fmt: skip
_CLOSING = frozenset(_PAIRS.values())
_QUOTES = frozenset("「『“\"‘'")
_SUPERSCRIPTS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰")
_STRONG = frozenset("。．？！｡")
_BRACKETS = regex.compile(r"[「」『』（）()“”‘’\[\]【】〈〉《》〔〕\"]")
_SINGLE = regex.compile(r"(?<![\p{L}\d])'(?=\S)[^'\n]{1,200}'(?![A-Za-z\d])")
_STOPS = regex.compile(r"[。．？！｡?!.…‥]+")
_STOPS_OR_CLOSED = regex.compile(r"[。．？！｡?!.…‥]+|[」』”](?=\s)")
_NUMBER_MARK = regex.compile(r"\[\d{1,3}\]|\d{1,2}\)(?=\s|$)")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー「『(（“\"〈《【]")
_BEFORE_STOP = frozenset("%％)]）」』’”\"'℃°*")
_KOREAN_END = regex.compile(r"(?<=[가-힣](?:[다요까죠]|[함임음됨]))")
_PARAGRAPH = regex.compile(r"(?<![ \t\u3000])[ \t\u3000]*(?:\r\n|[\n\r\f])[ \t\u3000]*(?=[\n\r\f])")
_NOMINAL = regex.compile(NOMINAL)
_LOST_BREAK = 15
"""Code points that a quotation must have to be taken for a paragraph of its own before a stray space."""


def segment(block: Block, language: str, rules: Rules | None = None) -> list[Span]:
    """The segments of a block as spans over its `source`, in order and trimmed of white space.

    Furniture has none; a heading, title, caption or table-of-contents entry is one.

    Args:
        block: The block.
        language: BCP 47 code of its language.
        rules: The user's rules.
    """
    if block.kind is BlockKind.FURNITURE:
        return []
    seen = overlay.view(block.source, block.edits)
    text = seen.text
    places: list[int] = []
    if block.kind not in WHOLE:
        plain, runs = _without_tags(text)
        places = [_behind_marks(text, _to_tagged(cut, runs)) for cut in cuts(plain, language, rules)]
    spans = []
    start = 0
    for place in (*places, len(text)):
        left, right = start, place
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        start = place
        if tags.strip(text[left:right]).strip():
            spans.append(Span(seen.to_source(left), seen.to_source(right, end=True)))
        elif spans and right > left:
            spans[-1] = Span(spans[-1].start, seen.to_source(right, end=True))
    return spans


def cuts(text: str, language: str, rules: Rules | None = None) -> list[int]:
    """Offsets in `text` behind which a new sentence begins, ascending, each in 1 … len(text) − 1."""
    rules = rules or DEFAULT
    base = language.split("-")[0]
    found = set(_builtin_cuts(text, base, rules)) if rules.builtin else set()
    if "\n" in text or "\r" in text or "\f" in text:
        found.update(match.start() for match in _PARAGRAPH.finditer(text))
    for place, breaks in _decided(text, base, rules).items():
        (found.add if breaks else found.discard)(place)
    return sorted(place for place in found if 0 < place < len(text))


def _builtin_cuts(text: str, language: str, rules: Rules) -> list[int]:
    japanese = language in ("ja", "zh")
    opener, outer_starts, outer_ends = _pairs(text)
    goes_on = continuing("ja" if japanese else language)
    protected = _Spans(text, protecting(rules))
    found: list[int] = []
    length = len(text)
    first = _skip_space(text, 0)  # where the running sentence begins
    behind = 0  # everything before this place has been dealt with

    def inside(place: int) -> bool:
        pair = bisect_right(outer_starts, place - 1) - 1
        return pair >= 0 and place < outer_ends[pair]

    for match in (_STOPS_OR_CLOSED if japanese else _STOPS).finditer(text):
        start, end = match.span()
        if end <= behind:
            continue
        if text[start] in _CLOSING:
            opened = opener.get(start)
            if (
                opened == first
                and start - first >= _LOST_BREAK
                and not inside(start)
                and goes_on
                and not goes_on.match(text, _skip_space(text, end))
            ):
                found.append(end)
                first = _skip_space(text, end)
            continue
        start = max(start, protected.end_at(start), behind)
        if start >= end:
            continue
        place, closed = _absorb(text, end, opener)
        behind = place
        if place >= length:
            break
        if inside(closed if closed >= 0 else start):
            continue
        opened = opener[closed] if closed >= 0 else -1
        if _ends(text, start, end, place, japanese) and not _carried_on(text, place, opened, first, japanese, goes_on):
            found.append(place)
            first = _skip_space(text, place)
    if rules.nominal and language == "ko":
        found.extend(match.end() for match in _NOMINAL.finditer(text) if not inside(match.end()))
    return found


def _ends(text: str, start: int, end: int, place: int, japanese: bool) -> bool:
    """Whether the stops in `text[start:end]`, with marks up to `place`, can end a sentence."""
    run = text[start:end]
    following = text[place]
    if not _STRONG.isdisjoint(run):
        return True
    asks = "?" in run or "!" in run
    if not following.isspace():
        if japanese and asks:
            return _CJK.match(following) is not None
        return run == "." and place == end and "가" <= following <= "힣" and _KOREAN_END.match(text, start) is not None
    then = _skip_space(text, place)
    if then < len(text) and text[then].islower() and text[then] < "\u0250":
        return False
    if asks:
        return True
    if len(run) > 1 or run in "…‥":
        return _KOREAN_END.match(text, start) is not None
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in _BEFORE_STOP)


def _carried_on(
    text: str, place: int, opened: int, first: int, japanese: bool, goes_on: regex.Pattern[str] | None
) -> bool:
    """Whether the sentence goes on behind a closing mark; `opened` is -1 where none was closed."""
    if opened < 0:
        return False
    if opened > first and (japanese or text[opened] in "(（["):
        return True  # brackets and Japanese quotations inside a sentence do not end it, whatever ends in them
    return goes_on is not None and (japanese or text[opened] in _QUOTES) and goes_on.match(text, place) is not None


def _absorb(text: str, place: int, opener: dict[int, int]) -> tuple[int, int]:
    """The place behind the marks that follow a stop, and the last closing mark of a pair among them (or -1)."""
    closed = -1
    while place < len(text):
        char = text[place]
        if place in opener:
            closed = place
            place += 1
        elif char in _SUPERSCRIPTS or char in _CLOSING:
            place += 1
        elif (char == "[" or char.isdigit()) and (match := _NUMBER_MARK.match(text, place)):
            place = match.end()
        else:
            break
    return place, closed


def _pairs(text: str) -> tuple[dict[int, int], list[int], list[int]]:
    """Matched pairs: closing offset → opening offset, and the outermost ranges as starts and ends.

    Unmatched marks are ignored. A quotation that stands alone at the end of the block is left out: its sentences are
    the block's sentences.
    """
    opener: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    straight: list[int] = []
    for match in _BRACKETS.finditer(text):
        char, place = match.group(), match.start()
        if char == '"':
            straight.append(place)
        elif char in _PAIRS:
            stack.append((_PAIRS[char], place))
            waiting[_PAIRS[char]] += 1
        elif waiting[char]:
            while stack:
                closing, opened = stack.pop()
                waiting[closing] -= 1
                if closing == char:
                    opener[place] = opened
                    break
    if len(straight) % 2 == 0:
        opener.update(zip(straight[1::2], straight[::2], strict=True))
    if "'" in text:
        opener.update((match.end() - 1, match.start()) for match in _SINGLE.finditer(text))
    _leave_standing_alone(text, opener)
    starts: list[int] = []
    ends: list[int] = []
    for opened, closed in sorted((opened, closed) for closed, opened in opener.items()):
        if starts and opened <= ends[-1]:
            ends[-1] = max(ends[-1], closed)
        else:
            starts.append(opened)
            ends.append(closed)
    return opener, starts, ends


def _leave_standing_alone(text: str, opener: dict[int, int]) -> None:
    last = len(text) - 1
    while last >= 0 and (text[last].isspace() or text[last] in _SUPERSCRIPTS or text[last] in "。."):
        last -= 1
    opened = opener.get(last)
    if opened is None or text[opened] not in _QUOTES:
        return
    before = opened - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    if before < 0 or text[before] in "。.?!？！":
        del opener[last]


class _Spans:
    """Spans of a pattern, read forward only as far as they are asked for."""

    def __init__(self, text: str, pattern: regex.Pattern[str]) -> None:
        self._matches = pattern.finditer(text)
        self._start, self._end = -1, -1

    def end_at(self, place: int) -> int:
        """The end of the span that covers `place`, or -1; places must come in ascending order."""
        while self._end <= place:
            match = next(self._matches, None)
            if match is None:
                self._start = self._end = 1 << 62
                break
            self._start, self._end = match.span()
        return self._end if self._start <= place else -1


def _decided(text: str, language: str, rules: Rules) -> dict[int, bool]:
    """The places that the user's rules decide; where two disagree, the first rule wins."""
    decided: dict[int, bool] = {}
    for rule in reversed(rules.rules):
        if rule.language and rule.language.split("-")[0] != language:
            continue
        try:
            for place in _places(text, rule.before, rule.after):
                while place > 0 and text[place - 1].isspace():
                    place -= 1
                decided[place] = rule.breaks
        except TimeoutError as error:
            raise UsageError(
                f"'{rule.before}' takes too long to match", hint="simplify it in [segmentation]"
            ) from error
    return decided


def _places(text: str, before: str, after: str) -> list[int]:
    if not before:
        return [match.start() for match in regex.finditer(after, text, overlapped=True, timeout=5)]
    behind = regex.compile(after) if after else None
    ends = (match.end() for match in regex.finditer(before, text, overlapped=True, timeout=5))
    return [end for end in ends if behind is None or behind.match(text, end)]


def _without_tags(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without tag marks, and its runs as (plain offset, tagged offset)."""
    runs = [(0, 0)]
    if "⟦" not in text:
        return text, runs
    parts: list[str] = []
    at = length = 0
    for match in tags.MARK.finditer(text):
        parts.append(text[at : match.start()])
        length += match.start() - at
        at = match.end()
        runs.append((length, at))
    parts.append(text[at:])
    return "".join(parts), runs


def _to_tagged(place: int, runs: list[tuple[int, int]]) -> int:
    """The earliest tagged offset of a plain offset (before any marks that stand there)."""
    run = bisect_right(runs, (place, -1)) - 1
    plain, tagged = runs[max(run, 0)]
    return tagged + place - plain


def _behind_marks(text: str, place: int) -> int:
    """A cut moved behind the closing tags and footnote references that follow it."""
    while match := tags.MARK.match(text, place):
        if not match["close"] and not match["alone"]:
            break
        place = match.end()
    return place


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
