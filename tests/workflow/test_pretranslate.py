"""Batch drafting: TM before glossary before machine; resumed after a kill; done once."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.errors import NoModelError
from workbench.model import Concept, Origin, Segment, Status, Term, Unit
from workbench.store import documents as stored
from workbench.store import revisions, segments
from workbench.store.documents import DocumentInfo
from workbench.workflow.importing import import_document
from workbench.workflow.pretranslate import Options, band, pretranslate
from workbench.workflow.project import Project

PAPER = "# 완충지대\n\n해협은 좁다. 항로는 매우 길다고 한다.\n\n- 한국 경제 성장\n- 항로는 매우 길다고 했다.\n\n3\n"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project(tmp_path / "workbench.db", durable=False) as opened:
        yield opened


@pytest.fixture
def paper(project: Project, tmp_path: Path) -> DocumentInfo:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    report = import_document(project, path, source_language="ko", target_language="en")
    return stored.find(project.db, report.name)


def teach(project: Project) -> None:
    project.memory.add(
        [
            Unit(
                "ko",
                "en",
                "해협은 좁다.",
                "The strait is narrow.",
                previous="완충지대",
                next="항로는 매우 길다고 한다.",
            ),
            Unit("ko", "en", "항로는 매우 길다고 한다.", "The lane is said to be very long."),
        ]
    )
    project.glossary.add([Concept((Term("ko", "완충지대"), Term("en", "buffer zone")))])


def rows(project: Project, info: DocumentInfo) -> list[Segment]:
    return segments.of_document(project.db, info.id)


def test_the_memory_and_the_glossary_draft_before_any_machine(project: Project, paper: DocumentInfo) -> None:
    teach(project)
    report = pretranslate(project, [paper], Options(mt=False))
    drafted = [(row.target, row.origin, row.status) for row in rows(project, paper)]
    assert drafted == [
        ("buffer zone", Origin.GLOSSARY, Status.DRAFT),
        ("The strait is narrow.", Origin.CONTEXT, Status.DRAFT),
        ("The lane is said to be very long.", Origin.EXACT, Status.DRAFT),
        ("", Origin.NONE, Status.UNTRANSLATED),
        ("The lane is said to be very long.", Origin.FUZZY, Status.DRAFT),
    ]
    assert report.documents[0].bands == Counter({"glossary": 1, "context": 1, "100": 1, "85-94": 1, "none": 1})


def test_the_rest_is_drafted_by_the_model_and_says_how(
    project: Project, paper: DocumentInfo, installed_models: Path
) -> None:
    teach(project)
    report = pretranslate(project, [paper], Options())
    assert report.documents[0].bands["mt"] == 1
    row = rows(project, paper)[3]
    assert row.origin is Origin.MT
    assert row.score is not None
    assert "pair:ko-en|tm:2|min:75|terms:1|mt:" in report.signature
    assert next(project.db.query("SELECT * FROM runs"))["signature"] == report.signature


def test_a_second_run_does_nothing(project: Project, paper: DocumentInfo, installed_models: Path) -> None:
    teach(project)
    pretranslate(project, [paper], Options())
    before = rows(project, paper)
    report = pretranslate(project, [paper], Options())
    assert report.documents[0].drafted == 0
    assert rows(project, paper) == before
    assert len(list(project.db.query("SELECT * FROM runs"))) == 1


def test_what_an_editor_did_is_never_touched(project: Project, paper: DocumentInfo, installed_models: Path) -> None:
    first = rows(project, paper)[0]
    from dataclasses import replace

    mine = replace(first, target="Mine", status=Status.EDITED, origin=Origin.HUMAN)
    revisions.record(project.db, paper.id, "edit", [revisions.Revision(first, mine)], author="kim")
    pretranslate(project, [paper], Options())
    assert rows(project, paper)[0] == mine


def test_without_a_model_the_memory_still_drafts_and_the_report_says_what_is_missing(
    project: Project, paper: DocumentInfo, no_models: Path
) -> None:
    teach(project)
    report = pretranslate(project, [paper], Options())
    (missing,) = report.missing_models
    assert isinstance(missing, NoModelError)
    assert "workbench models install ko en" in str(missing)
    assert report.documents[0].drafted == 4


def test_progress_ends_at_the_number_of_segments(project: Project, paper: DocumentInfo, installed_models: Path) -> None:
    teach(project)
    heard: list[tuple[int, int]] = []
    pretranslate(project, [paper], Options(), progress=lambda done, total: heard.append((done, total)))
    assert heard[-1] == (5, 5)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


def test_a_stop_keeps_what_is_done(project: Project, paper: DocumentInfo, installed_models: Path) -> None:
    report = pretranslate(project, [paper], Options(), cancelled=lambda: True)
    assert report.cancelled
    assert report.documents[0].drafted == 0
    teach(project)
    assert pretranslate(project, [paper], Options()).documents[0].drafted == 5


@pytest.mark.parametrize(
    ("kind", "score", "name"),
    [("context", 100, "context"), ("exact", 100, "100"), ("fuzzy", 97, "95-99"), ("fuzzy", 90, "85-94"),
     ("fuzzy", 75, "75-84"), ("fuzzy", 60, "50-74")],
)  # fmt: skip
def test_bands_are_omegats_classes(kind: str, score: int, name: str) -> None:
    from workbench.model import Match

    assert band(Match(Unit("ko", "en", "가", "a"), score, kind, "a")) == name


def test_a_killed_run_resumes_and_drafts_every_segment_once(tmp_path: Path, installed_models: Path) -> None:
    path = tmp_path / "long.txt"
    lines = [f"한국 경제 성장 은 수출 {number} 에 있다.\n\n" for number in range(3000)]
    path.write_text("".join(lines), encoding="utf-8")
    database = tmp_path / "workbench.db"
    command = [sys.executable, "-m", "workbench", "--db", str(database), "pretranslate", str(path), "--from", "ko"]
    command += ["--beam", "1", "--jobs", "1"]
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ.copy())
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and running.poll() is None:
        if database.exists() and drafted(database) > 30:
            running.send_signal(signal.SIGKILL)
            break
        time.sleep(0.01)
    running.wait()
    assert running.returncode == -signal.SIGKILL, "the run ended before it could be killed"
    kept = drafted(database)
    assert 30 < kept < 3000
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with Project(database) as project:
        info = stored.listing(project.db)[0]
        assert info.segments == 3000
        assert info.counts == {"draft": 3000}
        changes = Counter(entry.segment_id for entry in revisions.history(project.db, info.id))
        assert set(changes.values()) == {1}


def drafted(database: Path) -> int:
    import sqlite3

    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
            return int(connection.execute("SELECT count(*) FROM segments WHERE status = 'draft'").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_a_date_alone_needs_no_model(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "dated.md"
    path.write_text("# 제41호\n\n2026. 3. 17.(화)\n\n해협은 좁다.\n", encoding="utf-8")
    report = import_document(project, path, source_language="ko", target_language="en")
    pretranslate(project, [stored.find(project.db, report.name)], Options(mt=False))
    made = rows(project, stored.find(project.db, report.name))
    assert [segment.target for segment in made] == ["No. 41", "Tuesday, March 17, 2026", ""]
    assert [segment.origin for segment in made[:2]] == [Origin.SOURCE, Origin.SOURCE]


def test_a_line_of_the_targets_language_stays_as_it_is_and_a_word_before_an_address_is_no_such_line(
    project: Project, tmp_path: Path
) -> None:
    path = tmp_path / "imprint.txt"
    path.write_text("The Narrow Strait: A Brief\n\n전자우편: brief@narrow-strait.example\n", encoding="utf-8")
    report = import_document(project, path, source_language="ko", target_language="en")
    pretranslate(project, [stored.find(project.db, report.name)], Options(mt=False))
    made = rows(project, stored.find(project.db, report.name))
    assert [segment.target for segment in made] == ["The Narrow Strait: A Brief", ""]
