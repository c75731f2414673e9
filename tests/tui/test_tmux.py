"""The whole way in a real terminal: the sample paper edited in tmux from first key to last, killed, and found again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from workbench.model import Status
from workbench.store import documents as stored
from workbench.store import segments
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

CORPUS = Path(__file__).parents[2] / "corpus"

pytestmark = [pytest.mark.clients, pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")]


class Terminal:
    """A tmux of the test's own."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        # A name of its own: a server that is just going down cannot be joined.
        self.socket = f"workbench-test-{os.getpid()}-{width}x{height}-{time.monotonic_ns()}"
        self.size = str(width), str(height)
        self.folder = folder

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["tmux", "-L", self.socket, "kill-server"], check=False, capture_output=True)

    def start(self, command: str) -> None:
        environment = f"export LANG=C.UTF-8 WORKBENCH_AUTHOR=kim XDG_STATE_HOME={self.folder} ARGOS_PACKAGES_DIR={self.folder}/none;"
        width, height = self.size
        self._tmux(
            "-f",
            "/dev/null",
            "new-session",
            "-d",
            "-s",
            "t",
            "-x",
            width,
            "-y",
            height,
            f"{environment} {command}; sleep 60",
        )

    def keys(self, *names: str) -> None:
        self._tmux("send-keys", "-t", "t", *names)

    def text(self, text: str) -> None:
        self._tmux("send-keys", "-t", "t", "-l", text)

    def paste(self, text: str) -> None:
        self._tmux("set-buffer", text)
        self._tmux("paste-buffer", "-p", "-t", "t")

    def screen(self) -> str:
        return self._tmux("capture-pane", "-t", "t", "-p")

    def wait_for(self, text: str, seconds: float = 40) -> str:
        end = time.monotonic() + seconds
        while text not in (drawn := self.screen()):
            assert time.monotonic() < end, f"no {text!r} in\n{drawn}"
            time.sleep(0.1)
        return drawn

    def process(self) -> int:
        found = self._tmux("list-panes", "-t", "t", "-F", "#{pane_pid}").strip()
        children = Path(f"/proc/{found}/task/{found}/children").read_text().split()
        return int(children[0])

    def _tmux(self, *words: str) -> str:
        return subprocess.run(["tmux", "-L", self.socket, *words], check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize(("width", "height"), [(120, 40), (80, 24)])
def test_the_sample_paper_is_edited_killed_and_found_again(tmp_path, width, height):
    database = tmp_path / "w.db"
    with Project(database) as project:
        import_document(project, CORPUS / "ko-shipping-lanes.md", source_language="ko", target_language="en")
    editor = f"{sys.executable} -m workbench --db {database} edit ko-shipping-lanes.md"
    with Terminal(tmp_path, width, height) as terminal:
        terminal.start(editor)
        terminal.wait_for("━ 0/96")
        terminal.text("GAON MARITIME BRIEF")
        terminal.keys("Enter")
        terminal.wait_for("━ 1/96")
        terminal.text("緩衝地帯論、　한미동맹")  # as an input method commits it: all at once
        terminal.keys("M-c")
        terminal.wait_for("Comment")
        terminal.text("질문")
        terminal.keys("Enter")
        terminal.wait_for("✎ 질문")
        terminal.keys("C-s")
        terminal.wait_for("━ 2/96")
        terminal.keys("C-Down")
        terminal.paste("When the sea lanes shake")
        terminal.wait_for("When the sea lanes shake")
        terminal.keys("Enter")
        terminal.wait_for("━ 3/96")
        terminal.text("half typed")
        terminal.wait_for("half typed")
        time.sleep(3)
        os.kill(terminal.process(), 9)
        terminal.wait_for("Killed", 10)
    with Terminal(tmp_path, width, height) as terminal:
        terminal.start(editor)
        terminal.wait_for("━ 3/96")
        terminal.wait_for("half typed")
        terminal.keys("C-q")
        time.sleep(1)
    with Project(database) as project:
        info = stored.find(project.db, "ko-shipping-lanes.md")
        found = segments.of_document(project.db, info.id)
    assert [segment.target for segment in found[:4]] == [
        "GAON MARITIME BRIEF",
        "緩衝地帯論、　한미동맹",
        "When the sea lanes shake",
        "half typed",
    ]
    assert [segment.status for segment in found[:4]] == [Status.CONFIRMED] * 3 + [Status.EDITED]
    assert found[1].note == "질문"


def test_a_dead_line_ends_the_editor_though_its_parent_keeps_the_signal(tmp_path):
    db = tmp_path / "workbench.db"
    with Project(db) as project:
        import_document(project, CORPUS / "ko-shipping-lanes.md", source_language="ko", target_language="en")
    terminal = Terminal(tmp_path, 100, 30)
    # As make does: the shell that leads the session outlives the hang-up, so that nobody passes the signal on.
    terminal.start(f"trap '' HUP; {sys.executable} -m workbench --db {db} edit ko-shipping-lanes.md")
    terminal.wait_for("Confirm")
    process = Path(f"/proc/{terminal.process()}")
    terminal.text("Before the line went dead")
    terminal.wait_for("Before the line went dead")
    terminal.__exit__()
    end = time.monotonic() + 40
    while process.exists() and "workbench" in (process / "cmdline").read_text():
        assert time.monotonic() < end, "the editor is still there"
        time.sleep(0.1)
    with Project(db, create=False) as project:
        info = stored.find(project.db, "ko-shipping-lanes.md")
        assert segments.of_document(project.db, info.id)[0].target == "Before the line went dead"


def test_without_a_terminal_the_editor_says_so(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "workbench", "--db", str(tmp_path / "w.db"), "edit"],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert run.returncode == 2
    assert "needs a terminal" in run.stderr
    assert "Traceback" not in run.stderr


def test_where_what_is_drawn_would_go_to_a_file_the_editor_says_so(tmp_path):
    leader, terminal = os.openpty()
    run = subprocess.run(
        [sys.executable, "-m", "workbench", "--db", str(tmp_path / "w.db"), "edit"],
        check=False,
        stdin=terminal,
        stdout=terminal,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(leader)
    os.close(terminal)
    assert run.returncode == 2
    assert b"needs a terminal" in run.stderr
