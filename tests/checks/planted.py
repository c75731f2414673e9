"""Errors planted in our own translations: the sample papers, one fault at a time, of the kinds that editors know.

Every kind is a function that damages a pair in one place, or returns None where the pair offers no place for it. What a
kind must be found by stands beside it. Deterministic: the same papers give the same errors.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.checks import CheckInput
from workbench.model import BlockKind, Origin, Status, TermHit

CORPUS = Path(__file__).parents[2] / "corpus"
PAPERS = ("ko-shipping-lanes", "ko-semiconductor-economy", "ja-island-chain", "ja-regional-economy")
PER_KIND = 24

Damage = Callable[[CheckInput, random.Random], CheckInput | None]


@dataclass(frozen=True, slots=True)
class Planted:
    """A damaged pair, the kind of its damage, and the checks of which one must find it."""

    kind: str
    given: CheckInput
    expected: tuple[str, ...]


def clean_pairs() -> list[CheckInput]:
    """The segments of the sample papers with their translations, nothing damaged."""
    found: list[CheckInput] = []
    for paper in PAPERS:
        sources = (CORPUS / f"{paper}.md").read_text(encoding="utf-8").split("\n\n")
        targets = (CORPUS / f"{paper}.en.md").read_text(encoding="utf-8").split("\n\n")
        assert len(sources) == len(targets)
        for source, target in zip(sources, targets, strict=True):
            for left, right in _lines(source, target):
                before = ""
                for one, other in _sentences(left, right):
                    is_sentence = re.search("[.?!。？！]", one) is not None
                    found.append(
                        CheckInput(
                            one,
                            other,
                            paper[:2],
                            "en",
                            kind=BlockKind.PARAGRAPH if is_sentence else BlockKind.HEADING,
                            status=Status.CONFIRMED,
                            previous_target=before,
                            segment_id=len(found),
                        )
                    )
                    before = other
    return found


def planted(pairs: list[CheckInput]) -> Iterator[Planted]:
    """At most `PER_KIND` errors of every kind, in pairs spread over the papers."""
    for kind, (damage, expected) in KINDS.items():
        chance = random.Random(kind)
        order = list(pairs)
        chance.shuffle(order)
        count = 0
        for given in order:
            damaged = damage(given, chance)
            if damaged is None or damaged == given:
                continue
            yield Planted(kind, damaged, expected)
            count += 1
            if count == PER_KIND:
                break


def _lines(source: str, target: str) -> Iterator[tuple[str, str]]:
    """The lines of a paragraph, those that a page break or a narrow column cut in two joined again."""
    left, right = source.strip().split("\n"), target.strip().split("\n")
    if len(left) != len(right):
        yield " ".join(left), " ".join(right)
        return
    at = 0
    while at < len(left):
        one, other = left[at].strip(), right[at].strip()
        while at + 1 < len(left) and (
            re.match(r"(?!-|\d|[①-⑳])", right[at + 1]) and (len(one) > 45 or right[at + 1][:1].islower())
            and not re.search(r"[.?!。？！][”’」』\"¹²³]*$", one)
        ):  # fmt: skip
            at += 1
            one, other = f"{one} {left[at].strip()}", f"{other} {right[at].strip()}"
        if one and other:
            yield re.sub(r"^- ", "", one), re.sub(r"^- ", "", other)
        at += 1


def _sentences(source: str, target: str) -> Iterator[tuple[str, str]]:
    left = [part.strip() for part in re.split(r"(?<=[다요음임함됨까][.?!])\s+|(?<=[。？！])(?![」』）)¹²³])", source)]
    right = [part.strip() for part in re.split(r"(?<=[a-z%)][.?!])\s+(?=[A-Z“])|(?<=[.?!]”)\s+(?=[A-Z“])", target)]
    left, right = [part for part in left if part], [part for part in right if part]
    if len(left) == len(right) and all(map(_whole, left)) and all(map(_whole, right)):
        yield from zip(left, right, strict=True)
    elif source and target:
        yield source, target


def _whole(part: str) -> bool:
    """Whether no quotation begins in this part and ends in another."""
    return part.count('"') % 2 == 0 and all(
        part.count(pair[0]) == part.count(pair[1]) for pair in ("“”", "「」", "『』", "()")
    )


def _target(given: CheckInput, target: str | None) -> CheckInput | None:
    return None if target is None or target == given.target else replace(given, target=target)


def _plain(given: CheckInput) -> bool:
    return "⟦" not in given.target and "<u>" not in given.target


def _number(given: CheckInput, chance: random.Random) -> CheckInput | None:
    found = list(re.finditer(r"(?<![\w.,–-])\d{2,3}(?![\w,.–-])", given.target))
    if not found:
        return None
    match = chance.choice(found)
    digits = match.group()
    other = digits[::-1] if digits[::-1] != digits and digits[-1] != "0" else str(int(digits) + 7)
    return _target(given, given.target[: match.start()] + other + given.target[match.end() :])


def _scale(given: CheckInput, chance: random.Random) -> CheckInput | None:
    swap = {"million": "billion", "billion": "million", "trillion": "billion", "thousand": "million"}
    match = re.search(r"(?<=\d )(?:million|billion|trillion|thousand)", given.target)
    if match:
        return _target(given, given.target[: match.start()] + swap[match.group()] + given.target[match.end() :])
    match = re.search(r"\d{1,3},\d{3}(?![\d,])", given.target)
    return match and _target(given, given.target[: match.start()] + match.group()[:-1] + given.target[match.end() :])  # type: ignore[return-value]


def _month(given: CheckInput, chance: random.Random) -> CheckInput | None:
    months = [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    match = re.search("|".join(months), given.target)
    if not match:
        return None
    other = months[(months.index(match.group()) + 4) % len(months)]
    return _target(given, given.target[: match.start()] + other + given.target[match.end() :])


def _percent(given: CheckInput, chance: random.Random) -> CheckInput | None:
    match = re.search(r"\d+\.\d(?= percent|%)", given.target)
    if not match:
        return None
    return _target(
        given, f"{given.target[: match.start()]}{float(match.group()) + 1.1:.1f}{given.target[match.end() :]}"
    )


def _year(given: CheckInput, chance: random.Random) -> CheckInput | None:
    match = re.search(r"(?<!\d)20[0-3]\d(?!\d)", given.target)
    if not match:
        return None
    return _target(given, given.target[: match.start()] + str(int(match.group()) - 3) + given.target[match.end() :])


def _number_lost(given: CheckInput, chance: random.Random) -> CheckInput | None:
    match = re.search(
        r"(?<![\w–-])(?!1\b)\d[\d.,]*\d?(?: percent|%| million| billion| trillion)? (?=[a-z]{4})", given.target
    )
    return match and _target(given, given.target[: match.start()] + given.target[match.end() :])  # type: ignore[return-value]


def _emptied(given: CheckInput, chance: random.Random) -> CheckInput | None:
    return replace(given, target=chance.choice(("", " ", "…")))


def _copied(given: CheckInput, chance: random.Random) -> CheckInput | None:
    return replace(given, target=given.source) if re.search("[가-힣ぁ-ん]{3}", given.source) else None


def _partly(given: CheckInput, chance: random.Random) -> CheckInput | None:
    words = given.target.split(" ")
    run = re.search("[가-힣]{2,} [가-힣]{2,}|[\u3041-\u30ff\u4e00-\u9fff]{4,8}", given.source)
    if len(words) < 6 or not run:
        return None
    place = chance.randrange(1, len(words) - 2)
    return _target(given, " ".join([*words[:place], run.group(), *words[place + 2 :]]))


def _halved(given: CheckInput, chance: random.Random) -> CheckInput | None:
    words = given.target.split(" ")
    return _target(given, " ".join(words[: len(words) // 2])) if len(words) >= 10 else None


def _looped(given: CheckInput, chance: random.Random) -> CheckInput | None:
    words = given.target.split(" ")
    if len(words) < 8:
        return None
    size = chance.randrange(3, 6)
    place = chance.randrange(0, len(words) - size)
    phrase = words[place : place + size]
    return _target(given, " ".join([*words[: place + size], *phrase, *phrase, *words[place + size :]]))


def _doubled(given: CheckInput, chance: random.Random) -> CheckInput | None:
    found = list(re.finditer(r"(?<![\w’-])(?:the|of|and|in|to|is|are|a|by|for) ", given.target))
    if not found:
        return None
    match = chance.choice(found)
    return _target(given, given.target[: match.start()] + match.group() + given.target[match.start() :])


def _unended(given: CheckInput, chance: random.Random) -> CheckInput | None:
    if not re.search(r"[.。?？]$", given.source) or not re.search(r"\w[.?]$", given.target):
        return None
    return _target(given, given.target[:-1])


def _unasked(given: CheckInput, chance: random.Random) -> CheckInput | None:
    if not re.search("[?？]$", given.source) or not given.target.endswith("?"):
        return None
    return _target(given, f"{given.target[:-1]}.")


def _marks(given: CheckInput, chance: random.Random) -> CheckInput | None:
    swaps = [(", ", "、"), ("“", "「"), ("(", "（"), (".", "。"), (" percent", "％"), ('"', "」")]
    chance.shuffle(swaps)
    for mark, other in swaps:
        if mark in given.target:
            return _target(given, given.target.replace(mark, other, 1))
    return None


def _unquoted(given: CheckInput, chance: random.Random) -> CheckInput | None:
    mark = chance.choice("“”")
    for char in (mark, "“", "”", '"'):
        if char in given.target:
            return _target(given, given.target.replace(char, "", 1))
    return None


def _unbracketed(given: CheckInput, chance: random.Random) -> CheckInput | None:
    return (
        _target(given, given.target.replace(chance.choice("()"), "", 1))
        if re.search(r"\w \(\w", given.target)
        else None
    )


def _tagged(given: CheckInput) -> CheckInput | None:
    if len(given.target.split(" ")) < 5 or not _plain(given):
        return None
    first, rest = given.target.split(" ", 1)
    source = f"⟦1⟧{given.source[:3]}⟦/1⟧{given.source[3:]}⟦2/⟧"
    return replace(given, source=source, target=f"⟦1⟧{first}⟦/1⟧ {rest}⟦2/⟧")


def _tag(given: CheckInput, chance: random.Random) -> CheckInput | None:
    tagged = _tagged(given)
    if tagged is None:
        return None
    if chance.random() < 0.3:
        return replace(tagged, target=tagged.target.replace("⟦1⟧", "⟦/1⟧", 1).replace("⟦/1⟧ ", "⟦1⟧ ", 1))
    return replace(tagged, target=tagged.target.replace(chance.choice(("⟦1⟧", "⟦/1⟧")), "", 1))


def _footnote(given: CheckInput, chance: random.Random) -> CheckInput | None:
    tagged = _tagged(given)
    return tagged and replace(tagged, target=tagged.target.replace("⟦2/⟧", chance.choice(("", "⟦3/⟧"))))


def _address(given: CheckInput, chance: random.Random) -> CheckInput | None:
    address, other = chance.choice((
        ("https://www.example.org/papers/2026/12", "https://www.example.org/paper/2026/12"),
        ("https://doi.org/10.5555/gaon.031", "https://doi.org/10.5555/goan.031"),
        ("editor@example.org", "editors@example.org"),
    ))  # fmt: skip
    if len(given.source) < 20:
        return None
    return replace(given, source=f"{given.source} ({address})", target=f"{given.target} ({other})")


def _spaced(given: CheckInput, chance: random.Random) -> CheckInput | None:
    found = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", given.target)]
    if not found:
        return None
    place = chance.choice(found)
    return _target(given, f"{given.target[:place]} {given.target[place:]}")


def _before_mark(given: CheckInput, chance: random.Random) -> CheckInput | None:
    return _target(given, re.sub(r"(?<=[a-z])([,.;])(?=\s|$)", r" \1", given.target, count=1))


def _after_mark(given: CheckInput, chance: random.Random) -> CheckInput | None:
    return _target(given, re.sub(r"(?<=[a-z]{3})([,;]) (?=[a-z])", r"\1", given.target, count=1))


def _small(given: CheckInput, chance: random.Random) -> CheckInput | None:
    if not re.search("[.。?？]$", given.source) or not re.match("[A-Z][a-z]", given.target):
        return None
    return _target(given, given.target[0].lower() + given.target[1:])


TERMS = (
    ("한미동맹", "ROK–US alliance", "Korean-American alliance"), ("공급망", "supply chain", "supply network"),
    ("해상교통로", "sea lane", "sea route"), ("완충지대", "buffer zone", "cushion area"), ("緩衝地帯", "buffer zone", "cushion area"),
    ("列島線", "island chain", "archipelago line"), ("抑止", "deterrence", "dissuasion"), ("円安", "weak yen", "low yen"),
    ("반도체", "semiconductor", "half-conductor"), ("파쇄지대", "shatter zone", "crush zone"),
    ("수출 통제", "export control", "export restraint"), ("価格転嫁", "pass-through", "price shifting"),
)  # fmt: skip


def _with_term(given: CheckInput) -> tuple[CheckInput, str, str] | None:
    for term, rendering, forbidden in TERMS:
        at = given.source.find(term)
        if at >= 0 and rendering in given.target.lower():
            hit = TermHit(at, at + len(term), term, "exact", (rendering,), (forbidden,))
            return replace(given, terms=(hit,)), rendering, forbidden
    return None


def _term_missing(given: CheckInput, chance: random.Random) -> CheckInput | None:
    found = _with_term(given)
    if found is None:
        return None
    with_term, rendering, _ = found
    return replace(with_term, target=re.sub(rf"{re.escape(rendering)}\w*", "matter", given.target, flags=re.IGNORECASE))


def _term_forbidden(given: CheckInput, chance: random.Random) -> CheckInput | None:
    found = _with_term(given)
    if found is None:
        return None
    with_term, rendering, forbidden = found
    return replace(
        with_term, target=re.sub(re.escape(rendering), forbidden, given.target, count=1, flags=re.IGNORECASE)
    )


def _unedited(given: CheckInput, chance: random.Random) -> CheckInput | None:
    if len(given.target) < 20:
        return None
    return replace(
        given, origin=Origin.FUZZY, original_origin=Origin.FUZZY, original=given.target, score=chance.randrange(75, 99)
    )


def _misread(given: CheckInput, chance: random.Random) -> CheckInput | None:
    for pattern, other in (
        (r"(?<=\d)0(?=\d)", "O"),
        (r"(?<=[ァ-ン])ー(?=[ァ-ン])", "一"),
        (r"(?<=[가-힣])이(?=[가-힣])", "ㅣ"),
    ):
        if re.search(pattern, given.source):
            return replace(given, source=re.sub(pattern, other, given.source, count=1))
    return None


def _currency(given: CheckInput, chance: random.Random) -> CheckInput | None:
    match = re.search(r"(?<=\d )(?:million |billion |trillion )?(won|yen)\b", given.target)
    if match:
        other = "dollars"
        return _target(given, given.target[: match.start(1)] + other + given.target[match.end(1) :])
    return _target(given, re.sub(r"\$(?=\d)", "€", given.target, count=1))


KINDS: dict[str, tuple[Damage, tuple[str, ...]]] = {
    "number changed": (_number, ("numbers", "addresses")),
    "scale changed": (_scale, ("numbers",)),
    "month changed": (_month, ("numbers",)),
    "percentage changed": (_percent, ("numbers",)),
    "year changed": (_year, ("numbers",)),
    "number lost": (_number_lost, ("numbers",)),
    "currency changed": (_currency, ("numbers",)),
    "empty": (_emptied, ("empty",)),
    "source copied": (_copied, ("same-as-source", "left-over")),
    "partly untranslated": (_partly, ("left-over",)),
    "second half lost": (_halved, ("length", "end-mark")),
    "loop": (_looped, ("loop",)),
    "word doubled": (_doubled, ("repeated-word",)),
    "end mark lost": (_unended, ("end-mark",)),
    "question stated": (_unasked, ("end-mark",)),
    "East Asian mark": (_marks, ("foreign-marks",)),
    "quotation mark lost": (_unquoted, ("quotes",)),
    "bracket lost": (_unbracketed, ("brackets",)),
    "tag lost or crossed": (_tag, ("tags",)),
    "footnote mark lost": (_footnote, ("tags",)),
    "address changed": (_address, ("addresses",)),
    "double space": (_spaced, ("spaces",)),
    "space before mark": (_before_mark, ("spaces",)),
    "no space after mark": (_after_mark, ("spaces",)),
    "small start": (_small, ("capitals",)),
    "term missing": (_term_missing, ("term-missing",)),
    "term forbidden": (_term_forbidden, ("term-forbidden",)),
    "fuzzy match unedited": (_unedited, ("unedited-match",)),
    "source misread": (_misread, ("misread-source",)),
}  # fmt: skip
