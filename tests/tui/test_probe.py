"""What the terminal answers decides what the user is told."""

import os
import pty
import sys
import textwrap

import pytest

from workbench.tui.probe import EXPECTED, Probed, probe


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (EXPECTED, ""),
        ({**EXPECTED, "ambiguous": 6}, "ambiguous characters"),
        ({**EXPECTED, "combining": 4}, "combining"),
        (dict.fromkeys(EXPECTED), ""),
    ],
)
def test_advice(cells, words):
    advice = Probed(cells).advice
    assert (words in advice) if words else advice == ""


def test_without_a_terminal_nothing_is_asked():
    assert probe() is None


def test_a_terminal_that_draws_ambiguous_characters_wide_is_found():
    """A terminal of our own: it answers where the cursor would be, counting ambiguous characters twice."""
    script = textwrap.dedent("""
        from workbench.tui.probe import probe
        print("WIDE" if probe().ambiguous_is_wide else "NARROW", flush=True)
    """)
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(sys.executable, [sys.executable, "-c", script])
    seen = b""
    widths = {"·“●": 6, "가漢": 4, "か\u3099": 2, "ｶﾞ": 2}
    while b"WIDE" not in seen and b"NARROW" not in seen:
        try:
            seen += os.read(terminal, 1024)
        except OSError:
            break
        while b"\x1b[6n" in seen:
            asked, seen = seen.split(b"\x1b[6n", 1)
            text = asked.split(b"\x1b[K")[-1].decode()
            os.write(terminal, f"\x1b[1;{widths[text] + 1}R".encode())
    os.waitpid(pid, 0)
    os.close(terminal)
    assert b"WIDE" in seen
