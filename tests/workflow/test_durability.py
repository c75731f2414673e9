"""`kill -9` while an editor confirms: what was acknowledged is there, segment and memory unit together, or neither."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.model import Status
from workbench.store import revisions
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

EDITOR = """
import sys
from pathlib import Path
from workbench.workflow.editing import Session
from workbench.workflow.project import Project
with Project(Path(sys.argv[1])) as project:
    session = Session(project, "paper.txt")
    for segment in list(session.segments):
        if not segment.status.is_final:
            session.confirm(segment.id, f"Sentence {segment.id}.")
            print(segment.id, flush=True)
"""


@pytest.mark.parametrize("confirms", [1, 7, 20, 40])
def test_nothing_acknowledged_is_lost_and_nothing_is_torn(tmp_path: Path, confirms: int) -> None:
    database = tmp_path / "workbench.db"
    paper = tmp_path / "paper.txt"
    paper.write_text("".join(f"{number}번째 문장이다.\n\n" for number in range(400)), encoding="utf-8")
    with Project(database) as project:
        import_document(project, paper, source_language="ko", target_language="en")
    with subprocess.Popen([sys.executable, "-c", EDITOR, str(database)], stdout=subprocess.PIPE, text=True) as editor:
        assert editor.stdout is not None
        acknowledged = [int(editor.stdout.readline()) for _ in range(confirms)]
        editor.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in editor.stdout.read().split()]
    with Project(database) as project:
        session = Session(project, "paper.txt")
        confirmed = [segment for segment in session.segments if segment.status is Status.CONFIRMED]
        assert {segment.id for segment in confirmed} >= set(acknowledged)
        assert len(confirmed) <= len(acknowledged) + 1
        assert project.memory.count() == len(confirmed)
        assert len(list(revisions.history(project.db, session.info.id))) == len(confirmed)
        assert project.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        session.undo()
        assert project.memory.count() == len(confirmed) - 1
