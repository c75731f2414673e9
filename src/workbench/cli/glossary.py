"""`workbench glossary`: the glossary: files in and out, adding, matching, harvesting, and the ledger of renderings."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from workbench.cli import common, glossary_views
from workbench.errors import UsageError
from workbench.text.controls import shown

FromOption = click.option("--from", "source_language", metavar="LANG", help="Source language (ko, ja …).")
KINDS = ("hanja", "gloss", "abbreviation", "heading", "quoted", "compound")


@click.group("glossary", cls=common.Group)
def command() -> None:
    """The glossary: concepts with their terms in every language, found in running text.

    \b
    workbench glossary import glossary/policy.tbx
    workbench glossary match paper.md --from ko
    workbench glossary harvest paper.md
    workbench glossary ledger paper.md
    """


@command.command("import")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=common.FILE)
@click.option("--from", "source_language", metavar="LANG", help="OmegaT glossaries: language of the first column.")
@common.TargetOption
@common.JsonOption
@common.pass_path
def import_(path: Path, files: Sequence[Path], source_language: str | None, target_language: str, as_json: bool) -> int:
    """Read TBX, TSV, CSV or OmegaT glossaries; concepts the glossary has already are merged, not doubled.

    A damaged file is not imported at all.

    \b
    workbench glossary import terms.tbx more.tsv
    workbench glossary import omegat/glossary.txt --from ko --to en
    """
    from workbench.workflow import glossary

    source = common.language(source_language) if source_language else None
    with common.project(path, create=True) as project:
        reports = [
            glossary.import_terms(
                project, file, source_language=source, target_language=common.language(target_language)
            )
            for file in files
        ]
    if as_json:
        common.print_json(reports if len(reports) > 1 else reports[0])
        return 0
    for report in reports:
        click.echo(
            f"{Path(report.path).name}: {report.read:,} concepts read, {report.added:,} added, {report.merged:,} merged, "
            f"{report.duplicates:,} known; {report.terms:,} terms in {', '.join(report.languages) or 'no language'}"
        )
        for kind, listed in (("left out", report.skipped), ("note", report.remarks)):
            for one in listed[:20]:
                common.say(f"  {report.path}:{one.line}: {kind}: {one.reason}")
            if len(listed) > 20:
                common.say(f"  … and {len(listed) - 20:,} more")
    return 0


@command.command("export")
@click.option("-o", "--out", type=common.OUT, required=True, help="File to write (-: stdout).")
@click.option("-f", "--format", "format_", type=click.Choice(("tbx", "tbx3", "tsv", "csv", "omegat")), help="Format.")
@FromOption
@common.TargetOption
@click.option("--domain", default="", help="Only this domain.")
@common.pass_path
def export(
    path: Path, out: Path, format_: str | None, source_language: str | None, target_language: str, domain: str
) -> int:
    """Write the glossary for other tools; the format is that of the file's name where -f does not say.

    TBX version 2 is what OmegaT, Okapi and translate-toolkit read; tbx3 is ISO 30042:2019.

    \b
    workbench glossary export -o policy.tbx
    workbench glossary export -o policy.csv
    workbench glossary export -o glossary.txt -f omegat --from ko
    """
    from workbench.workflow import glossary

    source = common.language(source_language) if source_language else None
    with common.project(path) as project:
        count = glossary.export_terms(
            project,
            out,
            format_=format_,
            source_language=source,
            target_language=common.language(target_language),
            domain=domain,
        )
    common.say(f"{out}: {count:,} {'lines' if format_ == 'omegat' or out.suffix == '.txt' else 'concepts'}")
    return 0


@command.command("list")
@click.argument("text", required=False, default="")
@click.option("--language", default="", metavar="LANG", help="Look in terms of this language.")
@click.option("--domain", default="", help="Only this domain.")
@click.option("--siblings", is_flag=True, help="Instead: what Korean and Japanese entries propose to one another.")
@common.JsonOption
@common.pass_path
def list_(path: Path, text: str, language: str, domain: str, siblings: bool, as_json: bool) -> int:
    """Show the concepts, all or those with a term that contains TEXT.

    \b
    workbench glossary list 완충
    workbench glossary list --domain trade --json
    workbench glossary list --siblings
    """
    from workbench.workflow import glossary

    with common.project(path) as project:
        if siblings:
            return glossary_views.siblings(glossary.siblings(project), as_json=as_json)
        concepts = project.glossary.concepts(text, language=language, domain=domain)
    if as_json:
        common.print_json([glossary_views.concept_json(concept) for concept in concepts])
        return 0
    rows = [(concept.id, *glossary_views.columns(concept), concept.domain) for concept in concepts]
    if rows:
        click.echo(common.table(rows, ["id", "source", "English", "domain"]))
    common.say(f"{len(rows):,} concepts")
    return 0


@command.command("add")
@click.argument("term")
@click.argument("targets", metavar="RENDERING…", nargs=-1, required=True)
@click.option("--from", "source_language", metavar="LANG", required=True, help="Language of TERM.")
@common.TargetOption
@click.option("--forbid", "forbidden", multiple=True, help="A rendering that must not be used; may be repeated.")
@click.option("--hanja", default="", help="The Korean term in hanja.")
@click.option("--domain", default="", help="Its domain.")
@click.option("--note", default="", help="A note.")
@common.pass_path
def add(
    path: Path,
    term: str,
    targets: Sequence[str],
    source_language: str,
    target_language: str,
    forbidden: Sequence[str],
    hanja: str,
    domain: str,
    note: str,
) -> int:
    """Add a term with its renderings: the first is preferred, the others are admitted.

    \b
    workbench glossary add 완충지대 "buffer zone" --from ko --hanja 緩衝地帶 --forbid "cushion zone"
    """
    from workbench.workflow import glossary

    with common.project(path, create=True) as project:
        report = glossary.add_term(
            project,
            term,
            targets,
            common.language(source_language),
            common.language(target_language),
            forbidden=forbidden,
            hanja=hanja,
            domain=domain,
            note=note,
        )
    done = "added" if report.added else "merged with what was known of it" if report.merged else "known already"
    common.say(f"{term}: {done}")
    return 0


@command.command("remove")
@click.argument("ids", metavar="ID…", nargs=-1, required=True, type=int)
@common.pass_path
def remove(path: Path, ids: Sequence[int]) -> int:
    """Remove concepts by the ids that `list` shows.

    \b
    workbench glossary remove 12 13
    """
    with common.project(path) as project:
        count = project.glossary.remove(ids)
    common.say(f"{count:,} removed")
    return 0


@command.command("match")
@click.argument("file", type=common.FILE)
@FromOption
@common.TargetOption
@click.option("--glossary", "glossary_file", type=common.FILE, help="Match this file, not the project's.")
@common.JsonOption
@common.pass_path
def match(
    path: Path,
    file: Path,
    source_language: str | None,
    target_language: str,
    glossary_file: Path | None,
    as_json: bool,
) -> int:
    """Find the glossary's terms in the lines of a text file (`-` reads stdin).

    Grades: exact, particle (한미동맹은, 国会で), derived (전략적, 同盟国), compound (경제안보정책, 核開発). With --json one
    array a line of FILE, offsets in code points of the line.

    \b
    workbench glossary match paper.txt --from ko
    workbench glossary match - --from ja --json < paper.txt
    """
    from workbench.workflow import glossary

    lines = glossary.lines_of(sys.stdin.buffer if str(file) == "-" else file)
    source = _source_language(source_language, lines)
    target = common.language(target_language)
    if glossary_file is not None:
        matcher = glossary.matcher_of(None, glossary_file, source, target)
    else:
        with common.project(path) as project:
            matcher = glossary.matcher_of(project, None, source, target)
    for number, line in enumerate(lines, 1):
        hits = matcher.find(line)
        if as_json:
            click.echo(json.dumps([glossary_views.hit_json(hit) for hit in hits], ensure_ascii=False))
        else:
            for hit in hits:
                renderings = " | ".join(hit.targets)
                click.echo(
                    f"{number}:{hit.start + 1}\t{shown(line[hit.start : hit.end])}\t{hit.grade}\t{hit.term} → {renderings}"
                )
    return 0


@command.command("harvest")
@click.argument("document", required=False)
@click.option("-o", "--out", type=common.OUT, help="Write the candidates as a TSV to edit and import.")
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, help="Only this kind; may be repeated.")
@click.option("--accept", "accepted", multiple=True, metavar="TERM", help="Take this candidate into the glossary.")
@click.option("--refuse", "refused", multiple=True, metavar="TERM", help="Never offer this candidate again.")
@common.JsonOption
@common.pass_path
def harvest(
    path: Path,
    document: str | None,
    out: Path | None,
    kinds: Sequence[str],
    accepted: Sequence[str],
    refused: Sequence[str],
    as_json: bool,
) -> int:
    """Terms that a document introduces itself: glosses in brackets, quoted coinages, repeated compounds.

    Nothing is added unless you say so, with --accept, or by importing the TSV after deleting what is none.

    \b
    workbench glossary harvest paper.md
    workbench glossary harvest paper.md --kind gloss --kind hanja -o candidates.tsv
    workbench glossary harvest paper.md --accept 파쇄지대 --refuse 오면초가
    """
    from workbench.workflow import glossary

    with common.project(path) as project:
        info = common.document(project, document)
        candidates = glossary.harvest_terms(project, info)
        if accepted or refused:
            for term in (*accepted, *refused):
                candidate = glossary.named(candidates, term)
                if term in accepted:
                    glossary.accept(project, info, candidate)
                else:
                    glossary.refuse(project, info, candidate)
            common.say(f"{len(accepted)} accepted, {len(refused)} refused")
            return 0
    wanted = [candidate for candidate in candidates if not kinds or candidate.kind in kinds]
    if out is not None:
        glossary.write_candidates(out, wanted, info)
        if out != common.STDOUT:
            common.say(f"{out}: {len(wanted):,} candidates; delete what is none, then: workbench glossary import {out}")
    elif as_json:
        common.print_json(wanted)
    else:
        rows = [(one.kind, one.score, one.count, one.term, one.hanja, one.target) for one in wanted]
        if rows:
            click.echo(common.table(rows, ["kind", "score", "seen", "term", "hanja", "English"]))
        common.say(f"{len(rows):,} candidates")
    return 0


@command.command("ledger")
@click.argument("document", required=False)
@common.OnlyFromOption
@common.OnlyToOption
@click.option("--all", "show_all", is_flag=True, help="Also terms that are rendered one way throughout.")
@click.option("--repair", nargs=3, metavar="TERM WRONG RIGHT", help="Replace one rendering of a term everywhere.")
@common.JsonOption
@common.pass_path
def ledger(
    path: Path,
    document: str | None,
    source_language: str | None,
    target_language: str | None,
    show_all: bool,
    repair: tuple[str, str, str] | None,
    as_json: bool,
) -> int:
    """How each term is really rendered, over drafts and confirmed segments, outliers first.

    A repair is one undoable change a document (ctrl+z in the editor).

    \b
    workbench glossary ledger
    workbench glossary ledger paper.md --json
    workbench glossary ledger --repair 완충지대 "cushion zone" "buffer zone"
    """
    from workbench.workflow import glossary

    with common.project(path) as project:
        infos = common.documents(project, document, source_language=source_language, target_language=target_language)
        entries = glossary.ledger(project, infos)
        if repair is not None:
            term, wrong, right = repair
            entry = next((one for one in entries if one.term == term), None)
            if entry is None:
                raise UsageError(f"“{term}” is not in the ledger", hint="workbench glossary ledger --all shows what is")
            count = glossary.repair(project, entry, wrong, right)
            common.say(f"{term}: {count} segments changed")
            return 0
    wanted = [entry for entry in entries if show_all or entry.outliers]
    if as_json:
        common.print_json([glossary_views.entry_json(entry) for entry in wanted])
        return 0
    rows = [
        (entry.term if not place else "", rendering.text or "(none of them)", rendering.kind, rendering.count)
        for entry in wanted
        for place, rendering in enumerate(entry.renderings)
    ]
    if rows:
        click.echo(common.table(rows, ["term", "rendering", "", "segments"]))
    common.say(
        f"{len(entries):,} terms, {sum(bool(entry.outliers) for entry in entries):,} with more than one rendering"
    )
    return 0


def _source_language(option: str | None, lines: Sequence[str]) -> str:
    from workbench.language.scripts import written_in

    if option:
        return common.language(option)
    guess = written_in("\n".join(lines[:200])) or "ko"  # a text without a letter holds no term of any language
    if guess not in ("ko", "ja"):
        raise UsageError("the text does not tell its language", hint="name it with --from, as in --from ko")
    return guess
