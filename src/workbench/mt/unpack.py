"""Unpacking a package file safely: every name, size and member is checked before a byte is written.

A package is a zip archive with one folder that holds `metadata.json`, `model/` and a tokenizer. Archives come from
strangers: paths that leave the folder, links, absurd sizes and damaged members are refused. The content goes to a
scratch folder beside the packages and is moved into place in one step.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from workbench.errors import ModelError

MAX_BYTES = 8 * 2**30
"""More than any translation model that runs on an editor's machine."""

MAX_MEMBERS = 5000
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_NEEDED = "metadata.json and a model/ folder with model.bin"


def unpack(path: Path, folder: Path, read: Callable[[Path, Any], Any]) -> Any:
    """What `read(folder of the package, metadata)` makes of the unpacked package, once it lies in place.

    Raises:
        ModelError: See `packages.install`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            root = _check_members(archive, path)
            metadata = _metadata(archive, root, path)
            _check_room(archive, folder, path)
            folder.mkdir(parents=True, exist_ok=True)
            # Beside the packages, not among them: argostranslate stumbles over a folder without metadata.
            with tempfile.TemporaryDirectory(prefix=".workbench-", dir=_scratch(folder)) as scratch:
                _extract(archive, Path(scratch))
                unpacked = Path(scratch) / root
                if read(unpacked, metadata) is None:
                    raise ModelError(
                        "no translation package", path=path, hint="it needs a model, a tokenizer and a language pair"
                    )
                _check_same_pair(folder / root, metadata, path)
                _move(unpacked, folder / root, Path(scratch))
            return read(folder / root, metadata)
    except zipfile.BadZipFile as error:
        raise ModelError("no model package (a package is a zip archive)", path=path) from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ModelError(
            "the package is damaged or encrypted", path=path, hint="download it again, nothing was installed"
        ) from error
    except OSError as error:
        raise ModelError(f"cannot be installed ({error.strerror or error})", path=error.filename or path) from error


def delete(path: Path) -> None:
    """Delete a package folder: out of sight in one step, then gone.

    Raises:
        ModelError: It could not be moved or deleted.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".workbench-", dir=_scratch(path.parent)) as scratch:
            os.replace(path, Path(scratch) / path.name)
    except OSError as error:
        raise ModelError(f"cannot be removed ({error.strerror or error})", path=path) from error


def _check_members(archive: zipfile.ZipFile, path: Path) -> str:
    members = archive.infolist()
    roots = set()
    for member in members:
        name = PurePosixPath(member.filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if (
            name.is_absolute()
            or ".." in name.parts
            or "\\" in member.filename
            or ":" in member.filename
            or "\0" in member.orig_filename
            or kind not in (0, stat.S_IFREG, stat.S_IFDIR)
        ):
            raise ModelError(
                f"unsafe package: '{member.filename}' would be written outside its folder or is a link", path=path
            )
        if name.parts:
            roots.add(name.parts[0])
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_BYTES:
        raise ModelError("unsafe package: it is far larger than any translation model", path=path)
    root = next(iter(roots), "")
    names = {member.filename for member in members}
    if len(roots) != 1 or not _NAME.fullmatch(root) or f"{root}/metadata.json" not in names:
        raise ModelError("no model package: it has no folder with metadata.json", path=path)
    if f"{root}/model/model.bin" not in names:
        raise ModelError(f"no usable model package: it needs {_NEEDED}", path=path)
    return root


def _metadata(archive: zipfile.ZipFile, root: str, path: Path) -> Any:
    member = archive.getinfo(f"{root}/metadata.json")
    if member.file_size > 2**20:
        raise ModelError("unsafe package: its metadata.json is far too large", path=path)
    try:
        return json.loads(archive.read(member).decode("utf-8"))
    except ValueError as error:
        raise ModelError("no usable model package: its metadata.json is no JSON", path=path) from error


def _check_room(archive: zipfile.ZipFile, folder: Path, path: Path) -> None:
    existing = next(parent for parent in (folder, *folder.absolute().parents) if parent.exists())
    needed = sum(member.file_size for member in archive.infolist())
    free = shutil.disk_usage(existing).free
    if needed > free:
        raise ModelError(
            f"not enough room in {folder}: {needed // 2**20 + 1} MB are needed, {free // 2**20} MB are free", path=path
        )


def _check_same_pair(place: Path, metadata: Any, path: Path) -> None:
    try:
        there = json.loads((place / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(there, dict) and any(there.get(key) != metadata.get(key) for key in ("from_code", "to_code")):
        raise ModelError(
            f"another package is installed as '{place.name}' ({there.get('from_code')} → {there.get('to_code')})",
            path=path,
            hint=f"`workbench models remove {place.name}` first if you want to replace it",
        )


def _extract(archive: zipfile.ZipFile, scratch: Path) -> None:
    for member in archive.infolist():
        place = scratch.joinpath(*PurePosixPath(member.filename).parts)
        if member.is_dir():
            place.mkdir(parents=True, exist_ok=True)
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        # Opening and copying by hand checks each member's CRC and never takes modes or times from the archive.
        with archive.open(member) as content, place.open("wb") as file:
            shutil.copyfileobj(content, file, 2**20)


def _move(unpacked: Path, place: Path, scratch: Path) -> None:
    old = scratch / "replaced"
    if place.exists():
        os.replace(place, old)
    try:
        os.replace(unpacked, place)
    except OSError:
        if old.exists():
            os.replace(old, place)
        raise


def _scratch(folder: Path) -> Path:
    parent = folder.absolute().parent
    return parent if os.access(parent, os.W_OK) else folder
