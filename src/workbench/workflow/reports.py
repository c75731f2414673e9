"""The HTML reports: findings, scores and effort, statistics, put together from what the use cases return."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from workbench.evaluate import Comparison, Period, trend
from workbench.exchange.report import Cell, Chart, Section, Table, Value, render
from workbench.model import Status
from workbench.store.documents import DocumentInfo
from workbench.workflow.check import Located
from workbench.workflow.score import Group, ScoreReport
from workbench.workflow.stats import Count, DocumentStats, Stats


def findings_page(infos: Sequence[DocumentInfo], found: Sequence[Located]) -> str:
    """What the checks found, a table a document, gravest checks first in the summary."""
    count = Counter((item.finding.severity, item.finding.check) for item in found)
    order = {"error": 0, "warning": 1, "info": 2}
    rows = sorted(count.items(), key=lambda entry: (order[entry[0][0]], -entry[1], entry[0][1]))
    summary: list[str | Table | Chart] = [
        Table("Findings by check", ["check", "severity", "findings"],
              [(check, Cell(severity, severity), number) for (severity, check), number in rows]),
        Chart("bars", "Findings by check", [(check, number) for (_, check), number in rows], "findings"),
    ] if found else ["Nothing was found."]  # fmt: skip
    sections = [Section("Summary", summary)]
    for info in infos:
        own = [item for item in found if item.document == info.name]
        if own:
            sections.append(Section(info.name, [_findings(info, own)]))
    names = ", ".join(info.name for info in infos)
    return render("Quality checks", f"{len(found)} findings in {names}", sections)


def _findings(info: DocumentInfo, found: Sequence[Located]) -> Table:
    rows = []
    for item in found:
        finding = item.finding
        place = (finding.start, finding.end)
        rows.append(
            (
                str(item.number),
                Cell(finding.severity, finding.severity),
                finding.check,
                finding.message + (" (passed over)" if item.ignored else ""),
                Cell(item.segment.source, "", info.source_language, place if finding.side == "source" else None),
                Cell(item.segment.target, "", info.target_language, place if finding.side == "target" else None),
            )
        )
    return Table(f"Findings in {info.name}", ["segment", "severity", "check", "what", "source", "target"], rows)


def score_page(infos: Sequence[DocumentInfo], report: ScoreReport) -> str:
    """Scores with their signatures, effort by what segments have in common, and over time."""
    total = report.total
    scores = Table(
        "All segments", ["metric", "score", "signature"],
        [(one.metric, f"{one.value:.2f}", one.signature) for one in total.scores],
    )  # fmt: skip
    sections = [Section("Scores", [f"{total.segments} segments, drafts against {report.against}.", scores])]
    for name, groups in report.by.items():
        sections.append(Section(f"By {name}", _groups(name, groups)))
    if report.comparisons:
        sections.append(Section("Side by side", [_comparison(one) for one in report.comparisons]))
    if report.periods:
        sections.append(Section("Over time", _over_time(report.periods)))
    names = ", ".join(info.name for info in infos)
    return render("Scores and post-edit effort", names, sections)


def stats_page(found: Stats) -> str:
    """Progress, match bands, confidence against edit distance, effort over time."""
    total = found.total
    columns = ["segments", "words", "characters", "without spaces"]
    documents = [
        (one.name, *_amounts(one.total), round(_done(one), 1), round(one.hours, 1))
        for one in (*found.documents, *((total,) if len(found.documents) > 1 else ()))
    ]
    pace = "as measured in this project" if found.measured else "assumed until one is measured"
    sections = [
        Section(
            "Progress",
            [
                Table("Documents", ["document", *columns, "% done", "hours left"], documents),
                f"Hours left are characters not yet confirmed, weighed by match, at {found.pace:,.0f} an hour ({pace}).",
                Chart("bars", "Segments by status", [(name, one.segments) for name, one in total.statuses.items()], "segments"),
                Table("By status", ["status", *columns], [(name, *_amounts(one)) for name, one in total.statuses.items()]),
            ],
        ),
        Section(
            "Match bands",
            [
                Chart("bars", "Characters by match band", [(name, one.characters) for name, one in total.bands.items()], "characters"),
                Table("By match band", ["match", *columns], [(name, *_amounts(one)) for name, one in total.bands.items()]),
            ],
        ),
        Section("Confidence and editing", _confidence(found.confidence)),
        Section("Effort over time", _over_time(found.periods)),
    ]  # fmt: skip
    names = ", ".join(one.name for one in found.documents)
    return render(
        "Statistics", f"{total.total.segments:,} segments, {total.total.characters:,} characters: {names}", sections
    )


def _groups(name: str, groups: Sequence[Group]) -> list[str | Table | Chart]:
    with_effort = groups[0].effort is not None
    header = [name, "segments", "BLEU", "chrF", "HTER" if with_effort else "TER"]
    if with_effort:
        header += ["% untouched", "characters changed", "seconds a segment", "seconds a 1,000 characters"]
    rows: list[list[Value]] = []
    for group in groups:
        row: list[Value] = [group.name, group.segments, *(round(one.value, 1) for one in group.scores)]
        if group.effort is not None:
            one = group.effort
            row += [
                _percent(one.untouched_share),
                one.distance,
                one.seconds_per_segment,
                one.seconds_per_thousand,
            ]
        rows.append(row)
    parts: list[str | Table | Chart] = [Table(f"Scores and effort by {name}", header, rows)]
    if with_effort and len(groups) > 1:
        points = [(group.name, group.effort.hter or 0.0) for group in groups if group.effort is not None]
        parts.append(Chart("bars", f"HTER by {name} (lower is better)", points, "HTER"))
    return parts


def _comparison(comparison: Comparison) -> Table:
    rows = [
        (one.system, round(one.value, 2), round(one.mean, 2), round(one.interval, 2),
         "baseline" if one.p_value is None else f"{one.p_value:.4f}")
        for one in comparison.systems
    ]  # fmt: skip
    header = ["system", "score", "bootstrap mean", "± 95 %", "p"]
    return Table(f"{comparison.metric} ({comparison.signature})", header, rows)


def _confidence(points: Sequence[tuple[int, float]]) -> list[str | Table | Chart]:
    if not points:
        return ["No machine draft has been confirmed yet."]
    rows = []
    for low in range(0, 100, 20):
        some = [change for score, change in points if low <= score < low + 20 or score == low + 20 == 100]
        if some:
            rows.append((f"{low}–{low + 19 if low < 80 else 100}", len(some), round(sum(some) / len(some), 1)))
    title = "Confidence of machine drafts and the share of each that was changed"
    return [
        Chart("dots", title, [(float(score), change) for score, change in points], "confidence", "% changed"),
        Table("Mean change by confidence", ["confidence", "drafts", "% changed"], rows),
    ]


def _over_time(periods: Sequence[Period]) -> list[str | Table | Chart]:
    if not periods:
        return ["Nothing has been confirmed yet."]
    rows = [
        (
            one.label,
            one.effort.segments,
            one.effort.hter,
            _percent(one.effort.untouched_share),
            one.effort.seconds_per_thousand,
        )
        for one in periods
    ]
    chart = Chart(
        "columns",
        "HTER over time (lower is better)",
        [(one.label, one.effort.hter or 0.0) for one in periods],
        "",
        "HTER",
    )
    header = ["when", "segments", "HTER", "% untouched", "seconds a 1,000 characters"]
    return [trend(periods), chart, Table("Effort over time", header, rows)]


def _amounts(count: Count) -> tuple[int, int, int, int]:
    return count.segments, count.words, count.characters, count.characters_without_spaces


def _done(one: DocumentStats) -> float:
    done = sum(one.statuses[status].characters for status in Status if status.is_final)
    return 100 * done / one.total.characters if one.total.characters else 0.0


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 1)
