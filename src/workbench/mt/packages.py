"""Installed model packages: where they lie, which of them carries a text from one language to another.

The folder is Argos's own, so that what `argospm` installed is seen here and the reverse. We do not import
`argostranslate.settings` for it: that import creates three folders in the user's home. A folder without valid metadata
is passed over (in argostranslate one such folder makes every package unreadable).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from workbench.errors import ModelError, NoModelError
from workbench.mt import unpack

PIVOTS = ("en",)
"""Languages to go through first when there is no direct model; any other common one comes after."""

_ARGOS_CODES = {"zh-hant": "zt", "zh-tw": "zt", "zh-hk": "zt", "pt-br": "pb", "nb-no": "nb"}
_CODE = re.compile(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Package:
    """One installed translation package: a CTranslate2 model and its tokenizer, from one language to another.

    `target_prefix` is the token that a model for several languages wants before each translation, mostly empty.
    """

    path: Path
    source: str
    target: str
    source_name: str
    target_name: str
    version: str
    target_prefix: str = ""

    @property
    def name(self) -> str:
        """The folder's name, as `models list` shows it and `models remove` takes it."""
        return self.path.name

    @property
    def model(self) -> Path:
        """The CTranslate2 model folder."""
        return self.path / "model"

    @property
    def tokenizer(self) -> Path:
        """The SentencePiece or BPE model."""
        sentencepiece = self.path / "sentencepiece.model"
        return sentencepiece if sentencepiece.exists() else self.path / "bpe.model"

    @property
    def size(self) -> int:
        """Bytes on disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over everything that decides what the model writes (SHA-256)."""
        files = [file for file in sorted(self.model.iterdir()) if file.is_file()] + [self.tokenizer]
        digest = hashlib.sha256(self.target_prefix.encode())
        for file in files:
            stat = file.stat()
            digest.update(f"{file.name}\0{_file_digest(file, stat.st_size, stat.st_mtime_ns)}\0".encode())
        return digest.hexdigest()[:12]


def folders() -> list[Path]:
    """The folders that packages are looked for in; the first is the one that `install` writes to.

    `$ARGOS_PACKAGES_DIR`, else the same key of Argos's `settings.json`, else Argos's default folder. None is created.
    """
    configured = os.environ.get("ARGOS_PACKAGES_DIR") or _argos_settings().get("ARGOS_PACKAGES_DIR")
    return [Path(str(configured)) if configured else data_folder() / "packages"]


def data_folder() -> Path:
    """Argos's own data folder, where it also keeps its copy of the package index."""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argos-translate"


def installed() -> list[Package]:
    """Every usable translation package, by language pair and then newest first."""
    found = [
        package
        for folder in folders()
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.is_dir() and not path.name.startswith(".") and (package := read(path)) is not None
    ]
    found.sort(key=lambda package: version_key(package.version), reverse=True)
    return sorted(found, key=lambda package: (package.source, package.target))


def read(path: Path) -> Package | None:
    """The package in a folder; None where the folder holds no translation package."""
    try:
        metadata = json.loads((path / "metadata.json").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    package = from_metadata(path, metadata)
    if package is None or not (package.model / "model.bin").is_file() or not package.tokenizer.is_file():
        return None
    return package


def from_metadata(path: Path, metadata: Any) -> Package | None:
    """The package that Argos metadata describe; None when they describe no translation from one language to another."""
    if not isinstance(metadata, dict) or metadata.get("type", "translate") != "translate":
        return None
    source, target = metadata.get("from_code"), metadata.get("to_code")
    if not all(isinstance(code, str) and _CODE.fullmatch(code) for code in (source, target)):
        return None
    return Package(
        path=path,
        source=str(source),
        target=str(target),
        source_name=str(metadata.get("from_name") or source),
        target_name=str(metadata.get("to_name") or target),
        version=str(metadata.get("package_version") or ""),
        target_prefix=str(metadata.get("target_prefix") or ""),
    )


def find(source: str, target: str, among: list[Package] | None = None) -> list[Package]:
    """The route from one language to another: one package, or two through a third language.

    Args:
        source: BCP 47 code to translate from; `ko-KR` finds a `ko` package.
        target: BCP 47 code to translate to.
        among: The packages to choose from, else those installed.

    Raises:
        NoModelError: Neither a direct package nor a pair that meets in a third language.
    """
    wanted, goal = argos_code(source), argos_code(target)
    have = installed() if among is None else among
    for package in have:
        if (package.source, package.target) == (wanted, goal):
            return [package]
    first = {package.target: package for package in reversed(have) if package.source == wanted}
    second = {package.source: package for package in reversed(have) if package.target == goal}
    for pivot in sorted(first.keys() & second.keys(), key=lambda code: (code not in PIVOTS, code)):
        return [first[pivot], second[pivot]]
    raise NoModelError(
        f"no model is installed for {source} → {target}", hint=f"`workbench models install {wanted} {goal}` gets one"
    )


def argos_code(language: str) -> str:
    """The code under which Argos packages know a BCP 47 language (`zh-TW` is `zt`, `ko-KR` is `ko`)."""
    folded = language.lower().replace("_", "-")
    return _ARGOS_CODES.get(folded, folded.split("-")[0])


def install(path: Path) -> Package:
    """Install a package file; one that is there already under the same name is replaced.

    Everything is checked before anything is written, and the folder appears whole or not at all.

    Raises:
        ModelError: No zip archive, no usable metadata, unsafe or missing members, damaged content, or a full disk.
    """
    folder = folders()[0]
    package = unpack.unpack(path, folder, lambda at, metadata: from_metadata(at, metadata) and read(at))
    assert isinstance(package, Package)
    return package


def remove(source: str, target: str | None = None) -> Package:
    """Remove the package of a language pair, or the one of a folder name; return what it was.

    Raises:
        NoModelError: There is no such package.
        ModelError: It could not be deleted.
    """
    for package in installed():
        if package.name == source if target is None else (package.source, package.target) == (source, target):
            unpack.delete(package.path)
            return package
    wanted = source if target is None else f"{source} → {target}"
    raise NoModelError(f"no package {wanted} is installed", hint="`workbench models list` shows what is")


def _argos_settings() -> dict[str, Any]:
    file = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "argos-translate" / "settings.json"
    try:
        values = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def setting(name: str, default: str = "") -> str:
    """One of Argos's own settings: the environment first, then its `settings.json`."""
    return str(os.environ.get(name) or _argos_settings().get(name) or default)


def version_key(version: str) -> tuple[int, ...]:
    """A version as numbers, to be compared."""
    return tuple(int(part) for part in re.findall(r"\d+", version))


@lru_cache(maxsize=64)
def _file_digest(file: Path, size: int, modified: int) -> str:
    # Size and time are there for the cache alone: a file that was replaced is read again.
    try:
        with file.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"cannot be read ({error.strerror})", path=file) from error
