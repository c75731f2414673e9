"""What edits keep changing is adopted as a term, a rule or a TM unit, and a rule rewrites later drafts."""

from __future__ import annotations

import pytest

from workbench.errors import UsageError
from workbench.evaluate import Habit
from workbench.model import TermStatus
from workbench.store import verdicts
from workbench.store.documents import DocumentInfo
from workbench.workflow.learn import adopt, learned, pair_of
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
