"""The colours of the house: what each kind of thing is drawn in, on every panel.

Widgets that draw by lines mix their styles from the theme's colours here. Textual would take them from component classes,
but resolves every one of them again for every widget and every change of focus, which costs more than all the drawing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

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


@dataclass(frozen=True, slots=True)
class Look:
    """A colour of the theme at a share of its strength (0–1), how the letters are set, and a colour behind them."""

    color: str
    share: float = 1.0
    bold: bool | None = None
    underline: bool | None = None
    strike: bool | None = None
    behind: str = ""


LOOKS = {
    "text": Look("foreground"),
    "muted": Look("foreground", 0.65),
    "faint": Look("foreground", 0.38),
    "strong": Look("foreground", bold=True),
    "heading": Look("primary", bold=True),
    "machine": Look("accent"),
    "memory": Look("secondary"),
    "term": Look("warning", underline=True),
    "missing": Look("error", underline=True),
    "warned": Look("warning", underline=True),
    "tag": Look("accent", bold=True),
    "added": Look("success", underline=True),
    "removed": Look("error", strike=True),
    "found": Look("background", behind="warning"),
    "untranslated": Look("foreground", 0.38),
    "draft": Look("accent"),
    "edited": Look("warning"),
    "confirmed": Look("success"),
    "reviewed": Look("success", bold=True),
    "error": Look("error"),
    "warning": Look("warning"),
    "info": Look("secondary"),
    "key": Look("accent", bold=True),
    "accent": Look("primary"),
}
"""The inks by name."""


if TYPE_CHECKING:
    _Base = Widget
else:
    _Base = object


class Inked(_Base):
    """A widget that draws with the house's inks."""

    _inks: dict[str | tuple[str, float], Style] | None = None
    _mixed_for = ""

    def ink(self, name: str) -> Style:
        """A style of the house, without a background but for `found`."""
        known = self._known()
        style = known.get(name)
        if style is None:
            look = LOOKS[name]
            style = known[name] = Style(
                color=self._mixed(look.color, look.share).rich_color,
                bgcolor=self._mixed(look.behind).rich_color if look.behind else None,
                bold=look.bold,
                underline=look.underline,
                strike=look.strike,
            )
        return style

    def tint(self, color: str, share: float) -> Style:
        """A background: the widget's own with so much of a theme's colour in it."""
        known = self._known()
        if (color, share) not in known:
            known[color, share] = Style(bgcolor=self._mixed(color, share).rich_color)
        return known[color, share]

    @property
    def ground(self) -> Style:
        """The widget's own style, looked up once until it changes."""
        known = self._known()
        if "" not in known:
            known[""] = self.rich_style
        return known[""]

    def notify_style_update(self) -> None:
        """Another theme or state: look the styles up again."""
        self._inks = None
        super().notify_style_update()

    def _known(self) -> dict[str | tuple[str, float], Style]:
        if self._inks is None or self._mixed_for != self.app.theme:
            self._inks, self._mixed_for = {}, self.app.theme
        return self._inks

    def _mixed(self, name: str, share: float = 1.0) -> Color:
        """A colour of the theme over the widget's background; terminal colours cannot be mixed and stand as they are."""
        color = Color.parse(self.app.theme_variables[name])
        ground = self.background_colors[1]
        if share == 1 or color.ansi is not None or ground.ansi is not None:
            return color
        return ground + color.multiply_alpha(share)
