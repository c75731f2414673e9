"""`workbench models`: what is printed, and the exit codes people script against."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from command_line import Runner


@pytest.fixture
def models(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    return Runner(tmp_path, capsys, "models")


def test_a_file_is_installed_listed_and_removed(
    models: Runner, dictionary_package: Mapping[str, Path], no_models: Path
) -> None:
    assert models("list") == (0, "", "no model is installed; `workbench models install ko en` gets one.\n")
    code, out, _ = models("install", str(dictionary_package["ko"]))
    assert (code, out) == (0, f"installed ko → en 1.0 in {no_models / 'translate-ko_en-1_0'}\n")
    code, out, _ = models("list", "--json")
    (row,) = json.loads(out)
    assert (row["source"], row["target"], row["version"], row["name"]) == ("ko", "en", "1.0", "translate-ko_en-1_0")
    assert models("remove", "ko", "en") == (0, "removed translate-ko_en-1_0 (ko → en)\n", "")
    assert models("remove", "ko", "en")[0] == 4


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("install", "nowhere.argosmodel"), 3, "workbench: nowhere.argosmodel: no such file.\n"),
        (("install", "ko"), 2, "name one package file, or two languages"),
        (("install", "a", "b", "c"), 2, "name one package file, or two languages"),
        (("remove", "a", "b", "c"), 2, "name one package, or two languages"),
        (("remove", "no-such"), 4, "no package no-such is installed; `workbench models list` shows what is"),
    ],
)
def test_mistakes_are_one_sentence(
    models: Runner, no_models: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    ended, out, err = models(*arguments)
    assert (ended, out) == (code, "")
    assert said in err
    assert err.count("\n") == 1


def test_without_network_it_is_exit_code_four_at_once(
    models: Runner, no_models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARGOS_PACKAGE_INDEX", "http://127.0.0.1:9/")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    for arguments in (("available",), ("install", "ko", "en")):
        code, out, err = models(*arguments)
        assert (code, out) == (4, "")
        assert "the list of models cannot be reached" in err
