"""Write the pages that are made from the code, or with `--check` say which of them is stale.

docs/reference.md   every command's --help
requirements.txt    the locked runtime dependencies, for `pip install --no-deps -r requirements.txt`
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from workbench.cli import root

ROOT = Path(__file__).parents[1]


def reference() -> str:
    """The command-line reference: every command and subcommand with its help."""
    parts = [
        "# Command line\n\nWritten by `make docs` from `--help`; the lint step checks that it is current.\n",
        "Exit codes: 0 clean · 1 finished, but something asked for by `--fail-on` was found · 2 usage · "
        "3 some inputs failed · 4 no model for the language pair.\n",
    ]
    for path, command in _commands(root, ("workbench",)):
        context = click.Context(command, info_name=" ".join(path), max_content_width=100)
        parts.append(f"## {' '.join(path)}\n\n```text\n{command.get_help(context).rstrip()}\n```\n")
    return "\n".join(parts)


def requirements() -> str:
    """The pinned runtime dependencies as pip reads them."""
    command = [os.environ.get("UV", "uv"), "export", "--frozen", "--no-dev", "--no-emit-project", "--no-hashes"]
    done = subprocess.run([*command, "--no-header", "--quiet"], cwd=ROOT, capture_output=True, text=True, check=True)
    return (
        "# The locked runtime environment without torch, stanza and spaCy (see README, Installing):\n"
        "#   pip install --no-deps -r requirements.txt && pip install --no-deps .\n" + done.stdout
    )


PAGES = {"docs/reference.md": reference, "requirements.txt": requirements}


def _commands(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _commands(found, (*path, name))


def main() -> int:
    """Write or check the pages; the exit code says whether one was stale."""
    os.environ["COLUMNS"] = "100"
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print(f"{name}: {'stale; run make docs' if '--check' in sys.argv else 'written'}", file=sys.stderr)
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
