"""SRX 2.0: segmentation rules to and from other tools.

Import takes the rules of one language in the order that the file's cascade gives them. Export writes a user's rules and the
part of ours that SRX can say; matched pairs, and with them quotations of several sentences, are beyond it.
Source: SRX 2.0 specification, GALA, 2008.
"""

from __future__ import annotations

import regex
from lxml import etree

from workbench.documents.rules import ABBREVIATIONS, CONTINUES, Rule, Rules
from workbench.errors import InterchangeError

_NAMESPACE = "http://www.lisa.org/srx20"
_MAX_BYTES = 8 * 1024 * 1024
_CLOSING = "」』）)”’\"'\\]】〉》¹²³⁴⁵⁶⁷⁸⁹⁰"


def read(data: bytes, language: str, *, name: str = "rules.srx") -> tuple[Rules, list[str]]:
    """The rules of a language in an SRX file, for use in place of the built-in ones, and the patterns left out.

    A pattern is left out when it uses what only ICU understands.

    Args:
        data: The file's bytes.
        language: BCP 47 code.
        name: File name for messages.

    Raises:
        InterchangeError: No SRX file.
    """
    root = _root(data, name)
    strip = f"{{{_NAMESPACE}}}" if root.tag.startswith(f"{{{_NAMESPACE}}}") else ""
    header = root.find(f"{strip}header")
    cascade = header is not None and header.get("cascade", "no") == "yes"
    by_name = {found.get("languagerulename", ""): found for found in root.iter(f"{strip}languagerule")}
    rules: list[Rule] = []
    left_out: list[str] = []
    for entry in root.iter(f"{strip}languagemap"):
        if not _fits(entry.get("languagepattern", ""), language):
            continue
        found = by_name.get(entry.get("languagerulename", ""))
        for rule in found.iter(f"{strip}rule") if found is not None else ():
            before, after = (rule.findtext(f"{strip}{side}") or "" for side in ("beforebreak", "afterbreak"))
            if not before and not after:
                continue
            if bad := next((pattern for pattern in (before, after) if not _compiles(pattern)), None):
                left_out.append(bad)
            else:
                rules.append(Rule(rule.get("break", "yes") != "no", before, after))
        if not cascade:
            break
    return Rules(rules=tuple(rules), builtin=False), left_out


def write(rules: Rules) -> bytes:
    """An SRX 2.0 file with the user's rules and ours for Korean, Japanese and everything else."""
    root = etree.Element(f"{{{_NAMESPACE}}}srx", {"version": "2.0"}, nsmap={None: _NAMESPACE})  # type: ignore[dict-item]
    etree.SubElement(root, f"{{{_NAMESPACE}}}header", {"segmentsubflows": "yes", "cascade": "no"})
    body = etree.SubElement(root, f"{{{_NAMESPACE}}}body")
    languages = etree.SubElement(body, f"{{{_NAMESPACE}}}languagerules")
    for name, code in (("Japanese", "ja"), ("Korean", "ko"), ("Default", "")):
        listed = etree.SubElement(languages, f"{{{_NAMESPACE}}}languagerule", {"languagerulename": name})
        for rule in (*(rule for rule in rules.rules if rule.language in ("", code)), *_ours(rules, code)):
            element = etree.SubElement(listed, f"{{{_NAMESPACE}}}rule", {"break": "yes" if rule.breaks else "no"})
            etree.SubElement(element, f"{{{_NAMESPACE}}}beforebreak").text = rule.before
            etree.SubElement(element, f"{{{_NAMESPACE}}}afterbreak").text = rule.after
    maps = etree.SubElement(body, f"{{{_NAMESPACE}}}maprules")
    for pattern, name in (("[Jj][Aa].*", "Japanese"), ("[Kk][Oo].*", "Korean"), (".*", "Default")):
        attributes = {"languagepattern": pattern, "languagerulename": name}
        etree.SubElement(maps, f"{{{_NAMESPACE}}}languagemap", attributes)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _ours(rules: Rules, language: str) -> list[Rule]:
    """The built-in table as far as pairs of patterns can say it."""
    if not rules.builtin:
        return []
    words = "|".join(sorted({*ABBREVIATIONS, *(word.rstrip(".") for word in rules.abbreviations)}))
    found = [
        Rule(False, rf"\b(?:{words})\.", r"\s"),
        Rule(False, r"\b[A-Z]\.", r"\s?[A-Z]"),
        Rule(False, r"\d[.,]", r"\d"),
        Rule(False, r"\b\d{1,4}\.", r"\s?\d{1,2}\."),
        Rule(False, r"\b\d{1,4}\.\s?\d{1,2}\.", r"\s"),
        Rule(False, r"^\s*(?:\d{1,3}|[가나다라마바사아자차카타파하])\.", r"\s"),
        Rule(False, r"[。．？！｡.?!…]", rf"[{_CLOSING}。．？！｡.?!…]"),
    ]
    if language in CONTINUES:
        found.append(Rule(False, r"[。．？！｡.?!…][」』）)”\"]+", CONTINUES[language]))
    if language == "ja":
        found.append(Rule(True, rf"[。．？！｡][{_CLOSING}]*", ""))
        found.append(Rule(True, rf"[?!][{_CLOSING}]*", r"[\s\p{Han}\p{Hiragana}\p{Katakana}「『(（]"))
    else:
        found.append(Rule(False, r"\.\.+", r"\s"))
        found.append(Rule(True, rf"[。．？！｡][{_CLOSING}]*", ""))
    found.append(Rule(True, rf"[.?!][{_CLOSING}]*", r"\s+(?![a-z])"))
    return found


def _root(data: bytes, name: str) -> etree._Element:
    if len(data) > _MAX_BYTES:
        raise InterchangeError("larger than any SRX file", path=name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InterchangeError(f"no XML ({error.msg})", path=name, line=error.lineno) from error
    if etree.QName(root).localname != "srx":
        raise InterchangeError("no SRX file", path=name, hint="its first element must be srx")
    return root


def _fits(pattern: str, language: str) -> bool:
    try:
        return regex.fullmatch(pattern, language, regex.IGNORECASE) is not None
    except regex.error:
        return False


def _compiles(pattern: str) -> bool:
    try:
        regex.compile(pattern)
    except regex.error:
        return False
    return True
