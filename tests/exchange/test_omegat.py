"""A project folder for OmegaT: what stands where, and what a real OmegaT makes of it."""

import shutil
import subprocess

import pytest

from workbench.errors import InterchangeError
from workbench.exchange import Skipped, omegat, tmx, xliff
from workbench.model import Concept, Origin, Segment, Status, Term, TermStatus, Unit


def segment(number, source):
    return Segment(number, 1, 1, number, 0, len(source), source)


SENTENCES = {
    "ko": [
        ("완충지대의 붕괴는 하루아침에 오지 않았다.", "The buffer zone did not collapse overnight."),
        (
            "“누구를 위한 중립인가?”라고 그는 물었다. 답은 없었다.",
            "“Neutrality for whom?” he asked. There was no answer.",
        ),
    ],
    "ja": [
        ("緩衝地帯は一夜にして崩れたのではない。", "The buffer zone did not collapse overnight."),
        (
            "「誰のための中立か。」と彼は問うた。答えはなかった。",
            "“Neutrality for whom?” he asked. There was no answer.",
        ),
    ],
}
NOT_YET = {"ko": "아직 옮기지 않은 문장이다.", "ja": "まだ訳していない文である。"}


def project(folder, language):
    pairs = SENTENCES[language]
    segments = [segment(number, text) for number, text in enumerate([*(s for s, _ in pairs), NOT_YET[language]], 1)]
    count = omegat.write(
        folder,
        {"논문/paper.md": segments},
        language,
        "en",
        units=[Unit(language, "en", source, target) for source, target in pairs],
        drafts=[Unit(language, "en", NOT_YET[language], "not yet", origin=Origin.MT, status=Status.DRAFT)],
        concepts=[
            Concept(
                (
                    Term(language, "緩衝\t地帯"),
                    Term("en-US", "buffer", TermStatus.ADMITTED),
                    Term("en", "buffer zone"),
                    Term("en", "cushion", TermStatus.FORBIDDEN),
                ),
                domain="security",
                note="not 'cushion'",
            )
        ],
    )
    assert count == 3


def test_everything_stands_where_omegat_looks_for_it(tmp_path):
    project(tmp_path, "ja")
    assert "<source_lang>ja</source_lang>" in (tmp_path / "omegat.project").read_text()
    assert (tmp_path / "glossary/glossary.txt").read_text() == (
        "緩衝 地帯\tbuffer zone\tsecurity; not 'cushion'\n緩衝 地帯\tbuffer\tsecurity; not 'cushion'\n"
    )
    assert [unit.target for unit in tmx.read(tmp_path / "tm/mt/workbench-mt.tmx", "ja", "en")] == ["not yet"]
    assert len(list(tmx.read(tmp_path / "tm/auto/workbench.tmx", "ja", "en"))) == 2
    assert [path.name for path in (tmp_path / "source").iterdir()] == ["paper.md.xlf"]


def test_a_project_is_written_again_but_no_other_folder_is_touched(tmp_path):
    project(tmp_path / "omegat", "ko")
    project(tmp_path / "omegat", "ko")
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InterchangeError, match="no OmegaT project"):
        omegat.write(tmp_path, {}, "ko", "en")


@pytest.mark.clients
@pytest.mark.skipif(shutil.which("omegat") is None, reason="OmegaT is not installed")
@pytest.mark.parametrize("together", [False, True])
@pytest.mark.parametrize("language", ["ko", "ja"])
def test_a_real_omegat_fills_in_what_we_confirmed_and_we_read_it_back(tmp_path, language, together):
    project(tmp_path / "project", language)
    if together:  # one memory of both languages, in the place of the project's own
        units = [Unit(code, "en", *pair) for code, pairs in SENTENCES.items() for pair in pairs]
        tmx.write(tmp_path / "project/tm/auto/workbench.tmx", units, "", "en")
    run = subprocess.run(
        ["omegat", tmp_path / "project", "--mode=console-translate", f"--config-dir={tmp_path / 'settings'}"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    *units, left = xliff.read(tmp_path / "project/target/paper.md.xlf", language, "en")
    assert [(unit.source, unit.target) for unit in units] == SENTENCES[language]
    assert isinstance(left, Skipped)
    assert left.reason == "the target is still the source"
