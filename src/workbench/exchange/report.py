"""Reports: one self-contained HTML page of tables and plots, without script, readable by eye, keyboard and screen reader.

A page is sections of paragraphs, tables and charts. Charts are drawn as SVG by `leather`; each stands with a sentence that
says what it shows, and with its numbers in a table of the section, so that nothing is told by a picture alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from typing import Any, Literal

WIDTH, HEIGHT = 720, 300
_BAR, _AXIS = 26, 90
_COLOUR = "#3f7fb5"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with more than text: a CSS class of the page (`error`, `warning`, `info`), a language, a marked range."""

    text: str
    style: str = ""
    language: str = ""
    mark: tuple[int, int] | None = None


Value = Cell | str | int | float | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; columns whose cells are all numbers are set flush right. `None` is shown as a dash."""

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot of one series.

    Attributes:
        kind: `bars` and `columns` of (label, number), `line` and `dots` of (number, number).
        title: What it shows.
        points: In the order they are drawn.
        x: Name of the horizontal axis.
        y: Name of the vertical axis.
    """

    kind: Literal["bars", "columns", "line", "dots"]
    title: str
    points: Sequence[tuple[Any, float]]
    x: str = ""
    y: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the page under its own heading; strings among the parts are paragraphs."""

    heading: str
    parts: Sequence[str | Table | Chart]


def render(title: str, subtitle: str, sections: Iterable[Section]) -> str:
    """The page as text."""
    listed = [section for section in sections if section.parts]
    links = "".join(
        f'<li><a href="#s{place}">{escape(section.heading)}</a></li>' for place, section in enumerate(listed, 1)
    )
    body = "\n".join(
        f'<section aria-labelledby="s{place}">\n<h2 id="s{place}">{escape(section.heading)}</h2>\n'
        + "\n".join(_part(part) for part in section.parts)
        + "\n</section>"
        for place, section in enumerate(listed, 1)
    )
    style = files("workbench.exchange").joinpath("report.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="generator" content="workbench">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<header>\n<h1>{escape(title)}</h1>\n<p>{escape(subtitle)}</p>\n"
        f'<nav aria-label="Sections"><ul>{links}</ul></nav>\n</header>\n<main>\n{body}\n</main>\n</body>\n</html>\n'
    )


def _part(part: str | Table | Chart) -> str:
    if isinstance(part, Table):
        return _table(part)
    if isinstance(part, Chart):
        return _chart(part)
    return f"<p>{escape(part)}</p>"


def _table(table: Table) -> str:
    numeric = [
        bool(table.rows) and all(row[place] is None or isinstance(row[place], int | float) for row in table.rows)
        for place in range(len(table.header))
    ]
    head = "".join(
        f'<th scope="col"{_class("n" if right else "")}>{escape(name)}</th>'
        for name, right in zip(table.header, numeric, strict=True)
    )
    body = "\n".join(
        "<tr>"
        + "".join(
            _cell(value, head=place == 0, right=right)
            for place, (value, right) in enumerate(zip(row, numeric, strict=True))
        )
        + "</tr>"
        for row in table.rows
    )
    # A wide table scrolls by itself, and so must be reachable by the keyboard.
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(table.caption)}"><table>\n'
        f"<caption>{escape(table.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table></div>"
    )


def _cell(value: Value, *, head: bool, right: bool) -> str:
    tag = 'th scope="row"' if head and not right else "td"
    cell = value if isinstance(value, Cell) else Cell(_number(value) if right else "" if value is None else str(value))
    language = f' lang="{escape(cell.language)}"' if cell.language else ""
    return f"<{tag}{_class('n' if right else cell.style)}{language}>{_marked(cell)}</{tag.split()[0]}>"


def _marked(cell: Cell) -> str:
    if cell.mark is None or cell.mark[0] >= cell.mark[1]:
        return escape(cell.text)
    start, end = cell.mark
    return f"{escape(cell.text[:start])}<mark>{escape(cell.text[start:end])}</mark>{escape(cell.text[end:])}"


def _number(value: Value) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _chart(chart: Chart) -> str:
    if not any(number for _, number in chart.points):
        return f'<p class="note">{escape(chart.title)}: nothing to plot yet.</p>'
    return f"<figure>\n<figcaption>{escape(chart.title)}</figcaption>\n{_svg(chart)}\n</figure>"


def _svg(chart: Chart) -> str:
    import leather

    # Text and grid take the page's own colours, by day and by night.
    for name in ("axis_title", "tick", "legend", "title"):
        setattr(leather.theme, f"{name}_font_family", "inherit")
    leather.theme.background_color = "none"
    leather.theme.label_color = leather.theme.axis_title_color = leather.theme.zero_color = "currentColor"
    leather.theme.tick_color = "#8886"
    drawn = leather.Chart()
    if chart.kind == "bars":
        drawn.add_bars([(number, str(label)) for label, number in chart.points], fill_color=_COLOUR)
    elif chart.kind == "columns":
        drawn.add_columns([(str(label), number) for label, number in chart.points], fill_color=_COLOUR)
    elif chart.kind == "line" and len(chart.points) > 1:
        drawn.add_line(list(chart.points), stroke_color=_COLOUR)
    else:
        drawn.add_dots(list(chart.points), fill_color=_COLOUR)
    drawn.add_x_axis(name=chart.x or None)
    drawn.add_y_axis(name=chart.y or None)
    if chart.kind in ("line", "dots"):
        _frame(drawn, chart.points)
    height = _AXIS + _BAR * len(chart.points) if chart.kind == "bars" else HEIGHT
    svg: str = drawn.to_svg(width=WIDTH, height=height)
    label = escape(f"{chart.title}. The numbers stand in the tables of this section.")
    return re.sub(
        r"<svg [^>]*>",
        f'<svg viewBox="0 0 {WIDTH} {height}" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{label}">',
        svg,
        count=1,
    )


def _frame(drawn: Any, points: Sequence[tuple[Any, float]]) -> None:
    """Axes from zero, with room where all points share a coordinate."""
    for place, add in ((0, drawn.add_x_scale), (1, drawn.add_y_scale)):
        highest = max(point[place] for point in points)
        add(0, highest if highest > 0 else 1)
