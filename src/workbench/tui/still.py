"""Scroll views whose content grows and shrinks without the whole screen being laid out anew.

In textual a change of a view's virtual size lays out the screen, because a size may depend on it. Grid, lists and text areas
here have sizes of their own; only their scrollbar has to know. On every key that saves most of the work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.reactive import Reactive

if TYPE_CHECKING:
    from textual.scroll_view import ScrollView

    _Base = ScrollView
else:
    _Base = object


def still_size() -> Reactive[Size]:
    """The reactive to put in the place of `virtual_size`."""
    return Reactive(Size(0, 0), layout=False)


class Still(_Base):
    """A view with a fixed place on the screen."""

    def watch_virtual_size(self, size: Size) -> None:
        """Tell the scrollbar; showing or hiding it is a matter of layout, and textual's."""
        if not self.is_mounted:
            return
        self._refresh_scrollbars()
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.window_virtual_size = size.height
            self.vertical_scrollbar.window_size = self.scrollable_content_region.height
