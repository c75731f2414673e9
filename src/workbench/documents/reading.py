"""What a reader sees in a line at a glance: its words, whether they end as a sentence does, whether they fit a heading.

The passes of `structure`, `apparatus` and `imprint` share one `Reading` of a text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import regex

from workbench.documents.lines import Item
from workbench.documents.marks import CHAPTER
from workbench.documents.segmenter import cuts

_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*|\$\^[^$]{1,12}\$")
_MARKS_BEHIND = r"[\s」』”\"’'）)\]】〉》⁰¹²³⁴⁵⁶⁷⁸⁹*]*"
_FINAL = regex.compile(
    rf"[。．｡.](?:(?<!\b(?:No|Vol|no|vol|p)\.|\d\.)\d{{1,2}}\)?|\[\d{{1,3}}\]|[（(][注註주]\s?\d{{1,3}}[）)])?{_MARKS_BEHIND}$"
)
_ASKS = regex.compile(rf"[!?！？]{_MARKS_BEHIND}$")
_HANGING = regex.compile(r"(?:[을를]|[はがをにでも、,])$")
_CUSTOMARY = regex.compile(
    r"(?:はじめ|初め|始め|おわり|終わり|終り|むすび|結び|さいご|最後|序|跋)に(?:(?:か|代|替)えて)?"
)
"""Headings of Japanese papers that end with a particle."""
_WIDTH = {"en": 110}
_HEADING_WIDTH = 92
_TAIL = 512
"""Code points at the end of an item that tell whether its last sentence is whole."""


@dataclass(slots=True)
class Reading:
    """A text being read.

    Attributes:
        text: The document, NFC.
        language: BCP 47 primary language.
        headings: Whether a short line without a mark may be a heading.
        announced: Titles that the table of contents names, without spaces.
        marked: How many headings have a mark of their own (●, #); where there are several, a bare question is none.
    """

    text: str
    language: str
    headings: bool = True
    announced: set[str] = field(default_factory=set)
    marked: int = 0

    def bare(self, item: Item) -> str:
        """The item's text without markup and line breaks."""
        return str(_MARKUP.sub("", " ".join(self.text[item.start : item.end].split())))

    def line(self, item: Item) -> str:
        """The item's text with its mark."""
        return self.text[item.head : item.end]

    def stops(self, words: str) -> bool:
        """Whether the words end or break as sentences do."""
        return ends(words) or bool(cuts(words, self.language))

    def short(self, words: str) -> bool:
        """Whether the words fit into a heading."""
        return width(words) <= _WIDTH.get(self.language, _HEADING_WIDTH)

    def headline(self, item: Item) -> bool:
        """Whether an item reads like a heading: short and without a stop."""
        words = self.bare(item)
        if item.sort == "chapter" and (worded := CHAPTER.match(words)):
            words = words[worded.end() :]  # the stop in 제1장. is none
        return not self.stops(words) and self.short(words)

    def open_ended(self, item: Item) -> bool:
        """Whether an item's text stops in the middle of a sentence."""
        words = without_markup(self.text[max(item.start, item.end - _TAIL) : item.end]).rstrip()
        return not ends(words) and not asks(words) and words[-1:] not in '」』”")）】]>：:'


def ends(words: str) -> bool:
    """Whether the words end with a full stop, marks behind it aside."""
    return _FINAL.search(words) is not None


def asks(words: str) -> bool:
    """Whether the words end with a question or exclamation mark."""
    return _ASKS.search(words) is not None


def hangs(words: str) -> bool:
    """Whether the words end with a particle or comma, as a line broken in the middle does and a heading does not."""
    return _HANGING.search(words) is not None and _CUSTOMARY.fullmatch(words) is None


def without_markup(words: str) -> str:
    """The words without inline markup."""
    return str(_MARKUP.sub("", words))


def width(words: str) -> int:
    """The cells that a line takes: two for Han, kana and Hangul."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
