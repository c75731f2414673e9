"""Report pages are whole, self-contained, and readable without the pictures."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from workbench.exchange.report import Cell, Chart, Section, Table, render

PAGE = render(
    "Checks <of> a paper",
    "완충지대.md",
    [
        Section(
            "Findings & counts",
            [
                "Two < three.",
                Table(
                    "By check",
                    ["check", "findings", "share"],
                    [("numbers", 1200, 33.333), (Cell("tags", "error"), 3, None)],
                ),
                Chart("bars", "Findings by check", [("numbers", 1200), ("a <b>", 3)], "findings"),
                Chart("columns", "HTER over time", [("2026-11", 40.0)], "", "HTER"),
                Chart("dots", "Confidence", [(40.0, 12.5)], "confidence", "% changed"),
                Chart("line", "Speed", [(1, 3.0), (2, 2.0)], "week", "s"),
                Chart("bars", "Nothing", [("numbers", 0)]),
            ],
        ),
        Section("Empty", []),
        Section("Texts", [Table("Texts", ["n", "text"], [("1", Cell("바다 & 항로", "", "ko", (0, 2)))])]),
    ],
)


class Checker(HTMLParser):
    """Collects what a browser would choke on or fetch."""

    VOID = ("meta", "line", "rect", "circle", "path")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.fetched: list[str] = []
        self.unnamed = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.fetched += [
            value for name, value in attrs if name in ("src", "href") and value and not value.startswith("#")
        ]
        self.unnamed += tag == "svg" and not (values.get("role") == "img" and values.get("aria-label"))
        self.unnamed += tag == "th" and values.get("scope") not in ("col", "row")
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.fetched += [value for name, value in attrs if name in ("src", "href") and value]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_fetches_nothing_and_names_its_pictures() -> None:
    checker = Checker()
    checker.feed(PAGE)
    assert (checker.open, checker.fetched, checker.unnamed) == ([], [], 0)
    assert "<script" not in PAGE


def test_text_is_escaped_and_numbers_are_set_apart() -> None:
    assert "<h1>Checks &lt;of&gt; a paper</h1>" in PAGE
    assert "<p>Two &lt; three.</p>" in PAGE
    assert '<td class="n">1,200</td><td class="n">33.3</td>' in PAGE
    assert '<td class="n">3</td><td class="n">–</td>' in PAGE
    assert "a &lt;b&gt;" in PAGE


def test_a_cell_can_have_a_language_and_a_marked_range() -> None:
    assert '<td lang="ko"><mark>바다</mark> &amp; 항로</td>' in PAGE


def test_sections_are_linked_and_empty_ones_left_out() -> None:
    assert '<a href="#s1">Findings &amp; counts</a>' in PAGE
    assert '<h2 id="s2">Texts</h2>' in PAGE
    assert "Empty" not in PAGE


@pytest.mark.parametrize("title", ["Findings by check", "HTER over time", "Confidence", "Speed"])
def test_every_chart_is_drawn(title: str) -> None:
    assert f"<figcaption>{title}</figcaption>\n<svg viewBox=" in PAGE


def test_a_chart_without_numbers_says_so() -> None:
    assert "Nothing: nothing to plot yet." in PAGE
