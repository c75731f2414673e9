"""The editor in a browser: the page is ours, asks nobody else for anything, and the editor runs in it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from workbench.cli.serve import launch
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

PAGE = Path(__file__).parents[2] / "src/workbench/tui/page/app_index.html"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def test_the_page_names_no_other_host_and_a_font_with_korean_and_japanese():
    page = PAGE.read_text(encoding="utf-8")
    assert not re.findall(r"https?://", page)
    assert "Noto Sans Mono CJK KR" in page
    assert "Noto Sans Mono CJK JP" in page


def test_the_visitors_command_is_this_python_and_quotes_its_paths(tmp_path):
    command = launch(tmp_path / "my project.db", "새 논문.md")
    assert command.startswith(sys.executable)
    assert "'새 논문.md'" in command


@pytest.mark.clients
@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
def test_chromium_shows_the_editor(tmp_path):
    database = tmp_path / "w.db"
    paper = tmp_path / "paper.md"
    paper.write_text("# 바닷길\n\n해상교통로는 나라의 핏줄이다.\n", encoding="utf-8")
    with Project(database) as project:
        import_document(project, paper, source_language="ko", target_language="en")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"XDG_STATE_HOME": str(tmp_path), "HOME": str(tmp_path)}
    server = subprocess.Popen(
        [sys.executable, "-m", "workbench", "--db", str(database), "serve", "paper.md", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/")
        shot = tmp_path / "shot.png"
        page = subprocess.run(
            [
                str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=15000",
                "--window-size=1200,800", f"--user-data-dir={tmp_path}/profile", "--dump-dom", f"--screenshot={shot}",
                f"http://127.0.0.1:{port}/",
            ],
            capture_output=True, text=True, timeout=90, check=True,
        ).stdout  # fmt: skip
        assert 'class="textual-terminal' in page
        assert "xterm" in page
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)


def _wait(url: str) -> None:
    end = time.monotonic() + 40
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                assert answer.status == 200
                return
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < end, "the server did not come up"
            time.sleep(0.2)
