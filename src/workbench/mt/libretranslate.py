"""The LibreTranslate engine: drafts from a server of one's own, never used unless its address is given.

It speaks the documented HTTP API (`POST /translate`, `GET /languages`) with nothing but the standard library. The server
shows neither attention nor probabilities: terms can be met by its alternatives but not forced, marks go back in
proportion, and confidence rests on the text alone.
"""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from workbench.errors import ModelError, NoModelError, UsageError
from workbench.language.renderings import check
from workbench.model import Draft, DraftRequest, TermHit
from workbench.mt import confidence, ladder
from workbench.mt.drafting import Drafter
from workbench.mt.engine import Cancelled, Completion, Score
from workbench.mt.packages import argos_code
from workbench.mt.survivors import Lifted, lift, over_marks, restore
from workbench.text import tags

BATCH = 16
"""Texts in one request; public servers allow as few as 50."""

BATCH_CHARACTERS = 4000
ALTERNATIVES = 3
ATTEMPTS = 5
LONGEST_WAIT = 60.0
"""Seconds between two attempts, also when the server asks for more."""


def open_engine(
    source_language: str,
    target_language: str,
    *,
    url: str = "",
    api_key: str = "",
    timeout: float = 60.0,
    wait: float = 1.0,
) -> LibreTranslateEngine:
    """The engine of a LibreTranslate server.

    Args:
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        url: The server, such as `http://localhost:5000`.
        api_key: Its key, where it wants one.
        timeout: Seconds to wait for one answer.
        wait: Seconds before the second attempt; doubled for each further one.

    Raises:
        UsageError: No or no usable address.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise UsageError(
            f"'{url}' is no address of a LibreTranslate server" if url else "no LibreTranslate server is named",
            hint="give one such as http://localhost:5000",
        )
    return LibreTranslateEngine(url.rstrip("/"), source_language, target_language, api_key, timeout, wait)


class _RefusedError(ModelError):
    """The server answered that it will not do what was asked (HTTP 4xx)."""

    def __init__(self, url: str, reason: str, code: int) -> None:
        super().__init__(f"the LibreTranslate server at {url} refused ({reason})")
        self.code = code


class LibreTranslateEngine(Drafter):
    """Drafts of one language pair from a LibreTranslate server.

    Drafting raises `NoModelError` where the server does not know the pair, and `ModelError` where it does not answer, or not as
    documented.
    """

    def __init__(
        self, url: str, source_language: str, target_language: str, api_key: str, timeout: float, wait: float
    ) -> None:
        self.url = url
        self.source_language, self.target_language = source_language, target_language
        self._api_key, self._timeout, self._wait = api_key, timeout, wait
        self._checked = False

    @property
    def signature(self) -> str:
        """Engine and address; which model the server runs it does not tell."""
        return f"engine:libretranslate|url:{self.url}|pair:{self.source_language}-{self.target_language}|drafting:1"

    def complete(
        self,
        source: str,
        prefix: str,
        *,
        terms: Sequence[TermHit] = (),
        alternatives: int = 1,
        cancelled: Cancelled | None = None,
    ) -> list[Completion]:
        """Nothing: the API cannot go on from a beginning."""
        return []

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[Score]:
        """Nothing: the API tells no probabilities."""
        return []

    def _translate(
        self, requests: Sequence[DraftRequest], cancelled: Cancelled | None
    ) -> Iterator[list[tuple[int, Draft]]]:
        self._check_pair(cancelled)
        lifted = [lift(request.source) for request in requests]
        bare = [place for place, one in enumerate(lifted) if not any(char.isalpha() for char in one.text)]
        if bare:
            yield [(place, Draft(requests[place].source, requests[place].source, 100)) for place in bare]
        for batch in _batches([len(one.text) for one in lifted], skip=set(bare)):
            texts = self._ask([lifted[place].text for place in batch], 0, cancelled)
            finished = []
            for place, choices in zip(batch, texts, strict=True):
                request = requests[place]
                draft = self._draft(request, lifted[place], choices[0])
                if draft.terms_step == "missed":
                    draft = self._better(request, lifted[place], draft, cancelled)
                finished.append((place, draft))
            yield finished

    def _draft(self, request: DraftRequest, lifted: Lifted, text: str, step: str = "already") -> Draft:
        target, placed = restore(lifted, text.strip())
        plain = tags.strip(target)
        assessed = confidence.assess(
            tags.strip(request.source), plain, None, self.source_language, self.target_language
        )
        owed = ladder.findings(request.terms, plain)
        if not request.terms:
            step = ""
        elif owed:
            step = "missed"
        if assessed.degenerate:
            return Draft(request.source, "", 0, assessed.findings, step)
        figure = round(assessed.confidence * 0.8 ** len(owed))
        return Draft(request.source, target, figure, (*over_marks((*assessed.findings, *owed), target), *placed), step)

    def _better(self, request: DraftRequest, lifted: Lifted, draft: Draft, cancelled: Cancelled | None) -> Draft:
        """The first of the server's alternatives that has every term, else the draft."""
        for text in self._ask([lifted.text], ALTERNATIVES, cancelled)[0][1:]:
            if check(request.terms, text).is_clean:
                other = self._draft(request, lifted, text, step="n-best")
                if other.target:
                    return other
        return draft

    def _check_pair(self, cancelled: Cancelled | None) -> None:
        if self._checked:
            return
        source, target = argos_code(self.source_language), argos_code(self.target_language)
        listed = self._call("/languages", None, cancelled)
        try:
            targets = {entry["code"]: entry.get("targets") for entry in listed}
        except (TypeError, KeyError) as error:
            raise self._broken("its list of languages is none") from error
        if source not in targets or (targets[source] is not None and target not in targets[source]):
            raise NoModelError(
                f"the LibreTranslate server at {self.url} has no model for {self.source_language} → {self.target_language}",
                hint="install one there, or use an Argos model here",
            )
        self._checked = True

    def _ask(self, texts: Sequence[str], alternatives: int, cancelled: Cancelled | None) -> list[list[str]]:
        """For each text the server's translation, followed by its alternatives; in halves where that is too much."""
        try:
            return self._ask_at_once(texts, alternatives, cancelled)
        except _RefusedError as error:
            if error.code not in (400, 413) or len(texts) == 1:
                raise
        middle = len(texts) // 2
        return [
            *self._ask(texts[:middle], alternatives, cancelled),
            *self._ask(texts[middle:], alternatives, cancelled),
        ]

    def _ask_at_once(self, texts: Sequence[str], alternatives: int, cancelled: Cancelled | None) -> list[list[str]]:
        question: dict[str, Any] = {
            "q": list(texts),
            "source": argos_code(self.source_language),
            "target": argos_code(self.target_language),
            "format": "text",
        }
        if alternatives:
            question["alternatives"] = alternatives
        if self._api_key:
            question["api_key"] = self._api_key
        answer = self._call("/translate", question, cancelled)
        translated = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(translated, list) or len(translated) != len(texts):
            raise self._broken("its answer holds another number of texts than was asked for")
        others = answer.get("alternatives") or [[]] * len(texts)
        if (
            not isinstance(others, list)
            or len(others) != len(texts)
            or not all(isinstance(one, str) for one in translated)
        ):
            raise self._broken("its answer is not of the documented form")
        return [
            [text, *(one for one in more if isinstance(one, str))] if isinstance(more, list) else [text]
            for text, more in zip(translated, others, strict=True)
        ]

    def _call(self, path: str, question: dict[str, Any] | None, cancelled: Cancelled | None) -> Any:
        """The answer to a question, asked again with growing pauses while the server is busy or away."""
        request = urllib.request.Request(
            f"{self.url}{path}",
            data=None if question is None else json.dumps(question).encode(),
            headers={"Content-Type": "application/json", "Accept": "application/json"},
        )
        reason = ""
        for attempt in range(ATTEMPTS):
            pause = self._wait * 2**attempt
            try:
                with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                    return json.loads(answer.read().decode("utf-8"))
            except urllib.error.HTTPError as error:
                reason = _reason(error)
                if error.code != 429 and error.code < 500:
                    raise _RefusedError(self.url, reason, error.code) from error
                pause = _retry_after(error) or pause
            except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
                reason = str(getattr(error, "reason", "") or error or "no answer")
            except ValueError as error:
                raise self._broken("its answer is no JSON") from error
            if attempt == ATTEMPTS - 1 or not _pause(min(pause, LONGEST_WAIT), cancelled):
                break
        raise ModelError(
            f"the LibreTranslate server at {self.url} does not answer ({reason})",
            hint="see that it runs; the drafts so far are kept",
        )

    def _broken(self, what: str) -> ModelError:
        return ModelError(f"the server at {self.url} does not speak LibreTranslate's API: {what}")


def _batches(lengths: Sequence[int], skip: set[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    characters = 0
    for place, length in enumerate(lengths):
        if place in skip:
            continue
        if batch and (len(batch) == BATCH or characters + length > BATCH_CHARACTERS):
            yield batch
            batch, characters = [], 0
        batch.append(place)
        characters += length
    if batch:
        yield batch


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        answer = json.loads(error.read().decode("utf-8"))
    except (ValueError, OSError):
        answer = None
    said = answer.get("error") if isinstance(answer, dict) else None
    return f"{error.code}: {said}" if said else f"{error.code} {error.reason}"


def _retry_after(error: urllib.error.HTTPError) -> float | None:
    value = error.headers.get("Retry-After", "") if error.headers else ""
    return float(value) if value.isdigit() else None


def _pause(seconds: float, cancelled: Cancelled | None) -> bool:
    """Wait; false when cancelled meanwhile."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if cancelled is not None and cancelled():
            return False
        time.sleep(min(left, 0.1))
    return True
