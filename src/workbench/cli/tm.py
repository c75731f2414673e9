"""`workbench tm`: the translation memory: files in and out, searching, and care."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.errors import UsageError
from workbench.text.controls import shown
from workbench.text.counting import counted

if TYPE_CHECKING:
    from workbench.memory.care import Filter
    from workbench.model import Match, Span, Unit

FromOption = click.option(
    "--from", "source_language", metavar="LANG", required=True, help="Source language (ko, ja …)."
)
AnyFromOption = click.option("--from", "source_language", metavar="LANG", default="", help="Only this source language.")
AnyToOption = click.option("--to", "target_language", metavar="LANG", default="", help="Only this target language.")
FormatOption = click.option(
    "--as", "format_", type=click.Choice(("tmx", "xliff", "tsv")), help="The format (default: by the file's name)."
)
DryRunOption = click.option("--dry-run", is_flag=True, help="Show what would be done, and do nothing.")


@click.group("tm", cls=common.Group)
def command() -> None:
    """The translation memory: files in and out, searching, care.

    \b
    workbench tm import memory.tmx --from ko --to en
    workbench tm search "완충지대의 형성" --from ko
    workbench tm concordance 완충
    """


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@FromOption
@common.TargetOption
@FormatOption
@click.option("--salvage", is_flag=True, help="Keep what stands before and after damage in a TMX file.")
@common.JsonOption
@common.pass_path
def import_(
    path: Path,
    file: Path,
    source_language: str,
    target_language: str,
    format_: str | None,
    salvage: bool,
    as_json: bool,
) -> int:
    """Read a TMX, XLIFF, TSV or CSV file into the memory.

    The two languages are chosen from each unit of the file, whatever it calls its source; units the memory has already
    are counted, not doubled. A damaged file is not imported at all, unless you salvage it.

    \b
    workbench tm import memory.tmx --from ko --to en
    workbench tm import broken.tmx.gz --from ja --salvage --json
    """
    from workbench.workflow import tm

    pair = common.language(source_language), common.language(target_language)
    with (
        common.project(path, create=True, durable=False) as project,
        common.Stop() as stop,
        common.progress(file.name) as bar,
    ):
        report = tm.import_memory(
            project,
            file,
            *pair,
            format_=format_,
            salvage=salvage,
            progress=lambda _, done, total: bar(done, total),
            cancelled=stop,
        )
    if as_json:
        common.print_json(report)
        return 0
    click.echo(f"{file.name}: {report.read:,} read, {report.imported:,} imported, {report.duplicates:,} duplicates")
    for skipped in report.skipped[:20]:
        common.say(f"  {file.name}:{skipped.line}: {skipped.reason}")
    if len(report.skipped) > 20:
        common.say(f"  … and {len(report.skipped) - 20:,} more")
    if report.read and not report.imported + report.duplicates:
        common.say(f"  the file speaks {', '.join(report.languages)}; you asked for {pair[0]} and {pair[1]}")
    return 0


@command.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@FromOption
@common.TargetOption
@FormatOption
@common.pass_path
def export(path: Path, file: Path, source_language: str, target_language: str, format_: str | None) -> int:
    """Write the memory's units of a language pair to a TMX, TSV or CSV file (.gz and .zip are packed).

    \b
    workbench tm export memory.tmx --from ko --to en
    workbench tm export memory.tsv.gz --from ja
    """
    from workbench.workflow import tm

    with common.project(path) as project:
        pair = common.language(source_language), common.language(target_language)
        count = tm.export_memory(project, file, *pair, format_=format_)
    common.say(f"{file}: {counted(count, 'unit')}")
    return 0


@command.command("search")
@click.argument("text")
@FromOption
@common.TargetOption
@click.option("--min", "minimum", type=click.IntRange(50, 100), default=70, show_default=True, help="Lowest score.")
@click.option("--limit", type=click.IntRange(1), default=5, show_default=True, help="Most matches.")
@click.option("--repair", is_flag=True, help="Put the text's numbers and terms into fuzzy matches where that is safe.")
@click.option("--fragments", is_flag=True, help="Where nothing is near, show the longest stored segments inside TEXT.")
@common.JsonOption
@common.pass_path
def search(
    path: Path,
    text: str,
    source_language: str,
    target_language: str,
    minimum: int,
    limit: int,
    repair: bool,
    fragments: bool,
    as_json: bool,
) -> int:
    """Find earlier translations of a text, the best first.

    \b
    workbench tm search "완충지대의 형성" --from ko --to en
    workbench tm search "緩衝地帯は消えた。" --from ja --min 60 --limit 10 --json
    workbench tm search "2026년 협상은 끝났다." --from ko --repair
    """
    with common.project(path) as project:
        pair = common.language(source_language), common.language(target_language)
        terms = project.glossary.matcher(*pair).find if repair else None
        matches = project.memory.find(
            text, *pair, minimum=minimum, limit=limit, repair=repair, terms=terms, fragments=fragments
        )
    if as_json:
        common.print_json([_as_json(match) for match in matches])
        return 0
    for match in matches:
        remarks = ", ".join([match.unit.document, match.unit.changed[:8], *match.penalties, *match.repairs]).strip(", ")
        click.echo(f"{match.score:3} {match.kind:7}  {shown(match.unit.source)}")
        click.echo(f"             {shown(match.target)}")
        click.echo(f"             {click.style(shown(remarks), dim=True)}")
    if not matches:
        common.say(f"nothing at {minimum} percent or above")
    return 0


@command.command("concordance")
@click.argument("text")
@AnyFromOption
@AnyToOption
@click.option("--side", type=click.Choice(("both", "source", "target")), default="both", help="Where to look.")
@click.option("--regex", is_flag=True, help="TEXT is a regular expression.")
@click.option("--order", type=click.Choice(("date", "similarity")), default="date", help="Which hits come first.")
@click.option("--limit", type=click.IntRange(0), default=50, show_default=True, help="Most hits; 0 for all.")
@common.JsonOption
@common.pass_path
def concordance(
    path: Path,
    text: str,
    source_language: str,
    target_language: str,
    side: str,
    regex: bool,
    order: str,
    limit: int,
    as_json: bool,
) -> int:
    """Show where a piece of text stands in the memory, from one character on, on either side.

    \b
    workbench tm concordance 완충
    workbench tm concordance "buffer (zone|state)s?" --regex --side target
    """
    with common.project(path) as project:
        found = project.memory.concordance(
            text, source_language, target_language, side=side, regex=regex, order=order, limit=limit or None
        )
        hits = list(found)
        if as_json:
            common.print_json(
                [
                    {
                        "source": hit.unit.source,
                        "target": hit.unit.target,
                        "source_spans": [[span.start, span.end] for span in hit.source_spans],
                        "target_spans": [[span.start, span.end] for span in hit.target_spans],
                        "score": hit.score,
                        "document": hit.unit.document,
                        "changed": hit.unit.changed,
                        "memory": hit.memory,
                    }
                    for hit in hits
                ]
            )
            return 0
        for hit in hits:
            click.echo(_lit(hit.unit.source, hit.source_spans))
            click.echo(f"    {_lit(hit.unit.target, hit.target_spans)}")
    if not hits:
        common.say("found nowhere in the memory")
    return 0


@command.command("stats")
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


@command.command("duplicates")
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


@command.command("conflicts")
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


@command.command("empty")
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


@command.command("replace")
@click.argument("find")
@click.argument("put", metavar="REPLACEMENT")
@_filters
@click.option("--side", type=click.Choice(("target", "source")), default="target", help="Where to replace.")
@click.option("--regex", is_flag=True, help="FIND is a regular expression, REPLACEMENT may name its groups (\\1).")
@DryRunOption
@common.pass_path
def replace(path: Path, /, find: str, put: str, side: str, regex: bool, dry_run: bool, **conditions: str) -> int:
    """Replace text in many units at once.

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


@command.command("delete")
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


@command.command("attach")
@click.argument("file", type=click.Path(path_type=Path))
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


@command.command("detach")
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


@command.command("attached")
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


@command.command("index")
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


def _as_json(match: Match) -> dict[str, object]:
    return {"source": match.unit.source, "target": match.target, "score": match.score, "kind": match.kind}


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


def _lit(text: str, spans: tuple[Span, ...]) -> str:
    return "".join(_pieces(text, spans))


def _pieces(text: str, spans: tuple[Span, ...]) -> Iterator[str]:
    at = 0
    for span in spans:
        yield shown(text[at : span.start])
        yield click.style(shown(text[span.start : span.end]), bold=True)
        at = span.end
    yield shown(text[at:])
