"""The words of the domain are known wherever they are shown: a new one cannot be forgotten in a table."""

import pytest

from workbench.exchange.html import GLYPHS, ORIGINS
from workbench.model import Origin, Status
from workbench.tui.ink import STATUS_GLYPHS
from workbench.tui.widgets.segment_line import ORIGIN_WORDS


@pytest.mark.parametrize("table", [ORIGINS, ORIGIN_WORDS])
def test_every_origin_has_a_word(table: dict[Origin, str]) -> None:
    assert set(table) == set(Origin)


@pytest.mark.parametrize("table", [GLYPHS, STATUS_GLYPHS])
def test_every_status_has_a_glyph_of_its_own(table: dict[Status, str]) -> None:
    assert set(table) == set(Status)
    assert len(set(table.values())) == len(Status)
