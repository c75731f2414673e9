"""How long a translation usually is, from what its source is made of.

A Hangul syllable becomes some 2.5 English characters, a kana one, a Han character almost three; fitted by least squares on
news translated by people. `deviation` says how far a pair lies from that in standard deviations, short segments varying
more than long ones.
"""

from __future__ import annotations

import math
import re

from workbench.language.scripts import HAN, HANGUL

_EXPECTED = (
    (re.compile(f"[{HANGUL}]"), 2.45),
    (re.compile(f"[{HAN}]"), 2.75),
    (re.compile("[\u3041-\u309f]"), 0.95),
    (re.compile("[\u30a0-\u30ff\uff66-\uff9f]"), 1.3),
    (re.compile(r"[A-Za-z0-9\u00c0-\u024f\u0370-\u052f]"), 1.0),
    (re.compile(r"\s"), 0.0),
)
_OTHER = 0.6


class _Lengths(dict[str, float]):
    """English characters a source character becomes, told once for each character that occurs."""

    def __missing__(self, char: str) -> float:
        self[char] = next((length for pattern, length in _EXPECTED if pattern.match(char)), _OTHER)
        return self[char]


_LENGTHS = _Lengths()

_DENSITY = {"ko": 0.42, "ja": 0.42, "zh": 0.33, "de": 1.12, "fr": 1.13, "es": 1.1, "ru": 1.05, "vi": 1.05}
"""Characters of a language for one English character of the same content."""

_SPREAD, _SHORT_SPREAD = 0.2, 1.2


def expected(source: str, source_language: str, target_language: str) -> float:
    """The length in characters that a translation of this source has on average."""
    if source_language[:2] in ("ko", "ja", "zh"):
        english = sum(map(_LENGTHS.__getitem__, source))
    else:
        english = len(source) / _DENSITY.get(source_language[:2], 1.0)
    return max(1.0, english * _DENSITY.get(target_language[:2], 1.0))


def deviation(source: str, target: str, source_language: str, target_language: str) -> float:
    """How many standard deviations longer (or, negative, shorter) than usual the target is, on a logarithmic scale."""
    usual = expected(source, source_language, target_language)
    return math.log(max(1, len(target)) / usual) / (_SPREAD + _SHORT_SPREAD / math.sqrt(usual))
