"""Asking the terminal how wide it draws characters: before the editor starts, and for `workbench doctor`.

Characters of East Asian width "ambiguous" (· “ ” ① ● …) take one cell in most terminals and two in some that are set for
Korean or Japanese. The editor counts one; where the terminal draws two, columns shift. The only way to know is to print one
and ask where the cursor is.
"""

from __future__ import annotations

import os
import re
import select
import sys
from dataclasses import dataclass

PROBES = {"ambiguous": "·“●", "wide": "가漢", "combining": "か\u3099", "half-width": "ｶﾞ"}
"""What is printed; `ambiguous` decides, the others tell whether the terminal knows East Asian text at all."""

EXPECTED = {"ambiguous": 3, "wide": 4, "combining": 2, "half-width": 2}
SECONDS = 0.5

_ANSWER = re.compile(rb"\x1b\[(\d+);(\d+)R")


@dataclass(frozen=True, slots=True)
class Probed:
    """How many cells each probe took; None where the terminal did not answer."""

    cells: dict[str, int | None]

    @property
    def ambiguous_is_wide(self) -> bool:
        """Whether the terminal draws ambiguous characters two cells wide."""
        found = self.cells.get("ambiguous")
        return found is not None and found > EXPECTED["ambiguous"]

    @property
    def advice(self) -> str:
        """What to tell the user, empty where all is well or nothing is known."""
        if self.ambiguous_is_wide:
            return (
                "this terminal draws characters such as · “ ● two cells wide, the editor counts one:"
                " set 'ambiguous characters' to narrow in its settings"
            )
        odd = [name for name, width in self.cells.items() if width is not None and width != EXPECTED[name]]
        return (
            f"this terminal draws {', '.join(odd)} characters in an unexpected width: use another font" if odd else ""
        )


def probe() -> Probed | None:
    """Ask the terminal; None where there is none, or it cannot be asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()) or sys.platform == "win32":
        return None
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        return Probed({name: _width(terminal, text) for name, text in PROBES.items()})
    finally:
        os.write(sys.stdout.fileno(), b"\r\x1b[K")
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


def _width(terminal: int, text: str) -> int | None:
    os.write(sys.stdout.fileno(), b"\r\x1b[K" + text.encode() + b"\x1b[6n")
    answer = b""
    while select.select([terminal], [], [], SECONDS)[0]:
        answer += os.read(terminal, 32)
        found = _ANSWER.search(answer)
        if found:
            return int(found[2]) - 1
    return None
