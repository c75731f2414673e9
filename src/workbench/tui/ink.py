"""The colours of the house: what each kind of thing is drawn in, on every panel.

Widgets that draw by lines take their styles from component classes, so that a theme changes all of them. `Inked` brings
the shared names; `ink` gives a style without its background, to lie on whatever row or panel is being drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style

from workbench.model import Origin, Status

if TYPE_CHECKING:
    from textual.widget import Widget

STATUS_GLYPHS = {
    Status.UNTRANSLATED: "◌",
    Status.DRAFT: "◔",
    Status.EDITED: "◕",
    Status.CONFIRMED: "✓",
    Status.REVIEWED: "✔",
}
"""A glyph a status, none of East Asian ambiguous width; colour only repeats what they say."""

ORIGIN_INKS = {
    Origin.MT: "machine",
    Origin.CONTEXT: "memory",
    Origin.EXACT: "memory",
    Origin.FUZZY: "memory",
    Origin.GLOSSARY: "term",
    Origin.PROPAGATED: "memory",
    Origin.SOURCE: "muted",
    Origin.ALIGNMENT: "memory",
    Origin.IMPORT: "memory",
}
"""Which ink the score of a target is written in."""

BOOKMARK, LOCK, NOTE, FINDING = "⚑", "⨯", "✎", "⚠"
"""The signs of the grid's gutter."""

NAMES = (
    "text", "muted", "faint", "strong", "heading", "machine", "memory", "term", "missing", "tag", "added", "removed",
    "found", "warned", "untranslated", "draft", "edited", "confirmed", "reviewed", "error", "warning", "info", "key", "accent",
)  # fmt: skip


INKS = {f"ink--{name}" for name in NAMES}
"""The component classes of every inked widget; textual inherits none from a mixin, so each names them itself."""

CSS = """
.ink--text { color: $foreground; }
.ink--muted { color: $foreground 65%; }
.ink--faint { color: $foreground 38%; }
.ink--strong { color: $foreground; text-style: bold; }
.ink--heading { color: $primary; text-style: bold; }
.ink--machine { color: $accent; }
.ink--memory { color: $secondary; }
.ink--term { color: $warning; text-style: underline; }
.ink--missing { color: $error; text-style: underline; }
.ink--warned { color: $warning; text-style: underline; }
.ink--tag { color: $accent; text-style: bold; }
.ink--added { color: $success; text-style: underline; }
.ink--removed { color: $error; text-style: strike; }
.ink--found { color: $background; background: $warning; }
.ink--untranslated { color: $foreground 38%; }
.ink--draft { color: $accent; }
.ink--edited { color: $warning; }
.ink--confirmed { color: $success; }
.ink--reviewed { color: $success; text-style: bold; }
.ink--error { color: $error; }
.ink--warning { color: $warning; }
.ink--info { color: $secondary; }
.ink--key { color: $accent; text-style: bold; }
.ink--accent { color: $primary; }
"""


if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class Inked(_Base):
    """A widget that draws with the house's inks; its `COMPONENT_CLASSES` must hold `INKS`."""

    _inks: dict[str, Style] | None = None

    def ink(self, name: str) -> Style:
        """A style of the house, without a background but for `found`."""
        if self._inks is None:
            self._inks = {}
        style = self._inks.get(name)
        if style is None:
            found = self.get_component_rich_style(f"ink--{name}")
            style = self._inks[name] = found if name == "found" else style_of(found)
        return style

    @property
    def ground(self) -> Style:
        """The widget's own style, looked up once until it changes."""
        if self._inks is None:
            self._inks = {}
        if "" not in self._inks:
            self._inks[""] = self.rich_style
        return self._inks[""]

    def notify_style_update(self) -> None:
        """Another theme or state: look the styles up again."""
        self._inks = None
        super().notify_style_update()


def style_of(style: Style) -> Style:
    """A style's colour and attributes, its background left out."""
    return Style(
        color=style.color, bold=style.bold, italic=style.italic, underline=style.underline, strike=style.strike
    )
