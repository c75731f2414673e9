"""`workbench demo`: the whole path on the shipped sample."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import common


@click.command("demo")
@click.option(
    "--into", type=click.Path(path_type=Path, file_okay=False), default=Path("demo"), show_default=True, help="Folder."
)
def command(into: Path) -> int:
    """Import the sample papers and the glossary, draft, and write TMX and HTML: what a first day looks like.

    Needs no terminal and no network. Running it again goes on from what is there.

    \b
    workbench demo
    workbench demo --into /tmp/demo
    """
    from workbench.workflow.demo import run

    def say(line: str) -> None:
        click.echo(line)

    with common.progress("drafting") as bar:
        run(into, say, bar)
    return 0
