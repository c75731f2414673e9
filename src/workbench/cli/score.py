"""`workbench score`: BLEU, chrF, TER with signatures, post-edit effort, two systems side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli import common
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.evaluate import Effort
    from workbench.workflow.score import Group, ScoreReport


@click.command("score")
@click.argument("document", required=False)
@click.option("--reference", type=common.FILE, help="Score against this file, one line a segment.")
@click.option("--compare", type=common.FILE, multiple=True, help="With --reference: other drafts beside.")
@click.option("--html", type=common.FILE, help="Write the report as one HTML page.")
@common.JsonOption
@common.pass_path
def command(
    path: Path,
    document: str | None,
    reference: Path | None,
    compare: tuple[Path, ...],
    html: Path | None,
    as_json: bool,
) -> int:
    """Score drafts: against the text you confirmed, or against a reference.

    Without --reference: what became of the drafts of a document (or of all) — scores, edit distance, HTER, drafts
    confirmed untouched, time. Scores are sacrebleu's, each with its signature.

    \b
    workbench score paper.md
    workbench score paper.md --reference human.txt --compare other-system.txt
    workbench score --html effort.html
    """
    from workbench.workflow import score as workflow

    with common.project(path) as project:
        infos = common.documents(project, document)
        if compare and reference is None:
            raise UsageError("--compare needs a reference", hint="name it with --reference")
        if reference is None:
            report = workflow.score_confirmed(project, infos)
        elif len(infos) > 1:
            raise UsageError(
                "which document is the reference of?", hint="name one: workbench score paper.md --reference …"
            )
        else:
            report = workflow.score_reference(project, infos[0], reference, compare)
    if html is not None:
        from workbench.workflow.exporting import write_file
        from workbench.workflow.reports import score_page

        write_file(html, score_page(infos, report))
        common.say(f"{html}: {report.total.segments} segments")
    if as_json:
        common.print_json(_as_json(report))
    elif html is None:
        _print(report)
    return 0


def _as_json(report: ScoreReport) -> dict[str, Any]:
    return {
        "against": report.against,
        "total": _group(report.total),
        "by": {name: [_group(group) for group in groups] for name, groups in report.by.items()},
        "comparisons": [asdict(comparison) for comparison in report.comparisons],
        "periods": [{"label": period.label, **_effort(period.effort)} for period in report.periods],
    }


def _group(group: Group) -> dict[str, Any]:
    scores = [{"metric": one.metric, "score": one.value, "signature": one.signature} for one in group.scores]
    value: dict[str, Any] = {"name": group.name, "segments": group.segments, "scores": scores}
    return value if group.effort is None else {**value, "effort": _effort(group.effort)}


def _effort(effort: Effort) -> dict[str, Any]:
    return {
        **asdict(effort),
        "untouched_share": effort.untouched_share,
        "seconds_per_segment": effort.seconds_per_segment,
        "seconds_per_thousand": effort.seconds_per_thousand,
    }


def _print(report: ScoreReport) -> None:
    from workbench.evaluate import trend

    click.echo(f"{report.total.segments} segments, drafts against {report.against}")
    for one in report.total.scores:
        click.echo(f"{one.metric:<6} {one.value:6.2f}  {one.signature}")
    click.echo()
    named = [("", [report.total]), *((name, groups) for name, groups in report.by.items())]
    rows = [_row(name, group) for name, groups in named for group in groups]
    # TER of a draft against what became of it is HTER.
    header = ["", "", "segments", "BLEU", "chrF", "TER" if report.total.effort is None else "HTER"]
    if report.total.effort is not None:
        header += ["untouched", "changed", "s/segment", "s/1000"]
    click.echo(common.table(rows, header))
    for comparison in report.comparisons:
        click.echo(f"\n{comparison.metric}  {comparison.signature}")
        systems = [
            (one.system, f"{one.value:.2f}", f"{one.mean:.2f} ± {one.interval:.2f}",
             "baseline" if one.p_value is None else f"p = {one.p_value:.4f}{' *' if one.p_value < 0.05 else ''}")
            for one in comparison.systems
        ]  # fmt: skip
        click.echo(common.table(systems, ["system", "score", "mean ± 95 %", ""]))
    if len(report.periods) > 1:
        click.echo()
        over_time: list[Sequence[object]] = [
            (period.label, period.effort.segments, _shown(period.effort.hter), _percent(period.effort.untouched_share))
            for period in report.periods
        ]
        click.echo(common.table(over_time, ["when", "segments", "HTER", "untouched"]))
        click.echo(trend(report.periods))


def _row(name: str, group: Group) -> list[object]:
    row: list[object] = [name, group.name, group.segments, *(f"{one.value:.1f}" for one in group.scores)]
    effort = group.effort
    if effort is not None:
        row += [
            _percent(effort.untouched_share),
            effort.distance,
            _shown(effort.seconds_per_segment),
            _shown(effort.seconds_per_thousand),
        ]
    return row


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.0f}%"
