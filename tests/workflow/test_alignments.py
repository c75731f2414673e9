"""Alignments under review: kept, continued, realigned around what is confirmed, given to the memory."""

from dataclasses import replace
from pathlib import Path

import pytest

from workbench.align import editing
from workbench.align.aligner import Cancelled
from workbench.errors import DocumentError
from workbench.model import AlignedRow, Alignment, Origin, Status
from workbench.store import beads as stored
from workbench.store import segments
from workbench.store.documents import find
from workbench.workflow import alignments
from workbench.workflow.align import Options, align_files, knowledge, text_of, units
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

ALIGNMENT = Alignment(
    "회의.md", "meeting.md", "ja", "en",
    ("会議は三日に終わった。", "声明は⟦1⟧短い⟦/1⟧。", "市場は静かだった。"), ("The meeting ended on the 3rd.", "It was short.", "Calm."),
    (AlignedRow((0, 1), (0,), 0.95), AlignedRow((2,), (1, 2), 0.4), ),
)  # fmt: skip


@pytest.fixture
def project(tmp_path: Path):
    with Project(tmp_path / "a.db") as opened:
        yield opened


def test_segments_of_a_row_are_joined_as_their_language_joins_sentences() -> None:
    assert text_of(ALIGNMENT, ALIGNMENT.rows[0])[0] == "会議は三日に終わった。声明は短い。"
    assert text_of(ALIGNMENT, ALIGNMENT.rows[1])[1] == "It was short. Calm."


def test_only_confirmed_rows_are_given_unless_more_is_asked_for(project: Project) -> None:
    assert alignments.to_memory(project, ALIGNMENT).added == 0
    confirmed = editing.confirm(ALIGNMENT, 1)
    assert confirmed is not None
    assert alignments.to_memory(project, confirmed).added == 1
    assert alignments.to_memory(project, confirmed).added == 0
    (unit,) = project.memory.units("ja", "en")
    assert (unit.source, unit.status, unit.origin) == ("市場は静かだった。", Status.CONFIRMED, "alignment")
    assert unit.properties["x-target-document"] == "meeting.md"
    assert alignments.to_memory(project, confirmed, least=0.9).added == 1


def test_units_know_their_neighbours() -> None:
    first, second = units(ALIGNMENT, least=0.0)
    assert (first.previous, first.next) == ("", "市場は静かだった。")
    assert (second.previous, second.score) == ("会議は三日に終わった。声明は短い。", 40)


def test_an_alignment_under_review_is_continued(project: Project) -> None:
    kept = alignments.keep(project, ALIGNMENT)
    work = editing.confirm(kept, 0)
    assert work is not None
    stored.save(project.db, work)
    again = alignments.keep(project, ALIGNMENT)
    assert again == work
    assert len(stored.listing(project.db)) == 1


def test_realigning_bends_around_confirmed_rows(project: Project) -> None:
    wrong = replace(
        ALIGNMENT, rows=(AlignedRow((0,), (0,), confirmed=True), AlignedRow((1, 2), ()), AlignedRow((), (1, 2)))
    )
    again = alignments.realign(wrong, knowledge(project, "ja", "en"))
    assert again.rows[0] == wrong.rows[0]
    assert [(row.sources, row.targets) for row in again.rows[1:]] == [((1,), (1,)), ((2,), (2,))]


def test_what_the_project_knows_is_used_and_named(project: Project) -> None:
    confirmed = editing.confirm(ALIGNMENT, 0)
    assert confirmed is not None
    alignments.to_memory(project, confirmed)
    known = knowledge(project, "ja", "en")
    assert "1 memory units" in known.used
    assert known.lacked == ("a glossary",)
    assert ("経済", "economy") in [(a, b.split(" | ")[0]) for a, b in known.lexicon.pairs]


def test_a_model_is_asked_where_it_is_doubtful(tmp_path: Path, project: Project, installed_models: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("그는 갔다.\n바람이 불었다.\n문이 닫혔다.\n개가 짖었다.\n비가 그쳤다.\n달이 떴다.\n")
    target.write_text(
        "Why did the door close so suddenly that nobody heard it?\nA dog: two rains\nLate, the moon rose.\n"
    )
    found = align_files(project, source, target, "ko", "en", Options(presegmented=True))
    assert any("drafts" in line for line in found.used)
    without = align_files(project, source, target, "ko", "en", Options(presegmented=True, mt=False))
    assert not any("drafts" in line for line in without.used)


def test_an_old_translation_becomes_the_drafts_of_a_document(tmp_path: Path, project: Project) -> None:
    paper, translation = tmp_path / "paper.md", tmp_path / "paper.en.md"
    paper.write_text("# 반도체\n\nTSMC는 120억 달러를 투자한다. 시장은 조용했다.\n\n누가 비용을 부담할 것인가?\n")
    translation.write_text(
        "# Chips\n\nTSMC is investing $12 billion. The market stayed calm.\n\nWho will bear the cost?\n"
    )
    report = import_document(project, paper, source_language="ko", target_language="en")
    count, found = alignments.adopt(project, find(project.db, str(report.document_id)), translation, mt=False)
    drafts = segments.of_document(project.db, report.document_id)
    assert count == found.paired == 4
    assert [segment.target for segment in drafts][1:3] == ["TSMC is investing $12 billion.", "The market stayed calm."]
    assert {(segment.status, segment.origin) for segment in drafts} == {(Status.DRAFT, Origin.ALIGNMENT)}


def test_documents_of_the_project_and_files_are_aligned_and_kept(tmp_path: Path, project: Project) -> None:
    (tmp_path / "회의.md").write_text("회의가 끝났다. 성명은 짧았다.\n", encoding="utf-8")
    (tmp_path / "meeting.md").write_text("The meeting ended. The statement was short.\n", encoding="utf-8")
    import_document(project, tmp_path / "회의.md", source_language="ko", target_language="en")
    found = alignments.create(project, "회의.md", str(tmp_path / "meeting.md"), "ko", "en", mt=False).alignment
    assert (found.source_name, found.target_name) == ("회의.md", "meeting.md")
    assert found.sources == ("회의가 끝났다.", "성명은 짧았다.")
    assert [(row.sources, row.targets) for row in found.rows] == [((0,), (0,)), ((1,), (1,))]
    assert found.id is not None
    assert stored.load(project.db, found.id) == found


def test_what_was_confirmed_is_under_review_again_when_the_pair_is_aligned_again(
    tmp_path: Path, project: Project
) -> None:
    for name, text in (("a.md", "회의가 끝났다."), ("b.md", "The meeting ended.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = str(tmp_path / "a.md"), str(tmp_path / "b.md")
    first = alignments.create(project, *names, "ko", "en", mt=False).alignment
    confirmed = editing.confirm(first, 0)
    assert confirmed is not None
    stored.save(project.db, confirmed)
    assert alignments.create(project, *names, "ko", "en", mt=False).alignment == confirmed


def test_neither_a_document_nor_a_file_is_an_error_and_stopping_keeps_nothing(tmp_path: Path, project: Project) -> None:
    (tmp_path / "a.md").write_text("회의가 끝났다.", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"nowhere\.md"):
        alignments.create(project, str(tmp_path / "a.md"), str(tmp_path / "nowhere.md"), "ko", "en", mt=False)
    with pytest.raises(Cancelled):
        alignments.create(project, *(str(tmp_path / "a.md"),) * 2, "ko", "en", mt=False, cancelled=lambda: True)
    assert stored.listing(project.db) == []
