"""The editor: screens and widgets over the workflow's use cases, drawn in a terminal.

Kitty's keyboard protocol is switched off before textual is first imported: under it, textual 8.2 turns what an input
method commits into garbage from five characters on, and iTerm2 drops it without a word. Legacy key sequences carry Korean
and Japanese as the plain UTF-8 they are.
"""

import gc
import os

gc.set_threshold(
    50_000, 20, 20
)  # a screen is many objects that live as long as it: looking for cycles finds none of them
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
