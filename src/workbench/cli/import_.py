"""`workbench import`: read documents into the project."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import common
from workbench.errors import InputError


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@common.SourceOption
@common.TargetOption
@click.option("--as", "format_", metavar="FORMAT", help="Read as md, txt, docx, html or pdf (default: by suffix).")
@click.option("--encoding", metavar="CODEC", help="Decode as (default: guessed and shown).")
@click.option("--no-repair", is_flag=True, help="Leave PDF damage (stray spaces, broken lines) as it is.")
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
    as_json: bool,
) -> int:
    """Read documents into the project.

    A file that is there already and has changed keeps the translations of the segments it still has.

    \b
    workbench import paper.md --from ko
    workbench import brief.docx report.txt --from ja --to en
    """
    from workbench.workflow.importing import import_document

    reports, failed = [], 0
    with common.project(path, create=True) as project:
        for file in files:
            try:
                report = import_document(
                    project,
                    file,
                    source_language=common.source_language(source_language, file),
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
                for found in report.findings:
                    common.say(f"  {found.message}")
    if as_json:
        common.print_json(reports)
    return 3 if failed else 0
