"""BLEU, chrF and TER as sacrebleu computes them, with its signatures, and its paired bootstrap for two systems.

Equal to the last digit to `sacrebleu REFERENCE -i SYSTEM -m bleu chrf ter`: the same classes with the same settings
(Post 2018, "A Call for Clarity in Reporting BLEU Scores"; significance by Koehn 2004). Lines are stripped at the end, as
sacrebleu's command line does.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workbench.errors import UsageError

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric
    from sacrebleu.significance import Result

METRICS = ("BLEU", "chrF", "TER")
"""The scores given, in the order they are printed; TER is better when lower."""

_TOKENIZERS = {"ja": ("ja-mecab", "MeCab", "ja"), "ko": ("ko-mecab", "mecab_ko", "ko"), "zh": ("zh", "", "")}


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over a set of segments.

    Attributes:
        metric: `BLEU`, `chrF2`, `TER` …, as sacrebleu names it.
        value: 0–100; TER may exceed 100.
        signature: How it was computed, in sacrebleu's words.
        text: sacrebleu's own line, with n-gram precisions and the like.
    """

    metric: str
    value: float
    signature: str
    text: str


@dataclass(frozen=True, slots=True)
class SystemScore:
    """One system's score in a comparison.

    Attributes:
        system: Its name.
        value: 0–100.
        mean: Mean over the resamples.
        interval: Half of the 95 % confidence interval.
        p_value: The chance of so large a difference to the baseline by accident; None for the baseline.
    """

    system: str
    value: float
    mean: float
    interval: float
    p_value: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A metric over several systems, the baseline first."""

    metric: str
    signature: str
    systems: tuple[SystemScore, ...]


def score(hypotheses: Sequence[str], references: Sequence[str], language: str = "en") -> list[Score]:
    """The scores of a set of drafts against one reference each.

    Args:
        hypotheses: The drafts, one a segment.
        references: The translations they should have been, in the same order.
        language: BCP 47 code of both.

    Raises:
        UsageError: There is nothing to score, the numbers of lines differ, or a tokenizer is not installed.
    """
    hypotheses, references = _lines(hypotheses), _lines(references)
    _check(len(hypotheses), len(references))
    found = []
    for metric in _metrics(language, references).values():
        result = metric.corpus_score(hypotheses, None)
        signature = str(metric.get_signature())
        found.append(Score(result.name, result.score, signature, result.format(signature=signature)))
    return found


def compare(
    systems: Mapping[str, Sequence[str]], references: Sequence[str], language: str = "en", samples: int = 1000
) -> list[Comparison]:
    """Systems side by side by paired bootstrap resampling; the first is the baseline.

    Args:
        systems: Drafts by name of system, two or more.
        references: The translations they should have been, in the same order.
        language: BCP 47 code of all.
        samples: Resamples to draw; the seed is sacrebleu's (`SACREBLEU_SEED`, 12345).

    Raises:
        UsageError: As `score`, or fewer than two systems.
    """
    if len(systems) < 2:
        raise UsageError("a comparison needs two systems", hint="name a second file of drafts")
    references = _lines(references)
    named: list[tuple[str, Sequence[str]]] = [(name, _lines(lines)) for name, lines in systems.items()]
    for name, lines in named:
        _check(len(lines), len(references), name)
    from sacrebleu.significance import PairedTest
    from sacrebleu.significance import Result as ResultType

    test = PairedTest(named, _metrics(language, references), None, test_type="bs", n_samples=samples)
    signatures, results = test()
    found = []
    for name, values in results.items():
        listed = [value for value in values if isinstance(value, ResultType)]
        if listed:
            scores = (_system(system, value) for (system, _), value in zip(named, listed, strict=True))
            found.append(Comparison(name, signatures[name].format(), tuple(scores)))
    return found


def _system(name: str, result: Result) -> SystemScore:
    p_value = None if result.p_value is None else float(result.p_value)
    return SystemScore(name, float(result.score), float(result.mean or 0.0), float(result.ci or 0.0), p_value)


def _lines(lines: Sequence[str]) -> list[str]:
    return [line.rstrip() for line in lines]


def _check(hypotheses: int, references: int, name: str = "") -> None:
    of = f" of '{name}'" if name else ""
    if not hypotheses or not references:
        raise UsageError(f"there is nothing to score{of}", hint="both the drafts and the reference need a segment")
    if hypotheses != references:
        raise UsageError(
            f"the drafts{of} have {hypotheses} segments and the reference {references}",
            hint="give a reference with one line a segment, in the same order",
        )


def _metrics(language: str, references: Sequence[str]) -> dict[str, Metric]:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    cached = [list(references)]
    tokenizer = _tokenizer(language)
    asian = language[:2] in ("ja", "zh")
    return {
        "BLEU": BLEU(tokenize=tokenizer, references=cached),
        "CHRF": CHRF(references=cached),
        "TER": TER(normalized=asian, asian_support=asian, references=cached),
    }


def _tokenizer(language: str) -> str | None:
    if language[:2] not in _TOKENIZERS:
        return None
    name, module, extra = _TOKENIZERS[language[:2]]
    if module and importlib.util.find_spec(module) is None:
        raise UsageError(
            f"BLEU of {language} text needs a tokenizer that is not installed",
            hint=f"install it with: pip install 'sacrebleu[{extra}]'",
        )
    return name
