"""Repairs of damaged sources, each a small edit with its reason; the source itself stays as it is.

What extraction from PDF does to a text: spaces inside Japanese words, lost separators, tags half eaten, invisible
characters, double spaces. A repair that only white space or a known pattern speaks for is applied; one that guesses
waits for the editor (`EditState.PENDING`). What looks misread but could be meant is never touched (`oddities`).
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import regex

from workbench.documents.inline import Markup
from workbench.documents.koreanlines import WORD, space_odds
from workbench.documents.ranges import Ranges
from workbench.documents.rules import continuing
from workbench.model import BlockKind, Edit, EditState
from workbench.text import tags as mark

SPACE = "stray space inside a sentence"
SPLIT_WORD = "space that seems to split a word"
DOUBLE = "double space"
SEPARATOR = "lost separator in a list of names"
PSEUDO_TAG = "title mangled into a tag"
INVISIBLE = "invisible character"
MISREAD = "digit misread as a footnote mark"

_SENTENCES = frozenset(
    {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.QUOTATION, BlockKind.FOOTNOTE, BlockKind.NOTE, BlockKind.CELL}
)
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々〆〇、。，「」『』（）・：；？！〜～]")
_SPACES = regex.compile(r"[ \t\u00a0]+")
_INVISIBLE = regex.compile(r"[\u00ad\u200b\u2060\ufeff]+")
_PSEUDO = regex.compile(r"<(?P<first>[A-Za-z]+)(?P<rest>(?:\s+[A-Za-z-]+=\"\")+)\s*/?>")
_PSEUDO_CLOSE = regex.compile(r"</(?P<first>[A-Za-z]+)>")
_ANGLED = regex.compile(r"<[A-Za-z][A-Za-z' -]{2,60}>")
_SENTENCE = regex.compile(r"[。]|[다요]\.")
_MISREAD = regex.compile(r"[¹²³⁴⁵⁶⁷⁸⁹](?=[月日年時分%％人社か件回割億万])")
_SURELY_ONE_WORD = 4.0
"""Log odds against a space: on sound text one space in two thousand is doubted, of stray ones more than half."""
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def titles_in_brackets(text: str) -> dict[tuple[str, ...], str]:
    """Bracketed titles of a document by their sorted words: what a mangled tag may have been."""
    found: dict[tuple[str, ...], str] = {}
    for match in _ANGLED.finditer(text):
        found.setdefault(_words(match.group()), match.group())
    return found


def repairs(
    source: str, kind: BlockKind, language: str, markup: Markup, titles: Mapping[tuple[str, ...], str]
) -> list[Edit]:
    """The repairs of a block, sorted; none overlaps the markup's edits.

    Args:
        source: The block's source.
        kind: What the block is; spaces mean something in titles and addresses.
        language: BCP 47 primary language.
        markup: Its inline markup.
        titles: `titles_in_brackets` of the document.
    """
    found: list[Edit] = []
    if "<" in source:
        found.extend(_pseudo_tags(source, titles))
    found.extend(Edit(match.start(), match.end(), "", INVISIBLE) for match in _INVISIBLE.finditer(source))
    if kind is BlockKind.FOOTNOTE and (match := _MISREAD.match(source)):
        found.append(Edit(0, 1, match.group().translate(_DIGITS), MISREAD))
    if kind in _SENTENCES:
        taken = [*markup.edits, *found]
        if _is_name_list(source):
            found.extend(_separators(source, taken))
        elif language in ("ja", "zh"):
            found.extend(_stray_spaces(source, taken))
        elif language == "ko":
            found.extend(_double_spaces(source, taken))
            found.extend(_split_words(source))
    covered = Ranges((edit.start, edit.end) for edit in markup.edits)
    free = (edit for edit in found if not covered.touch(edit.start, edit.end))
    return _without_overlaps(sorted(free, key=lambda edit: (edit.start, edit.end)))


def _pseudo_tags(source: str, titles: Mapping[tuple[str, ...], str]) -> list[Edit]:
    found = []
    names = set()
    for match in _PSEUDO.finditer(source):
        names.add(match["first"])
        title = titles.get(_words(match.group()))
        text = title or "<" + " ".join(regex.findall(r"[A-Za-z-]+", match.group())) + ">"
        found.append(
            Edit(match.start(), match.end(), text, PSEUDO_TAG, EditState.APPLIED if title else EditState.PENDING)
        )
    closing = (match for match in _PSEUDO_CLOSE.finditer(source) if match["first"] in names)
    found.extend(Edit(match.start(), match.end(), "", PSEUDO_TAG) for match in closing)
    return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(sorted(word.lower() for word in regex.findall(r"[A-Za-z]+", text)))


def _stray_spaces(source: str, taken: list[Edit]) -> list[Edit]:
    sides = _Sides(source, taken)
    goes_on = continuing("ja")
    found = []
    for match in _SPACES.finditer(source):
        before, after = sides.around(*match.span())
        if not before or not after or before in "。！？!?" or not (_CJK.match(before) and _CJK.match(after)):
            continue
        if (
            before in "」』"
            and goes_on
            and not goes_on.match(source, match.end())
            and _stands_alone(source, match.start())
        ):
            continue
        found.append(Edit(match.start(), match.end(), "", SPACE))
    # Many spaces are a way of writing (names in columns, children's books), not damage.
    state = EditState.PENDING if len(found) * 6 > len(source) else EditState.APPLIED
    return [Edit(edit.start, edit.end, edit.text, edit.reason, state) for edit in found]


def _stands_alone(source: str, place: int) -> bool:
    """Whether the quotation that closes before `place` is a sentence of its own, so that a space may end a paragraph."""
    opened = source.rfind(
        {"」": "「", "』": "『"}[source[place - 1]] if source[place - 1] in "」』" else "「", 0, place
    )
    before = source[:opened].rstrip()
    return place - opened >= 15 and (not before or before[-1] in "。！？!?」")


def _double_spaces(source: str, taken: list[Edit]) -> list[Edit]:
    sides = _Sides(source, taken)
    found = []
    for match in _SPACES.finditer(source):
        before, after = sides.around(*match.span())
        if match.end() - match.start() == 2 and before.isalnum() and after.isalnum():
            found.append(Edit(match.start(), match.end(), " ", DOUBLE))
    return found


def _split_words(source: str) -> list[Edit]:
    """Korean words that a space seems to split, for the editor to decide: 수출 에, 분석하 였다."""
    found = []
    words = list(WORD.finditer(source))
    for left, right in itertools.pairwise(words):
        between = source[left.end() : right.start()]
        hangul = "가" <= source[left.end() - 1] <= "힣" and "가" <= source[right.start()] <= "힣"
        if between == " " and hangul and space_odds(left.group()[-20:], right.group()[:20]) < -_SURELY_ONE_WORD:
            found.append(Edit(left.end(), right.start(), "", SPLIT_WORD, EditState.PENDING))
    return found


def _is_name_list(source: str) -> bool:
    return source.count("/") + source.count("／") >= 8 and not _SENTENCE.search(source)


def _separators(source: str, taken: list[Edit]) -> list[Edit]:
    """Line ends of a list of names: the space behind a separator goes, and one without a separator gets it back."""
    sides = _Sides(source, taken)
    line_ends = len(regex.findall(r"[/／]\s", source))
    found = []
    for match in _SPACES.finditer(source):
        before, after = sides.around(*match.span())
        if before in "/／" and before:
            found.append(Edit(match.start(), match.end(), "", SPACE))
        elif line_ends >= 3 and before and after and _CJK.match(before) and (_CJK.match(after) or after.isupper()):
            found.append(Edit(match.start(), match.end(), "/", SEPARATOR))
    return found


class _Sides:
    """The visible characters on both sides of a place, markup skipped."""

    def __init__(self, source: str, edits: list[Edit]) -> None:
        self._source = source
        self._by_end = {edit.end: edit for edit in edits if _is_mark(edit)}
        self._by_start = {edit.start: edit for edit in edits if _is_mark(edit)}

    def around(self, start: int, end: int) -> tuple[str, str]:
        """The visible character before `start` and behind `end`; empty strings at the borders."""
        while (edit := self._by_end.get(start)) is not None and edit.start < start:
            start = edit.start
        while (edit := self._by_start.get(end)) is not None and edit.end > end:
            end = edit.end
        return self._source[start - 1 : start] if start else "", self._source[end : end + 1]


def _is_mark(edit: Edit) -> bool:
    return edit.text == "" or mark.MARK.fullmatch(edit.text) is not None


def _without_overlaps(edits: list[Edit]) -> list[Edit]:
    kept: list[Edit] = []
    for edit in edits:
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept
