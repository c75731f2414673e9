"""Translation models: what is installed, what can be had, installing and removing, and how fast this machine is."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from workbench.errors import ModelError, NoModelError
from workbench.model import DraftRequest
from workbench.mt import index, packages
from workbench.mt.index import Available
from workbench.mt.packages import Package

Progress = Callable[[int, int], None]

_SAMPLES = {
    "ko": (
        "회의는 서울에서 열렸다.", "물가는 지난해보다 올랐다.", "정부는 새 정책을 발표했다.", "수출이 두 달째 늘었다.",
        "바다를 건너는 길은 하나가 아니다.", "위원회는 보고서를 다시 읽었다.", "에너지 가격이 시장을 흔들었다.",
        "두 나라는 협력하기로 했다.", "이 지역의 역사는 길다.", "다음 회의는 가을에 열린다.",
    ),
    "ja": (
        "会議は東京で開かれた。", "物価は昨年より上がった。", "政府は新しい政策を発表した。", "輸出が二か月続けて増えた。",
        "海を渡る道は一つではない。", "委員会は報告書を読み直した。", "エネルギー価格が市場を揺らした。",
        "両国は協力することにした。", "この地域の歴史は長い。", "次の会議は秋に開かれる。",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Installed:
    """A package that was just installed; `sha256` is that of the file it came in, where it was downloaded."""

    package: Package
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a package drafts: sentences per second over ten short ones, and seconds to load it."""

    package: Package
    sentences_per_second: float
    seconds_to_load: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What this machine can do for machine translation."""

    folder: Path
    packages: tuple[Package, ...]
    threads: int
    compute_types: tuple[str, ...]
    speeds: tuple[Speed, ...]


def installed() -> list[Package]:
    """The installed packages, by language pair."""
    return packages.installed()


def available() -> list[Available]:
    """The packages that can be downloaded.

    Raises:
        NoModelError: There is no network and no earlier list.
        ModelError: The list is damaged.
    """
    return index.available()


def install_file(path: Path) -> Installed:
    """Install a package file.

    Raises:
        ModelError: It is none, is damaged or unsafe, or the disk is full.
    """
    if not path.is_file():
        raise ModelError("no such file", path=path)
    return Installed(packages.install(path))


def install_pair(source: str, target: str, progress: Progress = lambda done, total: None) -> list[Installed]:
    """Download and install what a language pair needs: one package, or two that meet in a third language.

    Raises:
        NoModelError: The index does not have it, or it cannot be reached.
        ModelError: What came is no usable package.
    """
    found = []
    for entry in index.choose(source, target, index.available()):
        fetched = index.download(entry, progress)
        try:
            found.append(Installed(packages.install(fetched.path), fetched.sha256))
        finally:
            fetched.path.unlink(missing_ok=True)
    return found


def remove(source: str, target: str | None = None) -> Package:
    """Remove the package of a pair, or the one with a folder name.

    Raises:
        NoModelError: There is no such package.
        ModelError: It cannot be removed.
    """
    return packages.remove(source, target)


def facts(*, measure: bool = True) -> Facts:
    """Models, threads and compute types; with `measure`, the speed of a ten-sentence decode for each Korean or Japanese
    package."""
    from workbench.mt.decoder import compute_types

    found = tuple(packages.installed())
    speeds = tuple(speed for package in found if measure and (speed := _speed(package)) is not None)
    return Facts(
        folder=packages.folders()[0],
        packages=found,
        threads=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        compute_types=compute_types(),
        speeds=speeds,
    )


def _speed(package: Package) -> Speed | None:
    from workbench.mt.argos import ArgosEngine

    samples = _SAMPLES.get(package.source)
    if samples is None:
        return None
    engine = ArgosEngine([package], package.source, package.target)
    began = time.perf_counter()
    try:
        list(engine.draft([DraftRequest(samples[0])]))
    except (ModelError, NoModelError):
        return None
    loaded = time.perf_counter()
    list(engine.draft([DraftRequest(text) for text in samples]))
    return Speed(package, len(samples) / max(1e-6, time.perf_counter() - loaded), loaded - began)
