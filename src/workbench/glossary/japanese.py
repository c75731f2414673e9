"""Whether a spelling found in Japanese text is the term: script edges, and the words a run of kanji is made of.

Japanese has no spaces, so the script is the edge: a katakana term does not stand inside a longer katakana word
(インド in インドネシア), a single kanji not inside a kanji word (円 in 円滑), unless what remains is a word of its own
(核開発, 百円). Where kanji touch a kanji term, the run is divided into the fewest known words, and the term is there if
its edges are joints of that division: 国会議員 holds no 会議, 日中国交 no 中国, 東京都 no 京都.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from workbench.glossary.entries import Entry
from workbench.glossary.folding import Folded
from workbench.language import words

_KANJI, _KATAKANA, _HIRAGANA, _OTHER = "h", "k", "i", "o"
_RUNNING = frozenset({_KANJI, _KATAKANA})
_NUMERALS = frozenset("一二三四五六七八九十百千万億兆数何幾半〇零0123456789.")
_CURRENCIES = frozenset("円元弗")
_COUNTRIES = frozenset("米日中韓英仏独露朝豪印欧台ソ")
_TOWARDS = frozenset("対反親訪駐在知排抗滞渡来嫌離")
# Single kanji that stand for a word of their own in front of others: 核+開発, 軍+首脳.
_PRODUCTIVE = frozenset("円核軍党税法株債米英仏独韓日露豪印欧台港油銀金海空陸")
_AFFIXES = words.AFFIXES["ja"]
_DERIVING = frozenset("的化性国人者論派製型式系級力権制法学上側")
_NAME_DERIVING = frozenset("人製産的側語")
_SINGLE_PARTICLES = re.compile(
    r"[はがをにでともへやの、。]|から|まで|より|だけ|など|とし|につ|によ|なら|なの|だ|です|であ|である|か|らし|しか|さえ|すら|こそ|ごと|ほど|ずつ|たち|ら|っ|ば|"
    r"$"
)
_SURU_STARTS = frozenset("すしさせで出")
_SURU = re.compile(
    r"(?!しか|すら|さえ)(?:す(?:る|れ|べ)|し(?:た|て|な|、|ま|よ|つ|う|そ|始|続|得)|さ(?:れ|せ)|せ(?:ず|ざ|よ|ぬ|ん)|でき|出来|しあ|し合|しう)"
)
_PARTICLE_CHARS = frozenset("はがをにでともへやのかだなよりらくさしすこほばって、")

_TERM, _LONG, _THREE, _TWO, _AFFIX, _UNKNOWN = 100, 95, 99, 101, 106, 200
_CACHED_RUNS = 20_000
_LONGEST_WORD = 10


class _Scripts(dict[int, str]):
    """A translation table from characters to the letters of their scripts, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _script(chr(code))
        return found


_SCRIPTS = _Scripts()


def scripts_of(text: str) -> str:
    """The script of every character, as one letter each."""
    return text.translate(_SCRIPTS)


def _script(char: str) -> str:
    if "一" <= char <= "鿿" or char in "々〆ヶ" or "㐀" <= char <= "䶿" or "\uf900" <= char <= "\ufaff":
        return _KANJI
    if "ァ" <= char <= "ヺ" or char == "ー":
        return _KATAKANA
    if "ぁ" <= char <= "ゖ":
        return _HIRAGANA
    return _OTHER


class Rules:
    """The rules over one glossary: its own terms count as known words."""

    def __init__(self, is_term: Callable[[str], bool]) -> None:
        self._words = words.words("ja")
        self._whole = words.whole("ja")
        self._openings = frozenset(word[:cut] for word in self._whole for cut in range(1, len(word)))
        self._is_term = is_term
        self._divisions: dict[str, tuple[frozenset[int], frozenset[int]]] = {}

    def grader(self, folded: Folded) -> Callable[[int, int, Entry], str | None]:
        """The function that grades a candidate of this text."""
        key, breaks = folded.key, folded.breaks
        scripts = scripts_of(key)
        length = len(key)
        openings, whole = self._openings, self._whole

        def grade(start: int, end: int, entry: Entry) -> str | None:
            first, last = scripts[start], scripts[end - 1]
            before = scripts[start - 1] if start and not (start in breaks and first == _KATAKANA) else _OTHER
            after = scripts[end] if end < length and not (end in breaks and last == _KATAKANA) else _OTHER
            if first == _OTHER and start and key[start] < "\x80" and start not in breaks and _runs_on(key, start):
                return None
            if last == _OTHER and end < length and key[end] < "\x80" and end not in breaks and _runs_on(key, end):
                return None
            if entry.key in openings and any(key[start:stop] in whole for stop in range(end + 1, end + 5)):
                return None
            left = before == first and first in _RUNNING
            right = after == last and last in _RUNNING
            size = end - start
            if size < 4:
                if size == 1 and first == _KANJI:
                    return self._single(key, scripts, start, left=left, right=right, after=after)
                if first == before == _HIRAGANA and key[start - 1] not in _PARTICLE_CHARS:
                    return None
                if last == after == _HIRAGANA and key[end] not in _PARTICLE_CHARS:
                    return None
            if left and not self._parts_before(key, scripts, start, end, breaks):
                return None
            if right and not self._parts_after(key, scripts, start, end, breaks):
                return None
            touches_left = left and start not in breaks
            if right and end not in breaks:
                is_suffix = last == _KANJI and not touches_left and _run_end(scripts, end, _KANJI) == end + 1
                return (
                    "derived"
                    if is_suffix and key[end] in (_NAME_DERIVING if entry.is_name else _DERIVING)
                    else "compound"
                )
            if touches_left:
                return "compound"
            if after != _HIRAGANA:
                return "exact"
            if key[end] in _SURU_STARTS and not entry.is_name and _SURU.match(key, end):
                return "derived"
            return "particle"

        return grade

    def _single(self, key: str, scripts: str, start: int, *, left: bool, right: bool, after: str) -> str | None:
        char = key[start]
        before = key[start - 1] if start else ""
        if before and before in _NUMERALS:
            return "compound" if char in _CURRENCIES else None
        if not left and not right:
            if after == _HIRAGANA:
                return "particle" if _SINGLE_PARTICLES.match(key, start + 1) else None
            return "exact"
        if char in _COUNTRIES:
            beside = key[start + 1] if right else ""
            if (left and (before in _TOWARDS or before in _COUNTRIES)) or (not left and beside in _COUNTRIES):
                return "compound"
        if left:
            return "compound" if char == "核" and before in "反非脱" else None
        if char not in _PRODUCTIVE:
            return None
        pair = key[start : start + 2]
        if pair in self._words:
            return "compound" if 1 in self._words[pair] else None
        run_end = _run_end(scripts, start + 1, _KANJI)
        return "compound" if run_end - start > 2 and self._word_at(key, start + 1, run_end) else None

    def _word_at(self, key: str, start: int, stop: int) -> bool:
        """Whether a known word of at least two kanji begins here."""
        return any(
            key[start:end] in self._words or self._is_term(key[start:end])
            for end in range(start + 2, min(stop, start + _LONGEST_WORD) + 1)
        )

    def _parts_before(self, key: str, scripts: str, start: int, end: int, breaks: frozenset[int]) -> bool:
        """Whether the term parts from what touches it on the left."""
        if scripts[start] == _KANJI:
            return self._is_part(key, scripts, start, min(end, _run_end(scripts, start, _KANJI)))
        begin = start
        while begin and begin not in breaks and scripts[begin - 1] == _KATAKANA:
            begin -= 1
        return self._is_loanword(key[begin:start], end - start)

    def _parts_after(self, key: str, scripts: str, start: int, end: int, breaks: frozenset[int]) -> bool:
        """Whether the term parts from what touches it on the right."""
        if scripts[end - 1] == _KANJI:
            return self._is_part(key, scripts, max(start, _run_start(scripts, end - 1, _KANJI)), end)
        stop = end
        while stop < len(key) and (stop == end or stop not in breaks) and scripts[stop] == _KATAKANA:
            stop += 1
        return self._is_loanword(key[end:stop], end - start)

    def _is_loanword(self, text: str, beside: int) -> bool:
        if text in self._words or self._is_term(text):
            return True
        if beside >= 5 and len(text) >= 3:
            return True
        return any(
            (text[:cut] in self._words or self._is_term(text[:cut]))
            and (text[cut:] in self._words or self._is_term(text[cut:]))
            for cut in range(2, len(text) - 1)
        )

    def _is_part(self, key: str, scripts: str, start: int, end: int) -> bool:
        """Whether a stretch of a run of kanji is made of whole words of the run, or is a part inside one of them."""
        begin = _run_start(scripts, start, _KANJI)
        outer, inner = self._divide(key[begin : _run_end(scripts, start, _KANJI)])
        start -= begin
        end -= begin
        if start in outer and end in outer:
            return True
        joints = outer | inner
        # 日米同盟 in 日米|同盟/国: whole words, and the last but for a suffix.
        if start in outer and end in inner and end + 1 in outer:
            return True
        return start in joints and end in joints and not any(start < joint < end for joint in outer)

    def _divide(self, run: str) -> tuple[frozenset[int], frozenset[int]]:
        """The joints between the known words of the cheapest division of a run of kanji, and those inside the words."""
        if (known := self._divisions.get(run)) is not None:
            return known
        length = len(run)
        costs = [0] + [1 << 30] * length
        back = [0] * (length + 1)
        cost_of = self._cost
        for start in range(length):
            base = costs[start]
            for end in range(start + 1, min(length, start + _LONGEST_WORD) + 1):
                cost = cost_of(run[start:end])
                # At equal cost the later joint wins: Japanese heads stand on the right.
                if cost is not None and base + cost <= costs[end]:
                    costs[end] = base + cost
                    back[end] = start
        outer: set[int] = {length}
        inner: set[int] = set()
        at = length
        while at:
            start = back[at]
            outer.add(start)
            inner.update(start + joint for joint in self._inner(run[start:at]))
            at = start
        if len(self._divisions) >= _CACHED_RUNS:
            self._divisions.clear()
        result = (frozenset(outer), frozenset(inner))
        self._divisions[run] = result
        return result

    def _inner(self, word: str) -> tuple[int, ...]:
        """The joints of a word, as the list has them or as the glossary's own terms make them."""
        joints = self._words.get(word, ())
        if joints or len(word) < 3 or word in self._whole:
            return joints
        return tuple(
            cut
            for cut in range(1, len(word))
            if (self._is_term(word[:cut]) and cut > 1 and self._is_known(word[cut:]))
            or (self._is_term(word[cut:]) and len(word) - cut > 1 and self._is_known(word[:cut]))
        )

    def _is_known(self, piece: str) -> bool:
        return piece in _AFFIXES or piece in self._words or self._is_term(piece)

    def _cost(self, piece: str) -> int | None:
        length = len(piece)
        if length == 1:
            return _AFFIX if piece in _AFFIXES else _UNKNOWN
        if piece in self._words:
            if length > 3:
                return _LONG
            return _THREE if length == 3 else _TERM if self._is_term(piece) else _TWO
        return _TERM if self._is_term(piece) else None


def _run_start(scripts: str, at: int, kind: str) -> int:
    while at and scripts[at - 1] == kind:
        at -= 1
    return at


def _run_end(scripts: str, at: int, kind: str) -> int:
    length = len(scripts)
    while at < length and scripts[at] == kind:
        at += 1
    return at


def _runs_on(key: str, at: int) -> bool:
    """Whether a Latin word or a number goes on across a place."""
    around = key[at - 1 : at + 1]
    return around.isascii() and around.isalnum()
