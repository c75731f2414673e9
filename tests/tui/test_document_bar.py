"""The top line: the name has what the rest leaves it, and the bar gives way to it."""

import pytest

from workbench.model import Status
from workbench.tui.widgets.document_bar import DocumentBar, Progress

from .conftest import editing, shown

COUNTS = ((Status.DRAFT, 90), (Status.CONFIRMED, 6))


@pytest.mark.parametrize(
    ("width", "name", "seen", "bar"),
    [
        (120, "paper.md", "paper.md", True),
        (120, "a-paper-of-some-length.md ⇢ a-paper-of-some-length.en.md", "length.en.md ", True),
        (80, "a-paper-of-some-length.md ⇢ its-translation.en.md", "its-translation.en.md ", False),
        (80, "한국어로 된 아주 긴 이름의 보고서 파일 제12호 최종 수정본 진짜 최종.docx", "최종 수정…", False),
    ],
)
async def test_a_name_is_cut_only_where_the_line_is_full(project, width, name, seen, bar):
    async with editing(project, size=(width, 24)) as (pilot, screen):
        line = screen.query_one(DocumentBar)
        line.show(Progress(name, "ko → en", COUNTS))
        await pilot.pause()
        drawn = shown(line)
        assert seen in drawn
        assert ("━" in drawn) is bar
        assert drawn.rstrip().endswith("6/96   6%")
