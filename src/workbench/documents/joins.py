"""Lines that belong together: wrapped paragraphs, sentences cut by a page break, and how their ends meet.

Japanese lines meet without a space, English ones with one, and for Korean `koreanlines` decides.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable

import regex

from workbench.documents.koreanlines import Vocabulary
from workbench.documents.lines import Item, columns
from workbench.documents.reading import hangs
from workbench.model import BlockKind

_K = BlockKind
_STOP = regex.compile(r"[。．.!?！？…][\s」』”\"’'）)\]】〉》⁰¹²³⁴⁵⁶⁷⁸⁹*]*(?:</?\w+>)*$")
_STOP_ANYWHERE = regex.compile(r"[。！？]|[다요함임음됨]\.|[a-z]\.(?:\s|$)")
_OPEN_END = regex.compile(
    r"[、,，/／·・\-(（「『“~～〜]$|[はがをにでとものへやか]$|[을를은는의에와과도며고]$|\b(?:the|a|an|of|to|and|in|for|with|by)$"
)
_BRACKETS = {"「": "」", "『": "』", "（": "）", "(": ")", "“": "”", "<u>": "</u>"}
_LABELLED = regex.compile(r"(?:주소|住所|所在地|Address)\s?[:：]|〒|^\S{2,8}(?:특별시|광역시|도|시)\s\S+[시군구]\b")
_HAS_LABEL = regex.compile(r"^[^\s:：]{1,12}\s?[:：]\s?\S|https?://|@|〒|(?:TEL|FAX|Tel|Fax)")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々、。，「」『』（）・：；？！]")
_HARD = regex.compile(r"[を、はが]$|[을를은는의,]$")
_FIELD = regex.compile(r"[^\s:：()（）「“`]{1,8}(?:\s\S{1,5})?\s?[:：]\s?\S")
"""A line of a form: 일시: …, 場所：…"""
_ENTRY = regex.compile(
    r"(?:[가-힣]{2,4}(?:[·,]\s?[가-힣]{2,4}){0,4}|\p{Lu}[\w'’-]+,\s\p{Lu}[^()\d]{0,80}?)[.,]?\s?[(（]?(?:19|20)\d\d[a-z]?[)）]?[.,]\s"
)
"""What opens an entry of a list of references."""
_HEADING_HANGS = regex.compile(
    r"(?:[をのと]|[을를의와]|(?<![효결성경부초통학])과|및|による|における|に関する|に対する)$"
)
"""How the first line of a heading of two lines ends, and no whole heading does."""
_LONGEST_HEADING = 120
"""Cells that a heading of two lines takes at most."""
_FULL = 0.6
"""Share of the right edge that a wrapped line reaches, however long the word is that did not fit."""
_SHORT = 66
"""Cells that a text is wrapped at if at all, where nothing else tells."""
_WINDOW = 2000
"""Code points of a growing paragraph that are looked at for the next line."""
_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*")


def join_lines(items: list[Item], text: str, language: str) -> list[Item]:
    """The items with wrapped lines put together; the line breaks become joints of the item."""
    right_edge = _right_edge(items, text)
    out: list[Item] = []
    for item in items:
        above = out[-1] if out else None
        if above is not None and _goes_on(above, item, text, right_edge, language):
            above.joints.append((above.end, item.start))
            above.end, above.last = item.end, item.last
        else:
            out.append(item)
    return out


def join_pages(items: list[Item], text: str, language: str, open_ended: Callable[[Item], bool]) -> list[Item]:
    """The items with sentences that run over a page break made one; what lies between becomes a hole of the item.

    Only over page furniture (a page number, a rule, a running head, footnotes at the foot of the page): a blank line
    alone says nothing.
    """
    out: list[Item] = []
    index = 0
    taken: set[int] = set()
    for index, item in enumerate(items):
        if index in taken:
            continue
        out.append(item)
        last = index
        while item.kind in (_K.PARAGRAPH, _K.LIST_ITEM, _K.QUOTATION) and open_ended(item):
            following = _over_the_page(items, last, text)
            if following is None or not _fits(item, items[following], text, language):
                break
            last = following
            target = items[following]
            item.holes.append((item.end, target.start))
            item.joints.extend(target.joints)
            item.holes.extend(target.holes)
            item.end, item.last = target.end, target.last
            taken.add(following)
    return out


def glue(left: str, right: str, language: str, vocabulary: Vocabulary | None) -> tuple[str, bool]:
    """What stands in place of a line break between two lines, and whether that is certain.

    Args:
        left, right: The text before and after the break, markup included.
        language: BCP 47 primary language.
        vocabulary: The document's words; needed for Korean.
    """
    a, b = _MARKUP.sub("", left).rstrip()[-1:], _MARKUP.sub("", right).lstrip()[:1]
    if not a or not b:
        return "", True
    if language in ("ja", "zh") and (_CJK.match(a) or _CJK.match(b) or a in "/／"):
        return "", True
    if a in "/／":
        return "", True
    if language == "ko" and vocabulary is not None:
        return vocabulary.join(left.rstrip(), right.lstrip())
    if a == "-" and b.islower():
        return "", False
    return " ", True


def _right_edge(items: list[Item], text: str) -> int:
    """The width at which the text is wrapped by hand or by a program; 0 where it is not."""
    widths = []
    for item, below in itertools.pairwise(items):
        if not below.gap and below.kind is None and not below.sort and item.kind is None:
            widths.append(_width(text[item.start : item.end]) + item.indent)
    if len(widths) < 3:
        return 0
    edge = max(sorted(widths)[int(len(widths) * 0.9)], 1)
    full = sum(width >= 0.8 * edge for width in widths)
    return edge if 30 <= edge <= 130 and full >= 0.6 * len(widths) else 0


def _goes_on(above: Item, item: Item, text: str, right_edge: int, language: str) -> bool:
    """Whether a line continues the item above it."""
    if item.gap or item.sort or item.kind is not None or above.fixed or above.kind is not None:
        return False
    left, right = text[max(above.start, above.end - _WINDOW) : above.end], text[item.start : item.end]
    last = text[above.joints[-1][1] if above.joints else above.start : above.end]
    if text[item.start - item.indent // 2 : item.start].startswith("\u3000") and not above.sort:
        return False
    if above.joints and item.indent > _indent(text, above) and text[item.start - 1] == "\u3000":
        return False  # indented further than the line above it
    if _open_markup(left):
        return True
    if _LABELLED.search(left) and not _HAS_LABEL.search(right) and _width(right) <= 50 and not _STOP.search(left):
        return True
    if _ENTRY.match(right) and _STOP.search(left):
        return False
    if _FIELD.match(last) and (_FIELD.match(right) or (not above.joints and _STOP.search(right))):
        return False
    stopped = _STOP.search(left) is not None
    if above.sort and not above.joints and _HEADING_HANGS.search(left) and not _STOP_ANYWHERE.search(right):
        return _width(left) + _width(right) <= _LONGEST_HEADING
    if above.sort and stopped and above.joints and _width(last) < _FULL * (right_edge or _SHORT):
        return False
    if above.sort and not above.joints and not hangs(left):
        # A wrapped line is about as long as the others: a short one is a heading with a number, and its text stands below.
        full = _FULL * (right_edge or min(_width(right) + item.indent, _SHORT))
        if _width(text[above.head : above.end]) + above.indent < full:
            return False
    if above.sort:
        return item.indent > above.indent or (
            not stopped and (_width(last) >= 40 or _OPEN_END.search(last) is not None)
        )
    if right_edge:
        return _width(last) + above.indent >= _FULL * right_edge and not (stopped and _width(last) < 0.8 * right_edge)
    if stopped:
        return False
    if _OPEN_END.search(last) and (_width(last) >= 24 or last[-1] in "/／"):
        return True
    return _width(last) >= 36 and (_STOP_ANYWHERE.search(left) or _STOP_ANYWHERE.search(right)) is not None


def _indent(text: str, item: Item) -> int:
    """Columns of white space before the last line of an item that has more than one."""
    start = item.joints[-1][1]
    space = text[item.joints[-1][0] : start]
    return columns(space[len(space.rstrip(" \t\u3000")) :])


def _open_markup(left: str) -> bool:
    if left.endswith("</u>") or left.count("**") % 2:
        return left.endswith("</u>") or len(left) > 12
    return left.count("<u>") > left.count("</u>")


def _over_the_page(items: list[Item], index: int, text: str) -> int | None:
    """The item on the next page that may go on with what item `index` ends.

    Where the page break has left nothing but a blank line, only a paragraph that ends with a particle or a comma goes on.
    """
    furniture = False
    for place in range(index + 1, min(index + 12, len(items))):
        item = items[place]
        if item.kind is _K.FURNITURE and item.sort in ("page", "rule", "head"):
            furniture = furniture or item.sort in ("page", "head")
        elif item.kind is not _K.FOOTNOTE:
            above = items[index]
            broken = furniture or "\f" in text[above.end : item.start]
            hanging = place == index + 1 and above.kind is item.kind is _K.PARAGRAPH and _hangs_hard(above, text)
            goes_on = item.kind in (_K.PARAGRAPH, _K.HEADING) and not item.sort
            return place if goes_on and (broken or hanging) else None
    return None


def _hangs_hard(item: Item, text: str) -> bool:
    return item.end - item.start >= 30 and _HARD.search(text, max(item.end - 8, item.start), item.end) is not None


def _fits(item: Item, target: Item, text: str, language: str) -> bool:
    """Whether the two halves read as one sentence: the first is long enough or hangs in the air."""
    left = text[max(item.start, item.end - _WINDOW) : item.end].rstrip()
    right = text[target.start : min(target.end, target.start + _WINDOW)].lstrip()
    if not _STOP.search(right) and not _STOP_ANYWHERE.search(right):
        return False
    if right[:1] in '「『“"●■' and not _OPEN_END.search(left):
        return False
    return len(left) >= 24 or _OPEN_END.search(left) is not None


def _width(words: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
