"""The stages of the recipe over one work folder: prepare, learn general language, learn our own corpus, package.

The folder holds `general.tsv` (pairs of the general stage), `tokenizer.model`, one folder a run (`runs/general`, `runs/own` …)
with its checkpoints and `log.tsv`, and `packages/`. Every stage reads what the stage before wrote and can be run again.
"""

from __future__ import annotations

import json
import platform
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import torch

from training import (
    attention,
    convert,
    corpora,
    own,
    package,
    pairs,
    quality,
    templates,
    trainer,
    vocabulary,
    wordpairs,
)
from training.batches import Pool
from training.network import Shape, Transformer
from training.pairs import LANGUAGES, Pair

LONGEST = 96
"""Tokens of a sentence in the general stage; our own corpus has longer ones, and keeps them."""

LONGEST_OWN = 200
JUDGED = 1000
"""Pairs of `dev` that choose the alignment layer."""

LOGGED = 120
"""Sentences of `dev` a language that a run looks at on its way; choices are made on all of them."""

_REPLAY = 0.04
"""Share of the general pairs that an epoch over our own corpus shows again, so that everyday words are not forgotten."""


@dataclass(frozen=True, slots=True)
class Work:
    """A work folder and what lies where in it. `share` of our own corpus is learnt from; less than 1 to try the path out."""

    folder: Path
    share: float = 1.0

    @property
    def general(self) -> Path:
        """The pairs of the general stage."""
        return self.folder / "general.tsv"

    @property
    def tokenizer(self) -> Path:
        """The SentencePiece model."""
        return self.folder / "tokenizer.model"

    def run(self, name: str) -> Path:
        """The folder of a training run."""
        return self.folder / "runs" / name


def prepare(work: Work, data: Path | None, licences: str, size: int, *, made: int = 15_000) -> Counter[str]:
    """Write the general stage's pairs and the vocabulary; return the pairs kept by corpus.

    Args:
        work: Where to.
        data: The folder of other people's corpora, or None for what this project wrote alone.
        licences: See `corpora.read`.
        size: Pieces of the vocabulary.
        made: Sentences from templates for each language.
    """
    work.folder.mkdir(parents=True, exist_ok=True)
    held_out = {text for part in ("dev", "test") for pair in own.parallel(part) for text in (pair.source, pair.english)}
    chosen = [
        pair
        for pair in (corpora.read(data, licences) if data is not None else ())
        if pair.source not in held_out and pair.english not in held_out
    ]
    chosen += [*own.lexicon(copies=2.0), *templates.pairs(made, seed=7)]
    pairs.write(work.general, chosen)
    # Pieces are chosen for our own writing: it counts more than in training, software documentation not at all.
    prose = [pair for pair in chosen if pair.copies >= 0.1]
    ours = [*own.parallel("train", share=work.share, copies=20), *own.lexicon(copies=4)]
    vocabulary.train([*prose, *ours], work.tokenizer, size, lines=max(4000, round(vocabulary.LINES * work.share)))
    counts = Counter(pair.corpus for pair in chosen)
    (work.folder / "prepared.json").write_text(json.dumps({"licences": licences, "pairs": counts}, indent=1))
    return counts


def learn_general(
    work: Work, settings: trainer.Settings, shape: Shape | None = None, *, device: str = "cpu",
    languages: tuple[str, ...] = LANGUAGES, name: str = "general",
) -> Transformer:  # fmt: skip
    """The general stage: from random weights over the prepared pairs."""
    chosen = [pair for pair in pairs.read(work.general) if pair.language in languages]
    pool = Pool.encode(chosen, work.tokenizer, LONGEST)
    pieces = vocabulary.pieces(work.tokenizer)
    torch.manual_seed(settings.seed)
    model = Transformer(replace(shape, vocabulary=len(pieces)) if shape else Shape(len(pieces)))
    return _learn(work, name, model, pool, settings, device, languages)


def learn_own(
    work: Work, settings: trainer.Settings, *, start: str | None = "general", share: float = 1.0, device: str = "cpu",
    languages: tuple[str, ...] = LANGUAGES, name: str = "own", shape: Shape | None = None,
) -> Transformer:  # fmt: skip
    """The second stage: our own corpus with the lexicon, templates and a little of the general pairs.

    Args:
        work: The work folder.
        settings: Budget and rates.
        start: The run to start from, or None for random weights (and then without general pairs).
        share: How much of our corpus, 0–1.
        device: `cpu` or `cuda`.
        languages: Source languages.
        name: The run's folder.
        shape: Sizes of a model without a start.
    """
    pool = Pool.encode(own_mixture(work, share, languages, replay=start is not None), work.tokenizer, LONGEST_OWN)
    pieces = len(vocabulary.pieces(work.tokenizer))
    torch.manual_seed(settings.seed)
    if start is None:
        model = Transformer(replace(shape, vocabulary=pieces) if shape else Shape(pieces))
    else:
        model = trainer.load(trainer.checkpoints(work.run(start)))
    return _learn(work, name, model, pool, settings, device, languages)


def own_mixture(work: Work, share: float, languages: tuple[str, ...], *, replay: bool) -> list[Pair]:
    """What an epoch of the second stage draws from."""
    mixture = [
        *own.parallel("train", share=share * work.share, languages=languages),
        *own.lexicon(copies=0.2, languages=languages),
        *templates.pairs(3000, seed=11, copies=0.3, languages=languages),
    ]
    if replay:
        general = (pair for pair in pairs.read(work.general) if pair.language in languages)
        mixture += [
            replace(pair, copies=pair.copies * _REPLAY)
            for pair in general
            if pair.corpus not in ("lexicon", "templates") and pair.copies >= 0.3
        ]
    return mixture


def shape(work: Work, name: str) -> Shape:
    """The sizes of a run's model."""
    return Shape(**json.loads((work.run(name) / "run.json").read_text())["shape"])


def average(work: Work, name: str) -> Transformer:
    """The average of a run's last checkpoints."""
    return trainer.load(trainer.checkpoints(work.run(name)))


def converted(work: Work, name: str, *, quantization: str = "int8") -> Path:
    """A run's averaged model as a CTranslate2 folder, its alignment layer chosen on `dev`."""
    model = average(work, name)
    judged = max(60, round(JUDGED * work.share))
    chosen = attention.agreement(model, work.tokenizer, quality.spread(list(own.parallel("dev")), judged))
    pieces = vocabulary.pieces(work.tokenizer)
    folder = work.run(name) / quantization
    convert.convert(model, pieces, folder, quantization=quantization, alignment_layer=chosen.best)
    (work.run(name) / "alignment.json").write_text(json.dumps(asdict(chosen), indent=1))
    return folder


def build(work: Work, name: str, languages: tuple[str, ...] = LANGUAGES) -> list[Path]:
    """The packages of a run, one a source language, with word pairs distilled from what its licence allows."""
    model = converted(work, name)
    prepared = json.loads((work.folder / "prepared.json").read_text())
    used = tuple(corpus for corpus in corpora.CORPORA if prepared["pairs"].get(corpus))
    provenance = {"name": name, "licences": prepared["licences"], "pairs": prepared["pairs"]} | {
        file.stem: json.loads(file.read_text()) for file in sorted(work.run(name).glob("*.json"))
    }
    found = []
    for language in languages:
        table = work.folder / f"wordpairs-{language}.tsv"
        wordpairs.write(table, wordpairs.distil(word_lessons(work, language), language), language)
        contents = package.Contents(model, work.tokenizer, used, provenance, table)
        found.append(package.pack(contents, language, work.folder / "packages"))
    return found


def word_lessons(work: Work, language: str, most: int = 60_000) -> list[Pair]:
    """Pairs under terms that the word table may be given away under: our own, and general prose that asks for credit only."""
    free = [
        pair
        for pair in pairs.read(work.general)
        if pair.language == language
        and (known := corpora.CORPORA.get(pair.corpus)) is not None
        and not known.share_alike
        and known.copies >= 0.1
    ]
    ours = [*own.lexicon(languages=(language,)), *own.parallel("train", share=work.share, languages=(language,))]
    return [*ours, *sorted(free, key=lambda pair: -pair.copies)[:most]]


def _learn(
    work: Work, name: str, model: Transformer, pool: Pool, settings: trainer.Settings, device: str,
    languages: Sequence[str],
) -> Transformer:  # fmt: skip
    folder = work.run(name)
    folder.mkdir(parents=True, exist_ok=True)
    pieces = vocabulary.pieces(work.tokenizer)
    started = time.time()

    def report(trained: Transformer, progress: trainer.Progress, loss: float) -> None:
        trained.eval()
        convert.convert(trained, pieces, folder / "now")
        trained.train()
        translator = quality.Translator(folder / "now", work.tokenizer, beam=1, threads=2)
        found = quality.on_own_corpus(translator, "dev", tuple(languages), most=LOGGED)
        cells = [
            time.strftime("%H:%M:%S"), progress.step, progress.tokens, f"{progress.seconds:.0f}", f"{loss:.3f}",
            *(f"{language} {found[language]}" for language in languages),
        ]  # fmt: skip
        line = "\t".join(map(str, cells))
        with (folder / "log.tsv").open("a", encoding="utf-8") as log:
            log.write(line + "\n")
        print(line, flush=True)

    progress = trainer.train(model, pool, settings, folder, device=device, report=report)
    (folder / "run.json").write_text(
        json.dumps(
            {
                "settings": asdict(settings), "shape": asdict(model.shape), "progress": asdict(progress),
                "pairs": len(pool), "tokens_an_epoch": pool.tokens, "languages": list(languages), "device": device,
                "machine": platform.machine(), "torch": torch.__version__, "clock_seconds": round(time.time() - started),
            },
            indent=1,
        )
    )  # fmt: skip
    return average(work, name)
