"""Whether two Korean line ends are one word or two.

PDF breaks Korean lines inside words as often as between them, and nothing on the page tells which. Three witnesses do: the
grammar of the break (a lone particle belongs to the word before it), the document's own words, and how often its
syllables begin and end words. The verdict comes with its certainty, so that doubtful joins can be shown to an editor.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from math import log

import regex

_WORD = regex.compile(r"[^\s()（）「」『』“”‘’\"'<>,.·、。:;!?]+")
_FIGURE = regex.compile(r"\d")
_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|\*\*")
_PARTICLES_AFTER_CONSONANT = frozenset(
    [
        "은",
        "이",
        "을",
        "과",
        "으로",
        "이라는",
        "이라고",
        "이라며",
        "이나",
        "이란",
        "이며",
        "이고",
        "이다",
        "이었다",
        "이라면",
        "으로서",
        "으로써",
        "으로는",
    ]
)
_PARTICLES_AFTER_VOWEL = frozenset(
    [
        "는",
        "가",
        "를",
        "와",
        "로",
        "라는",
        "라고",
        "라며",
        "나",
        "란",
        "며",
        "고",
        "다",
        "였다",
        "라면",
        "로서",
        "로써",
        "로는",
    ]
)
_PARTICLES = frozenset(
    [
        "의",
        "에",
        "에서",
        "에게",
        "도",
        "만",
        "까지",
        "부터",
        "마다",
        "보다",
        "처럼",
        "에는",
        "에도",
        "에서는",
        "에게는",
        "까지도",
        "만은",
        "만이",
        "의한",
        "들",
        "들은",
        "들이",
        "들을",
        "들의",
        "들에게",
        "별로",
    ]
)
_SUFFIX = regex.compile(
    r"(?:하[는고며여지기였면도던려]|하게|했|할|한다|합니다|해야|해서|했다|되[는고며어었기지면]|됐|된다|될|됨|함|입니다|인바|는바|적[인으이]|스러|롭게|로운)"
)
_NOMINAL = regex.compile(r"[함임됨]\s?[.。]|[다음]\s?\.")
_CONNECTIVE = regex.compile(r"(?:고자|려고|도록|기로|[게지야고])$")
_ENDS_WORD = regex.compile(
    r"(?:[을를]|에서|에게|으로|까지|부터|보다|처럼|면서|지만|는데|도록|하고|하며|하여|해서|한다|했다|이며|려면|어서|아서|면|며|대한|위한|위해|따라|통해|있는|없는|않는|하는|되는|라는|다는|하게|않고|않은|있어|있고)$"
)
_SHORT_WORDS = frozenset("그이저한두세네각본및등더또수것중약전현총매첫뒤앞때곳점뿐년월일명개원즉왜못안잘다옛새온")
_OWN_WORD = regex.compile(r"[①-⑳△▲○●■□※“‘「『《〈]")
_PART_OF_WORD = regex.compile(r"[)）」』”’》〉.,!?…%％·⁰¹²³⁴⁵⁶⁷⁸⁹]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document, their beginnings, and how its syllables sit in them."""

    words: Counter[str]
    beginnings: Counter[str]
    starting: Counter[str]
    ending: Counter[str]
    anywhere: Counter[str]
    inside: Counter[str]
    across: Counter[str]

    @classmethod
    def of(cls, text: str) -> Vocabulary:
        """The vocabulary of a text; the first and last word of a line are left out, since they may be broken."""
        words: Counter[str] = Counter()
        across: Counter[str] = Counter()
        for line in text.splitlines():
            found = [word for word in _WORD.findall(line)[1:-1] if not _FIGURE.search(word)]
            words.update(found)
            across.update(left[-1] + right[0] for left, right in itertools.pairwise(found))
        counts: dict[str, Counter[str]] = {
            name: Counter() for name in ("beginnings", "starting", "ending", "anywhere", "inside")
        }
        for word, count in words.items():
            for length in range(2, min(len(word), 12) + 1):
                counts["beginnings"][word[:length]] += count
            for size in (1, 2):
                if len(word) >= size:
                    counts["starting"][word[:size]] += count
                    counts["ending"][word[-size:]] += count
                for place in range(len(word) - size + 1):
                    counts["anywhere"][word[place : place + size]] += count
            for left, right in itertools.pairwise(word):
                counts["inside"][left + right] += count
        return cls(words=words, across=across, **counts)

    def join(self, left: str, right: str) -> tuple[str, bool]:
        """What stands between two line ends (nothing or a space), and whether that is certain."""
        left, right = _MARKUP.sub("", left)[-60:].rstrip(), _MARKUP.sub("", right)[:60].lstrip()
        said = _by_marks(left, right)
        if said is not None:
            return said, True
        a, b = _WORD.findall(left)[-1], _WORD.findall(right)[0]
        said = self._by_grammar(a, b, right)
        if said is not None:
            return said, True
        if self.words[a + b]:
            return "", True
        odds = self._odds(a, b)
        return (" " if odds > 0 else ""), abs(odds) > 2.5

    def _by_grammar(self, a: str, b: str, right: str) -> str | None:
        last = a[-1]
        if a.isascii() and b.isascii():
            return " "
        if _NOMINAL.match(right):
            return " " if _CONNECTIVE.search(a) else ""
        if (b == "바" and last in "는은") or (b.startswith("서") and a.endswith(("으로", "면"))):
            return ""
        if last == "지" and b[0] in "못않말아":
            return " "
        if b[0].isdigit() and len(a) > 1 and "가" <= last <= "힣":
            return " "
        if "가" <= last <= "힣" and not _ENDS_WORD.search(a):
            consonant = (ord(last) - 0xAC00) % 28 != 0
            agreeing = _PARTICLES_AFTER_CONSONANT if consonant else _PARTICLES_AFTER_VOWEL
            if b in agreeing or b in _PARTICLES:
                return ""
        if b in _PARTICLES and last.isalnum():
            return ""
        if len(a) >= 3 and _ENDS_WORD.search(a):
            return " "
        if _SUFFIX.match(b) and len(a) > 1 and not self.words[b]:
            return ""
        return None

    def _odds(self, a: str, b: str) -> float:
        """Log odds that a space stands between `a` and `b`, from the document's syllables and words."""
        total = 2.2 * _share(self.ending, self.anywhere, a[-2:], a[-1])
        total += 1.4 * _share(self.starting, self.anywhere, b[:2], b[0])
        pair = a[-1] + b[0]
        total += 0.7 * log((self.across[pair] + 0.5) / (self.inside[pair] + 0.5))
        if self.words[a]:
            total += 1.2
        if self.words[b]:
            total += 1.2
        if len(a) > 1 and self.beginnings[a] and not self.words[a]:
            total -= 0.6
        if len(a) > 1 and self.beginnings[a + b[:1]]:
            total -= 2.5
        if len(a) == 1 and not self.words[a]:
            total -= 1.0 if a in _SHORT_WORDS else 3.0
        if len(b) == 1 and not self.words[b]:
            total -= 1.5
        return total


def _by_marks(left: str, right: str) -> str | None:
    """The verdict of punctuation, or None between two words."""
    if not left or not right or not _WORD.search(left) or not _WORD.search(right):
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
    if a in ")）」』”’》〉'\"%％":
        found = _WORD.findall(right)[0]
        attached = found in _PARTICLES | _PARTICLES_AFTER_CONSONANT | _PARTICLES_AFTER_VOWEL
        return "" if attached or _SUFFIX.match(found) else " "
    return None if a.isalnum() and b.isalnum() else " "


def _share(part: Counter[str], whole: Counter[str], two: str, one: str) -> float:
    """Log odds that a syllable pair (or, where it is rare, a syllable) stands at the edge of a word."""
    key = two if whole[two] >= 3 else one
    return log((part[key] + 0.4) / (whole[key] - part[key] + 0.6))
