"""A small project in which drafts were made, edited and confirmed: what checks, scores and statistics look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from workbench.model import Origin, Segment, Status
from workbench.store import documents as stored
from workbench.store import revisions, runs, segments
from workbench.store.documents import DocumentInfo
from workbench.store.revisions import Revision
from workbench.workflow.editing import Session
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

PAPER = """# 완충지대의 바다

완충지대가 사라졌다. 그 완충지대는 좁다.

한국은 1억 4,600만 톤의 원유를 들여온다. 바다는 완충지대를 닮았다.

맺음말
"""
DRAFTS = {
    "완충지대의 바다": ("A Sea of Cushion Area", 60),
    "완충지대가 사라졌다.": ("The cushion area is gone.", 70),
    "그 완충지대는 좁다.": ("That cushion area is narrow.", 65),
    "한국은 1억 4,600만 톤의 원유를 들여온다.": ("Korea imports 164 million tons of crude oil.", 40),
    "바다는 완충지대를 닮았다.": ("The sea resembles a buffer zone.", 90),
}
FINAL = {
    "완충지대가 사라졌다.": ("The buffer zone is gone.", 12.0),
    "그 완충지대는 좁다.": ("That buffer zone is narrow.", 8.0),
    "한국은 1억 4,600만 톤의 원유를 들여온다.": ("Korea imports 164 million tons of crude oil.", 4.0),
    "바다는 완충지대를 닮았다.": ("The sea resembles a buffer zone.", 2.0),
}
SIGNATURE = "pair:ko-en|tm:0|min:75|terms:0|mt:engine:argos|model:translate-ko_en-1_0@abc|beam:4"


@pytest.fixture
def edited_paper(tmp_path: Path) -> Iterator[tuple[Project, DocumentInfo]]:
    """Five machine drafts, of which four are confirmed: two changed, two as they stood; the last segment is untouched."""
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    with Project(tmp_path / "workbench.db", durable=False) as project:
        report = import_document(project, path, source_language="ko", target_language="en")
        run = runs.start(project.db, "pretranslate", SIGNATURE)
        drafted = []
        for segment in segments.of_document(project.db, report.document_id):
            if segment.source in DRAFTS:
                target, score = DRAFTS[segment.source]
                after = replace(segment, target=target, status=Status.DRAFT, origin=Origin.MT, score=score)
                drafted.append(Revision(segment, after))
        revisions.record(project.db, report.document_id, "draft", drafted, author="workbench")
        session = Session(project, "paper.md")
        for source, (target, seconds) in FINAL.items():
            session.confirm(find(session, source).id, target, seconds=seconds)
        runs.finish(project.db, run, SIGNATURE, {})
        yield project, stored.find(project.db, "paper.md")


def find(session: Session, source: str) -> Segment:
    return next(segment for segment in session.segments if segment.source == source)
