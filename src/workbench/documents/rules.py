"""What the segmenter knows, as a table that a user can add to.

The built-in table holds what is true of Korean, Japanese and generic writing: abbreviations, spans inside which nothing
is cut, and the words that carry a sentence on behind a closing quotation mark. A user's rules stand in `workbench.toml`
under `[segmentation]` or come from an SRX file; they are asked first, in order, and the first that fits decides, as in
SRX 2.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import regex

from workbench.errors import InterchangeError, UsageError

ABBREVIATIONS = ["No", "Nos", "Vol", "Mr", "Dr", "Mrs", "Ms", "Prof", "Gen", "Sen", "Rep", "Gov", "St", "vs", "cf", "pp", "p", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "Fig", "Figs", "Eq", "Sec", "Ch", "ed", "eds", "trans", "al", "ca", "approx", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "vol", "no"]  # fmt: skip
"""Words whose full stop is not the end of a sentence when something follows."""

PROTECTED = (
    r"https?://[^\s<>\"」』）)。、]*[^\s<>\"」』）).,!?。、]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b(?:[A-Za-z]\.){2,}(?!\s+(?:The|In|But|It|This|However|A)\b)",
    r"\d+(?:[.,]\d+)+",
    r"\b\d{1,4}\.\s?\d{1,2}\.(?:\s?\d{1,2}\.?(?!\d))?",
    r"\b[A-Z]\.(?=\s?[A-Z])",
    r"(?<=(?:^|[,·(（/“\"'‘&]|\b[A-Z]\.)\s?)[A-Z]\.(?=\s?\p{Hangul})",
    r"(?:\b\p{Lu}\.\s?)+[(（](?:19|20)\d\d[a-z]?[)）]\.?",
    r"(?<=\s)[(（](?:19|20)\d\d[a-z]?[)）]\.(?=\s)",
    r"Yahoo!(?=\S)",
    r"モーニング娘。",
    r"^\s*(?:\d{1,3}|[가나다라마바사아자차카타파하])\.\s",
    r"(?<=[.。!?]\s)(?:\d{1,3}|[가나다라마바사아자차카타파하])\.\s",
    r"(?<=(?:^|[.。．!?！？」”]\s?)\s*)(?:[QA]|문|답|질문|답변|질의|응답|問|答|質問|回答)\s?\d{0,3}[.．](?=\s?\S)",
    r"(?<=(?:^|[.。．]\s?)\s*)(?:표|그림|사진|도표|図表?|表|写真|제)\s?\d{1,3}(?:[-–]\d{1,3})?[조장절항호부편]?[.．](?=\s?\S)",
)
"""Spans inside which no sentence ends: addresses, initials, decimals, dates, enumerators, labels (Q1. 답. 표 3.), names."""

CONTINUES = {
    "ja": r"[とっなをにがはもへで、，,。・のやか）)]|より|から|まで|など",
    "ko": r"\s*(?:(?:이라|라)?(?:고|는|며|면서|던|든가|서)\b|(?:이)?(?:란|라)\b|하[는고며였면]|했|[을를은는의에와과도]\s|등[\s,의이을은])",
}
"""What carries the sentence on behind a closing quotation mark, per language."""

NOMINAL = (
    r"(?:것임|실정임|전망임|[가-힣][했었였]음|(?:필요|가능|중요|불가피|추진|강화|제고|확대|전망|예상)[함됨])(?=\s)"
)
"""Korean nominal endings without a full stop; off by default, since they also occur inside sentences."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Break, or do not break, where `before` matches up to a place and `after` from it (regular expressions)."""

    breaks: bool
    before: str
    after: str
    language: str = ""
    """BCP 47 code the rule is for; empty for all."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A user's additions to the built-in table.

    Attributes:
        rules: Asked first, in order, at every place where they fit.
        abbreviations: Further words whose full stop does not end a sentence.
        protected: Further patterns inside which nothing is cut.
        nominal: Whether Korean nominal endings without a full stop (…것임 …했음) end a segment.
        builtin: False leaves the user's rules alone in charge.
    """

    rules: tuple[Rule, ...] = ()
    abbreviations: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    nominal: bool = False
    builtin: bool = True


DEFAULT = Rules()


def load_rules(table: Mapping[str, Any], *, language: str = "") -> Rules:
    """The rules of `[segmentation]` in `workbench.toml`.

    Keys: `abbreviations` and `protect` (lists), `nominal_endings` and `builtin` (true or false), any number of
    `[[segmentation.rule]]` with `before`, `after`, `break` and an optional `language`, and `srx`, the path of an SRX file
    whose rules for the language stand in place of the built-in ones.

    Raises:
        UsageError: A key of the wrong type, or a pattern that is no regular expression.
        InterchangeError: The SRX file cannot be read.
    """
    rules = []
    for place, entry in enumerate(_list(table, "rule"), 1):
        if not isinstance(entry, Mapping) or not isinstance(entry.get("break"), bool):
            raise UsageError(f"[[segmentation.rule]] number {place} needs break = true or false")
        before, after = str(entry.get("before", "")), str(entry.get("after", ""))
        if not before and not after:
            raise UsageError(f"[[segmentation.rule]] number {place} needs before or after")
        rules.append(Rule(entry["break"], before, after, str(entry.get("language", ""))))
    found = Rules(
        tuple(rules),
        tuple(str(word) for word in _list(table, "abbreviations")),
        tuple(str(pattern) for pattern in _list(table, "protect")),
        _flag(table, "nominal_endings", default=False),
        _flag(table, "builtin", default=True),
    )
    check(found)
    return _with_srx(found, table["srx"], language) if "srx" in table else found


def _with_srx(rules: Rules, path: object, language: str) -> Rules:
    from workbench.documents import srx  # which builds on the rules of this module

    if not isinstance(path, str):
        raise UsageError("srx in [segmentation] must be the path of a file")
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise InterchangeError(f"cannot be read ({error.strerror})", path=path) from error
    theirs, _ = srx.read(data, language, name=path)
    return replace(rules, rules=(*rules.rules, *theirs.rules), builtin=False)


def check(rules: Rules) -> None:
    """Compile every pattern once.

    Raises:
        UsageError: One of them is no regular expression.
    """
    for pattern in (*(side for rule in rules.rules for side in (rule.before, rule.after)), *rules.protected):
        try:
            regex.compile(pattern)
        except regex.error as error:
            raise UsageError(
                f"'{pattern}' is no regular expression ({error})", hint="correct it in [segmentation]"
            ) from error


@lru_cache(maxsize=32)
def protecting(rules: Rules) -> regex.Pattern[str]:
    """One pattern for everything inside which nothing is cut."""
    words = [*ABBREVIATIONS, *(word.rstrip(".") for word in rules.abbreviations)]
    listed = "|".join(regex.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    abbreviations = rf"(?<![\w])(?:{listed})\.(?=\s?[\p{{L}}\d])"
    return regex.compile("|".join((*rules.protected, PROTECTED[0], PROTECTED[1], abbreviations, *PROTECTED[2:])))


@lru_cache(maxsize=8)
def continuing(language: str) -> regex.Pattern[str] | None:
    """What carries a sentence on behind a closing mark, or None where nothing is known of the language."""
    pattern = CONTINUES.get(language)
    return regex.compile(pattern) if pattern else None


def _list(table: Mapping[str, Any], key: str) -> list[Any]:
    value = table.get(key, [])
    if not isinstance(value, list):
        raise UsageError(f"{key} in [segmentation] must be a list")
    return value


def _flag(table: Mapping[str, Any], key: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise UsageError(f"{key} in [segmentation] must be true or false")
    return value
