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
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from workbench.errors import InterchangeError, UsageError

ABBREVIATIONS = ["No", "Nos", "Vol", "Mr", "Dr", "Mrs", "Ms", "Prof", "Gen", "Sen", "Rep", "Gov", "St", "vs", "cf", "Cf", "pp", "p", "Inc", "Ltd", "Co", "Corp", "Jr", "Sr", "Fig", "Figs", "Eq", "Sec", "Ch", "ed", "eds", "Ed", "Eds", "trans", "al", "ca", "approx", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "vol", "no", "Tel", "TEL", "Fax", "FAX", "Univ", "Dept", "Adm", "Capt", "Lt", "Amb", "Rev", "Hon", "Mt", "Art", "para", "paras", "op", "cit", "ibid", "Ibid", "ver", "Ver", "Doc", "Res"]  # fmt: skip
"""Words whose full stop is not the end of a sentence when something follows."""

_LABEL = r"(?:\d{1,3}|[가나다라마바사아자차카타파하])"
_ORDER = ("123456789", "가나다라마바사아자차카타파하")
_ENDED = r"[.。．!?！？]"

PROTECTED = (
    r"https?://[^\s<>\"」』）)。、]*[^\s<>\"」』）).,!?。、]",
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"\b(?:[A-Za-z]\.){2,}(?!\s+(?:The|In|But|It|This|However|A)\b)",
    r"\b(?:19|20)\d\d\.\d{1,2}\.(?:\d{1,2}\.)?(?!\d)",
    r"\b(?:1[0-2]|0?[1-9])\.(?:3[01]|[12]\d|0?[1-9])\.(?=\s?\p{Hangul})",
    r"(?<!\d)\d+(?:[.,．]\d+)+",
    r"\b\d{1,4}\.\s\d{1,2}\.(?:\s?\d{1,2}\.?(?!\d))?",
    r"\b[A-Z]\.(?=\s?[A-Z])",
    rf"(?<={_ENDED}\s)[A-Z]\.(?=\s)",
    r"(?<=(?:^|[,·(（/“\"'‘&]|\b[A-Z]\.)\s?)[A-Z]\.(?=\s?\p{Hangul})",
    # 조지 W. 부시: an initial inside a name, not the letter that ends 비타민 A.
    r"(?<=\p{Hangul}\s)[A-Z]\.(?=\s\p{Hangul})(?<!(?:[은는을를의도에며고]|비타민|계획|등급|유형|그룹|플랜|옵션|시나리오|정답|[안조팀형급])\s..)"
    r"(?!\s(?:그(?:[는가의]|것[은이을도]?|들은?|러나|리고|런데)?|이(?:[는를에]|것[은이을]?)?|우리[는가]?|다만|또한?|하지만|따라서|한편|반면|결국)[,\s])",
    r"(?:\b\p{Lu}\.\s?){1,6}[(（](?:19|20)\d\d[a-z]?[)）]\.?",
    r"(?<=[.,]\s)[(（](?:19|20)\d\d[a-z]?[)）]\.(?=\s)",
    r"Yahoo!(?=\S)",
    r"モーニング娘。",
    rf"(?<=(?:^|{_ENDED}\s|[:：]\s)\s*){_LABEL}\.\s(?<!\b(?:pp?|[Nn]os?|[Vv]ol)\.\s\d{{1,3}}\.\s)",
    rf"(?<=(?:^|{_ENDED}|[:：]|\s)\s*)(?:{_LABEL}|[一二三四五六七八九十]{{1,3}})．",
    r"(?<=^|\s)[Ⅰ-Ⅻ]+[.．]\s|^\s*[IVX]{1,5}\.\s",
    r"(?<=[。！？])\d{1,3}\.\s",
    r"(?<=\s)(?:[2-9]|[나다라마바사아자차카타파하])\.(?=\s)(?:"
    + "|".join(rf"(?<=(?:^|\s){a}\.\s[^.。!?]{{1,80}}\s{b}\.)" for order in _ORDER for a, b in pairwise(order))
    + ")",
    r"(?<=(?:^|[.。．!?！？」”]\s?)\s*)(?:[QA]|문|답|질문|답변|질의|응답|問|答|質問|回答)\s?\d{0,3}[.．](?=\s?\S)",
    r"(?<=(?:^|[.。．]\s?)\s*)(?:표|그림|사진|도표|별첨|붙임|별표|부록|첨부|참고|사례|図表?|表|写真|別紙|別表|付録|資料|参考|事例|제)\s?\d{1,3}(?:[-–]\d{1,3})?[조장절항호부편]?[.．](?=\s?\S)",
)
"""Spans inside which no sentence ends: addresses, initials, decimals, dates, enumerators, labels (Q1. 답. 표 3.), names."""

_OPENERS = (
    r"と(?:ころ[がで]|ても|んでも|もに|っさ|にかく|りあえず|りわけ|はい[えっ]|もあれ|もかく|くに|うとう|いうのも|なると|なれば|すると|すれば)"
    r"|にもかかわらず|にわかに|の[ちみ]|は(?:い[、。]|たして|じめ|っきり|るか)|もち?ろん|も(?:し[、も]|っと|う[、そ一す]|はや|ともと|とより)"
    r"|で(?:は[、，]|も[、，]|すから)|より(?:によって|よい)|がんら|へえ|し(?:かし|かも)|だけ[どれ]"
)
"""Words that open a Japanese sentence and begin as a particle does."""

CONTINUES = {
    "ja": rf"(?!{_OPENERS})(?:[とをにがはもへで、，,。・の）)―—─]|っ[てぽ]|な(?:の|ん[てか]|ど|ら)|[かや][「『、と]|より|から|まで|だけ|だっ[たて]|だと|ばかり"
    r"|[くぐ]らい|しか|さえ|すら|こそ|いう|等[のをにがはもと、]|的[なにだで]|[風式流型]の|[論説][はがをもに]|[ \u3000](?:と[、のい言述語話答叫聞問書記]|って))",
    "ko": r"\s*(?:(?:이라|라)?(?:고|는|며|면서|던|든가|든지|서)\b|(?:이)?(?:란|라)\b|하[는고며였면]|했|[을를은는의에와과도]\s|등[\s,의이을은]|따위|(?:같은|정도|식|투|취지|운운)[의이은을]?\s)",
}
"""What carries the sentence on behind a closing quotation mark, per language."""

ASKED = rf"[\s\u3000]*(?!{_OPENERS})(?:と|って|など|[、を]|の[声問議点疑])"
"""What carries a Japanese sentence on behind a question or an exclamation without marks: なぜ今か？という問い."""

OPENS = r"\s*(?:그러나|하지만|그리고|그런데|그래서|따라서|다만|또한|한편|이에|이어|반면)(?=[,\s])"
"""Words that open a Korean sentence behind a quotation."""

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
def protecting(rules: Rules) -> tuple[regex.Pattern[str], ...]:
    """A pattern for each sort of span inside which nothing is cut: one by one they search far faster than as one."""
    words = [*ABBREVIATIONS, *(word.rstrip(".") for word in rules.abbreviations)]
    listed = "|".join(regex.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))
    abbreviations = rf"(?<![\w])(?:{listed})[.．](?=\s?[\p{{L}}\d(（])"
    return tuple(regex.compile(pattern) for pattern in (*rules.protected, abbreviations, *PROTECTED))


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
