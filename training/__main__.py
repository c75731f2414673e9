"""The command line of the recipe: each stage alone, or all of them with `all`; `tiny` tries the whole path on toy data."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import torch

from training import corpora, curve, papers, quality, recipe, trainer
from training import own as own_data
from training.network import Shape
from training.pairs import LANGUAGES
from training.recipe import Work

Command = Callable[..., Any]
TRIAL = 0.05
"""Share of our own corpus that `tiny` learns from."""

SMALL = Shape(0, width=128, inner=512, heads=4, encoder=2, decoder=1)
"""1.2 M parameters over 4,000 pieces."""


def _work(function: Command) -> Command:
    return click.option(
        "--work", "folder", type=click.Path(path_type=Path), required=True, help="Folder for data, runs and packages."
    )(function)


def _data(function: Command) -> Command:
    data = click.option(
        "--data", type=click.Path(path_type=Path, exists=True), help="Folder with ko-en.tsv.xz and ja-en.tsv.xz."
    )
    licences = click.option(
        "--licences", type=click.Choice(corpora.LICENCES), default="permissive", show_default=True,
        help="share-alike: also corpora whose terms bind the model (CC BY-SA).",
    )  # fmt: skip
    size = click.option("--vocabulary", "size", default=12_000, show_default=True, help="Pieces.")
    return data(licences(size(function)))


def _learning(function: Command) -> Command:
    device = click.option("--device", default="cpu", show_default=True, help="cpu or cuda.")
    threads = click.option("--threads", default=0, help="CPU threads; 0 lets torch choose.")
    batch = click.option("--batch", default=0, help="Tokens of a batch; 0: 3000 on a CPU, 30000 on a GPU.")
    return device(threads(batch(function)))


@click.group(context_settings={"max_content_width": 110})
def main() -> None:
    """Train the starter models. The model card is docs/starter-models.md."""


@main.command()
@_work
@_data
def prepare(folder: Path, data: Path | None, licences: str, size: int) -> None:
    """Choose the pairs of the general stage and the vocabulary."""
    for corpus, count in recipe.prepare(Work(folder), data, licences, size).most_common():
        click.echo(f"{count:8} {corpus}")


@main.command()
@_work
@_learning
@click.option("--minutes", default=0.0, help="Stop after this long at work.")
@click.option("--tokens", default=0, help="Stop after this many target tokens.")
@click.option(
    "--small", "is_small", is_flag=True, help="A model a seventh of the size, for comparisons on little compute."
)
def general(folder: Path, device: str, threads: int, batch: int, minutes: float, tokens: int, is_small: bool) -> None:
    """Learn general language; a killed run goes on where it was."""
    _threads(threads)
    settings = trainer.Settings(minutes=minutes, tokens=tokens, batch=_batch(batch, device))
    recipe.learn_general(Work(folder), settings, SMALL if is_small else None, device=device)


@main.command()
@_work
@_learning
@click.option("--minutes", default=0.0, help="Stop after this long at work.")
@click.option("--tokens", default=0, help="Stop after this many target tokens.")
@click.option("--share", default=1.0, show_default=True, help="How much of our corpus to learn from, 0–1.")
@click.option("--from", "start", default="general", show_default=True, help="The run to start from.")
@click.option("--name", default="own", show_default=True, help="The run's name.")
def own(
    folder: Path,
    device: str,
    threads: int,
    batch: int,
    minutes: float,
    tokens: int,
    share: float,
    start: str,
    name: str,
) -> None:
    """Learn our own corpus, lexicon and templates on top."""
    _threads(threads)
    settings = own_settings(minutes=minutes, tokens=tokens, batch=_batch(batch, device))
    recipe.learn_own(Work(folder), settings, share=share, start=start, device=device, name=name)


@main.command()
@_work
@click.option("--run", "name", default="own", show_default=True)
def package(folder: Path, name: str) -> None:
    """Convert a run, choose its alignment layer, and write the packages."""
    for path in recipe.build(Work(folder), name):
        click.echo(f"{path} {path.stat().st_size / 1e6:.1f} MB")


@main.command()
@_work
@click.option("--run", "names", multiple=True, default=("own",), show_default=True)
@click.option("--part", type=click.Choice(("dev", "test", "papers")), default="dev", show_default=True)
@click.option("--beam", default=4, show_default=True, help="Beam width; the workbench drafts with 4.")
def evaluate(folder: Path, names: tuple[str, ...], part: str, beam: int) -> None:
    """BLEU and chrF of runs on our own corpus or the sample papers; `test` only for the final figure."""
    work = Work(folder)
    for name in names:
        translator = quality.Translator(recipe.converted(work, name), work.tokenizer, beam=beam)
        measured = papers.measure(translator) if part == "papers" else quality.on_own_corpus(translator, part)
        for language, found in measured.items():
            click.echo(
                f"{name} {part} {language} beam {beam}: {found}\n  {found.bleu_signature}\n  {found.chrf_signature}"
            )


@main.command()
@_work
@click.option("--run", "name", default="own", show_default=True)
@click.option("--part", type=click.Choice(("dev", "test")), default="dev", show_default=True)
@click.option("--count", default=20, show_default=True, help="Drafts a language.")
def drafts(folder: Path, name: str, part: str, count: int) -> None:
    """Drafts to be read by a person: source, draft, reference, spread evenly over a part of our corpus."""
    work = Work(folder)
    translator = quality.Translator(recipe.converted(work, name), work.tokenizer)
    for language in LANGUAGES:
        pairs = quality.spread(list(own_data.parallel(part, languages=(language,))), count)
        made = translator.translate([pair.source for pair in pairs])
        for pair, draft in zip(pairs, made, strict=True):
            click.echo(f"{pair.source}\n  {draft}\n  [{pair.english}]")


@main.command(name="curve")
@_work
@_learning
@click.option("--tokens", default=400_000, show_default=True, help="Target tokens for each language of a trial.")
@click.option("--only", multiple=True, help="Trials, by name.")
def curve_(folder: Path, device: str, threads: int, batch: int, tokens: int, only: tuple[str, ...]) -> None:
    """25, 50, 100 % of our corpus; with and without the general stage; one model or two. Measured on `dev`."""
    _threads(threads)
    for trial, language, found in curve.run(
        Work(folder), tokens, own_settings(batch=_batch(batch, device)), only, device=device
    ):
        click.echo(f"{trial.name} {language}: {found}")


@main.command(name="all")
@_work
@_data
@_learning
@click.option("--minutes", default=0.0, help="For the general stage; 0: 120 on a CPU, 10 on a GPU.")
@click.option("--own-minutes", default=0.0, help="For our own corpus; 0: 30 on a CPU, 3 on a GPU.")
@click.pass_context
def everything(
    context: click.Context, folder: Path, data: Path | None, licences: str, size: int, device: str, threads: int,
    batch: int, minutes: float, own_minutes: float,
) -> None:  # fmt: skip
    """All stages one after the other, to the packages and their figures on `test`."""
    _threads(threads)
    work = Work(folder)
    if not work.tokenizer.exists():
        context.invoke(prepare, folder=folder, data=data, licences=licences, size=size)
    slow = device == "cpu"
    general = trainer.Settings(minutes=minutes or (120 if slow else 10), batch=_batch(batch, device))
    recipe.learn_general(work, general, device=device)
    own = own_settings(minutes=own_minutes or (30 if slow else 3), batch=_batch(batch, device))
    recipe.learn_own(work, own, device=device)
    context.invoke(package, folder=folder, name="own")
    context.invoke(evaluate, folder=folder, names=("general", "own"), part="test", beam=4)


@main.command()
@_work
@click.option("--tokens", default=60_000, show_default=True, help="Target tokens of each stage.")
def tiny(folder: Path, tokens: int) -> None:
    """The whole path in a minute on what this project wrote itself: a package that loads, not one that translates."""
    shape = Shape(0, width=64, inner=128, heads=2, encoder=1, decoder=1)
    settings = trainer.Settings(tokens=tokens, batch=1500, warm_up=10, keep=2)
    _alone(Work(folder, share=TRIAL), shape, settings, settings, made=1500)


@main.command()
@_work
@_learning
@click.option("--minutes", default=10.0, show_default=True, help="At work, both stages together.")
def small(folder: Path, device: str, threads: int, batch: int, minutes: float) -> None:
    """A model below 2 MB of what this project wrote itself: weak as learnt models are, for tests to draft with."""
    _threads(threads)
    general = trainer.Settings(minutes=minutes / 5, batch=_batch(batch, device), warm_up=60)
    _alone(Work(folder), SMALL, general, own_settings(minutes=minutes * 4 / 5, batch=_batch(batch, device)))


def _alone(work: Work, shape: Shape, general: trainer.Settings, own: trainer.Settings, *, made: int = 15_000) -> None:
    """Both stages and the packages without other people's data."""
    recipe.prepare(work, None, "permissive", 4000, made=made)
    recipe.learn_general(work, general, shape)
    recipe.learn_own(work, own)
    for path in recipe.build(work, "own"):
        click.echo(f"{path} {path.stat().st_size / 1e6:.1f} MB")


def own_settings(*, minutes: float = 0.0, tokens: int = 0, batch: int = 3000) -> trainer.Settings:
    """Settings of the second stage: lower rates, some dropout, a long way down."""
    return trainer.Settings(
        minutes=minutes, tokens=tokens, batch=batch, rate=1e-3, matrix_rate=0.01, warm_up=30, fall=0.7, dropout=0.1,
        checkpoint=150.0,
    )  # fmt: skip


def _batch(size: int, device: str) -> int:
    return size or (3000 if device == "cpu" else 30_000)


def _threads(count: int) -> None:
    if count:
        torch.set_num_threads(count)


if __name__ == "__main__":
    main()
