"""Handing over: TMX that a schema accepts, the page, the document in its own shape; whole files or none."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from lxml import etree

from workbench.errors import InputError, UsageError
from workbench.exchange import tmx
from workbench.model import Origin, Status, Unit
from workbench.store import documents as stored
from workbench.store.documents import DocumentInfo
from workbench.workflow import exporting
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.pretranslate import Options, pretranslate
from workbench.workflow.project import Project

PAPER = "# 좁은 바다\n\n해협은 좁다. 항로는 **길다**.\n\n- 비용이 오름.\n\n3\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        yield opened


def bring(
    project: Project, folder: Path, name: str = "paper.md", text: str = PAPER, language: str = "ko"
) -> DocumentInfo:
    path = folder / name
    path.write_bytes(text.encode())
    report = import_document(project, path, source_language=language, target_language="en")
    return stored.find(project.db, str(report.document_id))


def confirm(project: Project, info: DocumentInfo, targets: dict[int, str]) -> Session:
    session = Session(project, str(info.id))
    for place, target in targets.items():
        session.confirm(session.segments[place].id, target)
    return session


def test_papers_of_several_languages_are_one_tmx(project: Project, tmp_path: Path) -> None:
    infos = [bring(project, tmp_path), bring(project, tmp_path, "ja.md", "海は広い。\n", "ja")]
    confirm(project, infos[0], {0: "Narrow Seas"})
    confirm(project, infos[1], {0: "The sea is wide."})
    out = tmp_path / "all.tmx"
    assert exporting.export(project, infos, "tmx", out) == "2 units"
    (korean, _), (_, japanese) = tmx.read(out, "ko", "en"), tmx.read(out, "ja", "en")
    assert isinstance(korean, Unit)
    assert isinstance(japanese, Unit)
    assert (korean.target, japanese.target) == ("Narrow Seas", "The sea is wide.")
    for format_ in ("tsv", "omegat"):
        with pytest.raises(UsageError, match="several language pairs \\(ja→en, ko→en\\)"):
            exporting.export(project, infos, format_, tmp_path / "other")


@pytest.mark.parametrize("text", [PAPER, PAPER.replace("\n", "\r\n"), "\ufeff" + PAPER, PAPER.rstrip("\n")])
def test_a_document_nobody_translated_is_written_back_byte_for_byte(
    project: Project, tmp_path: Path, text: str
) -> None:
    info = bring(project, tmp_path, text=text)
    out = tmp_path / "out.md"
    exporting.export(project, [info], "document", out)
    assert out.read_bytes() == text.encode()


def test_targets_stand_in_the_places_of_their_sources(project: Project, tmp_path: Path) -> None:
    info = bring(project, tmp_path)
    session = confirm(project, info, {0: "Narrow Seas", 1: "The strait is narrow.", 3: "Costs rise."})
    emphasised = session.segments[2].source.replace("항로는 ", "The lane is ").replace("길다", "long")
    session.confirm(session.segments[2].id, emphasised)
    out = tmp_path / "paper.en.md"
    exporting.export(project, [info], "document", out)
    assert out.read_text() == "# Narrow Seas\n\nThe strait is narrow. The lane is **long**.\n\n- Costs rise.\n\n3\n"


def test_only_confirmed_segments_are_handed_over_unless_asked(project: Project, tmp_path: Path) -> None:
    info = bring(project, tmp_path)
    session = confirm(project, info, {0: "Narrow Seas"})
    session.save(session.segments[1].id, "The strait is")
    out = tmp_path / "out.tmx"
    assert exporting.export(project, [info], "tmx", out) == "1 unit"
    assert exporting.export(project, [info], "tmx", out, statuses=list(Status)) == "2 units"
    document = exporting.translated_document(project, info).decode()
    assert "The strait is" not in document
    assert "해협은 좁다." in document


def test_tmx_says_who_confirmed_when_and_between_what(project: Project, tmp_path: Path) -> None:
    info = bring(project, tmp_path)
    confirm(project, info, {1: "The strait is narrow."})
    (unit,) = exporting.units(project, [info])
    assert (unit.author, unit.previous) == (project.author, "좁은 바다")
    assert unit.created.endswith("Z")
    out = tmp_path / "out.tmx"
    exporting.export(project, [info], "tmx", out)
    tree = etree.parse(str(out))
    assert tree.getroot().get("version") == "1.4"
    assert tree.findtext(".//tuv[2]/seg") == "The strait is narrow."


def test_machine_drafts_never_stand_among_the_rest(project: Project, tmp_path: Path, installed_models: Path) -> None:
    info = bring(project, tmp_path, text="한국 경제 성장\n\n물가 시장 투자\n")
    pretranslate(project, [info], Options())
    confirm(project, info, {0: "Growth of the Korean economy"})
    out, apart = tmp_path / "out.tmx", tmp_path / "mt.tmx"
    exporting.export(project, [info], "tmx", out, statuses=list(Status), mt_to=apart)
    assert [unit.origin for unit in exporting.units(project, [info], exporting.EVERY)] == [Origin.HUMAN, Origin.MT]
    assert etree.parse(str(out)).xpath("string(//tuv[2]/seg)") == "Growth of the Korean economy"
    assert len(etree.parse(str(out)).findall(".//tu")) == 1
    assert len(etree.parse(str(apart)).findall(".//tu")) == 1


def test_the_page_shows_every_segment_with_its_status(project: Project, tmp_path: Path) -> None:
    info = bring(project, tmp_path)
    confirm(project, info, {0: "Narrow Seas"})
    page = exporting.bilingual_page(project, info)
    assert "Narrow Seas" in page
    assert page.count('class="g untranslated"') == 4  # three segments and the legend
    assert "<b>길다</b>" in page


def test_a_failed_write_leaves_the_former_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "paper.html"
    out.write_text("former")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(InputError, match="No space left on device"):
        exporting.write_file(out, "new")
    monkeypatch.undo()
    assert out.read_text() == "former"
    assert list(tmp_path.iterdir()) == [out]


def test_a_missing_folder_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        exporting.write_file(tmp_path / "nowhere" / "out.html", "x")


@pytest.mark.parametrize("format_", ["tmx", "html"])
def test_an_export_follows_a_link_and_leaves_it_one(project: Project, tmp_path: Path, format_: str) -> None:
    info = bring(project, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    link, there = tmp_path / "out", tmp_path / "elsewhere" / "out"
    link.symlink_to(there)
    exporting.export(project, [info], format_, link)
    assert link.is_symlink()
    assert there.read_bytes().startswith(b"<")


@pytest.mark.parametrize("format_", ["tmx", "html"])
def test_an_export_into_a_pipe_is_written_there(project: Project, tmp_path: Path, format_: str) -> None:
    info = bring(project, tmp_path)
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_bytes)
        exporting.export(project, [info], format_, pipe)
        assert read.result(timeout=30).rstrip().endswith((b"</tmx>", b"</html>"))
    assert pipe.is_fifo()
