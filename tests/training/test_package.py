"""The package says what it is and under which terms, and the word table beside it can be read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from training import package, wordpairs
from training.package import Contents
from training.pairs import Pair
from training.wordpairs import WordPair
from workbench.mt import packages


@pytest.fixture
def contents(dictionary_package: Mapping[str, Path], tmp_path: Path) -> Contents:
    """A real model folder and tokenizer, as a run would leave them."""
    with zipfile.ZipFile(dictionary_package["ko"]) as archive:
        archive.extractall(tmp_path)
    (root,) = tmp_path.iterdir()
    return Contents(root / "model", root / "sentencepiece.model", ("tatoeba", "jhe"), {"run": "own"})


def test_a_package_installs_and_brings_its_papers(contents: Contents, tmp_path: Path, no_models: Path) -> None:
    path = package.pack(contents, "ko", tmp_path / "packages")
    installed = packages.install(path)
    assert (installed.source, installed.target, installed.source_name) == ("ko", "en", "Korean")
    assert json.loads((installed.path / "metadata.json").read_text())["starter"] is True
    readme = (installed.path / "README.md").read_text("utf-8")
    assert "Tatoeba and its contributors" in readme
    assert "CC BY-SA 4.0" in readme
    assert json.loads((installed.path / "provenance.json").read_text()) == {"run": "own"}


def test_the_same_contents_make_the_same_bytes(contents: Contents, tmp_path: Path) -> None:
    one, other = (package.pack(contents, "ko", tmp_path / name) for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize(
    ("corpora", "licence"), [((), "CC0 1.0"), (("tatoeba",), "CC BY 4.0"), (("tatoeba", "kftt"), "CC BY-SA 4.0")]
)
def test_the_data_binds_the_model(corpora: tuple[str, ...], licence: str) -> None:
    assert package.licence(corpora) == licence


def test_word_pairs_are_learnt_from_sentences() -> None:
    sentences = [
        ("정부는 예산을 늘렸다.", "The government raised the budget."), ("정부는 법안을 냈다.", "The government filed a bill."),
        ("의회는 예산을 줄였다.", "Parliament cut the budget."), ("의회는 법안을 고쳤다.", "Parliament amended the bill."),
        ("정부와 의회는 다투었다.", "The government and parliament quarreled."), ("예산은 크다.", "The budget is large."),
    ]  # fmt: skip
    found = wordpairs.distil([Pair("ko", *sentence, "own") for sentence in sentences], "ko")
    best = {pair.source: pair.english for pair in reversed(found)}
    assert {word: best[word].lower() for word in ("정부", "예산", "의회")} == {
        "정부": "government", "예산": "budget", "의회": "parliament",
    }  # fmt: skip


def test_the_word_table_is_written_and_read_again(tmp_path: Path) -> None:
    made = [WordPair("예산", "budget", 0.81), WordPair("의회", "parliament", 0.5)]
    assert wordpairs.write(tmp_path / "words.tsv", reversed(made), "ko") == 2
    assert wordpairs.read(tmp_path / "words.tsv") == made
