"""`workbench tm`: the translation memory: files in and out, searching, and care."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common
from workbench.cli.tm_care import COMMANDS, AnyFromOption, AnyToOption
from workbench.text.controls import shown
from workbench.text.counting import counted

if TYPE_CHECKING:
    from workbench.model import Match, Span

FromOption = click.option(
    "--from", "source_language", metavar="LANG", required=True, help="Source language (ko, ja …)."
)
FormatOption = click.option(
    "--as", "format_", type=click.Choice(("tmx", "xliff", "tsv")), help="The format (default: by the file's name)."
)


@click.group("tm", cls=common.Group)
def command() -> None:
    """The translation memory: files in and out, searching, care.

    \b
    workbench tm import memory.tmx --from ko --to en
    workbench tm search "완충지대의 형성" --from ko
    workbench tm concordance 완충
    """


for care in COMMANDS:
    command.add_command(care)


@command.command("import")
@click.argument("file", type=common.FILE)
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
    from workbench.language.codes import nearness
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
    spoken = [any(nearness(asked, language) for language in report.languages) for asked in pair]
    if report.read and not report.imported + report.duplicates and not all(spoken):
        common.say(f"  the file speaks {', '.join(report.languages)}; you asked for {pair[0]} and {pair[1]}")
    return 0


@command.command("export")
@click.argument("file", type=common.OUT)
@FromOption
@common.TargetOption
@FormatOption
@common.pass_path
def export(path: Path, file: Path, source_language: str, target_language: str, format_: str | None) -> int:
    """Write the memory's units of a language pair to a TMX, TSV or CSV file (.gz and .zip are packed; `-` is stdout).

    \b
    workbench tm export memory.tmx --from ko --to en
    workbench tm export memory.tsv.gz --from ja
    workbench tm export - --from ko --as tsv
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


def _as_json(match: Match) -> dict[str, object]:
    return {"source": match.unit.source, "target": match.target, "score": match.score, "kind": match.kind}


def _lit(text: str, spans: tuple[Span, ...]) -> str:
    return "".join(_pieces(text, spans))


def _pieces(text: str, spans: tuple[Span, ...]) -> Iterator[str]:
    at = 0
    for span in spans:
        yield shown(text[at : span.start])
        yield click.style(shown(text[span.start : span.end]), bold=True)
        at = span.end
    yield shown(text[at:])
