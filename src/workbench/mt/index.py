"""The list of packages to be had, and fetching one of them: the only place that reaches the network, and only when asked.

The list is Argos's own (`ARGOS_PACKAGE_INDEX`), and its last copy is kept where Argos keeps it. A download that broke off
goes on where it was; a machine without network is told so at once.
"""

from __future__ import annotations

import hashlib
import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workbench.errors import ModelError, NoModelError
from workbench.mt import packages
from workbench.mt.packages import Package

DEFAULT_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/"
TIMEOUT = 15.0
_CHUNK = 2**18
_AGENT = {"User-Agent": "translation-workbench"}

Progress = Callable[[int, int], None]
"""Called with (bytes there, bytes in all; 0 where the server does not say)."""


@dataclass(frozen=True, slots=True)
class Available:
    """A package that can be downloaded."""

    source: str
    target: str
    source_name: str
    target_name: str
    version: str
    links: tuple[str, ...]

    @property
    def name(self) -> str:
        """What its file is called."""
        return f"translate-{self.source}_{self.target}-{self.version.replace('.', '_')}"


@dataclass(frozen=True, slots=True)
class Download:
    """A fetched package file and its SHA-256, to be compared by whoever has one to compare with."""

    path: Path
    sha256: str


def available() -> list[Available]:
    """Every package of the index, newest first within a pair.

    Raises:
        NoModelError: The index cannot be reached, and there is no earlier copy of it.
        ModelError: What came is no index.
    """
    copy = packages.data_folder() / "index.json"
    address = packages.setting("ARGOS_PACKAGE_INDEX", DEFAULT_INDEX).rstrip("/") + "/index.json"
    try:
        with _open(address) as answer:
            content = answer.read()
        entries = list(_entries(json.loads(content.decode("utf-8"))))
    except (ValueError, TypeError) as error:
        raise ModelError(f"the model index at {address} is not what it should be") from error
    except (OSError, HTTPException) as error:
        entries = _earlier(copy)
        if not entries:
            raise NoModelError(
                f"the list of models cannot be reached ({_plain(error)})",
                hint="install a package file instead: workbench models install FILE.argosmodel",
            ) from error
        return entries
    with suppress(OSError):  # the copy is a convenience
        copy.parent.mkdir(parents=True, exist_ok=True)
        scratch = copy.with_suffix(".part")
        scratch.write_bytes(content)
        os.replace(scratch, copy)
    return entries


def choose(source: str, target: str, entries: Sequence[Available]) -> list[Available]:
    """What to download for a pair: the direct package, or two that meet in a third language.

    Raises:
        NoModelError: The index has neither.
    """
    known: dict[tuple[str, str], Available] = {}
    for entry in entries:
        known.setdefault((entry.source, entry.target), entry)
    have = [Package(Path(), one.source, one.target, "", "", one.version) for one in known.values()]
    try:
        route = packages.find(source, target, have)
    except NoModelError as error:
        raise NoModelError(
            f"the index has no model for {source} → {target}", hint="`workbench models available` lists what it has"
        ) from error
    return [known[package.source, package.target] for package in route]


def download(entry: Available, progress: Progress = lambda done, total: None) -> Download:
    """The package file, fetched into Argos's cache folder; a part of it that is there already is not fetched again.

    Raises:
        NoModelError: None of its addresses can be reached.
        ModelError: The disk is full or not writable.
    """
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "translation-workbench"
    path, part = folder / f"{entry.name}.argosmodel", folder / f"{entry.name}.part"
    reason = "the index names no address for it"
    for link in entry.links:
        if urlsplit(link).scheme not in ("http", "https"):
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _fetch(link, part, progress)
            os.replace(part, path)
            with path.open("rb") as content:
                return Download(path, hashlib.file_digest(content, "sha256").hexdigest())
        except (urllib.error.URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = _plain(error)
        except OSError as error:
            raise ModelError(f"the download cannot be written ({error.strerror})", path=part) from error
    raise NoModelError(
        f"{entry.source} → {entry.target} cannot be downloaded ({reason})",
        hint="try again later, it goes on where it stopped, or install a package file",
    )


def _fetch(link: str, part: Path, progress: Progress) -> None:
    have = part.stat().st_size if part.exists() else 0
    try:
        answer = _open(link, {"Range": f"bytes={have}-"} if have else {})
    except urllib.error.HTTPError as error:
        if error.code != 416 or not have:
            raise
        part.unlink()  # not a part of what the server has now
        have, answer = 0, _open(link)
    with answer:
        goes_on = answer.status == 206 and str(answer.headers.get("Content-Range", "")).startswith(f"bytes {have}-")
        done = have if goes_on else 0
        length = int(answer.headers.get("Content-Length") or 0)
        total = done + length if length else 0
        with part.open("ab" if goes_on else "wb") as file:
            progress(done, total)
            while chunk := answer.read(_CHUNK):
                file.write(chunk)
                done += len(chunk)
                progress(done, total)
    if total and done < total:
        raise ConnectionError("the connection broke off")


def _open(address: str, headers: dict[str, str] | None = None) -> Any:
    if urlsplit(address).scheme not in ("http", "https"):
        raise urllib.error.URLError(f"'{address}' is no web address")
    request = urllib.request.Request(address, headers={**_AGENT, **(headers or {})})
    return urllib.request.urlopen(request, timeout=TIMEOUT)


def _earlier(copy: Path) -> list[Available]:
    try:
        return list(_entries(json.loads(copy.read_text("utf-8"))))
    except (OSError, ValueError, TypeError):
        return []


def _entries(listed: Any) -> Iterator[Available]:
    if not isinstance(listed, list):
        raise TypeError("the index is a list")
    found = []
    for metadata in listed:
        package = packages.from_metadata(Path(), metadata)
        links = metadata.get("links") if isinstance(metadata, dict) else None
        if package is not None and isinstance(links, list):
            found.append(
                Available(
                    package.source,
                    package.target,
                    package.source_name,
                    package.target_name,
                    package.version,
                    tuple(link for link in links if isinstance(link, str)),
                )
            )
    found.sort(key=lambda one: packages.version_key(one.version), reverse=True)
    yield from sorted(found, key=lambda one: (one.source, one.target))


def _plain(error: Exception) -> str:
    reason = getattr(error, "reason", None)
    return str(reason or error or "no answer").split("] ")[-1].lower()
