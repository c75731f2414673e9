"""Names rendered in several ways: Yun and Yoon, Busan and Pusan, Tōkyō and Tokyo, Shinomiya Haruka and Haruka Shinomiya.

Romanizations of one name fold to one key (Revised and McCune–Reischauer for Korean, Hepburn with and without long vowels
for Japanese, the spellings people use for their own names). Two spellings of a key are one name only where their
sources share a word that stands in both: Cold War and Gold do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from workbench.checks.given import CheckInput
from workbench.checks.registry import document_check
from workbench.language.scripts import HAN, HANGUL
from workbench.model import Finding

_NAME = re.compile(r"[A-Z][a-zà-öø-ÿāēīōūŏŭ]+(?:[’'ʻ](?!s\b)[a-zà-öø-ÿāēīōūŏŭ]+)*(?:-[A-Za-zà-öø-ÿāēīōūŏŭ]+)*")
_SOURCE_WORD = re.compile(f"[{HANGUL}]{{2,}}|[{HAN}]{{2,}}|[\u30a1-\u30fa\u30fc・]{{2,}}")
_SPELLINGS = {
    "lee": "i", "yi": "i", "rhee": "i", "ri": "i", "rim": "im", "lim": "im", "roh": "no", "noh": "no", "park": "pak",
    "choi": "choe", "jung": "chong", "chung": "chong", "jeong": "chong", "yoon": "yun", "moon": "mun", "woo": "u",
    "soo": "su", "joon": "chun", "kwon": "kwon", "shin": "sin", "young": "yong",
}  # fmt: skip
_FOLDS = (
    (re.compile(r"[^a-z]"), ""), (re.compile("ou|oo|oh(?=[^aeiou]|$)"), "o"), (re.compile("uu"), "u"), (re.compile("eo|eu"), "o"),
    (re.compile("ae|ai"), "e"), (re.compile("sh"), "s"), (re.compile("ch|j"), "c"), (re.compile("ts|tz"), "t"),
    (re.compile("[gk]"), "k"), (re.compile("[bp]"), "p"), (re.compile("[dt]"), "t"), (re.compile("[lr]"), "r"),
    (re.compile("[mn](?=p)"), "n"), (re.compile(r"(.)\1+"), r"\1"),
)  # fmt: skip
_LEAST = 3


@document_check("names", "warning", "a name is rendered in several ways")
def names(segments: Sequence[CheckInput]) -> Iterator[Finding]:
    """The rarer spellings of a name, each with the commoner one as the fix."""
    places: dict[str, dict[str, list[tuple[CheckInput, int, int]]]] = defaultdict(lambda: defaultdict(list))
    for given in segments:
        if given.to_cjk:
            return
        for match in _NAME.finditer(given.plain_target):
            name = match.group()
            if len(name) >= _LEAST:
                places[_key(name)][name].append((given, match.start(), match.end()))
    for spellings in places.values():
        if len(spellings) > 1:
            yield from _several(spellings)
    yield from _swapped(segments)


def _several(spellings: dict[str, list[tuple[CheckInput, int, int]]]) -> Iterator[Finding]:
    common, *rarer = sorted(spellings, key=lambda name: (-len(spellings[name]), name))
    common_words = _shared_words(given for given, _, _ in spellings[common])
    for name in rarer:
        if _same_word(name, common) or not common_words & _shared_words(g for g, _, _ in spellings[name]):
            continue
        for given, start, end in spellings[name]:
            yield Finding(
                "names", "", f"‘{name}’ is ‘{common}’ elsewhere", start=start, end=end, suggestion=common,
                segment_id=given.segment_id,
            )  # fmt: skip


_PAIR = re.compile(r"([A-Z][a-zāēīōū]+(?:-[a-z]+)?) ([A-Z][a-zāēīōū]+(?:-[a-z]+)?)(?! [A-Z])")


def _swapped(segments: Sequence[CheckInput]) -> Iterator[Finding]:
    """Given name first here, family name first there."""
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str], list[tuple[CheckInput, int, int]]] = defaultdict(list)
    for given in segments:
        for match in _PAIR.finditer(given.plain_target):
            pair = (match[1], match[2])
            counts[pair] += 1
            found[pair].append((given, match.start(), match.end()))
    for (first, last), number in counts.items():
        other = counts.get((last, first), 0)
        if other > number or (other == number and (last, first) < (first, last)):
            words = _shared_words(given for given, _, _ in found[(last, first)])
            for given, start, end in found[(first, last)]:
                if words & _source_words(given.source):
                    yield Finding(
                        "names", "", f"‘{first} {last}’ is ‘{last} {first}’ elsewhere", start=start, end=end,
                        suggestion=f"{last} {first}", segment_id=given.segment_id,
                    )  # fmt: skip


@lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    plain = "".join(char for char in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(char))
    parts = [_SPELLINGS.get(part, part) for part in plain.split("-")]
    key = "".join(parts)
    for pattern, fold in _FOLDS:
        key = pattern.sub(fold, key)
    return key


def _same_word(first: str, second: str) -> bool:
    """Whether two spellings are one English word: capitals, its plural, its possessive."""
    one, other = sorted((first.lower(), second.lower()), key=len)
    return other.removeprefix(one) in ("", "s", "'s", "’s", "es", "n", "ese")


def _shared_words(segments: Iterator[CheckInput]) -> frozenset[str]:
    """The words that all of these sources have."""
    shared: frozenset[str] | None = None
    for given in segments:
        words = _source_words(given.source)
        shared = words if shared is None else shared & words
    return shared or frozenset()


@lru_cache(maxsize=1 << 12)
def _source_words(source: str) -> frozenset[str]:
    """The words of a source and their beginnings, as particles hang on to Korean names."""
    words: set[str] = set()
    for word in _SOURCE_WORD.findall(source):
        words.update(word[:size] for size in range(2, min(len(word), 6) + 1))
    return frozenset(words)
