"""`workbench stats`: how much text, how much of it the TM knows, how far the work is."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli import common

if TYPE_CHECKING:
    from workbench.workflow.stats import Count, DocumentStats, Stats

COLUMNS = ["segments", "words", "characters", "without spaces"]


@click.command("stats")
@click.argument("document", required=False)
@common.JsonOption
@click.option("--csv", "csv_path", type=common.FILE, help="Write the table as CSV.")
@click.option("--html", type=common.FILE, help="Write the report, with plots, as one HTML page.")
@common.pass_path
def command(path: Path, document: str | None, as_json: bool, csv_path: Path | None, html: Path | None) -> int:
    """Count characters, words and segments by match band and by status, and estimate what is left.

    Bands are OmegaT's: repetitions, context, 100, 95–99, 85–94, 75–84, 50–74, no match.

    \b
    workbench stats paper.md
    workbench stats --csv stats.csv
    workbench stats --html progress.html
    """
    from workbench.workflow.stats import stats

    with common.project(path) as project:
        infos = common.documents(project, document)
        with common.progress("counting") as bar:
            found = stats(project, infos, progress=bar)
    if csv_path is not None:
        _write(csv_path, _csv(found))
    if html is not None:
        from workbench.workflow.reports import stats_page

        _write(html, stats_page(found))
    if as_json:
        common.print_json(_as_json(found))
    elif csv_path is None and html is None:
        _print(found)
    return 0


def _write(path: Path, text: str) -> None:
    from workbench.workflow.exporting import write_file

    write_file(path, text)
    common.say(f"{path} written")


def _as_json(found: Stats) -> dict[str, Any]:
    return {
        "documents": [asdict(one) for one in found.documents],
        "total": asdict(found.total),
        "pace": found.pace,
        "pace_measured": found.measured,
    }


def _csv(found: Stats) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["document", "by", "class", "segments", "words", "characters", "characters_without_spaces"])
    for one in (*found.documents, found.total):
        for by, name, count in _counts(one):
            writer.writerow([one.name, by, name, *_amounts(count)])
    return out.getvalue()


def _counts(one: DocumentStats) -> Iterator[tuple[str, str, Count]]:
    yield "all", "source", one.total
    yield "all", "target", one.target
    for name, count in one.bands.items():
        yield "band", name, count
    for name, count in one.statuses.items():
        yield "status", name, count


def _amounts(count: Count) -> list[int]:
    return [count.segments, count.words, count.characters, count.characters_without_spaces]


def _print(found: Stats) -> None:
    if len(found.documents) > 1:
        rows: list[Sequence[object]] = [
            (one.name, *_grouped(one.total), f"{one.hours:.1f}") for one in (*found.documents, found.total)
        ]
        click.echo(common.table(rows, ["document", *COLUMNS, "hours left"]) + "\n")
    total = found.total
    click.echo(
        common.table([(name, *_grouped(count)) for name, count in total.bands.items()], ["match", *COLUMNS]) + "\n"
    )
    by_status = [(name, *_grouped(count)) for name, count in total.statuses.items()]
    click.echo(common.table([*by_status, ("all", *_grouped(total.total))], ["status", *COLUMNS]) + "\n")
    pace = f"{found.pace:,.0f} characters an hour, {'as measured' if found.measured else 'until a pace is measured'}"
    click.echo(f"left: {total.left:,.0f} characters weighed by match, some {total.hours:.1f} hours at {pace}")


def _grouped(count: Count) -> list[str]:
    return [f"{amount:,}" for amount in _amounts(count)]
