"""Where sentences end: offsets over a block's text, which is never altered.

Three things that a table of rules cannot say make the difference on policy papers. Quotation marks and brackets are
matched in pairs, and nothing ends inside a pair, so that a quotation of two sentences stays with the sentence it stands
in. A closing mark followed by と or 라고 goes on. Marks behind the stop (」 ¹ [3]) belong to the left. Everything else is
the table of `rules`. One pass over the text, linear in its length.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

import regex

from workbench.documents.rules import ASKED, DEFAULT, NOMINAL, OPENS, Rules, continuing, protecting
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
_SUPERSCRIPTS = frozenset("¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾")
_STRONG = frozenset("。．？！｡")
_WEAK = frozenset("?!.…‥")
_ASKING = frozenset("?!？！")
_BRACKETS = regex.compile(r"[「」『』（）()“”‘’\[\]【】〈〉《》〔〕\"]")
_SINGLE = regex.compile(r"(?<![\p{L}\d])'(?=\S)[^'\n]{1,200}'(?![A-Za-z\d])")
_SMILE = r"(?:[\p{Emoji_Presentation}♪]|\p{Emoji}\uFE0F)[\uFE0F\u200D\p{Emoji_Modifier}]*|\^\^|:-?\)|[ㅎㅋㅠㅜ]{2,}"
_STOPS = regex.compile(rf"[。．？！｡?!.…‥]+|(?:{_SMILE})+")
_STOPS_OR_CLOSED = regex.compile(rf"[。．？！｡?!.…‥]+|(?:{_SMILE})+|[」』”](?=\s)")
_MARK = regex.compile(
    rf"\[\d{{1,3}}\]|［\d{{1,3}}］|\d{{1,2}}\)(?=\s|$|と)|(?:[※＊*†‡]\d{{1,2}}|[*＊†‡]{{1,3}})(?=\s|$)|(?:{_SMILE})+"
)
"""Footnote marks and pictures, which belong to the sentence before them."""
_PICTURES = regex.compile(rf"(?:{_SMILE})+")
"""The same where the numbers behind a stop are labels of what follows."""
_SOURCE = regex.compile(
    r"\s?[(（](?:(?:주|각주|注|註|脚注|[Nn]ote)\s?\d{1,3}|(?:会場|一同)?(?:笑い?|苦笑|爆笑|拍手)|発言する者[^()（）]{1,10}|(?:일동\s?|좌중\s?)?(?:웃음|박수)|共同|時事|연합뉴스?|뉴시스"
    r"|[^()（）]{1,40}(?:참조|참고|参照)|[^()（）]{0,40}(?:강조는|편집자|필자|引用者|筆者|傍点)[^()（）]{0,12}"
    r"|[^()（）]{0,60}(?:(?<!\d)(?:19|20)\d\d(?!\d)|\bpp?\.\s?\d|\d[쪽頁])[^()（）]{0,40}(?<![다요까\p{Hiragana}]|[다요까]\.|。))[)）]"
    r"|\s?[<〈](?:개정|신설|전문개정|본조신설|단서|종전|삭제)[^<>〈〉]{0,60}[>〉]"
)
"""A note or a source in brackets behind the stop: (주3), (연합뉴스, 2020. 3. 1.), （笑）, <개정 2023. 5. 9.>."""
_SAYER = regex.compile(r"[(（][^()（）。.?!]{1,20}(?<![다요까\p{Hiragana}])[)）]")
"""Who is quoted, behind the quotation: （孫子）."""
_LABELLED = regex.compile(r"\s*(?:\[\d{1,3}\]|［\d{1,3}］|\d{1,2}\))")
"""A text that begins with a number in brackets: those behind its stops are labels too, and no footnote marks."""
_REFERENCE = regex.compile(
    r"\s*(?:[^.。?!？！]{1,60}(?:\b\p{Lu}\.[^.。?!？！]{0,40}){0,6}[.,]?\s?[(（]?(?:19|20)\d\d[a-z]?[)）]?\.\s(?!\d)(?=.*(?:[「『“\"《〈]|:\s|\d\(\d+\)|\bpp?\.|\d[-–]\d))"
    r"|[^.。?!？！「『“\"]{1,40}\.\s(?:(?:19|20)\d\d\.\s(?:\d{1,2}\.\s){0,2})?[「『“\"].{2,100}[」』”\"](?=.*(?:19|20)\d\d|[.\s]*$)"
    r"|\p{Lu}[\w'’-]+,\s\p{Lu}.{1,200}:\s?[^.:]{2,40},\s(?:19|20)\d\d\.?$)"
)
"""An entry of a list of references, which is one segment: 외무부. 2022. 「백서」. 서울: 외무부."""
_PREDICATE = regex.compile(r"[다요까죠함임음됨][.?!]|[。？！]")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー「『(（“\"〈《【]")
_BEFORE_STOP = frozenset("%％)]）」』’”\"'℃°*㎡㎢㎥㎞㎏㎝㎜+↑↓")
_KOREAN_TALK = regex.compile(r"(?<=[가-힣][다요죠까네])")
_JAPANESE_TALK = regex.compile(r"(?<=です|ます|ました|でした|ません|ましょう|ください|だ|よ|ね)")
_ASCII_STOP = regex.compile(r"(?<=\p{Hiragana}\.[」』”)）\"]?)[\p{Han}\p{Hiragana}\p{Katakana}「『（]")
_ASKED = regex.compile(ASKED)
_SPEAKER = regex.compile(r"(?<=[はがも、，：:\p{Han}]|いわく)")
_NOUN = regex.compile(r"(?![論説等的風式流型])[\p{Han}\p{Katakana}]")
_KOREAN_START = regex.compile(r"[가-힣“‘「『(（]")
_OPENS = regex.compile(OPENS)
_KOREAN_END = regex.compile(r"(?<=[가-힣](?:[다요까죠]|[함임음됨]))")
_PARAGRAPH = regex.compile(r"(?<![ \t\u3000])[ \t\u3000]*(?:\r\n|[\n\r\f])[ \t\u3000]*(?=[\n\r\f])")
_NOMINAL = regex.compile(NOMINAL)
_WORD = 12
"""Code points up to which a Korean quotation is a word of the sentence it stands in, not what somebody says."""
_LONGEST_CHAIN = 8
"""Quotations in a row that are looked at, so that a long row is not read to its end from each of them."""
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
    if _REFERENCE.match(text) and not _PREDICATE.search(text):
        return []
    marks = _PICTURES if _LABELLED.match(text) else _MARK
    opener, outer_starts, outer_ends = _pairs(text)
    closer = {opened: closing for closing, opened in opener.items()}
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
        place, closed = _absorb(text, end, opener, marks)
        behind = place
        if place >= length:
            break
        if inside(closed if closed >= 0 else start):
            continue
        opened = opener[closed] if closed >= 0 else -1
        if (
            _ends(text, start, end, place, opened, japanese)
            and not _carried_on(text, place, opened, first, japanese, goes_on)
            and not (goes_on and (japanese or opened > first) and _chained(text, place, opened, closer, goes_on))
            and not (japanese and opened < 0 and not _ASKING.isdisjoint(text[start:end]) and _ASKED.match(text, place))
        ):
            found.append(place)
            first = _skip_space(text, place)
    if rules.nominal and language == "ko":
        found.extend(match.end() for match in _NOMINAL.finditer(text) if not inside(match.end()))
    return found


def _ends(text: str, start: int, end: int, place: int, opened: int, japanese: bool) -> bool:
    """Whether the stops in `text[start:end]`, with marks up to `place`, can end a sentence; `opened` as in `_carried_on`."""
    run = text[start:end]
    following = text[place]
    if not _STRONG.isdisjoint(run):
        return True
    if run[0] not in _WEAK:  # a picture ends what is said, but stands inside a sentence like a word
        talk = _JAPANESE_TALK if japanese else _KOREAN_TALK
        return talk.match(text, _before_space(text, start)) is not None and (japanese or following.isspace())
    asks = "?" in run or "!" in run
    is_predicate = _KOREAN_END.match(text, start) is not None
    if not following.isspace():
        if japanese:
            return (_CJK if asks else _ASCII_STOP).match(text, place) is not None and (asks or run == ".")
        closed = opened >= 0 or not _CLOSING.isdisjoint(text[end:place])
        return run == "." and is_predicate and not closed and _KOREAN_START.match(text, place) is not None
    then = _skip_space(text, place)
    if not is_predicate and then < len(text) and text[then].islower() and text[then] < "\u0250":
        return False
    if asks:
        return True
    if len(run) > 1 or run in "…‥":
        return is_predicate
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] in _BEFORE_STOP)


def _carried_on(
    text: str, place: int, opened: int, first: int, japanese: bool, goes_on: regex.Pattern[str] | None
) -> bool:
    """Whether the sentence goes on behind a closing mark; `opened` is -1 where none was closed."""
    if opened < 0:
        return False
    if opened > first and (japanese or text[opened] in "(（["):
        # Brackets and Japanese quotations inside a sentence do not end it, whatever ends in them, but for what is said
        # by somebody and no particle follows: 首相は「…。」会場は…
        said = text[opened] == "「" and text[place - 2] == "。" and _SPEAKER.match(text, opened)
        return not (said and _NOUN.match(text, place))
    if goes_on is None or not (japanese or text[opened] in _QUOTES):
        return False
    if first < opened and place - opened <= _WORD and not _OPENS.match(text, place):
        # A Korean sentence ends in its verb: a word in quotation marks does not end it (답은 “아니오.” 한마디였다).
        before = _before_space(text, opened)
        if text[before - 1] not in ",:;–—―-" and not _KOREAN_END.match(text, before):
            return True
    return goes_on.match(text, place) is not None


def _chained(text: str, place: int, opened: int, closer: dict[int, int], goes_on: regex.Pattern[str]) -> bool:
    """Whether further quotations follow a quotation and the sentence goes on behind the last: 「…。」「…。」と."""
    if opened < 0 or text[opened] not in _QUOTES:
        return False
    last = at = _skip_space(text, place)
    for _ in range(_LONGEST_CHAIN):
        if at not in closer or text[at] not in _QUOTES:
            break
        last = closer[at] + 1
        at = _skip_space(text, last)
    return place < last < len(text) and (text[last] == "。" or goes_on.match(text, last) is not None)


def _absorb(text: str, place: int, opener: dict[int, int], marks: regex.Pattern[str]) -> tuple[int, int]:
    """The place behind the marks that follow a stop, and the last closing mark of a pair among them (or -1)."""
    closed = -1
    while place < len(text):
        char = text[place]
        if place in opener:
            closed = place
            place += 1
        elif char in _SUPERSCRIPTS or char in _CLOSING:
            place += 1
        else:
            match = marks.match(text, place) or _SOURCE.match(text, place)
            if match is None and closed >= 0 and text[closed] in '」』”’"':
                match = _SAYER.match(text, place)
            if match is None:
                break
            place = match.end()
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
    """The spans of some patterns, read forward."""

    def __init__(self, text: str, patterns: Iterable[regex.Pattern[str]]) -> None:
        self._spans = sorted(match.span() for pattern in patterns for match in pattern.finditer(text))
        self._next = 0
        self._end = -1

    def end_at(self, place: int) -> int:
        """The end of the spans that cover `place`, or -1; places must come in ascending order."""
        while self._next < len(self._spans) and self._spans[self._next][0] <= place:
            self._end = max(self._end, self._spans[self._next][1])
            self._next += 1
        return self._end if self._end > place else -1


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


def _before_space(text: str, place: int) -> int:
    while place > 0 and text[place - 1].isspace():
        place -= 1
    return place


def _skip_space(text: str, place: int) -> int:
    while place < len(text) and text[place].isspace():
        place += 1
    return place
