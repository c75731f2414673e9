"""Repairs of wandering terms: planned over every document first, then one undoable change a document."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.model import Concept, Term
from workbench.store import documents as stored
from workbench.workflow import glossary
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

PAPERS = {
    "one.md": (
        ("해상교통로는 길다.", "Sea lanes are long."),
        ("해상교통로를 지킨다.", "Ocean roads are guarded."),
        ("이 해상교통로와 저 해상교통로는 하나다.", "The ocean road and that ocean road are one."),
    ),
    "two.md": (("해상교통로가 막혔다.", "A shipping way was closed."),),
}
TARGETS = {name: [target for _, target in pairs] for name, pairs in PAPERS.items()}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Two papers in which 해상교통로 is rendered in three ways, one of them in a locked segment."""
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        terms = (Term("ko", "해상교통로"), Term("en", "sea lane"), Term("en", "ocean road"), Term("en", "shipping way"))
        opened.glossary.add([Concept(terms)])
        for name, pairs in PAPERS.items():
            path = tmp_path / name
            path.write_text("\n\n".join(source for source, _ in pairs), encoding="utf-8")
            import_document(opened, path, source_language="ko", target_language="en")
            session = Session(opened, name)
            for segment, (_, target) in zip(session.segments, pairs, strict=True):
                session.confirm(segment.id, target)
        yield opened


def entry(project: Project) -> glossary.ledgers.Entry:
    (found,) = glossary.ledger(project, stored.listing(project.db))
    return found


def targets(project: Project, name: str) -> list[str]:
    return [segment.target for segment in Session(project, name).segments]


def test_a_plan_shows_every_segment_before_and_after_and_changes_nothing(project: Project) -> None:
    plan = glossary.planned(project, entry(project), ["ocean road"], "sea lane")
    names = {info.id: info.name for info in stored.listing(project.db)}
    assert {names[key]: [(one.before, one.after) for one in made] for key, made in plan.items()} == {
        "one.md": [
            ("Ocean roads are guarded.", "Sea lanes are guarded."),
            ("The ocean road and that ocean road are one.", "The sea lane and that sea lane are one."),
        ]
    }
    assert targets(project, "one.md") == TARGETS["one.md"]


def test_several_renderings_are_replaced_in_one_plan_over_all_documents(project: Project) -> None:
    plan = glossary.planned(project, entry(project), ["ocean road", "shipping way"], "sea lane")
    assert {one.after for made in plan.values() for one in made} == {
        "Sea lanes are guarded.",
        "The sea lane and that sea lane are one.",
        "A sea lane was closed.",
    }


def test_a_rendering_that_stands_nowhere_plans_nothing(project: Project) -> None:
    assert glossary.planned(project, entry(project), ["high road"], "sea lane") == {}


def test_a_repair_is_one_undoable_change_a_document_and_leaves_locked_segments(project: Project) -> None:
    session = Session(project, "one.md")
    session.annotate(session.segments[1].id, locked=True)
    assert glossary.repair(project, entry(project), "ocean road", "sea lane") == 1
    assert targets(project, "one.md")[1:] == [TARGETS["one.md"][1], "The sea lane and that sea lane are one."]
    info = glossary.last_repaired(project, stored.listing(project.db))
    assert info is not None
    assert info.name == "one.md"
    Session(project, "one.md").undo()
    assert targets(project, "one.md") == TARGETS["one.md"]
