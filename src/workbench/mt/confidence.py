"""How far a draft can be trusted: 0–100, and the reasons in words an editor can act on.

Cheap signals only, some fifty microseconds a segment: the model's own probability, length against what sources of that
make-up become, loops, source script left over, numbers, Latin names, a missing end. The thresholds are set so that a
faithful translation is flagged in at most one case of twenty (`benchmarks/bench_mt.py`); the probability is the best single
sign of invention (Guerreiro et al. 2022, arXiv:2208.05309), and is only comparable within one model.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from workbench.language import numbers
from workbench.model import Finding

_TOKENS = re.compile(r"\w+|[^\w\s]")
_STRETCHED = re.compile(r"(\w{1,3}?)\1{7,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
_GLOSS = re.compile(r"[(（\[［][^()（）\[\]［］]{1,80}[)）\]］]|[〈《「『][^〈〉《》「」『』]{1,40}[〉》」』]")
_LATIN = re.compile(r"(?<![A-Za-z0-9/@._-])[A-Z][A-Za-z0-9]+[A-Z][A-Za-z0-9-]*(?![A-Za-z0-9/@_])")
_SOURCE_END = re.compile(r"[.!?。！？][’”\"』」)）]*\s*$")
_TARGET_END = re.compile(r"[.!?:;…。！？][’”\"'』」)）\]]*\s*$|[’”\"』」)）\]]\s*$")

# English characters that one character of each script becomes, fitted on news translated by people (least squares of the
# relative error). The logarithm of a translation's length over the expected one spreads less the longer the segment.
_EXPECTED = {
    "hangul": 2.52,
    "han": 4.07,
    "hiragana": 1.64,
    "katakana": 1.91,
    "latin": 1.09,
    "digit": 3.11,
    "other": 0.0,
}
_MOST = 3.0
"""Standard deviations from the expected length that are still taken for translation."""


@dataclass(frozen=True, slots=True)
class Assessment:
    """A draft's confidence 0–100 and what speaks against it; `degenerate` drafts are not worth an editor's look."""

    confidence: int
    findings: tuple[Finding, ...]
    degenerate: bool = False


def assess(
    source: str, target: str, mean: float | None, source_language: str, target_language: str = "en"
) -> Assessment:
    """How far a draft can be trusted.

    Args:
        source: The source, without tag marks.
        target: The draft, without tag marks.
        mean: Log-probability of the average piece, None for an engine that tells none.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
    """
    if is_degenerate(source, target):
        return Assessment(0, tuple(_signals(source, target, source_language, target_language)), degenerate=True)
    findings = tuple(_signals(source, target, source_language, target_language))
    factor = math.prod(_WEIGHTS[found.check] for found in findings)
    base = _UNKNOWN if mean is None else min(1.0, math.exp(mean) ** 0.7)
    return Assessment(round(100 * base * factor), findings)


def is_degenerate(source: str, target: str) -> bool:
    """Whether a draft is no translation at all: empty, a loop, the source again, one word for a sentence."""
    if not target.strip() or not any(char.isalnum() for char in target):
        return any(char.isalnum() for char in source)
    if loop(target) is not None and loop(source) is None:
        return True
    if left_over(source, target) >= 0.5:
        return True
    return expected_length(source) > 40 and len(target.split()) == 1


def loop(text: str) -> tuple[int, int] | None:
    """The range in which a text says the same again and again (one to eight words, three times or more), if it does."""
    stretched = _STRETCHED.search(text)
    if stretched and not stretched.group().isdigit():
        return stretched.span()
    words = _TOKENS.findall(text.casefold())
    if len(words) - len(set(words)) < 3:
        return None
    tokens = [(match.group().casefold(), match.start(), match.end()) for match in _TOKENS.finditer(text)]
    words = [token for token, _, _ in tokens]
    for size in range(1, 9):
        run = 0
        for place in range(size, len(words)):
            run = run + 1 if words[place] == words[place - size] else 0
            # Three of a kind for phrases, four for single words ("very very very"), never for rows of dots or dashes.
            if run >= (3 if size == 1 else 2 * size) and any(
                word.isalpha() or len(word) > 3 for word in words[place - size + 1 : place + 1]
            ):
                return tokens[place - run - size + 1][1], tokens[place][2]
    return None


def expected_length(source: str) -> float:
    """How many English characters a source of this make-up becomes on average."""
    return sum(_character_worth(char) for char in source) or 1.0


_UNKNOWN = 0.7
"""The confidence of a clean draft whose engine tells no probability."""

_WEIGHTS = {
    "empty": 0.0, "loop": 0.1, "copied": 0.0, "untranslated": 0.4, "length": 0.5, "cut-off": 0.6, "numbers": 0.6,
    "names": 0.7, "same": 0.3,
}  # fmt: skip


def _signals(source: str, target: str, source_language: str, target_language: str) -> list[Finding]:
    if not target.strip():
        return [Finding("empty", "error", "nothing was translated")]
    found = []
    looped = loop(target)
    if looped is not None and loop(source) is None:
        found.append(Finding("loop", "error", "the draft repeats itself", start=looped[0], end=looped[1]))
    found += _script_signals(source, target, target_language)
    if target_language.split("-")[0] == "en":
        found += _length_signals(source, target)
    found += _number_signals(source, target, source_language, target_language)
    found += _name_signals(source, target)
    return found


def _script_signals(source: str, target: str, target_language: str) -> list[Finding]:
    if target_language.split("-")[0] in ("ko", "ja", "zh"):
        return []
    share = left_over(source, target)
    if share >= 0.5:
        return [Finding("copied", "error", "the source was copied, not translated")]
    # A gloss in brackets, as in `jeonghanron (征韓論)`, is wanted.
    bare = _GLOSS.sub(lambda match: " " * len(match.group()), target)
    left = _CJK.search(bare)
    if left and sum(len(run) for run in _CJK.findall(bare)) >= 2:
        return [
            Finding(
                "untranslated", "error", f"'{left.group()}' was left untranslated", start=left.start(), end=left.end()
            )
        ]
    return []


def _length_signals(source: str, target: str) -> list[Finding]:
    found = []
    expected = expected_length(source)
    spread = math.sqrt(0.020 + 2.4 / expected)
    distance = math.log(max(1, len(target)) / expected) / spread
    if abs(distance) > _MOST:
        what = "longer" if distance > 0 else "shorter"
        found.append(
            Finding(
                "length", "warning", f"much {what} than such a source usually becomes ({len(target) / expected:.1f}×)"
            )
        )
    if _SOURCE_END.search(source) and not _TARGET_END.search(target):
        found.append(
            Finding(
                "cut-off",
                "warning",
                "the source ends its sentence, the draft does not",
                start=len(target),
                end=len(target),
            )
        )
    return found


def _number_signals(source: str, target: str, source_language: str, target_language: str) -> list[Finding]:
    found = []
    for one in numbers.disagreements(source, target, source_language, target_language):
        number = one.number
        if one.side == "source":
            text = source[number.start : number.end]
            place = (one.rival.start, one.rival.end) if one.rival else (0, 0)
            found.append(Finding("numbers", "error", f"{text} is missing", start=place[0], end=place[1]))
        elif one.rival is None:
            text = target[number.start : number.end]
            message = f"{text} is not in the source"
            found.append(Finding("numbers", "error", message, start=number.start, end=number.end))
    return found[:3]


def _name_signals(source: str, target: str) -> list[Finding]:
    have = unicodedata.normalize("NFKC", target).casefold().replace(".", "")
    names = dict.fromkeys(_LATIN.findall(unicodedata.normalize("NFKC", source)))
    lost = [name for name in names if name.casefold().replace(".", "") not in have]
    return [Finding("names", "warning", f"{name} is missing") for name in lost[:3]]


def left_over(source: str, target: str) -> float:
    """The share of the target's letters, 0–1, that are still in the source's script."""
    left = sum(map(len, _CJK.findall(target)))
    if not left or not _CJK.search(source):
        return 0.0
    return left / sum(char.isalpha() for char in target)


@lru_cache(maxsize=1 << 16)
def _character_worth(char: str) -> float:
    if "\uac00" <= char <= "\ud7a3":
        return _EXPECTED["hangul"]
    if "\u3040" <= char <= "\u309f":
        return _EXPECTED["hiragana"]
    if "\u30a0" <= char <= "\u30ff":
        return _EXPECTED["katakana"]
    if "\u3400" <= char <= "\u9fff":
        return _EXPECTED["han"]
    if char.isdigit():
        return _EXPECTED["digit"]
    return _EXPECTED["latin"] if char.isalpha() else 0.0
