"""Our line breaking inside textual's text areas.

Textual breaks at spaces and then by code point, which leaves Japanese ragged and puts `、` at the start of lines. It has
no hook for another rule, so the one function it calls is replaced where its wrapped document looks it up: the only place
in the workbench that changes a library. `tests/tui/test_kinsoku.py` fails if a new textual moves it.
"""

from __future__ import annotations

from textual.document import _wrapped_document

from workbench.text.wrap import breaks

_PLACE = "compute_wrap_offsets"


def install() -> None:
    """Let every text area break lines by `workbench.text.wrap`."""
    if not hasattr(_wrapped_document, _PLACE):
        raise ImportError(f"textual no longer has {_wrapped_document.__name__}.{_PLACE}")
    setattr(_wrapped_document, _PLACE, _offsets)


def _offsets(text: str, width: int, *_: object, **__: object) -> list[int]:
    """The breaks of one line; a tab never stands in a text area of ours (`text.controls`)."""
    return breaks(text, max(1, width), hang=1)
