"""`workbench tm`, the care of what is stored: counting, finding faults, changing many units, other projects' memories."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import UsageError
from workbench.text.controls import shown
from workbench.text.counting import counted

if TYPE_CHECKING:
    from workbench.memory.care import Filter
    from workbench.model import Unit

AnyFromOption = click.option("--from", "source_language", metavar="LANG", default="", help="Only this source language.")
AnyToOption = click.option("--to", "target_language", metavar="LANG", default="", help="Only this target language.")
DryRunOption = click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")


@click.command("stats")
@common.JsonOption
@common.pass_path
def stats(path: Path, as_json: bool) -> int:
    """Count what the memory holds, and what in it wants care.

    \b
    workbench tm stats
    workbench tm stats --json
    """
    with common.project(path) as project:
        found = project.memory.stats()
    if as_json:
        common.print_json(found)
        return 0
    click.echo(
        f"{counted(found.units, 'unit')} from {counted(found.documents, 'document')}, {found.waiting:,} not yet indexed"
    )
    for title, counts in (("pair", found.pairs), ("origin", found.origins), ("status", found.statuses)):
        if counts:
            click.echo(common.table(counts.items(), [title, "units"]))
    click.echo(
        f"{found.repeated:,} repeated (tm duplicates), {found.conflicting:,} sources with several translations"
        f" (tm conflicts), {found.useless:,} that translate nothing (tm empty)"
    )
    return 0


@click.command("duplicates")
@click.option("--merge", is_flag=True, help="Make one unit of each group: the last changed, with the uses of all.")
@common.JsonOption
@common.pass_path
def duplicates(path: Path, merge: bool, as_json: bool) -> int:
    """List units that say the same, from different places.

    \b
    workbench tm duplicates
    workbench tm duplicates --merge
    """
    from workbench.memory import care

    with common.project(path) as project:
        groups = list(care.repeated(project.db))
        if merge:
            gone = sum(care.merge(project.db, group) for group in groups)
            common.say(f"{counted(gone, 'unit')} merged into {len(groups):,}")
    _show_groups(groups, as_json=as_json)
    return 0


@click.command("conflicts")
@common.JsonOption
@common.pass_path
def conflicts(path: Path, as_json: bool) -> int:
    """List sources that have been translated in several ways.

    \b
    workbench tm conflicts
    """
    from workbench.memory import care

    with common.project(path) as project:
        groups = list(care.conflicting(project.db))
    _show_groups(groups, as_json=as_json)
    return 0


@click.command("empty")
@common.JsonOption
@common.pass_path
def empty(path: Path, as_json: bool) -> int:
    """List units that translate nothing: a side is empty, or the target is the source.

    \b
    workbench tm empty
    """
    from workbench.memory import care

    with common.project(path) as project:
        _show_groups([[unit] for unit in care.useless(project.db)], as_json=as_json)
    return 0


def _filters(function: common.Function) -> common.Function:
    """The options that choose units."""
    for option in (
        AnyFromOption,
        AnyToOption,
        click.option("--document", default="", help="Only units of this document."),
        click.option("--origin", default="", help="Only units of this origin (human, import, mt …)."),
        click.option("--status", default="", help="Only units of this status (confirmed, draft …)."),
        click.option("--before", default="", metavar="DATE", help="Only units changed before this date (20260101)."),
    ):
        function = option(function)
    return function


@click.command("replace")
@click.argument("find")
@click.argument("put", metavar="REPLACEMENT")
@_filters
@click.option("--side", type=click.Choice(("target", "source")), default="target", help="Where to replace.")
@click.option("--regex", is_flag=True, help="FIND is a regular expression, REPLACEMENT may name its groups (\\1).")
@DryRunOption
@common.pass_path
def replace(path: Path, /, find: str, put: str, side: str, regex: bool, dry_run: bool, **conditions: str) -> int:
    """Replace text in many units at once.

    Latin words and numbers are replaced whole (sea is not in Research), Korean and Japanese wherever they stand; --regex
    replaces any piece of text.

    \b
    workbench tm replace "buffer state" "in-between state" --from ko --dry-run
    workbench tm replace "(?i)n\\. korea" "North Korea" --regex
    """
    from workbench.memory import care

    with common.project(path) as project:
        changes = care.edited(project.db, _chosen(conditions), find, put, side=side, pattern=regex)
        for before, after in changes:
            click.echo(f"- {shown(before.target if side == 'target' else before.source)}")
            click.echo(f"+ {shown(after.target if side == 'target' else after.source)}")
        if not dry_run:
            care.apply(project.db, changes, author=project.author)
    common.say(f"{counted(len(changes), 'unit')} {'would change' if dry_run else 'changed'}")
    return 0


@click.command("delete")
@_filters
@click.option("--containing", "text", default="", help="Only units with this text on one side.")
@DryRunOption
@common.pass_path
def delete(path: Path, /, dry_run: bool, **conditions: str) -> int:
    """Delete units by what they are; at least one condition must be named.

    \b
    workbench tm delete --origin mt --dry-run
    workbench tm delete --document old.tmx --before 20200101
    """
    from workbench.memory import care, units

    if not any(conditions.values()):
        raise UsageError("which units?", hint="name at least one condition; see workbench tm delete --help")
    with common.project(path) as project:
        chosen = list(care.chosen(project.db, _chosen(conditions)))
        for unit in chosen[:20]:
            click.echo(f"{shown(unit.source)}\t{shown(unit.target)}")
        if len(chosen) > 20:
            common.say(f"… and {len(chosen) - 20:,} more")
        if not dry_run:
            units.delete(project.db, [unit.id for unit in chosen if unit.id is not None])
    common.say(f"{counted(len(chosen), 'unit')} {'would go' if dry_run else 'deleted'}")
    return 0


@click.command("attach")
@click.argument("file", type=common.FILE)
@click.option("--name", default="", help="How to call it here (default: the file's name).")
@click.option("--priority", type=int, default=0, show_default=True, help="Of equal matches, the higher comes first.")
@click.option("--penalty", type=int, default=0, show_default=True, help="Points its matches lose in the order.")
@common.pass_path
def attach(path: Path, file: Path, name: str, priority: int, penalty: int) -> int:
    """Search another project's memory beside this one, without writing to it.

    \b
    workbench tm attach archive.db --penalty 5
    """
    with common.project(path, create=True) as project:
        attachment = project.memory.attach(file, name=name, priority=priority, penalty=penalty)
    common.say(f"attached {attachment.name}")
    return 0


@click.command("detach")
@click.argument("name")
@common.pass_path
def detach(path: Path, name: str) -> int:
    """Search an attached memory no more.

    \b
    workbench tm detach archive
    """
    with common.project(path) as project:
        project.memory.detach(name)
    return 0


@click.command("attached")
@common.JsonOption
@common.pass_path
def attached(path: Path, as_json: bool) -> int:
    """List the memories that are searched beside this one.

    \b
    workbench tm attached
    """
    with common.project(path) as project:
        found = project.memory.attachments()
    if as_json:
        common.print_json(found)
        return 0
    rows = [(one.name, one.priority, one.penalty, one.path, "" if one.path.is_file() else "missing") for one in found]
    click.echo(common.table(rows, ["name", "priority", "penalty", "file", ""]) if rows else "none attached")
    return 0


@click.command("index")
@click.option("--rebuild", is_flag=True, help="Make the whole index anew.")
@common.pass_path
def index(path: Path, rebuild: bool) -> int:
    """Index what waits for it; lookups are exact before and after, and quicker after.

    \b
    workbench tm index
    workbench tm index --rebuild
    """
    with common.project(path) as project, common.progress("indexing") as bar:
        total = project.memory.count() if rebuild else project.memory.tail()
        done = 0

        def step(count: int) -> None:
            nonlocal done
            done += count
            bar(done, total)

        folded = project.memory.rebuild(step) if rebuild else project.memory.fold(step)
    common.say(f"{counted(folded, 'unit')} indexed")
    return 0


def _chosen(conditions: dict[str, str]) -> Filter:
    from workbench.memory.care import Filter

    before = conditions.get("before", "").replace("-", "")
    if before and not re.fullmatch(r"\d{4}(\d\d){0,2}", before):
        raise UsageError(f"'{conditions['before']}' is no date", hint="write it as in 20260101")
    return Filter(**conditions | {"before": before})


def _show_groups(groups: list[list[Unit]], *, as_json: bool) -> None:
    if as_json:
        common.print_json(groups)
        return
    for group in groups:
        click.echo(shown(group[0].source))
        for unit in group:
            place = " ".join(part for part in (unit.document, unit.changed[:8], f"×{unit.uses}") if part)
            click.echo(f"    {shown(unit.target)}  {click.style(place, dim=True)}")
    common.say(f"{len(groups):,} found")


COMMANDS = (stats, duplicates, conflicts, empty, replace, delete, attach, detach, attached, index)
