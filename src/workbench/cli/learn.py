"""`workbench learn`: what edits keep changing, and making terms, rules and TM fragments of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import UsageError

if TYPE_CHECKING:
    from workbench.evaluate import Habit
    from workbench.workflow.project import Project


@click.command("learn")
@click.argument("document", required=False)
@common.OnlyFromOption
@common.OnlyToOption
@click.option(
    "--least", type=click.IntRange(1), default=2, show_default=True, help="Times a change must have been made."
)
@click.option("--adopt", type=click.IntRange(1), multiple=True, metavar="N", help="Adopt the N-th (may be repeated).")
@click.option(
    "--as", "way", type=click.Choice(["term", "rule", "fragment"]), help="Adopt it as this (default: as proposed)."
)
@click.option("--rules", is_flag=True, help="List the rules that later drafts are rewritten by.")
@click.option("--forget", type=int, multiple=True, metavar="ID", help="Take a rule back.")
@common.JsonOption
@common.pass_path
def command(
    path: Path,
    document: str | None,
    source_language: str | None,
    target_language: str | None,
    least: int,
    adopt: tuple[int, ...],
    way: str | None,
    rules: bool,
    forget: tuple[int, ...],
    as_json: bool,
) -> int:
    """Show phrases of drafts that you keep changing, and what you make of them.

    A habit that hangs on a word of the source is proposed as a term, one that nearly always holds as a rule for later
    machine drafts, any other as a TM fragment. Adopt by number; nothing is adopted by itself.

    \b
    workbench learn
    workbench learn paper.md --adopt 1 --adopt 3 --as rule
    workbench learn --rules
    """
    from workbench.workflow import learn as workflow

    with common.project(path) as project:
        infos = common.documents(project, document, source_language=source_language, target_language=target_language)
        pair = workflow.pair_of(infos)
        if rules or forget:
            return _rules(project, pair, forget, as_json=as_json)
        found = workflow.learned(project, infos, least=least)
        for number in adopt:
            if number > len(found):
                raise UsageError(f"there is no habit {number}", hint="workbench learn lists them")
            common.say(workflow.adopt(project, pair, found[number - 1], way or ""))
    if as_json:
        common.print_json([{**asdict(one), "reliability": one.reliability, "proposal": one.proposal} for one in found])
    elif not adopt:
        _print(found)
    return 0


def _rules(project: Project, pair: tuple[str, str], forget: Sequence[int], *, as_json: bool) -> int:
    from workbench.store import verdicts

    for rule_id in forget:
        if not verdicts.remove_rewrite(project.db, rule_id):
            raise UsageError(f"there is no rule {rule_id}", hint="list them with: workbench learn --rules")
        common.say(f"rule {rule_id} taken back")
    kept = verdicts.rewrites(project.db, *pair)
    if as_json:
        common.print_json([asdict(rule) for rule in kept])
    elif kept:
        click.echo(common.table([(rule.id, rule.before, rule.after, rule.author, rule.at) for rule in kept],
                                ["id", "drafts say", "rewritten as", "by", "since"]))  # fmt: skip
    else:
        click.echo("No rules. Habits become rules by: workbench learn --adopt N --as rule")
    return 0


def _print(found: Sequence[Habit]) -> None:
    if not found:
        click.echo("No change was made often enough yet to be called a habit.")
        return
    rows = [
        (
            number,
            one.count,
            f"{100 * one.reliability:.0f}%",
            one.before,
            one.after or "(struck out)",
            one.term,
            one.proposal,
        )
        for number, one in enumerate(found, 1)
    ]
    click.echo(common.table(rows, ["", "times", "of drafts", "drafts say", "you write", "source", "proposed as"]))
