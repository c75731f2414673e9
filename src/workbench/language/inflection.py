"""Whether a rendering occurs in running text, in any form an editor would accept for it.

A glossary says `buffer zone`; the text may say `Buffer zones`, `the buffer-zone's` or `BUFFER ZONE`. English number,
possessive, hyphens and case are tolerated; capitals that carry meaning (`NATO`, `Asian Development Bank`) are not given
up. Languages written without spaces are searched as they stand.
"""

from __future__ import annotations

import re
from functools import lru_cache

from workbench.model import Span

_HYPHENS = "‐‑–-"
_IRREGULAR = {
    "man": "men", "woman": "women", "person": "people", "child": "children", "foot": "feet", "datum": "data",
    "medium": "media", "criterion": "criteria", "phenomenon": "phenomena", "index": "indices",
}  # fmt: skip
_SPACELESS = ("ja", "zh", "th", "lo", "km", "my")


def occurrences(text: str, rendering: str, language: str = "en") -> list[Span]:
    """Where the rendering stands in the text, inflected or not; offsets in code points."""
    if not rendering.strip():
        return []
    return [Span(*match.span()) for match in _pattern(rendering.strip(), language.split("-")[0]).finditer(text)]


def occurs(text: str, rendering: str, language: str = "en") -> bool:
    """Whether the rendering stands in the text, inflected or not."""
    return bool(rendering.strip()) and _pattern(rendering.strip(), language.split("-")[0]).search(text) is not None


@lru_cache(maxsize=4096)
def _pattern(rendering: str, language: str) -> re.Pattern[str]:
    if language in _SPACELESS:
        return re.compile(re.escape(rendering))
    words = [word for word in re.split(rf"[\s{_HYPHENS}]+", rendering) if word]
    if not words:
        return re.compile(re.escape(rendering))
    inflected = language == "en"
    # `balance of power` has its plural on the first word, `buffer zone` on the last.
    heads = {len(words) - 1} | {place - 1 for place, word in enumerate(words) if word in ("of", "for", "in") and place}
    parts = [_word(word, inflected and place in heads) for place, word in enumerate(words)]
    ending = r"(?:['’]s|(?<=s)['’])?" if inflected else ""
    between = rf"[\s{_HYPHENS}]+"
    return re.compile(rf"(?<!\w){between.join(parts)}{ending}(?!\w)")


def _word(word: str, inflected: bool) -> str:
    forms = _numbers(word) if inflected else [word]
    return f"(?:{'|'.join(_any_case(form) for form in forms)})"


def _any_case(form: str) -> str:
    # Capitals of the rendering stay; a small initial may be a capital (sentence start), and all may be (a heading).
    if form != form.lower():
        return f"{re.escape(form)}|{re.escape(form.upper())}"
    return f"{re.escape(form)}|{re.escape(form[:1].upper() + form[1:])}|{re.escape(form.upper())}"


def _numbers(word: str) -> list[str]:
    """The word with its other number: plurals of a singular, the singular of a plural."""
    lower = word.lower()
    forms = [word]
    for one, many in _IRREGULAR.items():
        if lower == one:
            forms.append(many)
        elif lower == many:
            forms.append(one)
    if re.search(r"(?:s|x|z|ch|sh)$", lower):
        forms.append(f"{word}es")
    if re.search(r"[^aeiou]y$", lower):
        forms.append(f"{word[:-1]}ies")
    elif lower.endswith("sis"):
        forms.append(f"{word[:-2]}es")
    elif not lower.endswith("s"):
        forms.append(f"{word}s")
    if lower.endswith("ies") and len(word) > 4:
        forms.append(f"{word[:-3]}y")
    elif re.search(r"(?:ss|x|z|ch|sh)es$", lower):
        forms.append(word[:-2])
    elif lower.endswith("s") and not lower.endswith(("ss", "sis", "us")) and len(word) > 3:
        forms.append(word[:-1])
    return forms
