"""The two themes of the house: ink on dark (`meok`) and ink on paper (`hanji`)."""

from __future__ import annotations

from textual.theme import Theme

MEOK = Theme(
    name="meok",
    primary="#7aa2d6",
    secondary="#6fb3a8",
    accent="#c49bd4",
    warning="#e0af68",
    error="#e0707a",
    success="#8fbf7f",
    foreground="#d5d9e2",
    background="#15171c",
    surface="#1b1e25",
    panel="#232730",
    dark=True,
    variables={"footer-key-foreground": "#c49bd4", "input-selection-background": "#7aa2d6 35%"},
)

HANJI = Theme(
    name="hanji",
    primary="#2f5d93",
    secondary="#1f7a6d",
    accent="#8a4f9e",
    warning="#9a6400",
    error="#b3313c",
    success="#3f7a2a",
    foreground="#23262d",
    background="#faf7f0",
    surface="#f3eee3",
    panel="#e9e2d3",
    dark=False,
    variables={"footer-key-foreground": "#8a4f9e", "input-selection-background": "#2f5d93 30%"},
)

THEMES = (MEOK, HANJI)
