"""`workbench import`: read documents into the project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import InputError, UsageError
from workbench.text.controls import shown
from workbench.text.counting import counted

if TYPE_CHECKING:
    from workbench.workflow.importing import ImportReport
    from workbench.workflow.project import Project
    from workbench.workflow.returning import ReturnReport


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=common.FILE, metavar="FILE…")
@common.SourceOption
@common.TargetOption
@click.option("--as", "format_", metavar="FORMAT", help="Read as md, txt, docx, html or pdf (default: by suffix).")
@click.option("--encoding", metavar="CODEC", help="Decode as (default: guessed and shown).")
@click.option("--no-repair", is_flag=True, help="Leave PDF damage (stray spaces, broken lines) as it is.")
@click.option("--review", is_flag=True, help="List the repairs that wait for a decision, with their keys.")
@click.option("--accept", multiple=True, metavar="KEY", help="Accept a repair (or: all).")
@click.option("--reject", multiple=True, metavar="KEY", help="Reject a repair (or: all).")
@common.JsonOption
@common.pass_path
def command(
    path: Path,
    files: tuple[Path, ...],
    source_language: str | None,
    target_language: str,
    format_: str | None,
    encoding: str | None,
    no_repair: bool,
    review: bool,
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    as_json: bool,
) -> int:
    """Read documents into the project.

    A file that is there already and has changed keeps the translations of the segments it still has. An XLIFF file
    exported from here and edited elsewhere brings its translations back; undo in the editor takes them out again.

    \b
    workbench import paper.md --from ko
    workbench import brief.docx report.txt --from ja --to en
    workbench import scan.pdf --from ja --review
    workbench import scan.pdf --from ja --accept 12.0 --reject all
    workbench import paper.xlf
    """
    from workbench.workflow.importing import import_document
    from workbench.workflow.returning import SUFFIXES, take_back

    if (accept or reject) and len(files) != 1:
        raise UsageError("--accept and --reject decide on one document", hint="name one file")
    reports: list[ImportReport | ReturnReport] = []
    failed = 0
    with common.project(path, create=True) as project:
        for file in files:
            try:
                if file.suffix.lower() in SUFFIXES and format_ is None:
                    returned = take_back(project, file)
                    reports += returned
                    if not as_json:
                        _say_returned(returned)
                    continue
                report = import_document(
                    project,
                    file,
                    source_language=common.source_language(source_language, file, format_=format_, encoding=encoding),
                    target_language=common.language(target_language),
                    format_=format_,
                    encoding=encoding,
                    repair=not no_repair,
                )
            except InputError as error:
                common.say(f"workbench: {error}")
                failed += 1
                continue
            reports.append(report)
            if not as_json:
                click.echo(common.import_line(report))
                _tell(project, report)
            _decide(project, report.document_id, accept, reject)
            if review and not as_json:
                _review(project, report.document_id)
    if as_json:
        common.print_json(reports)
    return 3 if failed else 0


def _say_returned(reports: Sequence[ReturnReport]) -> None:
    """One line a document, and a line for each unit that found no segment."""
    for report in reports:
        line = f"{report.document}: {counted(report.changed, 'segment')} changed, {report.same:,} as they were"
        click.echo(line + (f", {report.locked:,} locked and kept" if report.locked else ""))
        for source in report.strange:
            common.say(f"  no such segment: {shown(source[:60])}{'…' if len(source) > 60 else ''}")


def _tell(project: Project, report: ImportReport) -> None:
    """What reading found fault with, each with the beginning of the passage."""
    if not report.findings:
        return
    from workbench.store.documents import load

    document, _ = load(project.db, report.document_id)
    for found in report.findings:
        block = next((one for one in reversed(document.blocks) if one.start <= found.start), None)
        at = max(0, found.start - block.start - 10) if block else 0
        passage = block.source[at : at + 30].replace("\n", "⏎") if block else ""
        if block and at + 30 < len(block.source):
            passage += "…"
        common.say(f"  {found.message}: {'…' if at else ''}{passage}" if passage else f"  {found.message}")


def _decide(project: Project, document_id: int, accept: tuple[str, ...], reject: tuple[str, ...]) -> None:
    """Carry out the decisions; `all` means every repair that still waits, a key named apart goes before it."""
    if not accept and not reject:
        return
    from workbench.store.documents import find
    from workbench.workflow.repairs import decide, repairs

    info = find(project.db, str(document_id))
    waiting = [repair.key for repair in repairs(project, info)]
    decisions: dict[str, bool] = {}
    for keys, verdict in ((reject, False), (accept, True)):
        if "all" in keys:
            decisions |= dict.fromkeys(waiting, verdict)
    for keys, verdict in ((reject, False), (accept, True)):
        decisions |= {key: verdict for key in keys if key != "all"}
    common.say(f"{decide(project, info, decisions)} repairs decided")


def _review(project: Project, document_id: int) -> None:
    from workbench.store.documents import find
    from workbench.workflow.repairs import repairs

    rows = [
        (repair.key, repair.reason, f"{repair.before} → {repair.after}".replace("\n", "⏎"))
        for repair in repairs(project, find(project.db, str(document_id)))
    ]
    click.echo(common.table(rows, ["key", "reason", "repair"]) if rows else "No repair waits for a decision.")
