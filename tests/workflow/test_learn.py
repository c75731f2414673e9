"""What edits keep changing is adopted as a term, a rule or a TM unit, and a rule rewrites later drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.evaluate import Habit
from workbench.model import Origin, Status, TermStatus
from workbench.store import documents as stored
from workbench.store import revisions, segments, verdicts
from workbench.store.documents import DocumentInfo
from workbench.workflow.importing import import_document
from workbench.workflow.learn import adopt, learned, pair_of
from workbench.workflow.pretranslate import Options, pretranslate
from workbench.workflow.project import Project

Paper = tuple[Project, DocumentInfo]
PAIR = ("ko", "en")


def test_a_change_made_twice_is_proposed_as_a_term(edited_paper: Paper) -> None:
    project, info = edited_paper
    (habit,) = learned(project, [info])
    assert (habit.before, habit.after, habit.count, habit.term, habit.proposal) == (
        "cushion area",
        "buffer zone",
        2,
        "완충지대",
        "term",
    )
    assert adopt(project, PAIR, habit) == "term: 완충지대 is ‘buffer zone’, not ‘cushion area’"
    (concept,) = project.glossary.concepts()
    assert {(term.text, term.status) for term in concept.terms if term.language == "en"} == {
        ("buffer zone", TermStatus.PREFERRED), ("cushion area", TermStatus.FORBIDDEN),
    }  # fmt: skip


def test_a_habit_can_be_adopted_another_way(edited_paper: Paper) -> None:
    project, info = edited_paper
    (habit,) = learned(project, [info])
    adopt(project, PAIR, habit, "rule")
    assert [(rule.before, rule.after) for rule in verdicts.rewrites(project.db, *PAIR)] == [
        ("cushion area", "buffer zone")
    ]
    before = project.memory.count()
    adopt(project, PAIR, habit, "fragment")
    assert project.memory.count() == before + 1


def test_a_phrase_struck_out_is_no_term(edited_paper: Paper) -> None:
    project, _ = edited_paper
    with pytest.raises(UsageError, match="hangs on no word of the source"):
        adopt(project, PAIR, Habit("side", "", 3, 3), "term")
    assert adopt(project, PAIR, Habit("side", "", 1, 9)).startswith("rule:")


def test_a_change_made_once_is_no_habit(edited_paper: Paper) -> None:
    project, info = edited_paper
    assert learned(project, [info], least=3) == []
    with pytest.raises(UsageError, match="no document"):
        pair_of([])


def test_a_rule_rewrites_later_machine_drafts_and_the_draft_before_stays_in_the_history(
    tmp_path: Path, installed_models: Path
) -> None:
    (tmp_path / "paper.md").write_text("한국 경제 성장\n", encoding="utf-8")
    with Project(tmp_path / "workbench.db", durable=False) as project:
        import_document(project, tmp_path / "paper.md", source_language="ko", target_language="en")
        info = stored.find(project.db, "paper.md")
        pretranslate(project, [info], Options(beam=1))
        (plain,) = segments.of_document(project.db, info.id)
        first = plain.target.split()[0]
        with_rule = tmp_path / "ruled.db"
        with Project(with_rule, durable=False) as ruled:
            import_document(ruled, tmp_path / "paper.md", source_language="ko", target_language="en")
            verdicts.add_rewrite(ruled.db, "ko", "en", first, "Seoul", author="kim")
            info = stored.find(ruled.db, "paper.md")
            report = pretranslate(ruled, [info], Options(beam=1))
            (segment,) = segments.of_document(ruled.db, info.id)
            assert segment.target == plain.target.replace(first, "Seoul", 1)
            assert (segment.status, segment.origin) == (Status.DRAFT, Origin.MT)
            assert report.documents[0].rewritten == [
                {"segment": segment.id, "rules": [{"before": first, "after": "Seoul"}]}
            ]
            entries = list(revisions.history(ruled.db, info.id))
            assert [entry.after["target"] for entry in entries if entry.after] == [segment.target, plain.target]
