"""Everything a key does to a segment is one change, can be undone, and the memory follows."""

from pathlib import Path

import pytest

from workbench.errors import UsageError
from workbench.model import Origin, Status
from workbench.store import desks
from workbench.workflow.desk import Desk
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

PAPER = """# 바닷길

해상교통로는 나라의 핏줄이다. 한미동맹은 이 길을 지켜 왔고, 앞으로도 지킬 것이다. 그러나 길은 넓다.

해상교통로는 나라의 핏줄이다.

**굵은 말**은 태그를 지닌다.
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    project = Project(tmp_path / "w.db", durable=False)
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    import_document(project, path, source_language="ko", target_language="en")
    return Session(project, "paper.md")


def sources(session: Session) -> list[str]:
    return [segment.source for segment in session.segments]


def test_a_confirm_reaches_untouched_segments_of_the_same_source_and_one_undo_takes_all_back(session):
    changed = session.confirm(session.segments[1].id, "Sea lanes are arteries.")
    assert [segment.source for segment in changed] == ["해상교통로는 나라의 핏줄이다."] * 2
    other = session.segments[4]
    assert (other.target, other.status, other.origin) == (
        "Sea lanes are arteries.",
        Status.DRAFT,
        Origin.PROPAGATED,
    )
    assert session.project.memory.count() == 1
    session.undo()
    assert [session.segments[place].target for place in (1, 4)] == ["", ""]
    assert session.project.memory.count() == 0


def test_what_a_hand_has_touched_is_never_propagated_over(session):
    session.save(session.segments[4].id, "Mine.")
    session.confirm(session.segments[1].id, "Sea lanes are arteries.")
    assert session.segments[4].target == "Mine."


def test_split_and_join_are_each_others_undoing(session):
    before = sources(session)
    second = session.segments[2]
    session.save(second.id, "The alliance guarded it and will.")
    session.split(second.id, second.source.index("앞으로도"), len("The alliance guarded it"))
    assert sources(session)[2:4] == ["한미동맹은 이 길을 지켜 왔고,", "앞으로도 지킬 것이다."]
    assert [segment.target for segment in session.segments[2:4]] == ["The alliance guarded it", "and will."]
    block = session.blocks[second.block_id]
    for segment in session.segments[2:4]:
        assert block.source[segment.start : segment.end] == segment.source
    session.join(session.segments[2].id)
    assert sources(session) == before
    assert session.segments[2].target == "The alliance guarded it and will."
    session.undo()
    session.undo()
    assert sources(session) == before
    assert session.segments[2].id == second.id


@pytest.mark.parametrize("place", [0, 1000])
def test_a_split_with_an_empty_part_is_refused(session, place):
    with pytest.raises(UsageError, match="empty"):
        session.split(session.segments[1].id, place)


def test_a_split_never_tears_a_tag_pair(session):
    tagged = session.segments[5]
    assert tagged.source.startswith("⟦1⟧굵은 말⟦/1⟧")
    with pytest.raises(UsageError, match="tag pair"):
        session.split(tagged.id, tagged.source.index("말"))


def test_paragraphs_are_not_joined(session):
    with pytest.raises(UsageError, match="another paragraph"):
        session.join(session.segments[3].id)


def test_joining_what_was_confirmed_takes_it_out_of_the_memory(session):
    session.confirm(session.segments[2].id, "One.")
    session.confirm(session.segments[3].id, "Two.")
    joined = session.join(session.segments[2].id)[0]
    assert (joined.target, joined.status) == ("One. Two.", Status.EDITED)
    assert session.project.memory.count() == 0
    session.undo()
    assert session.project.memory.count() == 2


def test_a_corrected_source_splits_where_it_looks_as_if(session):
    second = session.segments[2]
    session.edit_source(second.id, second.source.replace("이 길을", "이 바닷길을"))
    corrected = session.get(second.id).source
    session.split(second.id, corrected.index("앞으로도"))
    block = session.blocks[second.block_id]
    assert block.source[session.segments[3].start :].startswith("앞으로도")
    assert session.segments[2].source == "한미동맹은 이 바닷길을 지켜 왔고,"


def test_revert_brings_the_last_draft_back(session):
    with pytest.raises(UsageError, match="never had a draft"):
        session.revert(session.segments[4].id)
    from workbench.workflow.pretranslate import Options, pretranslate

    session.confirm(session.segments[1].id, "Sea lanes are arteries.", propagate=False)
    pretranslate(session.project, [session.info], Options(mt=False))
    session.refresh()
    drafted = session.segments[4]
    assert drafted.origin is Origin.CONTEXT or drafted.origin is Origin.EXACT
    session.save(drafted.id, "Something else.")
    assert session.revert(drafted.id) == drafted


def test_another_editors_work_is_taken_in(session):
    other = Session(session.project.reopen(), "paper.md")
    assert session.refresh() == []
    other.save(other.segments[3].id, "But it is wide.")
    assert [segment.target for segment in session.refresh() or []] == ["But it is wide."]
    other.undo()
    assert [segment.target for segment in session.refresh() or []] == [""]
    second = other.segments[2]
    other.split(second.id, second.source.index("앞으로도"))
    assert session.refresh() is None
    assert sources(session) == sources(other)
    other.project.close()


def test_a_session_does_not_take_its_own_work_for_anothers(session):
    session.save(session.segments[1].id, "A")
    assert session.refresh() == []
    session.undo()
    assert session.refresh() == []


def test_unsaved_typing_of_a_dead_editor_comes_back(session, monkeypatch):
    desk = Desk(session)
    segment = session.segments[1]
    desk.beat(segment.id, basis="", typed="Sea la")
    survivor = Desk(session)
    assert survivor.recover() == []
    assert survivor.others() == {segment.id: session.project.author}
    monkeypatch.setattr("workbench.workflow.desk._alive", lambda pid: False)
    (back,) = survivor.recover()
    assert (back.segment.target, back.into_comment) == ("Sea la", False)
    assert survivor.others() == {}
    survivor.close()
    assert desks.on_document(session.project.db, session.info.id) == []


def test_typing_that_would_overwrite_newer_work_goes_into_the_comment(session, monkeypatch):
    segment = session.segments[1]
    Desk(session).beat(segment.id, basis="", typed="Sea la")
    session.save(segment.id, "Newer.")
    monkeypatch.setattr("workbench.workflow.desk._alive", lambda pid: False)
    (back,) = Desk(session).recover()
    assert back.into_comment
    assert back.segment.target == "Newer."
    assert "Sea la" in back.segment.note
