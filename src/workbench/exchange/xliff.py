"""XLIFF out, 1.2 and 2.1: one segment a unit, so that no tool loses a note or merges two sentences.

    status         1.2 state (state-qualifier)                 2.1 state (subState)
    untranslated   no target                                    initial
    draft          needs-review-translation (mt-suggestion,     initial (workbench:mt, workbench:fuzzy …)
                   exact-match, fuzzy-match …)
    edited         needs-review-translation                     initial (workbench:edited)
    confirmed      translated                                   translated
    reviewed       signed-off, approved="yes"                   reviewed

Tag marks become `g` and `x` (1.2) or `pc` and `ph` (2.1), and tag marks again when the file comes back; a unit's id is its
segment's. Reading lives in `xliff_reading`.
"""

from __future__ import annotations

from collections.abc import Iterable

from workbench.exchange.opening import Source, written
from workbench.exchange.xliff_reading import Reader, read
from workbench.exchange.xml import attribute, escaped
from workbench.language.codes import canonical
from workbench.model import Origin, Segment, Status
from workbench.text import tags
from workbench.text.normal import nfc

__all__ = ["Reader", "read", "write"]

_QUALIFIERS = {
    Origin.MT: "mt-suggestion",
    Origin.CONTEXT: "id-match",
    Origin.EXACT: "exact-match",
    Origin.PROPAGATED: "exact-match",
    Origin.FUZZY: "fuzzy-match",
}
_STATES_1 = {
    Status.DRAFT: "needs-review-translation",
    Status.EDITED: "needs-review-translation",
    Status.CONFIRMED: "translated",
    Status.REVIEWED: "signed-off",
}
_STATES_2 = {Status.CONFIRMED: "translated", Status.REVIEWED: "reviewed"}


def write(
    target: Source,
    segments: Iterable[Segment],
    source_language: str,
    target_language: str,
    *,
    document: str = "",
    version: str = "1.2",
) -> int:
    """Write the segments of one document, translated or not; returns how many.

    Args:
        target: A path, which is replaced whole or not at all, or a binary stream.
        document: The name of the file the segments come from.
        version: `1.2` or `2.1`.

    Raises:
        InterchangeError: The file cannot be written.
    """
    languages = attribute(canonical(source_language)), attribute(canonical(target_language))
    head, unit, foot = (_head_1, _unit_1, _FOOT_1) if version == "1.2" else (_head_2, _unit_2, _FOOT_2)
    count = 0
    with written(target) as stream:
        stream.write(head(*languages, attribute(document)).encode())
        for segment in segments:
            stream.write(unit(segment).encode())
            count += 1
        stream.write(foot.encode())
    return count


_FOOT_1 = "    </body>\n  </file>\n</xliff>\n"
_FOOT_2 = "  </file>\n</xliff>\n"


def _head_1(source_language: str, target_language: str, document: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n'
        f'  <file original="{document}" source-language="{source_language}" target-language="{target_language}"'
        ' datatype="plaintext">\n    <body>\n'
    )


def _unit_1(segment: Segment) -> str:
    lines = [f"        <source>{_inline(segment.source, _ONE)}</source>\n"]
    if segment.target:
        state = f' state="{_STATES_1.get(segment.status, "needs-translation")}"'
        if segment.status is Status.DRAFT:
            state += f' state-qualifier="{_QUALIFIERS.get(segment.origin, "leveraged-tm")}"'
        lines.append(f"        <target{state}>{_inline(segment.target, _ONE)}</target>\n")
    if segment.note:
        lines.append(f"        <note>{escaped(segment.note)}</note>\n")
    approved = ' approved="yes"' if segment.status is Status.REVIEWED else ""
    return f'      <trans-unit id="{segment.id}"{approved} xml:space="preserve">\n{"".join(lines)}      </trans-unit>\n'


def _head_2(source_language: str, target_language: str, document: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0"'
        f' srcLang="{source_language}" trgLang="{target_language}">\n'
        f'  <file id="f1" original="{document}">\n'
    )


def _unit_2(segment: Segment) -> str:
    notes = f"      <notes>\n        <note>{escaped(segment.note)}</note>\n      </notes>\n" if segment.note else ""
    state = _STATES_2.get(segment.status, "initial")
    sub = ""
    if segment.status is Status.EDITED:
        sub = ' subState="workbench:edited"'
    elif segment.status is Status.DRAFT:
        sub = f' subState="workbench:{segment.origin or "draft"}"'
    target = f"        <target>{_inline(segment.target, _TWO)}</target>\n" if segment.target else ""
    return (
        f'    <unit id="u{segment.id}" xml:space="preserve">\n{notes}'
        f'      <segment id="s{segment.id}" state="{state}"{sub}>\n'
        f"        <source>{_inline(segment.source, _TWO)}</source>\n{target}"
        "      </segment>\n    </unit>\n"
    )


# How each kind of mark is written: opening and closing of a whole pair, standing alone, opening and closing of a torn one.
_ONE = ('<g id="{}">', "</g>", '<x id="{}"/>', '<bx id="{0}" rid="{0}"/>', '<ex id="{0}c" rid="{0}"/>')
_TWO = ('<pc id="{}">', "</pc>", '<ph id="{}"/>', '<sc id="{}"/>', '<ec startRef="{}"/>')


def _inline(text: str, forms: tuple[str, str, str, str, str]) -> str:
    """The text as XML with its tag marks as elements: pairs where they are whole and nested, else single codes."""
    text = nfc(text)
    whole = tags.balanced(text) and len(set(tags.marks(text))) == len(tags.marks(text))
    parts: list[str] = []
    at = 0
    for mark in tags.MARK.finditer(text):
        parts.append(escaped(text[at : mark.start()]))
        at = mark.end()
        if mark["alone"]:
            form = forms[2]
        elif whole:
            form = forms[1] if mark["close"] else forms[0]
        else:
            form = forms[4] if mark["close"] else forms[3]
        parts.append(form.format(mark["id"]))
    parts.append(escaped(text[at:]))
    return "".join(parts)
