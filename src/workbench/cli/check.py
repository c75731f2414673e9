"""`workbench check`: run the quality checks, in the terminal or for a machine; pass over findings, apply safe fixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import UsageError
from workbench.text.controls import shown

if TYPE_CHECKING:
    from workbench.store.documents import DocumentInfo
    from workbench.workflow.check import Located
    from workbench.workflow.project import Project


@click.command("check")
@click.argument("document", required=False)
@common.JsonOption
@click.option("--sarif", type=common.FILE, help="Write the findings as SARIF 2.1.0, for editors and CI.")
@click.option("--html", type=common.FILE, help="Write the findings as one HTML page.")
@click.option("--only", multiple=True, metavar="CHECK", help="Report this check alone (may be repeated).")
@click.option("--fail-on", multiple=True, metavar="WHAT", help="Exit 1 on a finding of this check, or this grave.")
@click.option("--fix", multiple=True, metavar="CHECK", help="Apply what this check suggests; one undoable change.")
@click.option("--ignore", multiple=True, metavar="REF", help="Pass over a finding from now on (2:14:numbers).")
@click.option("--everywhere", is_flag=True, help="With --ignore: in the whole project, not in that segment alone.")
@click.option("--heed", multiple=True, metavar="REF", help="Take an --ignore back.")
@click.option("--ignored", is_flag=True, help="Report findings passed over too, marked.")
@click.option("--list", "listed", is_flag=True, help="List the checks, and how grave their findings are here.")
@common.pass_path
def command(
    path: Path,
    document: str | None,
    as_json: bool,
    sarif: Path | None,
    html: Path | None,
    only: tuple[str, ...],
    fail_on: tuple[str, ...],
    fix: tuple[str, ...],
    ignore: tuple[str, ...],
    everywhere: bool,
    heed: tuple[str, ...],
    ignored: bool,
    listed: bool,
) -> int:
    """Check a document, or all: numbers, terms, punctuation, tags, names, consistency …

    Each finding names the document, the segment's number and the check; that is also how --ignore names it. Severities
    and what is off are set in the [checks] table of workbench.toml.

    \b
    workbench check paper.md
    workbench check --sarif findings.sarif --fail-on error
    workbench check paper.md --fix spaces --fix foreign-marks
    workbench check --ignore 1:14:numbers
    """
    from workbench.workflow import check as workflow

    with common.project(path) as project:
        if listed:
            _list(project, as_json=as_json)
            return 0
        _check_fail_on(fail_on)
        for references, back in ((ignore, False), (heed, True)):
            for reference in references:
                count = workflow.pass_over(project, reference, everywhere=everywhere, back=back)
                common.say(f"{reference}: {count} {'heeded again' if back else 'passed over'}")
        infos = common.documents(project, document)
        if fix:
            for info in infos:
                common.say(f"{info.name}: {workflow.fix(project, info, fix)} segments mended")
        found = [item for info in infos for item in workflow.check_document(project, info, only=only, ignored=ignored)]
        _write(project, infos, found, sarif, html)
    if as_json:
        common.print_json([_as_json(item) for item in found])
    elif not (ignore or heed):
        _print(found, every=bool(only))
    return 1 if any(_matches(item, what) for item in found for what in fail_on if not item.ignored) else 0


def _check_fail_on(fail_on: Sequence[str]) -> None:
    from workbench.checks import SEVERITIES, checks

    for what in fail_on:
        if what not in SEVERITIES and what not in checks():
            raise UsageError(
                f"--fail-on '{what}' is neither a severity nor a check", hint="see: workbench check --list"
            )


def _matches(item: Located, what: str) -> bool:
    from workbench.checks import SEVERITIES

    if what in SEVERITIES:
        return SEVERITIES.index(item.finding.severity) >= SEVERITIES.index(what)
    return item.finding.check == what


def _write(
    project: Project, infos: Sequence[DocumentInfo], found: Sequence[Located], sarif: Path | None, html: Path | None
) -> None:
    from workbench.workflow import check as workflow
    from workbench.workflow.exporting import write_file

    if sarif is not None:
        write_file(sarif, workflow.as_sarif(project, infos, found))
        common.say(f"{sarif}: {len(found)} findings")
    if html is not None:
        from workbench.workflow.reports import findings_page

        write_file(html, findings_page(infos, found))
        common.say(f"{html}: {len(found)} findings")


def _list(project: Project, *, as_json: bool) -> None:
    from workbench.checks import checks
    from workbench.workflow.check import profile

    here = profile(project)
    rows = [(name, here.severity(check), check.summary) for name, check in checks().items()]
    if as_json:
        common.print_json([dict(zip(("check", "severity", "summary"), row, strict=True)) for row in rows])
    else:
        click.echo(common.table(rows, ["check", "severity", "looks for"]))


def _as_json(item: Located) -> dict[str, object]:
    finding = item.finding
    return {
        "document": item.document,
        "number": item.number,
        "segment": item.segment.id,
        "reference": item.reference,
        "line": item.line,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "side": finding.side,
        "start": finding.start,
        "end": finding.end,
        "suggestion": finding.suggestion,
        "ignored": item.ignored,
        "source": item.segment.source,
        "target": item.segment.target,
    }


def _print(found: Sequence[Located], *, every: bool) -> None:
    empty = Counter(item.document for item in found if item.finding.check == "empty")
    for item in found:
        finding = item.finding
        if finding.check == "empty" and empty[item.document] > 1 and not every:
            continue
        fix = (
            ""
            if finding.suggestion is None
            else f"  → ‘{finding.suggestion}’"
            if finding.suggestion
            else "  → strike out"
        )
        passed = "  (passed over)" if item.ignored else ""
        line = f"{item.document}:{item.number}: {finding.severity}: {finding.message}{fix}  [{item.reference}]{passed}"
        click.echo(shown(line))
    for name, number in empty.items():
        if number > 1 and not every:
            click.echo(f"{name}: error: {number} segments have no translation yet  [--only empty lists them]")
    count = Counter(item.finding.severity for item in found if not item.ignored)
    said = ", ".join(
        f"{count[name]} {name}{'s' if count[name] != 1 and name != 'info' else ''}"
        for name in ("error", "warning", "info")
    )
    common.say(said if found else "nothing found")
