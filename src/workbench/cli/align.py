"""`workbench align`: a document with its existing translation, one pair or a list of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbench.cli import common, edit
from workbench.errors import InputError, UsageError

if TYPE_CHECKING:
    from workbench.workflow.align import Aligned, Known, Options
    from workbench.workflow.project import Project


@click.command("align")
@click.argument("source", required=False, type=common.FILE)
@click.argument("target", required=False, type=common.FILE)
@common.SourceOption
@common.TargetOption
@click.option("--presegmented", is_flag=True, help="The files hold a segment a line; blank lines part paragraphs.")
@click.option("--mt/--no-mt", default=True, show_default=True, help="Ask an installed model where it is doubtful.")
@click.option(
    "--dictionary",
    "dictionaries",
    type=common.FILE,
    multiple=True,
    help="Tab-separated word list (columns named by language, else the first two).",
)
@click.option("-o", "--out", type=common.FILE, help="Write .tsv, .tmx, .html or .json (pairs: a folder).")
@click.option("--pairs", type=common.FILE, help="Align many: a list `source⇥target`, or a folder.")
@click.option("--min-score", type=click.FloatRange(0, 1), default=0.5, show_default=True, help="Least score for TMX.")
@click.option("--memory", is_flag=True, help="Put the pairs of at least --min-score into the project's memory.")
@click.option("--adopt", is_flag=True, help="SOURCE is a document of the project: the translation becomes its drafts.")
@click.option("--edit", "review", is_flag=True, help="Keep the alignment in the project and review it in the editor.")
@common.JsonOption
@common.pass_path
def command(
    path: Path,
    source: Path | None,
    target: Path | None,
    source_language: str | None,
    target_language: str,
    presegmented: bool,
    mt: bool,
    dictionaries: tuple[Path, ...],
    out: Path | None,
    pairs: Path | None,
    min_score: float,
    memory: bool,
    adopt: bool,
    review: bool,
    as_json: bool,
) -> int:
    """Align SOURCE with its translation TARGET: which sentences belong together, and how sure that is.

    Without -o the beads are printed, `source ids⇥target ids⇥score`, ids counted from 0. The project's glossary and memory
    help where there is a project; none is needed.

    \b
    workbench align report.md report.en.md --from ko --to en -o report.tmx
    workbench align --pairs archive/ --from ja -o aligned/ --memory
    """
    from workbench.workflow.align import Options

    listed = _listed(source, target, pairs)
    if out is not None and pairs is None:
        _check_format(out)
    options = Options(presegmented, mt, dictionaries)
    needed = memory or review or adopt
    project = common.project(path, create=memory or review) if needed or path.exists() else None
    try:
        languages = source_language, common.language(target_language)
        work = _Work(project, languages, options, min_score=min_score, memory=memory)
        if pairs is not None:
            return work.many(listed, out, as_json=as_json)
        if adopt:
            return work.adopt(path, *listed[0])
        if review:
            return work.review(path, *listed[0])
        return work.one(*listed[0], out, as_json=as_json)
    finally:
        if project is not None:
            project.close()


class _Work:
    """One call of the command."""

    def __init__(
        self,
        project: Project | None,
        languages: tuple[str | None, str],
        options: Options,
        *,
        min_score: float,
        memory: bool,
    ) -> None:
        self.project, self.languages, self.options = project, languages, options
        self.min_score, self.memory = min_score, memory
        self.known: dict[str, Known] = {}

    def one(self, source: Path, target: Path, out: Path | None, *, as_json: bool) -> int:
        from workbench.workflow import alignments

        found = self._align(source, target)
        if found is None:
            return 130
        if out is not None:
            common.say(f"{out}: {alignments.write(found, out, least=self.min_score)}")
        if as_json:
            common.print_json(alignments.as_json(found))
        elif out is None:
            click.echo(alignments.table(found.alignment), nl=False)
        self._remember(found)
        common.say(_summary(found))
        if found.lacked:
            common.say(f"without {', '.join(found.lacked)}; {_help(found)}")
        return 0

    def many(self, listed: list[tuple[Path, Path]], out: Path | None, *, as_json: bool) -> int:
        from workbench.workflow import alignments

        together = out is not None and out.suffix == ".tmx"
        if out is not None and not together:
            out.mkdir(parents=True, exist_ok=True)
        done: list[Aligned] = []
        failed = []
        for source, target in listed:
            try:
                found = self._align(source, target)
            except InputError as error:
                common.say(f"workbench: {error}")
                failed.append({"source": str(source), "target": str(target), "error": str(error)})
                continue
            if found is None:
                return 130
            if out is not None and not together:
                alignments.write(found, out / f"{source.stem}.tsv")
            self._remember(found)
            done.append(found)
        if together and done and out is not None:
            written = alignments.write_tmx([found.alignment for found in done], out, least=self.min_score)
            common.say(f"{out}: {written}")
        if as_json:
            common.print_json({"pairs": [_report(found) for found in done], "failed": failed})
        elif done:
            rows = [tuple(_report(found).values()) for found in done]
            click.echo(common.table(rows, list(_report(done[0]))))
        return 3 if failed else 0

    def adopt(self, path: Path, source: Path, target: Path) -> int:
        from workbench.store.documents import find
        from workbench.workflow import alignments

        if self.project is None:
            return 2
        info = find(self.project.db, source.name)
        with common.progress(f"aligning {source.name}") as bar:
            count, found = alignments.adopt(
                self.project, info, target, least=self.min_score, mt=self.options.mt, progress=bar
            )
        common.say(_summary(found))
        command = common.command_line("--db", path, "edit", info.name)
        common.say(f"{info.name}: {count} drafts from {target.name}; `{command}` shows them")
        return 0

    def review(self, path: Path, source: Path, target: Path) -> int:
        from workbench.workflow import alignments

        found = self._align(source, target)
        if found is None or self.project is None:
            return 130
        kept = alignments.keep(self.project, found.alignment)
        common.say(_summary(found))
        if not edit.has_terminal():
            command = common.command_line("--db", path, "edit")
            common.say(f"kept as alignment {kept.id}; review it with `{command}`, room Alignments")
            return 0
        self.project.close()
        edit.start(path, alignment=kept.id)
        return 0

    def _align(self, source: Path, target: Path) -> Aligned | None:
        from workbench.align.aligner import Cancelled
        from workbench.workflow.align import align_files, knowledge

        language = common.source_language(self.languages[0], source)
        if language not in self.known:
            self.known[language] = knowledge(self.project, language, self.languages[1], self.options.dictionaries)
        stop = common.Stop()
        try:
            with stop, common.progress(f"aligning {source.name}") as bar:
                found = align_files(
                    self.project, source, target, language, self.languages[1], self.options,
                    known=self.known[language], progress=bar, cancelled=stop,
                )  # fmt: skip
        except Cancelled:
            common.say("workbench: stopped; nothing was written.")
            return None
        for warning in found.warnings:
            common.say(f"workbench: {warning}")
        return found

    def _remember(self, found: Aligned) -> None:
        from workbench.workflow import alignments

        if self.memory and self.project is not None:
            added = alignments.to_memory(self.project, found.alignment, least=self.min_score)
            common.say(f"memory: {added.added} new units")


def _check_format(out: Path) -> None:
    """Refuse a name that tells no format before the work is done, not after."""
    from workbench.workflow.alignments import FORMATS

    if out.suffix.lower().lstrip(".") not in FORMATS:
        raise UsageError(f"no format for '{out}'", hint=f"end its name in {', '.join(f'.{name}' for name in FORMATS)}")


def _listed(source: Path | None, target: Path | None, pairs: Path | None) -> list[tuple[Path, Path]]:
    """The pairs of files asked for.

    Raises:
        UsageError: Too few or too many files, or a list that is none.
    """
    if pairs is None:
        if source is None or target is None:
            raise UsageError("which files?", hint="name a document and its translation, or a list with --pairs")
        return [(source, target)]
    if source is not None:
        raise UsageError("files and --pairs do not go together", hint="put the pair into the list")
    if pairs.is_dir():
        found = [(file, other) for file in sorted(pairs.iterdir()) if (other := _translation_of(file)) is not None]
        if not found:
            raise UsageError("holds no pairs", path=pairs, hint="name them paper.md and paper.en.md")
        return found
    return _read_list(pairs)


def _translation_of(file: Path) -> Path | None:
    """`paper.en.md` beside `paper.md`."""
    if not file.is_file() or len(file.suffixes) != 1:
        return None
    others = sorted(file.parent.glob(f"{_escaped(file.stem)}.??{file.suffix}"))
    return others[0] if others else None


def _escaped(name: str) -> str:
    from glob import escape

    return escape(name)


def _read_list(pairs: Path) -> list[tuple[Path, Path]]:
    try:
        lines = pairs.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"the list cannot be read ({error})", path=pairs) from error
    found = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 2:
            raise UsageError("not two files, tab-separated", path=pairs, line=number, hint="write source⇥target")
        found.append((pairs.parent / cells[0].strip(), pairs.parent / cells[1].strip()))
    if not found:
        raise UsageError("the list is empty", path=pairs)
    return found


def _report(found: Aligned) -> dict[str, object]:
    alignment = found.alignment
    return {
        "source": alignment.source_name,
        "target": alignment.target_name,
        "segments": f"{len(alignment.sources)}–{len(alignment.targets)}",
        "beads": len(alignment.rows),
        "paired": found.paired,
        "doubtful": found.doubtful,
        "confidence": round(found.mean, 3),
    }


def _summary(found: Aligned) -> str:
    alignment = found.alignment
    return (
        f"{len(alignment.sources)} and {len(alignment.targets)} segments, {len(alignment.rows)} beads,"
        f" {found.paired} paired, {found.doubtful} doubtful, mean confidence {found.mean:.2f}"
    )


def _help(found: Aligned) -> str:
    hints = {"a glossary": "workbench glossary import", "a memory": "workbench tm import"}
    named: list[str] = [hint for lacking, hint in hints.items() if lacking in found.lacked]
    if any(lacking.startswith("a model") for lacking in found.lacked):
        named.append("workbench models install")
    return f"more certain with {' or '.join(named)}" if named else "nothing more is needed"
