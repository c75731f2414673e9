"""Whether a spelling found in Korean text is the term: eojeol edges, endings, prefixes and compounds.

- A term starts where an eojeol starts; behind a prefix (대이란 제재) or behind other nouns (국가안보) it is a compound part.
- What follows inside the eojeol decides the grade: nothing, a chain of particles or the copula, a verb in 하다 or a
  derivational suffix, or more nouns.
- A longer common word that merely begins like the term hides it (핵심 is not 핵, 인도적 not India), and so does a
  reading as another noun with a particle (사회+의 is not 회의).
- Spaces inside a term may come and go, but not so that a lone syllable is torn off (안보 리더십 is not 안보리).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from workbench.glossary.entries import Entry
from workbench.glossary.folding import Folded
from workbench.language import words
from workbench.language.particles import chain_end, derived_end, is_hangul, verb_end

# Prefixes that leave the noun behind them what it is.
_PREFIXES = frozenset("대반친탈비신구초범주재전현총각양준핵미한중일러북남타본동서역다불무")
_COUNTRIES = frozenset("한미중일러북남영프독호인유대소베몽이")
# Prefixes before which a loose space is common: 핵 우산, 신 냉전.
_LOOSE = frozenset("핵군당신구대친반탈비미중러북남범초")
_CLOSERS = "'\")]』」》〉>%"
_COUNTERS = frozenset("배대번차회개건명점위등면발동층장권본척곳")
_NUMERALS = frozenset("한두세네몇수십백천만억조여")
_POWERS = frozenset("십백천만억조")
# Single syllables that stand in front of any noun with a sense of their own.
_PRODUCTIVE = frozenset("핵")
_AGAINST = frozenset("반탈친북")
# One syllable behind a noun that makes another noun of it.
_TAILS = words.AFFIXES["ko"] | frozenset("대지판세비금주역항령팀표안책술증난도체서입차문촌터채값함포탄민병님직")
_REMEMBERED = 20_000


class Rules:
    """The rules over one glossary: its own terms count as known nouns."""

    def __init__(self, is_term: Callable[[str], bool]) -> None:
        self._words = words.words("ko")
        self._whole = words.whole("ko")
        self._longest = words.longest("ko")
        self._covering: dict[str, list[tuple[str, int]]] = {}
        for word in self._whole:
            for at in range(1, len(word)):
                for stop in range(at + 1, len(word) + 1):
                    self._covering.setdefault(word[at:stop], []).append((word, at))
        self._is_term = is_term
        self._rights: dict[tuple[str, str, bool, bool, bool], str | None] = {}

    def grader(self, folded: Folded) -> Callable[[int, int, Entry], str | None]:
        """The function that grades a candidate of this text."""
        key, breaks, ordered = folded.key, folded.breaks, folded.ordered
        length = len(key)

        def grade(start: int, end: int, entry: Entry) -> str | None:
            low, high = bisect_right(ordered, start), bisect_left(ordered, end)
            limit = ordered[high] if high < len(ordered) else length
            own_breaks = entry.breaks
            spaced_alike = high - low == len(own_breaks)
            if own_breaks and spaced_alike:
                for at in own_breaks:
                    if start + at not in breaks:
                        spaced_alike = False
                        break
            # At the start of an eojeol, spaced as the glossary has it: only the rest of the eojeol counts.
            first = key[start]
            if spaced_alike and (not start or start in breaks) and self._is_plain(entry.key):
                return self._after(key, start, end, _hangul_end(key, end, limit), entry)
            # What stands before it: nothing, the rest of an eojeol, or something that is no Hangul.
            inside = touches = False
            if start and start not in breaks:
                touches = not (inside := "가" <= key[start - 1] <= "힣" and "가" <= first <= "힣")
                if inside and self._is_amount(key, start, breaks):
                    inside = touches = False
            if inside and end - start < 2:
                return "compound" if first in _PRODUCTIVE and self._is_amid(key, start, limit, breaks) else None
            if (first < "\x80" or key[end - 1] < "\x80") and _latin_runs_on(key, start, end, breaks):
                return None
            stop = _hangul_end(key, end, limit)
            tight = False
            if not spaced_alike:
                spacing = _spacing(key, start, end, ordered[low:high], entry, self._is_noun)
                if spacing is None:
                    return None
                tight = spacing
            if touches and self._is_ending(key, start, stop, breaks):
                return None
            covering = self._covering.get(entry.key)
            if covering and any(at <= start and key.startswith(word, start - at) for word, at in covering):
                return None
            if end - start == 1 and not self._stands_alone(key, start, breaks):
                return None
            right = self._after(key, start, end, stop, entry, inside=inside)
            if right is None or (tight and right in ("derived", "compound")):
                return None
            if not inside:
                return right
            return "compound" if self._joins(key, _hangul_start(key, start, breaks), start, end, stop) else None

        return grade

    def _is_plain(self, key: str) -> bool:
        """Whether nothing that stands before a term at the start of an eojeol can matter to it."""
        return len(key) > 1 and key[0] >= "\x80" and key[-1] >= "\x80" and key not in self._covering

    def _after(self, key: str, start: int, end: int, stop: int, entry: Entry, *, inside: bool = False) -> str | None:
        """The grade by what follows the term up to the end of its eojeol."""
        if stop == end:
            return "exact"
        if self._hidden(key, start, end, stop):
            return None
        asked = (key[end:stop], key[end - 1], end - start == 1, entry.is_name, inside)
        if asked not in self._rights:
            if len(self._rights) >= _REMEMBERED:
                self._rights.clear()
            self._rights[asked] = self._right(*asked)
        return self._rights[asked]

    def _right(self, tail: str, last: str, is_single: bool, is_name: bool, inside: bool) -> str | None:
        """The grade that the rest of the eojeol gives a term that ends in `last`."""
        if is_name and tail[0] == "인" and (len(tail) == 1 or chain_end(tail, 1, "인") == len(tail)):
            return "derived" if tail != "인" else "particle"
        if chain_end(tail, 0, last) == len(tail):
            return None if is_single and tail[0] in "인일임" else "particle"
        if not is_single and not is_name and verb_end(tail, 0) == len(tail):
            return "derived"
        if self._is_nouns(tail, min_first=2):
            return "compound"
        if not is_single and derived_end(tail, 0) == len(tail):
            return "derived"
        if is_single and last not in _PRODUCTIVE:
            return None
        if tail[0] in _TAILS and (self._is_nouns(tail[1:], min_first=2) or self._is_suffixed(tail)):
            return "compound"
        # Behind the start of an eojeol an unknown noun may follow; inside one, that would be a guess on a guess.
        is_unknown_noun = len(tail) > 1 and not verb_end(tail, 0) and chain_end(tail, 1, tail[0]) != len(tail)
        return "compound" if is_unknown_noun and not inside else None

    def _is_suffixed(self, tail: str) -> bool:
        return len(tail) == 1 or chain_end(tail, 1, tail[0]) == len(tail) or derived_end(tail, 1) == len(tail)

    def _is_noun(self, text: str) -> bool:
        return text in self._words or self._is_term(text)

    def _is_nouns(self, text: str, min_first: int = 1) -> bool:
        """Whether the text is known nouns (or one suffix after them) with an ending."""
        for length in range(min(len(text), self._longest), min_first - 1, -1):
            if not self._is_noun(text[:length]):
                continue
            rest = text[length:]
            if (
                not rest
                or chain_end(rest, 0, text[length - 1]) == len(rest)
                or verb_end(rest, 0) == len(rest)
                or derived_end(rest, 0) == len(rest)
                or (rest[0] in _TAILS and self._is_suffixed(rest))
                or self._is_nouns(rest, 2)
            ):
                return True
        return False

    def _hidden(self, key: str, start: int, end: int, stop: int) -> bool:
        """Whether a longer word begins where the term begins and is not made of it."""
        for after in range(min(stop, start + self._longest), end, -1):
            word = key[start:after]
            if word not in self._words or end - start in self._words[word]:
                continue
            behind = key[end:after]
            if word not in self._whole and (
                behind in _TAILS if len(behind) == 1 and end - start > 1 else self._is_noun(behind)
            ):
                continue
            rest = key[after:stop]
            if (
                not rest
                or chain_end(rest, 0, key[after - 1]) == len(rest)
                or verb_end(rest, 0) == len(rest)
                or derived_end(rest, 0) == len(rest)
                or self._is_nouns(rest, 2)
                or rest[0] in _TAILS
            ):
                return True
        return False

    def _is_ending(self, key: str, start: int, stop: int, breaks: frozenset[int]) -> bool:
        """Whether what starts here is the ending of something quoted or Latin before it (‘전쟁’이란)."""
        before = key[start - 1]
        closes = before in _CLOSERS and start > 1 and start - 1 not in breaks and key[start - 2].isalnum()
        if not (closes or (before.isascii() and before.isalnum())):
            return False
        run = key[start:stop]
        return chain_end(run, 0, before) == len(run)

    def _stands_alone(self, key: str, start: int, breaks: frozenset[int]) -> bool:
        """Whether a one-syllable term is a noun here, not a counter behind a numeral (두 배)."""
        if not start or key[start] not in _COUNTERS:
            return True
        before = key[start - 1]
        if before.isdigit() or before in "%n":
            return False
        if before in _NUMERALS:
            first = _hangul_start(key, start - 1, breaks)
            return not all(char in _NUMERALS for char in key[first:start])
        return True

    def _is_amid(self, key: str, start: int, limit: int, breaks: frozenset[int]) -> bool:
        """Whether a syllable that nouns are made with stands behind a prefix (반핵) or between nouns (이란핵합의)."""
        left = key[_hangul_start(key, start, breaks) : start]
        tail = key[start + 1 : _hangul_end(key, start + 1, limit)]
        return left in _AGAINST or (len(left) > 1 and self._are_nouns(left) and self._is_nouns(tail, 2))

    def _is_amount(self, key: str, at: int, breaks: frozenset[int]) -> bool:
        """Whether numerals fill what stands before a place inside its eojeol (100만원, 5천억달러)."""
        first = _hangul_start(key, at, breaks)
        return all(char in _POWERS for char in key[first:at]) and first > 0 and key[first - 1].isdigit()

    def _joins(self, key: str, first: int, start: int, end: int, stop: int) -> bool:
        """Whether the nouns before the term inside its eojeol are known, and no other reading is as good."""
        left = key[first:start]
        if self._is_listed_part(key, first, start, end, stop):
            return True
        if not (left in _PREFIXES or all(char in _COUNTRIES for char in left) or self._are_nouns(left)):
            return False
        for middle in range(start, end):
            head = key[first:middle]
            rest = key[middle:stop]
            if chain_end(rest, 0, head[-1]) == len(rest) and self._ends_in_noun(head, start - first):
                return False
        return not any(
            self._are_nouns(key[first:begin])
            and self._is_noun(key[begin:middle])
            and self._is_nouns(key[middle:stop], 2)
            for begin in range(first, start)
            for middle in range(start + 1, end)
            if begin == first or begin - first > 1
        )

    def _is_listed_part(self, key: str, first: int, start: int, end: int, stop: int) -> bool:
        """Whether the list has a word at the start of the eojeol of which the term is a part (도/의회)."""
        for after in range(end, min(stop, first + self._longest) + 1):
            joints = self._words.get(key[first:after])
            if joints and start - first in joints and (after == end or end - first in joints):
                return True
        return False

    def _ends_in_noun(self, head: str, before: int) -> bool:
        """Whether nouns fill the text and the last of them begins before an offset (위원회 in 상임위원회 before 회의)."""
        return any(self._is_noun(head[at:]) and self._are_nouns(head[:at]) for at in range(before))

    def _are_nouns(self, text: str) -> bool:
        """Whether the text is made of known nouns only."""
        if not text or self._is_noun(text):
            return True
        if len(text) > 1 and text[0] in _PREFIXES and self._is_noun(text[1:]):
            return True
        if len(text) > 2 and text[-1] in _TAILS and self._is_noun(text[:-1]):
            return True
        return any(
            self._is_noun(text[:length]) and self._are_nouns(text[length:]) for length in range(2, len(text) - 1)
        )


def _hangul_start(key: str, at: int, breaks: frozenset[int]) -> int:
    """Where the Hangul that ends here begins inside its eojeol."""
    while at and at not in breaks and is_hangul(key[at - 1]):
        at -= 1
    return at


def _hangul_end(key: str, at: int, limit: int) -> int:
    """Where the Hangul that begins here ends."""
    while at < limit and "가" <= key[at] <= "힣":
        at += 1
    return at


def _latin_runs_on(key: str, start: int, end: int, breaks: frozenset[int]) -> bool:
    """Whether a Latin or digit edge of the candidate lies inside a longer Latin word or number."""
    first, last = key[start], key[end - 1]
    if first.isascii() and first.isalnum() and start and start not in breaks:
        before = key[start - 1]
        if before.isascii() and before.isalnum():
            return True
    if last.isascii() and last.isalnum() and end < len(key) and end not in breaks:
        after = key[end]
        if after.isascii() and after.isalnum():
            return True
    return False


def _spacing(
    key: str, start: int, end: int, inner: Sequence[int], entry: Entry, is_noun: Callable[[str], bool]
) -> bool | None:
    """None where spaces unlike the term's own inside the candidate forbid it; else whether only a plain ending may follow."""
    tight = False
    for rel in entry.breaks:
        at = start + rel
        if 0 < rel < end - start and at not in inner and key[at - 1].isascii() and key[at].isascii():
            return None
    edges = [start, *inner, end]
    for place, at in enumerate(inner, 1):
        if at - start in entry.breaks:
            continue
        before, after = key[at - 1], key[at]
        if not (is_hangul(before) and is_hangul(after)):
            if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
                return None
            continue
        left, right = at - edges[place - 1], edges[place + 1] - at
        if left < 2 and not (right > 1 and before in _LOOSE and is_noun(key[at : edges[place + 1]])):
            return None
        if right < 2:
            if edges[place + 1] != end:
                return None
            tight = True
    return tight
