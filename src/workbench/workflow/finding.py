"""Finding segments: a small query language for filter, find and replace, with regular expressions throughout.

    minister                  source, target or comment has it
    target:"sea lanes?"       a regular expression in one field (source, target, note)
    status:draft  origin:mt   how far it is and where it came from
    score:<60                 drafts under 60 % (also >, <=, >=, =)
    is:marked                 locked, marked, commented, empty, repeated, open, doubtful, fuzzy
    -status:confirmed         not
    draft minister            both

A word in lower case finds both cases. Expressions run with a time limit, so that no pattern can freeze the screen.
"""

from __future__ import annotations

import operator
import re
import shlex
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from workbench.errors import UsageError
from workbench.model import Origin, Segment, Status
from workbench.text.normal import match_key, nfc

SECONDS = 0.5
"""How long one expression may search one text."""

DOUBTFUL = 50
"""A draft under this score is doubtful."""

STATES: dict[str, Callable[[Segment], bool]] = {
    "locked": lambda segment: segment.locked,
    "marked": lambda segment: segment.bookmarked,
    "commented": lambda segment: bool(segment.note),
    "empty": lambda segment: not segment.target,
    "open": lambda segment: not segment.status.is_final and not segment.locked,
    "doubtful": lambda segment: (
        segment.status is Status.DRAFT and segment.score is not None and segment.score < DOUBTFUL
    ),
    "fuzzy": lambda segment: segment.origin is Origin.FUZZY and not segment.status.is_final,
}
"""What `is:` understands beside `repeated`."""

_COMPARE = {"<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge, "=": operator.eq}
_SCORE = re.compile(r"(<=|>=|<|>|=)?(\d{1,3})%?")

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A segment that answers a query, and where: ranges of its source and its target."""

    segment_id: int
    source: Ranges = ()
    target: Ranges = ()


@dataclass(frozen=True, slots=True)
class _Term:
    """One part of a query: a test, or an expression over fields."""

    negated: bool
    test: Callable[[Segment], bool] | None = None
    fields: tuple[str, ...] = ()
    pattern: Any = None


@dataclass(frozen=True, slots=True)
class Query:
    """A parsed query; `find` answers it."""

    text: str
    terms: tuple[_Term, ...]
    repeated: bool | None = None

    def find(self, segments: Sequence[Segment]) -> list[Found]:
        """The segments that answer, in their order, with the places to show.

        Raises:
            UsageError: An expression took too long on a text.
        """
        repeats = _repeated(segments) if self.repeated is not None else set()
        found = []
        for segment in segments:
            if self.repeated is not None and (segment.id in repeats) != self.repeated:
                continue
            places = self._match(segment)
            if places is not None:
                found.append(places)
        return found

    def _match(self, segment: Segment) -> Found | None:
        source: list[tuple[int, int]] = []
        target: list[tuple[int, int]] = []
        for term in self.terms:
            if term.test is not None:
                if term.test(segment) == term.negated:
                    return None
                continue
            hit = False
            for field, places in (("source", source), ("target", target), ("note", [])):
                if field in term.fields:
                    spans = list(_spans(term.pattern, getattr(segment, field)))
                    hit = hit or bool(spans)
                    if not term.negated:
                        places.extend(spans)
            if hit == term.negated:
                return None
        return Found(segment.id, tuple(sorted(source)), tuple(sorted(target)))


def parse(text: str) -> Query:
    """The query behind what the user typed; an empty one finds everything.

    Raises:
        UsageError: A field, a status or an expression that there is not.
    """
    terms = []
    repeated: bool | None = None
    for word in _words(nfc(text)):
        negated = word.startswith("-") and len(word) > 1
        body = word[1:] if negated else word
        name, colon, value = body.partition(":")
        if not colon or name not in ("source", "target", "note", "status", "origin", "score", "is") or not value:
            terms.append(_Term(negated, fields=("source", "target", "note"), pattern=expression(body)))
        elif name in ("source", "target", "note"):
            terms.append(_Term(negated, fields=(name,), pattern=expression(value)))
        elif name == "is" and value == "repeated":
            repeated = not negated
        else:
            terms.append(_Term(negated, test=_test(name, value)))
    return Query(text, tuple(terms), repeated)


def expression(pattern: str) -> Any:
    """A compiled expression; without an upper-case letter it finds both cases.

    Raises:
        UsageError: It is none.
    """
    import regex  # not before the first search: it takes long to load

    try:
        return regex.compile(nfc(pattern), 0 if any(map(str.isupper, pattern)) else regex.IGNORECASE)
    except regex.error as error:
        raise UsageError(
            f"'{pattern}' is no regular expression ({error.msg})", hint="put \\ before a sign meant as such"
        ) from None


def literal(text: str) -> str:
    """An expression that finds a text as it stands, readable as far as it can be."""
    return re.sub(r"[\\.^$*+?{}\[\]|()]", r"\\\g<0>", text).replace("\n", r"\n")


def quoted(text: str) -> str:
    """A query that finds a text as it stands; a colon or a hyphen in it is no part of the query language."""
    body = literal(text).replace('"', r"\x22").replace(":", r"\:")
    body = f"\\{body}" if body.startswith("-") else body
    return f'"{body}"' if re.search(r"\s", body) else body


def replaced(segment: Segment, pattern: Any, template: str) -> str | None:
    """A target with every match replaced (`\\1` for groups), None where nothing changes.

    Raises:
        UsageError: The template names a group that there is not, or the expression took too long.
    """
    import regex

    try:
        text: str = pattern.sub(template, segment.target, timeout=SECONDS)
    except TimeoutError:
        raise _too_slow(pattern) from None
    except (regex.error, IndexError) as error:
        raise UsageError(f"'{template}' cannot be put in ({error})", hint="\\1 stands for the first group") from None
    return None if text == segment.target else nfc(text)


def _words(text: str) -> list[str]:
    lexer = shlex.shlex(text, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters, lexer.escape, lexer.quotes = True, "", "", '"'
    try:
        return list(lexer)
    except ValueError:
        return text.replace('"', "").split()


def _test(name: str, value: str) -> Callable[[Segment], bool]:
    if name == "status" and value in list(Status):
        return lambda segment: segment.status == value
    if name == "origin" and value in list(Origin):
        return lambda segment: segment.origin == value
    if name == "is" and value in STATES:
        return STATES[value]
    if name == "score" and (match := _SCORE.fullmatch(value)):
        compare, number = _COMPARE[match[1] or "="], int(match[2])
        return lambda segment: segment.score is not None and bool(compare(segment.score, number))
    known = {
        "status": ", ".join(Status),
        "origin": ", ".join(filter(None, Origin)),
        "is": ", ".join([*STATES, "repeated"]),
        "score": "a number such as <60",
    }[name]
    raise UsageError(f"there is no {name}:{value}", hint=f"it may be {known}")


def _spans(pattern: Any, text: str) -> Iterable[tuple[int, int]]:
    try:
        yield from (match.span() for match in pattern.finditer(text, timeout=SECONDS))
    except TimeoutError:
        raise _too_slow(pattern) from None


def _too_slow(pattern: Any) -> UsageError:
    return UsageError(f"'{pattern.pattern}' takes too long to search", hint="make the expression simpler")


def _repeated(segments: Sequence[Segment]) -> set[int]:
    keys: dict[str, list[int]] = {}
    for segment in segments:
        keys.setdefault(match_key(segment.source), []).append(segment.id)
    return {place for places in keys.values() if len(places) > 1 for place in places}
