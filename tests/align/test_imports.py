"""The room can be named without numpy being loaded."""

import subprocess
import sys


def test_naming_the_room_loads_no_numpy() -> None:
    code = "import sys, workbench.align, workbench.align.editing; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
