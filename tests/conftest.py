"""Fixtures that several rooms share: a real model package that needs no download."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from dictionary_model import build_package


@pytest.fixture(scope="session")
def dictionary_package(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Real `.argosmodel` files of the word-for-word model by source language: `ko` and `ja`, both into English."""
    folder = tmp_path_factory.mktemp("argosmodels")
    korean = build_package(folder / "translate-ko_en-1_0.argosmodel")
    japanese = build_package(folder / "translate-ja_en-1_0.argosmodel", "ja", "Japanese")
    return {"ko": korean, "ja": japanese}


@pytest.fixture(scope="session")
def _unpacked_packages(dictionary_package: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for path in dictionary_package.values():
        with zipfile.ZipFile(path) as package:
            package.extractall(folder)
    return folder


@pytest.fixture
def installed_models(_unpacked_packages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A packages folder of the test's own with both dictionary models in it; `ARGOS_PACKAGES_DIR` names it."""
    folder = tmp_path / "argos-packages"
    shutil.copytree(_unpacked_packages, folder)
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty packages folder; `ARGOS_PACKAGES_DIR` names it."""
    folder = tmp_path / "argos-packages"
    folder.mkdir()
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    return folder
