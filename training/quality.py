"""How good a model is: BLEU and chrF with their signatures, and the share of drafts that are worse than none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training import own, vocabulary
from training.pairs import LANGUAGES, Pair
from workbench.mt.confidence import left_over, loop

LONGEST = 256
"""Tokens of a translation at most."""


@dataclass(frozen=True, slots=True)
class Quality:
    """Figures of one language: `bleu` and `chrf` 0–100 with signatures, and shares (0–1) of unusable drafts."""

    sentences: int
    bleu: float
    chrf: float
    brevity: float
    loops: float
    empty: float
    untranslated: float
    bleu_signature: str = ""
    chrf_signature: str = ""

    def __str__(self) -> str:
        bad = f"loops {self.loops:.1%}, empty {self.empty:.1%}, untranslated {self.untranslated:.1%}"
        return (
            f"BLEU {self.bleu:.1f} chrF {self.chrf:.1f} (length {self.brevity:.2f}; {bad}; {self.sentences} sentences)"
        )


class Translator:
    """A converted model with its tokenizer."""

    def __init__(self, model: Path, tokenizer: Path, *, beam: int = 4, device: str = "cpu", threads: int = 0) -> None:
        import ctranslate2

        self.tokenizer = vocabulary.load(tokenizer)
        self.model: Any = ctranslate2.Translator(str(model), device=device, inter_threads=1, intra_threads=threads)
        self.beam = beam

    def translate(self, sources: Sequence[str]) -> list[str]:
        """The best translation of each source."""
        results = self.model.translate_batch(
            self.tokenizer.encode(list(sources), out_type=str),
            beam_size=self.beam,
            max_batch_size=2048,
            batch_type="tokens",
            max_decoding_length=LONGEST,
        )
        return [self.tokenizer.decode(result.hypotheses[0]) for result in results]


def measure(sources: Sequence[str], drafts: Sequence[str], references: Sequence[str]) -> Quality:
    """The quality of drafts beside their references."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF

    bleu, chrf = BLEU(), CHRF()
    scored = bleu.corpus_score(list(drafts), [list(references)])
    count = max(1, len(drafts))
    return Quality(
        sentences=len(drafts),
        bleu=scored.score,
        chrf=chrf.corpus_score(list(drafts), [list(references)]).score,
        brevity=scored.sys_len / max(1, scored.ref_len),
        loops=sum(loop(draft) is not None for draft in drafts) / count,
        empty=sum(not draft.strip() for draft in drafts) / count,
        untranslated=sum(
            left_over(source, draft) > 0.2 or draft.strip() == source.strip()
            for source, draft in zip(sources, drafts, strict=True)
        )
        / count,
        bleu_signature=str(bleu.get_signature()),
        chrf_signature=str(chrf.get_signature()),
    )


def on_own_corpus(
    translator: Translator, part: str, languages: tuple[str, ...] = LANGUAGES, *, most: int = 0
) -> dict[str, Quality]:
    """The quality on `dev` or `test` of our own parallel corpus, by source language.

    Args:
        translator: The model.
        part: `dev` or `test`.
        languages: Source languages.
        most: This many sentences, spread evenly over the part; 0 for all.
    """
    found = {}
    for language in languages:
        pairs = spread(list(own.parallel(part, languages=(language,))), most)
        sources = [pair.source for pair in pairs]
        found[language] = measure(sources, translator.translate(sources), [pair.english for pair in pairs])
    return found


def spread(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """At most so many pairs, evenly spread over all; 0 for all."""
    if not most or len(pairs) <= most:
        return list(pairs)
    return [pairs[place * len(pairs) // most] for place in range(most)]
