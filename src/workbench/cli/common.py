"""What the commands share: options of one meaning, the project behind `--db` and its documents, JSON, progress, tables."""

from __future__ import annotations

import json
import re
import shlex
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from workbench.errors import UsageError
from workbench.text.controls import shown
from workbench.text.counting import counted

if TYPE_CHECKING:
    from workbench.store.documents import DocumentInfo
    from workbench.workflow.importing import ImportReport
    from workbench.workflow.project import Project

Function = TypeVar("Function", bound=Callable[..., Any])

FILE = click.Path(path_type=Path, readable=False)
"""A file to read or write; whether it can be is said by the code that does it, as one sentence with its exit code."""


STDOUT = Path("/dev/stdout")


class _Out(click.Path):
    """A file to write, where `-` is stdout."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return STDOUT if str(value) == "-" else super().convert(value, param, ctx)


OUT = _Out(path_type=Path, readable=False)

SourceOption = click.option(
    "--from", "source_language", metavar="LANG", help="Source language (default: by the script)."
)
TargetOption = click.option("--to", "target_language", metavar="LANG", default="en", show_default=True, help="Target.")
OnlyFromOption = click.option("--from", "source_language", metavar="LANG", help="Only documents in this language.")
OnlyToOption = click.option(
    "--to", "target_language", metavar="LANG", help="Only documents that are translated into this language."
)
JsonOption = click.option("--json", "as_json", is_flag=True, help="Print one JSON document on stdout.")
pass_path = click.pass_obj


class Group(click.Group):
    """A command with subcommands; `--help` gives the first sentence of each whole, where click cuts it at the line."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of subcommands."""
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=200)) for name, one in commands if one is not None])


def project(path: Path, *, create: bool = False, durable: bool = True) -> Project:
    """The open project; reading commands do not create one, and read one that cannot be written.

    Raises:
        StoreError: As `workflow.project.Project`.
    """
    from workbench.workflow.project import Project

    return Project(path, create=create, durable=durable, reading=not create)


def documents(
    project: Project, name: str | None, *, source_language: str | None = None, target_language: str | None = None
) -> list[DocumentInfo]:
    """The document of that name, or without one all of the project's, those of the languages asked for.

    Raises:
        UsageError: There is none.
    """
    from workbench.language.codes import family
    from workbench.store.documents import find, listing

    if name is not None:
        return [find(project.db, name)]
    infos = listing(project.db)
    if not infos:
        raise UsageError("the project holds no document", hint="import one first: workbench import paper.md --from ko")
    if source_language is not None:
        infos = [info for info in infos if family(info.source_language) == family(language(source_language))]
    if target_language is not None:
        infos = [info for info in infos if family(info.target_language) == family(language(target_language))]
    if not infos:
        raise UsageError("no document is in these languages", hint="workbench status shows what there is")
    return infos


def document(
    project: Project, name: str | None, *, source_language: str | None = None, target_language: str | None = None
) -> DocumentInfo:
    """The one document a command is about: that of the name, or the only one, of those of the languages asked for.

    Raises:
        UsageError: There is none, or there are several.
    """
    infos = documents(project, name, source_language=source_language, target_language=target_language)
    if len(infos) > 1:
        names = ", ".join(info.name for info in infos[:5])
        raise UsageError("which document?", hint=f"the project holds {names}{' …' if len(infos) > 5 else ''}")
    return infos[0]


def say(text: str) -> None:
    """Talk: one line on stderr, with control characters (of a file name, of a text) as glyphs."""
    click.echo(shown(text), err=True)


def command_line(*arguments: object) -> str:
    """A command to type, its arguments quoted as a shell needs it."""
    return shlex.join(["workbench", *map(str, arguments)])


def print_json(value: Any) -> None:
    """One JSON document on stdout; dataclasses become objects."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def table(rows: Iterable[Sequence[object]], header: Sequence[str]) -> str:
    """A plain text table, columns as wide as their cells (in terminal cells), numbers to the right."""
    from rich.cells import cell_len

    cells = [list(header), *([shown(str(cell)) for cell in row] for row in rows)]
    numeric = [all(_is_number(row[i]) for row in cells[1:]) and len(cells) > 1 for i in range(len(header))]
    widths = [max(cell_len(row[i]) for row in cells) for i in range(len(header))]

    def line(row: Sequence[str]) -> str:
        padded = []
        for cell, width, right in zip(row, widths, numeric, strict=True):
            gap = " " * (width - cell_len(cell))
            padded.append(gap + cell if right else cell + gap)
        return "  ".join(padded).rstrip()

    return "\n".join(line(row) for row in cells)


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr with rate and time left, fed by `(done, total)`; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second."""

        def render(self, task: Task) -> Text:
            return Text("" if not task.speed else f"{task.speed:,.{0 if task.speed >= 10 else 1}f}/s")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no JSON form for {type(value).__name__}")


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("%", "").replace("-", "").isdigit() or cell in ("", "–")


def language(code: str) -> str:
    """A BCP 47 code in its usual spelling (`ko`, `ko-KR`, `zh-Hant`).

    Raises:
        UsageError: It is none.
    """
    from workbench.language.codes import canonical

    result = canonical(code)
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", result):
        raise UsageError(f"'{code}' is no language code", hint="write it as in ko, ja, en, pt-BR")
    return result


def source_language(option: str | None, file: Path, *, format_: str | None = None, encoding: str | None = None) -> str:
    """The source language asked for, or the one whose script the file is written in.

    Raises:
        UsageError: `--from` is missing and the script does not tell.
        DocumentError: The file cannot be read.
    """
    if option is not None:
        return language(option)
    from workbench.workflow.importing import guess_language

    guess = guess_language(file, format_=format_, encoding=encoding)
    if not guess:
        raise UsageError(f"which language is '{file.name}' in?", hint="say it with --from, as in --from ko")
    say(f"{file.name} is written in {guess}; if it is not, say so with --from")
    return guess


def import_line(report: ImportReport) -> str:
    """One line on an import, for people."""
    line = f"{report.name}: {counted(report.segments, 'segment')}"
    if report.encoding:
        line += f", {report.encoding}"
    if report.state == "unchanged":
        return f"{line}, already in the project"
    if report.state == "updated":
        return (
            f"{line}, updated: {report.kept} kept, {report.moved} moved, {report.changed} changed,"
            f" {report.added} new, {report.gone} gone"
        )
    return line


class Stop:
    """Ctrl+c asked for once is a polite stop at the next batch; asked for twice it is at once.

    Used as a context manager around long work; calling it tells whether to stop.
    """

    def __init__(self) -> None:
        self._asked = False
        self._before: Any = None

    def __call__(self) -> bool:
        return self._asked

    def __enter__(self) -> Stop:
        self._before = signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGINT, self._before)

    def _ask(self, number: int, frame: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        if sys.stderr.isatty():
            say("")  # the progress bar's line has no end yet
        say("stopping after this batch (ctrl+c again: at once) …")
