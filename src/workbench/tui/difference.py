"""One text shown as the change from another: what is gone struck out, what is new beside it."""

from __future__ import annotations

from workbench.tui.ink import Inked
from workbench.tui.paint import Mark


def difference(view: Inked, old: str, new: str) -> tuple[str, list[Mark]]:
    """The old text with the new one's words put in, and the marks that tell them apart."""
    from workbench.text.diff import changes  # a library of its own, needed at the first fuzzy match

    parts: list[str] = []
    marks: list[Mark] = []
    length = end = 0

    def put(text: str, ink: str) -> None:
        nonlocal length
        if text:
            parts.append(text)
            if ink:
                marks.append(Mark(length, length + len(text), view.ink(ink)))
            length += len(text)

    for change in changes(old, new):
        put(old[end : change.before.start], "")
        put(old[change.before.start : change.before.end], "removed")
        put(new[change.after.start : change.after.end], "added")
        end = change.before.end
    put(old[end:], "")
    return "".join(parts), marks
