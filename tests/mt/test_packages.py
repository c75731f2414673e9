"""Package folders, routes through a third language, and unpacking archives that strangers made."""

from __future__ import annotations

import json
import os
import stat
import zipfile
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from workbench.errors import ModelError, NoModelError
from workbench.mt import packages
from workbench.mt.packages import Package


def names(found: list[Package]) -> list[str]:
    return [f"{package.source}-{package.target} {package.version}" for package in found]


def test_installed_packages_are_found_and_stray_folders_passed_over(installed_models: Path) -> None:
    (installed_models / "stray").mkdir()
    (installed_models / "notes.txt").write_text("x")
    (installed_models / "broken").mkdir()
    (installed_models / "broken" / "metadata.json").write_text("{not json")
    (installed_models / "half").mkdir()
    (installed_models / "half" / "metadata.json").write_text('{"from_code": "ko", "to_code": "en"}')
    assert names(packages.installed()) == ["ja-en 1.0", "ko-en 1.0"]


def test_the_folder_is_argoss_own_and_is_not_created(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert packages.folders() == [tmp_path / "data" / "argos-translate" / "packages"]
    assert packages.installed() == []
    assert not (tmp_path / "data").exists()
    settings = tmp_path / "config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": str(tmp_path / "elsewhere")}))
    assert packages.folders() == [tmp_path / "elsewhere"]
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "mine"))
    assert packages.folders() == [tmp_path / "mine"]


def package(source: str, target: str, version: str = "1.0") -> Package:
    return Package(Path(f"/p/{source}_{target}-{version}"), source, target, source, target, version)


@pytest.mark.parametrize(
    ("source", "target", "have", "route"),
    [
        ("ko", "en", [package("ko", "en")], ["ko-en 1.0"]),
        ("ko-KR", "en-GB", [package("ko", "en")], ["ko-en 1.0"]),
        ("zh-TW", "en", [package("zh", "en"), package("zt", "en")], ["zt-en 1.0"]),
        ("ko", "ja", [package("ko", "en"), package("en", "ja")], ["ko-en 1.0", "en-ja 1.0"]),
        ("ko", "en", [package("ko", "ja"), package("ja", "en")], ["ko-ja 1.0", "ja-en 1.0"]),
        ("ko", "en", [package("ko", "en", "1.10"), package("ko", "en", "1.9")], ["ko-en 1.10"]),
    ],
)
def test_a_route_is_direct_or_through_one_other_language(
    source: str, target: str, have: list[Package], route: list[str]
) -> None:
    assert names(packages.find(source, target, have)) == route


def test_no_route_says_how_to_get_one() -> None:
    with pytest.raises(
        NoModelError, match="no model is installed for ko → fr; `workbench models install ko fr` gets one"
    ):
        packages.find("ko", "fr", [package("ko", "en"), package("en", "de")])


def test_install_unpacks_into_an_argos_folder_and_replaces_the_same_package(
    dictionary_package: Mapping[str, Path], no_models: Path
) -> None:
    first = packages.install(dictionary_package["ko"])
    (first.path / "old.txt").write_text("x")
    again = packages.install(dictionary_package["ko"])
    assert again == first
    assert sorted(os.listdir(no_models)) == ["translate-ko_en-1_0"]
    assert not (first.path / "old.txt").exists()
    assert [path.name for path in no_models.parent.iterdir()] == [no_models.name], "no scratch folder is left"


def test_remove_takes_a_pair_or_a_name(installed_models: Path) -> None:
    assert packages.remove("ko", "en").source == "ko"
    assert packages.remove("translate-ja_en-1_0").source == "ja"
    assert os.listdir(installed_models) == []
    with pytest.raises(NoModelError, match="no package ko → en is installed"):
        packages.remove("ko", "en")


def test_the_digest_is_that_of_the_content(installed_models: Path) -> None:
    (korean,) = packages.find("ko", "en")
    before = korean.digest
    assert before == packages.find("ko", "en")[0].digest
    model = korean.model / "model.bin"
    model.write_bytes(model.read_bytes() + b"\0")
    assert korean.digest != before


GOOD = {
    "p/metadata.json": json.dumps({"from_code": "ko", "to_code": "en"}),
    "p/model/model.bin": "x",
    "p/sentencepiece.model": "x",
}


def archive(path: Path, members: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({**GOOD, "../evil.txt": "x"}, "'../evil.txt' would be written outside its folder"),
        ({**GOOD, "/etc/evil": "x"}, "'/etc/evil' would be written outside"),
        ({**GOOD, "p/../../evil": "x"}, "would be written outside"),
        ({**GOOD, "p\\evil": "x"}, "would be written outside"),
        ({**GOOD, "C:/evil": "x"}, "would be written outside"),
        ({**GOOD, "q/other": "x"}, "it has no folder with metadata.json"),
        ({".p/metadata.json": "{}", ".p/model/model.bin": "x"}, "it has no folder with metadata.json"),
        ({"p/readme": "x"}, "it has no folder with metadata.json"),
        ({}, "it has no folder with metadata.json"),
        ({**GOOD, "p/metadata.json": "{nonsense"}, "its metadata.json is no JSON"),
        ({"p/metadata.json": "{}"}, "it needs metadata.json and a model/ folder with model.bin"),
        ({**GOOD, "p/metadata.json": "[]"}, "no translation package"),
        ({**GOOD, "p/metadata.json": '{"from_code": "../x", "to_code": "en"}'}, "no translation package"),
        ({**GOOD, "p/metadata.json": '{"from_code": "ko", "to_code": "en", "type": "sbd"}'}, "no translation package"),
        ({name: text for name, text in GOOD.items() if "sentencepiece" not in name}, "no translation package"),
    ],
)
def test_an_unusable_or_unsafe_archive_is_one_sentence_and_leaves_nothing(
    tmp_path: Path, no_models: Path, members: dict[str, str], message: str
) -> None:
    path = archive(tmp_path / "bad.argosmodel", members)
    with pytest.raises(ModelError, match=message.replace(".", r"\.")) as caught:
        packages.install(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert list(no_models.iterdir()) == []
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["argos-packages", "bad.argosmodel"]


def test_a_link_in_an_archive_is_refused(tmp_path: Path, no_models: Path) -> None:
    path = archive(tmp_path / "link.argosmodel", GOOD)
    with zipfile.ZipFile(path, "a") as file:
        link = zipfile.ZipInfo("p/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match="unsafe package: 'p/link'"):
        packages.install(path)


def test_what_is_no_archive_or_a_damaged_one_says_so(
    dictionary_package: Mapping[str, Path], tmp_path: Path, no_models: Path
) -> None:
    text = tmp_path / "notes.argosmodel"
    text.write_text("not a zip")
    with pytest.raises(ModelError, match="no model package"):
        packages.install(text)
    damaged = bytearray(dictionary_package["ko"].read_bytes())
    place = damaged.index(b"model/model.bin") + 2000
    damaged[place : place + 50] = bytes(50)
    broken = tmp_path / "broken.argosmodel"
    broken.write_bytes(damaged)
    with pytest.raises(ModelError, match=r"damaged|no model package"):
        packages.install(broken)
    assert list(no_models.iterdir()) == []


def test_another_pair_under_the_same_name_is_not_overwritten(
    dictionary_package: Mapping[str, Path], tmp_path: Path, installed_models: Path
) -> None:
    members = {name.replace("p/", "translate-ko_en-1_0/", 1): text for name, text in GOOD.items()}
    members["translate-ko_en-1_0/metadata.json"] = json.dumps({"from_code": "fr", "to_code": "en"})
    with pytest.raises(ModelError, match=r"another package is installed as 'translate-ko_en-1_0' \(ko → en\)"):
        packages.install(archive(tmp_path / "x.argosmodel", members))
    assert names(packages.installed()) == ["ja-en 1.0", "ko-en 1.0"]


def test_a_full_disk_is_told_before_anything_is_written(
    dictionary_package: Mapping[str, Path], no_models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=10))
    with pytest.raises(ModelError, match="not enough room"):
        packages.install(dictionary_package["ko"])
    assert list(no_models.iterdir()) == []
