"""The line to the terminal: a thread of its own sees that it is dead, also when no signal says so.

A program that waits for us (`make edit` does) keeps the hang-up signal to itself. Then the driver's reader would spin, and
its writer fails, so that the event loop soon waits for it for ever: the program has to be ended from outside the loop. Also
where the signal comes and the loop is left, the driver may fail to stop its reader, for which the program would then wait.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable

LOOK = 2.0
"""Seconds between two looks at the terminal."""

PATIENCE = 5.0
"""Seconds that leaving in order, and then ending, may take before the program ends as it is; what is stored is safe."""


class LineWatch:
    """Says once that the terminal of the start is gone, and ends the program if that does not end by itself."""

    def __init__(self, fd: int = 0) -> None:
        self.fd = fd
        self._left = threading.Event()

    def watch(self, lost: Callable[[], object]) -> None:
        """Begin to look; `lost` is called in a thread of the watch. Without a terminal there is nothing to look at."""
        if os.isatty(self.fd):
            threading.Thread(target=self._look, args=(lost,), name="line-watch", daemon=True).start()

    def left(self) -> None:
        """The program has left the terminal by itself."""
        self._left.set()

    def _look(self, lost: Callable[[], object]) -> None:
        while not self._left.wait(LOOK):
            if not os.isatty(self.fd):
                lost()
                self._left.wait(PATIENCE)
                break
        time.sleep(PATIENCE)  # a program that ends takes this thread along
        if not os.isatty(self.fd):
            os._exit(1)
