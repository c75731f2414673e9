"""Common words of Korean and Japanese writing, with their inner joints, for telling a compound from an accident.

国会議員 holds no 会議 and 사회의 no 회의: what decides is which words the run of characters is made of. The lists
(`data/words-ko.txt`, `data/words-ja.txt`) are our own. A longer word is taken apart into listed words and affixes where it
can be (同盟/国); `=` before a word forbids it (=核心), slashes in a word give its joints where the list does not.
"""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import pairwise

AFFIXES = {
    "ja": frozenset(
        "的化性国人者論派製型式系級力権制法学内外間上下中前後産省庁相軍側率額量対反非親駐在訪新旧全各両米日韓英仏独露超"
        "過再未不無最高低大小初元現総主副準脱抗多単異同他本当次来昨毎翌諸被要可年月日時分円億万千百十兆〇一二三四五六七八九"
        "都府県市区町村郡州省道島湾川山港圏域界部局課室長員官士師家屋店党団体隊群城税費料金債券株品物機器船艦車線"
        "路網場所点面層案策術書状令条項章節語文版号件例等用向別比約以計差益損高安入出会館院業兵炉財度観感類商"
    ),
    "ko": frozenset(
        "국인산제권가자사측형급용발내간상전후기군법률율량액품업원장실회당청부처론학계망선파어식류점력화성적관단소"
    ),
}
"""Single characters that join with words to make others."""


@cache
def words(language: str) -> dict[str, tuple[int, ...]]:
    """The words of a language with the offsets of their inner joints (none where a word has no parts)."""
    listed = _read(language)
    affixes = AFFIXES.get(language, frozenset())
    found: dict[str, tuple[int, ...]] = {}
    for word in sorted(listed, key=len):
        joints = listed[word]
        if joints is None:
            joints = _joints(word, listed, affixes)
            # And those of the parts: 国家/安全/保障 in 国家安全保障.
            edges = (0, *joints, len(word))
            parts = [(start, found.get(word[start:end], ())) for start, end in pairwise(edges)] if joints else []
            joints = tuple(sorted({*joints, *(start + joint for start, inner in parts for joint in inner)}))
        found[word] = joints
    return found


@cache
def whole(language: str) -> frozenset[str]:
    """The words of a language that are never to be taken apart."""
    return frozenset(word for word, joints in _read(language).items() if joints == ())


@cache
def longest(language: str) -> int:
    """The length of the longest listed word."""
    return max(map(len, words(language)), default=0)


@cache
def _read(language: str) -> dict[str, tuple[int, ...] | None]:
    """The list as written: joints where slashes give them, none where `=` forbids them, None where the list decides."""
    resource = resources.files(__package__) / "data" / f"words-{language}.txt"
    if not resource.is_file():
        return {}
    listed: dict[str, tuple[int, ...] | None] = {}
    for line in resource.read_text("utf-8").splitlines():
        for item in line.split("#")[0].split():
            is_whole = item.startswith("=")
            parts = item.removeprefix("=").split("/")
            joints = tuple(sum(map(len, parts[:count])) for count in range(1, len(parts)))
            listed["".join(parts)] = joints if joints or is_whole else None
    return listed


def _joints(word: str, listed: dict[str, tuple[int, ...] | None], affixes: frozenset[str]) -> tuple[int, ...]:
    """The joints of the division into the fewest listed words and affixes, long first parts before short ones."""
    length = len(word)
    if length < 3:
        return ()
    best: list[tuple[int, ...] | None] = [None] * length + [()]
    for start in range(length - 1, -1, -1):
        for end in range(length - (start == 0), start, -1):
            rest = best[end]
            piece = word[start:end]
            if rest is None or not (piece in affixes if len(piece) == 1 else piece in listed):
                continue
            found = (end, *rest) if end < length else ()
            known = best[start]
            if known is None or len(found) < len(known):
                best[start] = found
    return best[0] or ()
