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

from workbench.language import lengths, numbers
from workbench.model import Finding

_TOKENS = re.compile(r"\w+|[^\w\s]")
_STRETCHED = re.compile(r"(\w{1,3}?)\1{7,}")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")
_GLOSS = re.compile(r"[(（\[［][^()（）\[\]［］]{1,80}[)）\]］]|[〈《「『][^〈〉《》「」『』]{1,40}[〉》」』]")
_LATIN = re.compile(r"(?<![A-Za-z0-9/@._-])[A-Z][A-Za-z0-9]+[A-Z][A-Za-z0-9-]*(?![A-Za-z0-9/@_])")
_ADDRESS = re.compile(r"(?:https?://[!-~]+|[\w.+-]+@[\w-]+\.[\w.]+)(?<![.,;:!?)])", re.ASCII)
_SOURCE_END = re.compile(r"[.!?。！？][’”\"』」)）]*\s*$")
_TARGET_END = re.compile(r"[.!?:;…。！？][’”\"'』」)）\]]*\s*$|[’”\"』」)）\]]\s*$")

_UNSPACED = frozenset({"ja", "zh", "th", "lo", "km", "my"})
"""Languages in which a sentence may be one word to the eye."""

_UNSTOPPED = frozenset({"th", "lo"})
"""Languages whose sentences end without a mark."""

_SHORTEST, _LONGEST = -3.5, 3.0
"""Standard deviations from the usual length that are still taken for translation; news is terse."""


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
    if is_degenerate(source, target, source_language, target_language):
        return Assessment(0, tuple(_signals(source, target, source_language, target_language)), degenerate=True)
    findings = tuple(_signals(source, target, source_language, target_language))
    factor = math.prod(_WEIGHTS[found.check] for found in findings)
    base = _UNKNOWN if mean is None else min(1.0, math.exp(mean) ** 0.7)
    return Assessment(round(100 * base * factor), findings)


def is_degenerate(source: str, target: str, source_language: str, target_language: str = "en") -> bool:
    """Whether a draft is no translation at all: empty, a loop, the source again, one word for a sentence."""
    if not target.strip() or not any(char.isalnum() for char in target):
        return any(char.isalnum() for char in source)
    if loop(target) is not None and loop(source) is None:
        return True
    if left_over(source, target) >= 0.5:
        return True
    if target_language.split("-")[0] in _UNSPACED or len(target.split()) > 1:
        return False
    return lengths.expected(source, source_language, target_language) > 40


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
    found += _length_signals(source, target, source_language, target_language)
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


def _length_signals(source: str, target: str, source_language: str, target_language: str) -> list[Finding]:
    found = []
    distance = lengths.deviation(source, target, source_language, target_language)
    if not _SHORTEST <= distance <= _LONGEST:
        what = "longer" if distance > 0 else "shorter"
        times = len(target) / lengths.expected(source, source_language, target_language)
        found.append(Finding("length", "warning", f"much {what} than such a source usually becomes ({times:.1f}×)"))
    if (
        target_language.split("-")[0] not in _UNSTOPPED
        and _SOURCE_END.search(source)
        and not _TARGET_END.search(target)
    ):
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
    """Latin names, URLs and addresses of the source that the target lacks."""
    addresses = [found.group() for found in _ADDRESS.finditer(source)] if "://" in source or "@" in source else []
    have = unicodedata.normalize("NFKC", target).casefold().replace(".", "")
    names = dict.fromkeys(_LATIN.findall(unicodedata.normalize("NFKC", source)))
    lost = [address for address in addresses if address not in target]
    lost += [name for name in names if name.casefold().replace(".", "") not in have]
    return [Finding("names", "warning", f"{name} is missing") for name in lost[:3]]


def left_over(source: str, target: str) -> float:
    """The share of the target's letters, 0–1, that are still in the source's script."""
    left = sum(map(len, _CJK.findall(target)))
    if not left or not _CJK.search(source):
        return 0.0
    return left / sum(char.isalpha() for char in target)
