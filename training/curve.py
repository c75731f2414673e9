"""Comparisons at small equal budgets: would writing more pay, is one model for both languages better, is the general stage?

Every run learns from the same number of target tokens and is measured on `dev`, so that the figures can be set side by side; they
are lower than those of a long run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from training import quality, recipe
from training.pairs import LANGUAGES
from training.recipe import Work
from training.trainer import Settings


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of the comparison: where it starts, how much of our corpus it sees, which languages."""

    name: str
    start: str | None = "general"
    share: float = 1.0
    languages: tuple[str, ...] = LANGUAGES


TRIALS = (
    Trial("quarter", share=0.25),
    Trial("half", share=0.5),
    Trial("whole"),
    Trial("from-nothing", start=None),
    Trial("korean-alone", languages=("ko",)),
    Trial("japanese-alone", languages=("ja",)),
)


def run(
    work: Work, tokens: int, settings: Settings, only: tuple[str, ...] = (), *, device: str = "cpu"
) -> Iterator[tuple[Trial, str, quality.Quality]]:
    """Each trial with its quality on `dev`, by language, as it ends; `tokens` for each language that it learns."""
    for trial in TRIALS:
        if only and trial.name not in only:
            continue
        budget = replace(settings, tokens=tokens * len(trial.languages), minutes=0.0)
        name = f"trial-{trial.name}"
        recipe.learn_own(
            work, budget, start=trial.start, share=trial.share, languages=trial.languages, name=name, device=device,
            shape=recipe.shape(work, "general"),
        )  # fmt: skip
        translator = quality.Translator(recipe.converted(work, name), work.tokenizer)
        for language, found in quality.on_own_corpus(translator, "dev", trial.languages).items():
            yield trial, language, found
