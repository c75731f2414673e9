"""`workbench edit`: start the editor."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from workbench.cli import common
from workbench.errors import UsageError


@click.command("edit")
@click.argument("document", required=False)
@common.pass_path
def command(path: Path, document: str | None) -> int:
    """Open the editor on a document, or on the list of documents.

    DOCUMENT is a file name as `workbench status` shows it, or its id. What is typed is kept; quit with ctrl+q.

    \b
    workbench edit
    workbench edit paper.md
    """
    if not has_terminal():
        raise UsageError(
            "the editor needs a terminal", hint="run it in one, or use `workbench export -f html` to read the work"
        )
    start(path, document)
    return 0


def has_terminal() -> bool:
    """Whether there is a terminal to open the editor in; it is drawn on stderr, so that one must lead there too."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr)) or "TEXTUAL_DRIVER" in os.environ


def start(path: Path, document: str | None = None, *, alignment: int | None = None) -> None:
    """Open the editor, on a document or an alignment."""
    from workbench.tui.app import run

    run(path, document, alignment=alignment)
