"""`workbench segment`: the blocks and segments of a file, without storing it."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import common
from workbench.text.controls import shown


@click.command("segment")
@click.argument("file", type=common.FILE)
@common.SourceOption
@click.option("--as", "format_", metavar="FORMAT", help="Read as md, txt, docx, html or pdf (default: by suffix).")
@click.option("--encoding", metavar="CODEC", help="Decode as (default: guessed).")
@click.option("--no-repair", is_flag=True, help="Leave PDF damage as it is.")
@common.JsonOption
def command(
    file: Path, source_language: str | None, format_: str | None, encoding: str | None, no_repair: bool, as_json: bool
) -> int:
    """Show the blocks and segments of a file, storing nothing.

    Offsets are code points of the file's NFC text.

    \b
    workbench segment paper.md --from ko
    workbench segment paper.md --from ja --json
    """
    from workbench.workflow.importing import segment_file

    language = common.source_language(source_language, file, format_=format_, encoding=encoding)
    rows = list(segment_file(file, language=language, format_=format_, encoding=encoding, repair=not no_repair))
    if as_json:
        common.print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['block']:>4}  {row['kind']:<10} {shown(row['text'])}")
    return 0
