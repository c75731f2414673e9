"""Tag marks: how inline markup and footnote references stand inside a segment.

`⟦1⟧bold⟦/1⟧` is a pair, `⟦2/⟧` stands alone (a footnote reference, a line break). The brackets U+27E6 and U+27E7 occur in
no policy paper we know of; a source that does hold them is read with them as text, because no tag of that number exists.
"""

from __future__ import annotations

import re
from collections import Counter

MARK = re.compile(r"⟦(?P<close>/)?(?P<id>\d{1,4})(?P<alone>/)?⟧")


def opening(tag_id: int) -> str:
    """The mark that opens a pair."""
    return f"⟦{tag_id}⟧"


def closing(tag_id: int) -> str:
    """The mark that closes a pair."""
    return f"⟦/{tag_id}⟧"


def alone(tag_id: int) -> str:
    """The mark of a tag without content."""
    return f"⟦{tag_id}/⟧"


def opens(text: str) -> bool:
    """Whether the text is one mark that opens a pair."""
    match = MARK.fullmatch(text)
    return match is not None and not match["close"] and not match["alone"]


def strip(text: str) -> str:
    """The text without its tag marks."""
    return MARK.sub("", text) if "⟦" in text else text


def marks(text: str) -> list[str]:
    """The tag marks of a text, in order."""
    return [match.group() for match in MARK.finditer(text)]


def missing(source: str, target: str) -> list[str]:
    """The marks of the source that the target lacks, in the order of the source."""
    have = Counter(marks(target))
    lost = []
    for mark in marks(source):
        if have[mark]:
            have[mark] -= 1
        else:
            lost.append(mark)
    return lost


def balanced(text: str) -> bool:
    """Whether every opened pair is closed, in proper nesting."""
    stack: list[str] = []
    for match in MARK.finditer(text):
        if match["alone"]:
            continue
        if not match["close"]:
            stack.append(match["id"])
        elif not stack or stack.pop() != match["id"]:
            return False
    return not stack
