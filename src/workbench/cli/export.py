"""`workbench export`: TMX, bilingual HTML, the translated document, and the other interchange formats."""

from __future__ import annotations

from pathlib import Path

import click

from workbench.cli import common
from workbench.model import Status

FORMATS = ("tmx", "html", "document", "xliff", "xliff2", "tsv", "omegat")


@click.command("export")
@click.argument("document", required=False)
@click.option("-f", "--format", "format_", type=click.Choice(FORMATS), required=True, help="What to write.")
@click.option("-o", "--out", type=common.OUT, required=True, help="File to write (omegat: folder; -: stdout).")
@common.OnlyFromOption
@common.OnlyToOption
@click.option(
    "--status",
    "statuses",
    type=click.Choice([*map(str, Status), "all"]),
    multiple=True,
    help="Segments to hand over (default: confirmed and reviewed; html and xliff: all).",
)
@click.option("--mt-to", type=common.OUT, help="tmx: write machine drafts to this file, apart.")
@common.pass_path
def command(
    path: Path,
    document: str | None,
    format_: str,
    out: Path,
    source_language: str | None,
    target_language: str | None,
    statuses: tuple[str, ...],
    mt_to: Path | None,
) -> int:
    """Write what has been done: for the author, for the archive, for another tool.

    Without DOCUMENT every document is exported (tmx, tsv, omegat), or the only one there is. One TMX holds documents of
    several source languages; for a program that takes one alone, name it with --from.

    \b
    workbench export paper.md -f document -o paper.en.md
    workbench export -f tmx -o project.tmx
    workbench export -f tmx -o japanese.tmx --from ja
    workbench export paper.md -f html -o paper.html
    """
    from workbench.workflow import exporting

    with common.project(path) as project:
        many = format_ in ("tmx", "tsv", "omegat")
        languages = {"source_language": source_language, "target_language": target_language}
        if many:
            infos = common.documents(project, document, **languages)
        else:
            infos = [common.document(project, document, **languages)]
        wanted = _statuses(statuses, format_)
        count = exporting.export(project, infos, format_, out, statuses=wanted, mt_to=mt_to)
    common.say(f"{out}: {count}")
    if count.endswith("left out") and mt_to is None:
        common.say("nobody has looked at those drafts; --mt-to FILE writes them to a file of their own")
    if not statuses and count.startswith("0 "):
        common.say(
            "nothing is confirmed yet; --status draft and --status all hand over more (tmx: machine drafts by --mt-to)"
        )
    return 0


def _statuses(names: tuple[str, ...], format_: str) -> list[Status]:
    if "all" in names or (not names and format_ in ("html", "xliff", "xliff2")):
        return list(Status)
    return [Status(name) for name in names] if names else [Status.CONFIRMED, Status.REVIEWED]
