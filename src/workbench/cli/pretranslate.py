"""`workbench pretranslate`: draft documents from the memory, the glossary and a model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import InputError, UsageError

if TYPE_CHECKING:
    from workbench.store.documents import DocumentInfo
    from workbench.workflow.pretranslate import Report
    from workbench.workflow.project import Project


@click.command("pretranslate")
@click.argument("files", nargs=-1, type=common.FILE, metavar="[FILE…]")
@common.SourceOption
@common.TargetOption
@click.option("--as", "format_", metavar="FORMAT", help="Read as md, txt, docx, html or pdf (default: by suffix).")
@click.option("--encoding", metavar="CODEC", help="Decode as (default: guessed and shown).")
@click.option("--min-match", type=click.IntRange(50, 100), default=75, show_default=True, help="Fuzzy TM threshold.")
@click.option("--mt/--no-mt", default=True, show_default=True, help="Draft the rest by machine.")
@click.option("--beam", type=click.IntRange(1, 16), default=4, show_default=True, help="1 is fastest.")
@click.option("--jobs", type=click.IntRange(0, 256), default=0, help="Threads (default: every core).")
@click.option(
    "--engine", default="", metavar="NAME", help="Draft with this engine (default: argos, or workbench.toml's)."
)
@click.option(
    "--ray", default="", metavar="ADDRESS", help="Spread the work over a Ray cluster (local: start one here)."
)
@click.option("--report", "report_path", type=common.FILE, help="Write the report as JSON.")
@click.option(
    "--on-error", type=click.Choice(["stop", "continue"]), default="stop", show_default=True, help="At a bad file."
)
@click.option("--fail-on", type=click.Choice(["qa", "terms", "empty"]), multiple=True, help="Exit 1 if found.")
@common.JsonOption
@common.pass_path
def command(
    path: Path,
    files: tuple[Path, ...],
    source_language: str | None,
    target_language: str,
    format_: str | None,
    encoding: str | None,
    min_match: int,
    mt: bool,
    beam: int,
    jobs: int,
    engine: str,
    ray: str,
    report_path: Path | None,
    on_error: str,
    fail_on: tuple[str, ...],
    as_json: bool,
) -> int:
    """Draft every untranslated segment: context and exact TM matches, fuzzy ones, glossary terms, then MT.

    Files that are not in the project yet are imported; without FILE, every document is drafted. A stopped run goes on
    where it was, and a second one does nothing.

    \b
    workbench pretranslate paper.md --from ko --to en
    workbench pretranslate --no-mt --min-match 85 --report drafts.json
    """
    from workbench.workflow.pretranslate import Options, pretranslate

    with common.project(path, create=bool(files)) as project:
        documents, failed = _documents(
            project, files, source_language, target_language, format_, encoding, stop=on_error == "stop"
        )
        options = Options(min_match, mt, beam, jobs, engine, ray)
        stop = common.Stop()
        with stop, common.progress("drafting") as bar:
            report = pretranslate(project, documents, options, progress=bar, cancelled=stop)
        faults = _faults(project, documents) if "qa" in fail_on else 0
    if report_path:
        from workbench.workflow.exporting import write_file

        write_file(report_path, json.dumps(_as_json(report), ensure_ascii=False, indent=2) + "\n")
    if as_json:
        common.print_json(_as_json(report))
    else:
        _print(report)
    if report.cancelled:
        common.say("workbench: stopped; the drafts so far are kept, and the same command goes on from here.")
        return 130
    if failed:
        return 3
    for error in report.missing_models:
        common.say(f"workbench: {error}")
    if report.missing_models:
        return report.missing_models[0].exit_code
    if faults:
        common.say(f"workbench: the checks found {faults} faults; `workbench check` lists them.")
    if "empty" in fail_on and (empty := sum(max(part.empty, part.bands["none"]) for part in report.documents)):
        common.say(f"workbench: {empty} segments have no draft.")
    return 1 if faults or any(_found(report, what) for what in fail_on) else 0


def _documents(
    project: Project,
    files: tuple[Path, ...],
    source_language: str | None,
    target_language: str,
    format_: str | None,
    encoding: str | None,
    *,
    stop: bool,
) -> tuple[list[DocumentInfo], int]:
    """The documents to draft, imported where needed, and how many files failed."""
    from workbench.store.documents import find, listing
    from workbench.workflow.importing import import_document

    if not files:
        documents = listing(project.db)
        if not documents:
            raise UsageError(
                "the project holds no document", hint="name a file: workbench pretranslate paper.md --from ko"
            )
        return documents, 0
    found, failed = [], 0
    for file in files:
        try:
            report = import_document(
                project,
                file,
                source_language=common.source_language(source_language, file, format_=format_, encoding=encoding),
                target_language=common.language(target_language),
                format_=format_,
                encoding=encoding,
            )
        except InputError as error:
            if stop:
                raise
            common.say(f"workbench: {error}")
            failed += 1
            continue
        common.say(common.import_line(report))
        found.append(find(project.db, str(report.document_id)))
    return found, failed


def _as_json(report: Report) -> dict[str, object]:
    return {
        "signature": report.signature,
        "seconds": round(report.seconds, 3),
        "missing_models": [str(error) for error in report.missing_models],
        "documents": [
            {
                "name": part.name,
                "segments": part.segments,
                "characters": part.characters,
                "drafted": part.drafted,
                "bands": dict(part.bands),
                "empty": part.empty,
                "terms_missed": part.terms_missed,
                "rewritten": part.rewritten,
                "findings": len(part.findings),
            }
            for part in report.documents
        ],
    }


def _print(report: Report) -> None:
    from workbench.workflow.pretranslate import BANDS

    used = [name for name in BANDS if any(part.bands[name] for part in report.documents)]
    rows = [(part.name, part.segments, part.drafted, *(part.bands[name] for name in used)) for part in report.documents]
    click.echo(common.table(rows, ["document", "segments", "drafted", *used]))
    rewritten = sum(len(part.rewritten) for part in report.documents)
    if rewritten:
        click.echo(f"{rewritten} machine drafts were rewritten by rules of the project (workbench learn --rules).")
    missed = sum(len(part.terms_missed) for part in report.documents)
    if missed:
        click.echo(f"{missed} drafts miss a glossary term; the editor shows where.")
    if report.signature:
        click.echo(f"{report.signature}  ({report.seconds:.1f} s)")


def _faults(project: Project, documents: list[DocumentInfo]) -> int:
    """How many faults the quality checks find in the documents; hints do not count."""
    from workbench.workflow.check import check_document

    found = (located for info in documents for located in check_document(project, info))
    return sum(located.finding.severity in ("error", "warning") for located in found)


def _found(report: Report, what: str) -> bool:
    if what == "terms":
        return any(part.terms_missed for part in report.documents)
    return what == "empty" and any(part.empty or part.bands["none"] for part in report.documents)
