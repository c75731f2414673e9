"""Whether two Korean line ends are one word or two.

PDF breaks Korean lines inside words as often as between them, and nothing on the page tells which. Punctuation is asked
first, then the document's own words; the rest a logistic model decides over the characters on both sides of the break
(`korean_breaks.tsv`, fitted on the sentences of `corpus/parallel` by `benchmarks/fit_joins.py`). The verdict comes with
its certainty, so that doubtful joins can be shown to an editor.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import regex

SURE = 2.5
"""Log odds from which a verdict counts as certain."""
WORD = regex.compile(r"[^\s()（）「」『』“”‘’\"'<>,.·、。:;!?]+")

_FIGURE = regex.compile(r"\d")
_LETTER = regex.compile(r"[A-Za-z]")
_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*")
_OWN_WORD = regex.compile(r"[①-⑳△▲○●■□※“‘「『《〈]")
_CLOSERS = ")）」』”’》〉'\"%％"
_PART_OF_WORD = regex.compile(r"[)）」』”’》〉.,!?…%％·⁰¹²³⁴⁵⁶⁷⁸⁹]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that a document has elsewhere within a line."""

    words: frozenset[str]

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        """The vocabulary of a text; the first and last word of a line are left out, since they may be broken."""
        words = {word for line in text.splitlines() for word in WORD.findall(line)[1:-1]}
        return cls(frozenset(word for word in words if not _FIGURE.search(word)))

    def join(self, left: str, right: str) -> tuple[str, bool]:
        """What stands between two line ends (nothing or a space), and whether that is certain."""
        left, right = _MARKUP.sub("", left)[-60:].rstrip(), _MARKUP.sub("", right)[:60].lstrip()
        said = _by_marks(left, right)
        if said is not None:
            return said, True
        a, b = pieces(left, right)
        if a.isascii() and b.isascii() and a.isalnum():
            return " ", True
        if a + b in self.words:
            return "", True
        odds = space_odds(a, b) + (a in self.words) + (b in self.words)
        return (" " if odds > 0 else ""), abs(odds) > SURE


def space_odds(a: str, b: str) -> float:
    """Log odds that a space stands between two word pieces."""
    # Words come again and again, and so do the two characters on either side of a break.
    return (_weight(_before, a) + _weight(_behind, b) + _weight(_across, a[-2:], b[:2])) / 10


@lru_cache(maxsize=30_000)
def _weight(seen: Callable[..., Iterator[str]], *pieces: str) -> int:
    known = weights()
    return sum(known.get(feature, 0) for feature in seen(*pieces))


def pieces(left: str, right: str) -> tuple[str, str]:
    """The last piece of a word in `left`, or the mark that closes it as `)`, and the first in `right`."""
    return ")" if left[-1] in _CLOSERS else WORD.findall(left)[-1], WORD.findall(right)[0]


def features(a: str, b: str) -> Iterator[str]:
    """What is seen of a break between the word pieces `a` and `b`: up to three characters on either side, `|` the break.

    A piece that is short enough is told whole, with a space at its other end. Figures are all 0, Latin letters all A.
    """
    yield from _before(a)
    yield from _behind(b)
    yield from _across(a, b)


def _before(a: str) -> Iterator[str]:
    a = _plain(a)
    for size in range(1, min(len(a), 3) + 1):
        yield f"{a[-size:]}|"
    if len(a) <= 4:
        yield f" {a}|"
    yield f"{min(len(a), 6)}|"


def _behind(b: str) -> Iterator[str]:
    b = _plain(b)
    for size in range(1, min(len(b), 3) + 1):
        yield f"|{b[:size]}"
    if len(b) <= 4:
        yield f"|{b} "
    yield f"|{min(len(b), 6)}"


def _across(a: str, b: str) -> Iterator[str]:
    a, b = _plain(a[-2:]), _plain(b[:2])
    yield f"{a[-1]}|{b[0]}"
    if len(a) > 1:
        yield f"{a}|{b[0]}"
    if len(b) > 1:
        yield f"{a[-1]}|{b}"
    if len(a) > 1 and len(b) > 1:
        yield f"{a}|{b}"


def _plain(piece: str) -> str:
    return str(_LETTER.sub("A", _FIGURE.sub("0", piece)))


@cache
def weights() -> Mapping[str, int]:
    """Tenths of log odds for a space, by feature."""
    table = (files("workbench.documents") / "korean_breaks.tsv").read_text(encoding="utf-8")
    return {feature: int(tenths) for feature, _, tenths in (line.partition("\t") for line in table.splitlines())}


def _by_marks(left: str, right: str) -> str | None:
    """The verdict of punctuation, or None between two words."""
    if not left or not right or not WORD.search(left) or not WORD.search(right):
        return ""
    a, b = left[-1], right[0]
    if _PART_OF_WORD.match(b) or a in "(（[「『“‘《〈/":
        return ""
    if a == "·":
        return ""
    if b in "'\"":
        return "" if left.count(b) % 2 else " "
    if a in "'\"" and left.count(a) % 2:
        return ""
    if b.isdigit() and (a.isdigit() or (a in ".," and left[-2:-1].isdigit())):
        return ""
    if _OWN_WORD.match(b) or a in ",.!?:;…":
        return " "
    if b in "(（[<":
        return "" if a.isalnum() else " "
    return None if (a.isalnum() or a in _CLOSERS) and b.isalnum() else " "
