"""Text as XML: escaped, and without the characters XML 1.0 forbids."""

from __future__ import annotations

import re

_FORBIDDEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_ILLEGAL = re.compile(f"[{_FORBIDDEN}]")
_UNSAFE = re.compile(f"[&<>\r{_FORBIDDEN}]")
_UNSAFE_IN_ATTRIBUTE = re.compile(f'[&<>"\t\n\r{_FORBIDDEN}]')


def escaped(text: str) -> str:
    """The text as element content."""
    if not _UNSAFE.search(text):
        return text
    text = _ILLEGAL.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def attribute(text: str) -> str:
    """The text as an attribute's value, to stand between double quotes."""
    if not _UNSAFE_IN_ATTRIBUTE.search(text):
        return text
    text = _ILLEGAL.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text.replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")


def legal(text: str) -> str:
    """The text without characters XML forbids."""
    return _ILLEGAL.sub("", text) if _ILLEGAL.search(text) else text
