"""The list of packages and fetching one, against a loopback server: resuming, broken lines, no network."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from workbench.errors import ModelError, NoModelError
from workbench.mt import index
from workbench.mt.index import Available
from workbench.workflow import models


class Web:
    """Files by path, the ranges asked for, and after how many bytes an answer breaks off."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.ranges: list[str | None] = []
        self.break_after: int | None = None
        self.url = ""


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    state = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content = state.files.get(self.path)
            if content is None:
                self.send_error(404)
                return
            asked = self.headers["Range"]
            state.ranges.append(asked)
            start = int(asked.removeprefix("bytes=").rstrip("-")) if asked else 0
            if start >= len(content) > 0 and asked:
                self.send_error(416)
                return
            self.send_response(206 if asked else 200)
            if asked:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            stop, state.break_after = state.break_after, None
            self.wfile.write(content[start : len(content) if stop is None else stop])

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}"
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", f"{state.url}/")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def entry(source: str, target: str, link: str, version: str = "1.0") -> dict[str, object]:
    return {
        "from_code": source, "to_code": target, "from_name": source, "to_name": target,
        "package_version": version, "links": ["ipfs://x", link], "type": "translate",
    }  # fmt: skip


def test_a_pair_is_downloaded_checked_and_installed(
    web: Web, dictionary_package: Mapping[str, Path], no_models: Path, tmp_path: Path
) -> None:
    content = dictionary_package["ko"].read_bytes()
    web.files = {
        "/index.json": json.dumps(
            [entry("ko", "en", f"{web.url}/old", "0.9"), entry("ko", "en", f"{web.url}/ko"), {"type": "sbd"}, 7]
        ).encode(),
        "/ko": content,
    }
    seen: list[tuple[int, int]] = []
    (installed,) = models.install_pair("ko", "en", lambda *done: seen.append(done))
    assert installed.sha256 == hashlib.sha256(content).hexdigest()
    assert installed.package.path.parent == no_models
    assert seen[-1] == (len(content), len(content))
    assert not any((tmp_path / "cache").rglob("*.argosmodel")), "the file is not kept beside what was unpacked"


def test_a_broken_download_goes_on_where_it_stopped(web: Web) -> None:
    content = bytes(range(256)) * 4000
    web.files = {"/p": content}
    package = Available("ko", "en", "Korean", "English", "1.0", (f"{web.url}/p",))
    web.break_after = 400_000
    with pytest.raises(NoModelError, match=r"cannot be downloaded .*it goes on where it stopped"):
        index.download(package)
    fetched = index.download(package)
    assert fetched.path.read_bytes() == content
    assert web.ranges == [None, "bytes=400000-"]


def test_a_part_of_something_else_is_thrown_away(web: Web, tmp_path: Path) -> None:
    web.files = {"/p": b"short"}
    package = Available("ko", "en", "Korean", "English", "1.0", (f"{web.url}/p",))
    part = tmp_path / "cache" / "translation-workbench" / f"{package.name}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(b"longer than that")
    assert index.download(package).path.read_bytes() == b"short"


def test_without_network_the_last_list_serves_and_without_one_it_is_exit_code_four(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    with pytest.raises(NoModelError, match=r"the list of models cannot be reached .*models install FILE\.argosmodel"):
        index.available()
    web.files = {"/index.json": json.dumps([entry("ja", "en", "http://x/y")]).encode()}
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", web.url)
    listed = index.available()
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    assert index.available() == listed


@pytest.mark.parametrize("content", [b"<html>", b'{"a": 1}', b"\xff"])
def test_a_list_that_is_none_says_so(web: Web, content: bytes) -> None:
    web.files = {"/index.json": content}
    with pytest.raises(ModelError, match="is not what it should be"):
        index.available()


def test_a_pair_without_a_direct_package_needs_two() -> None:
    entries = [Available("ko", "en", "", "", "1.0", ()), Available("en", "ja", "", "", "1.0", ())]
    assert [one.name for one in index.choose("ko", "ja", entries)] == ["translate-ko_en-1_0", "translate-en_ja-1_0"]
    with pytest.raises(NoModelError, match="the index has no model for ko → fr"):
        index.choose("ko", "fr", entries)
