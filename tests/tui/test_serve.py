"""The editor in a browser: the page is ours, asks nobody else for anything, and the editor runs in it."""

from __future__ import annotations

import asyncio
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
    assert "unicode-range" in page  # their arrows and marks would be two cells wide


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
        assert "-first-byte" in asyncio.run(_body_classes(f"http://127.0.0.1:{port}/", tmp_path / "profile"))
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(20)


async def _body_classes(url: str, profile: Path) -> str:
    """What Chromium says of the page once the editor has drawn its first byte (or never has)."""
    import aiohttp

    browser = subprocess.Popen(
        [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", f"--user-data-dir={profile}", url],
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        end = time.monotonic() + 60
        port = profile / "DevToolsActivePort"
        while not port.exists() or not port.read_text():
            assert time.monotonic() < end
            await asyncio.sleep(0.2)
        listing = f"http://127.0.0.1:{port.read_text().splitlines()[0]}/json"
        async with aiohttp.ClientSession() as session:
            found = ""
            while "-first-byte" not in found and time.monotonic() < end:
                await asyncio.sleep(0.5)
                async with session.get(listing) as answer:
                    pages = [each for each in await answer.json() if each["type"] == "page"]
                if not pages:
                    continue
                async with session.ws_connect(pages[0]["webSocketDebuggerUrl"]) as tools:
                    ask = {"id": 1, "method": "Runtime.evaluate", "params": {"expression": "document.body.className"}}
                    await tools.send_json(ask)
                    found = str((await tools.receive_json())["result"]["result"].get("value", ""))
            return found
    finally:
        browser.kill()
        browser.wait(10)


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
