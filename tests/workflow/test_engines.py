"""Which engine drafts: the settings' one unless another is named, and mistakes in one sentence."""

from pathlib import Path

import pytest

from workbench.errors import NoModelError, UsageError
from workbench.workflow.engines import open_engine
from workbench.workflow.project import Project


def project(folder: Path, settings: str = "") -> Project:
    (folder / "workbench.toml").write_text(settings, encoding="utf-8")
    return Project(folder / "workbench.db")


def test_argos_drafts_unless_told_otherwise(tmp_path: Path, installed_models: Path) -> None:
    with project(tmp_path) as opened:
        assert "engine:argos" in open_engine(opened, "ko", "en").signature
        assert "beam:1" in open_engine(opened, "ko", "en", beam=1).signature


def test_the_settings_name_the_engine_and_its_options(tmp_path: Path) -> None:
    with project(tmp_path, '[engine]\nname = "libretranslate"\nurl = "http://localhost:5000"\n') as opened:
        assert "libretranslate" in open_engine(opened, "ko", "en").signature


def test_a_pair_without_a_model_is_told_with_the_way_out(tmp_path: Path, no_models: Path) -> None:
    with project(tmp_path) as opened, pytest.raises(NoModelError, match="workbench models install ko en"):
        open_engine(opened, "ko", "en")


@pytest.mark.parametrize(
    ("settings", "name", "words"),
    [
        ("", "babelfish", "no engine 'babelfish'"),
        ('[engine]\nname = "libretranslate"\n', "", "no LibreTranslate server is named"),
        ('[engine]\ncolour = "red"\n', "", "does not take these settings"),
        ("engine = 3\n", "", "must be a table"),
    ],
)
def test_mistakes_are_one_sentence(
    tmp_path: Path, installed_models: Path, settings: str, name: str, words: str
) -> None:
    with project(tmp_path, settings) as opened, pytest.raises(UsageError, match=words):
        open_engine(opened, "ko", "en", name=name)


def test_only_argos_is_spread_over_ray(tmp_path: Path) -> None:
    with project(tmp_path) as opened, pytest.raises(UsageError, match="cannot be spread"):
        open_engine(opened, "ko", "en", name="libretranslate", ray="local")
