"""`workbench doctor`: what this machine and terminal can do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common

if TYPE_CHECKING:
    from workbench.workflow.doctor import Fact


@click.command("doctor")
@common.JsonOption
@common.pass_path
def command(path: Path, as_json: bool) -> int:
    """Report what the workbench finds: versions, SQLite, models and their speed, the terminal.

    \b
    workbench doctor
    workbench doctor --json
    """
    from workbench.workflow.doctor import examine

    facts = [*examine(path), *_terminal()]
    if as_json:
        common.print_json([{"name": fact.name, "state": fact.state, "text": fact.text} for fact in facts])
    else:
        for fact in facts:
            click.echo(f"{ {'ok': '✓', 'note': '·', 'bad': '✗'}[fact.state] } {fact.name:<12} {fact.text}")
    return 1 if any(fact.state == "bad" for fact in facts) else 0


def _terminal() -> list[Fact]:
    """How the terminal draws characters of ambiguous width; nothing where there is no terminal to ask."""
    from workbench.tui.probe import probe
    from workbench.workflow.doctor import Fact

    probed = probe()
    if probed is None:
        return []
    return [
        Fact("widths", "bad" if probed.advice else "ok", probed.advice or "Korean and Japanese in the right widths")
    ]
