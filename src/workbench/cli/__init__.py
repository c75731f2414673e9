"""The command line: parse, call a use case, print. One command (or group) a module, loaded when it is called.

Results go to stdout, talk and progress to stderr. An error is one sentence on stderr; its exit code is the error's
(`errors.py`). `--help` imports nothing heavy: commands are named here with their one-line help and imported on use.
"""

from __future__ import annotations

import codecs
import importlib
import io
import os
import sqlite3
import sys

import click

from workbench import __version__
from workbench.config import database_path
from workbench.errors import WorkbenchError
from workbench.text.controls import shown

COMMANDS = {
    "import": ("workbench.cli.import_", "Read documents into the project."),
    "segment": ("workbench.cli.segment", "Show the blocks and segments of a file."),
    "pretranslate": ("workbench.cli.pretranslate", "Draft documents from the memory, the glossary and a model."),
    "edit": ("workbench.cli.edit", "Open the editor."),
    "serve": ("workbench.cli.serve", "Open the editor in a browser."),
    "align": ("workbench.cli.align", "Align a document with its existing translation."),
    "export": ("workbench.cli.export", "Write TMX, bilingual HTML, the translated document …"),
    "tm": ("workbench.cli.tm", "The translation memory: import, export, search, care."),
    "glossary": ("workbench.cli.glossary", "The glossary: import, export, match, harvest, ledger."),
    "models": ("workbench.cli.models", "Translation models: list, install, remove."),
    "check": ("workbench.cli.check", "Run the quality checks."),
    "score": ("workbench.cli.score", "BLEU, chrF, TER and post-edit effort."),
    "learn": ("workbench.cli.learn", "What your edits keep changing, to be made terms and rules."),
    "stats": ("workbench.cli.stats", "Characters, words, segments, match bands, repetitions."),
    "status": ("workbench.cli.status", "Where the project stands."),
    "doctor": ("workbench.cli.doctor", "What this machine and terminal can do."),
    "demo": ("workbench.cli.demo", "The whole path on the shipped sample."),
}


class Commands(click.Group):
    """The commands by name; a module is imported when its command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. Where the reader of our output goes away (`| head`), nothing is wrong: the exit code is 0."""
        try:
            code = super().invoke(ctx)
            if sys.stdout is not None:  # `>&-` closes it
                sys.stdout.flush()
        except BrokenPipeError:
            # What still waits for the pipe would fail again at the very end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        return code

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands for `--help`, without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", metavar="PATH", help="The project file (default: $WORKBENCH_DB, else workbench.db here).")
@click.version_option(__version__, prog_name="workbench")
@click.pass_context
def root(context: click.Context, db: str | None) -> None:
    """Translate and align Korean and Japanese writing, offline, with a memory and a glossary that learn.

    \b
    workbench pretranslate paper.md --from ko --to en
    workbench edit paper.md
    workbench export paper.md -f tmx -o paper.tmx
    """
    context.obj = database_path(db)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What an encoding has no letters for, as JSON spells it, so that `--json` is JSON in every locale."""
    import json

    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    codecs.register_error("spelled", _spelled)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="spelled")
    try:
        code = root.main(arguments, prog_name="workbench", standalone_mode=False)
    except WorkbenchError as error:
        click.echo(f"workbench: {shown(str(error))}", err=True)
        code = error.exit_code
    except sqlite3.Error as error:
        from workbench.store.database import explain

        click.echo(f"workbench: {explain(error)}.", err=True)
        code = 2
    except OSError as error:
        if error.errno is None:
            raise  # nothing that the machine refused: a fault of ours
        place = f"{shown(str(error.filename))}: " if error.filename else ""  # stdout and sockets have no name
        click.echo(f"workbench: {place}{error.strerror}.", err=True)
        code = 3
    except click.Abort:
        click.echo("workbench: stopped; what was done is kept.", err=True)
        code = 130
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    sys.exit(code if isinstance(code, int) else 0)
