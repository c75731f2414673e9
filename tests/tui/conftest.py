"""A small project of our own and an editor running on it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot
from textual.widgets import TextArea

from workbench.model import Concept, Term, TermStatus
from workbench.tui.app import WorkbenchApp
from workbench.tui.screens.edit import EditScreen
from workbench.workflow.importing import import_document
from workbench.workflow.project import Project

KOREAN = """# 바닷길과 끼인 국가

해상교통로는 나라의 핏줄이다. 한미동맹은 이 길을 지켜 왔다. 한국 경제는 위기에 있다.

- 첫째, 먼바다의 분쟁을 남의 일로 보지 않는다.
- 둘째, 보험료와 운임을 함께 살핀다.

> 바다는 잇는 것이지 나누는 것이 아니다.

해상교통로는 나라의 핏줄이다.
"""

JAPANESE = """# 列島線と緩衝地帯

海上交通路の防衛は、単独の国家では担いきれない。そこで「緩衝地帯」という考え方が改めて注目されている。

島々は壁ではなく、扉である。
"""


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    """The caret does not blink, so that screens can be compared."""
    monkeypatch.setattr(TextArea, "cursor_blink", False)


@pytest.fixture
def project(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with a Korean and a Japanese paper and a small glossary; no model, unless the test asks for one."""
    if "installed_models" not in request.fixturenames:
        monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "no-models"))
    monkeypatch.setenv("WORKBENCH_AUTHOR", "kim")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    project = Project(tmp_path / "workbench.db", durable=False)
    for name, text, language in (("paper.md", KOREAN, "ko"), ("island.md", JAPANESE, "ja")):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        import_document(project, path, source_language=language, target_language="en")
    project.glossary.add(
        [
            Concept(
                (
                    Term("ko", "해상교통로"),
                    Term("en", "sea lane"),
                    Term("en", "sea route", TermStatus.ADMITTED),
                    Term("en", "ocean road", TermStatus.FORBIDDEN),
                )
            ),
            Concept((Term("ko", "한미동맹"), Term("en", "ROK–US alliance"))),
            Concept((Term("ja", "緩衝地帯"), Term("en", "buffer zone"))),
        ]
    )
    return project


Editing = Callable[..., AsyncIterator[tuple[Pilot[None], EditScreen]]]


@asynccontextmanager
async def editing(
    project: Project, document: str = "paper.md", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[tuple[Pilot[None], EditScreen]]:
    """The editor on a document."""
    app = WorkbenchApp(project, document)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, EditScreen)
        yield pilot, screen


async def settled(pilot: Pilot[None]) -> None:
    """Wait until the lanes have answered and the screen has taken it in."""
    await pilot.pause(0.06)
    await pilot.app.idle()  # type: ignore[attr-defined]
    await pilot.pause()


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Type as a terminal sends it: what an input method commits arrives character by character."""
    for event in XTermParser(debug=False).feed(text):
        pilot.app.post_message(event)
    await pilot.pause()


def rows(screen: EditScreen) -> list[str]:
    """The lines of the grid, as drawn."""
    return ["".join(piece.text for piece in screen.grid.render_line(y)) for y in range(screen.grid.size.height)]


def shown(widget: object) -> str:
    """What a line-drawn widget shows, as text."""
    size = widget.size  # type: ignore[attr-defined]
    return "\n".join(
        "".join(piece.text for piece in widget.render_line(y)).rstrip()  # type: ignore[attr-defined]
        for y in range(size.height)
    )
