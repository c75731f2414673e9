"""`workbench serve`: the editor in a browser window, for those who want one.

The page is ours: no fonts or scripts from elsewhere, and a monospaced font that has Korean and Japanese. Every visitor gets
an editor of their own on the same project; there is no login, so it listens on this machine alone unless told otherwise.
"""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

import workbench
from workbench.cli import common
from workbench.errors import UsageError

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@click.command("serve")
@click.argument("document", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65535), default=8617, show_default=True, help="Port to listen on.")
@common.pass_path
def command(path: Path, document: str | None, host: str, port: int) -> int:
    """Open the editor in a browser: prints the address and serves until ctrl+c.

    \b
    workbench serve
    workbench serve paper.md --port 9000
    """
    try:
        from textual_serve.server import Server
    except ImportError:
        raise UsageError(
            "serving needs the package textual-serve", hint="install it: pip install 'translation-workbench[serve]'"
        ) from None
    common.project(path).close()
    if host not in LOOPBACK:
        common.say(f"anyone who can reach {host}:{port} can read and change this project; there is no login.")
    server = Server(
        launch(path, document),
        host=host,
        port=port,
        title="workbench",
        templates_path=Path(workbench.__file__).parent / "tui" / "page",
    )
    server.serve()
    return 0


def launch(path: Path, document: str | None) -> str:
    """The command that a visitor's editor runs."""
    words = [sys.executable, "-m", "workbench", "--db", str(path.resolve()), "edit", *([document] if document else [])]
    return shlex.join(words)
