"""From requests to drafts: what happens to a text before, while and after the model decodes it.

    lift tags, URLs … ─▶ cut long segments ─▶ decode in token batches ─▶ glossary ladder ─▶ rescue loops
                      ─▶ put back what was lifted, join the parts ─▶ repair numbers ─▶ confidence and findings

A request becomes one or more passages; passages are decoded in batches of like length, and a request is finished when its
last passage is. With two models (a pivot language) the passages of a batch go through the first and then the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from workbench.language import numbers
from workbench.model import Draft, DraftRequest, Finding, TermHit
from workbench.mt import clauses, confidence, ladder
from workbench.mt.decoder import Decoder, Hypothesis, Pieces, Search, usual_length
from workbench.mt.engine import Cancelled
from workbench.mt.ladder import Climb
from workbench.mt.offsets import align
from workbench.mt.survivors import Lifted, lift, over_marks, restore
from workbench.text import tags

MAX_PIECES = 150
"""Source pieces decoded at once; models for translation were trained on sentences shorter than this."""

TOGETHER = 200
"""Passages that wait for one another where something is decoded again, for terms or because it loops: so they fill batches."""

SAME_FROM = 12
"""Characters from which one draft for different sources is suspicious."""

_RESCUES = (
    Search(beam=4, no_repeat_ngram_size=3, repetition_penalty=1.2),
    Search(beam=1, no_repeat_ngram_size=2, repetition_penalty=1.5),
)


@dataclass(frozen=True, slots=True)
class _Passage:
    """What is decoded at once: a request's text or a part of it, its pieces, its terms (offsets in the passage)."""

    request: int
    lifted: Lifted
    pieces: Pieces
    terms: tuple[TermHit, ...]


@dataclass(frozen=True, slots=True)
class _Drafted:
    """A decoded passage: its text with what was lifted out back in place."""

    text: str
    mean: float
    pieces: int
    step: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(slots=True)
class _Job:
    """A request on its way: its passages in order, and what has become of them so far."""

    request: DraftRequest
    passages: list[_Passage] = field(default_factory=list)
    drafted: dict[int, _Drafted] = field(default_factory=dict)


class Pipeline:
    """One call's way through the models of a route."""

    def __init__(self, decoders: Sequence[Decoder], source_language: str, target_language: str, beam: int) -> None:
        self.decoders = decoders
        self.source_language, self.target_language = source_language, target_language
        self.beam = beam
        self._written: dict[str, str] = {}

    def run(
        self, requests: Sequence[DraftRequest], cancelled: Cancelled | None = None
    ) -> Iterator[list[tuple[int, Draft]]]:
        """(index, draft) of the requests that each batch finished."""
        jobs = [self._prepare(index, request) for index, request in enumerate(requests)]
        bare = [index for index, job in enumerate(jobs) if not job.passages]
        if bare:
            yield [(index, _kept(jobs[index].request)) for index in bare]
        # Those with terms first: what is done with their drafts is then done while the others are decoding.
        passages = sorted(
            ((passage, place) for job in jobs for place, passage in enumerate(job.passages)),
            key=lambda item: (not item[0].terms, not item[0].lifted.held),
        )
        sources = [passage.pieces for passage, _ in passages]
        searches = [self._search(passage) for passage, _ in passages]
        waiting: list[tuple[int, list[Hypothesis]]] = []
        for batch, hypotheses in self.decoders[0].stream(sources, searches, cancelled):
            decoded = list(zip(batch, hypotheses, strict=True))
            # What more is to be decoded or scored for waits until it fills a batch; the rest is done.
            done = [item for item in decoded if self._is_done(passages[item[0]][0], item[1])]
            yield self._finished(jobs, passages, done, done=True)
            waiting += [item for item in decoded if item not in done]
            if len(waiting) >= TOGETHER:
                yield self._finished(jobs, passages, waiting)
                waiting = []
        if waiting and not (cancelled is not None and cancelled()):
            yield self._finished(jobs, passages, waiting)

    def _search(self, passage: _Passage) -> Search:
        if passage.terms or passage.lifted.held:
            return Search(self.beam, hypotheses=max(self.beam, 1), attention=True)
        return Search(self.beam)

    def _is_done(self, passage: _Passage, hypotheses: Sequence[Hypothesis]) -> bool:
        """Whether nothing is left to do with the models: no second one, no terms, and the draft is no babble."""
        if len(self.decoders) > 1 or passage.terms:
            return False
        return not self._is_degenerate(passage.lifted.text, self.decoders[0].decode(hypotheses[0].pieces))

    def _finished(
        self,
        jobs: Sequence[_Job],
        group: Sequence[tuple[_Passage, int]],
        decoded: Sequence[tuple[int, list[Hypothesis]]],
        *,
        done: bool = False,
    ) -> list[tuple[int, Draft]]:
        """(index, draft) of the requests whose last passage is among these."""
        passages = [group[index][0] for index, _ in decoded]
        climbs = [
            Climb(passage.lifted.text, passage.pieces, passage.terms, tuple(found))
            for passage, (_, found) in zip(passages, decoded, strict=True)
        ]
        finished = []
        for (index, _), one in zip(decoded, self._finish(passages, climbs, done=done), strict=True):
            passage, place = group[index]
            job = jobs[passage.request]
            job.drafted[place] = one
            if len(job.drafted) == len(job.passages):
                finished.append((passage.request, self._draft(job)))
        return finished

    def _prepare(self, index: int, request: DraftRequest) -> _Job:
        job = _Job(request)
        lifted = lift(request.source)
        text = lifted.text
        if not any(char.isalpha() for char in text):
            return job
        decoder = self.decoders[0]
        terms = [
            hit._replace(start=lifted.offset(hit.start), end=lifted.offset(hit.end))
            for hit in request.terms
            if hit.targets or hit.forbidden
        ]
        pieces = decoder.encode(text)
        if len(pieces) <= MAX_PIECES:
            job.passages.append(_Passage(index, lifted, pieces, tuple(terms)))
            return job
        whole = [(hit.start, hit.end) for hit in terms]
        for start, end in clauses.cut(text, lambda part: len(decoder.encode(part)) <= MAX_PIECES, whole):
            inside = tuple(
                hit._replace(start=hit.start - start, end=hit.end - start)
                for hit in terms
                if start <= hit.start and hit.end <= end
            )
            part = lifted.part(start, end)
            job.passages.append(_Passage(index, part, decoder.encode(part.text), inside))
        return job

    def _finish(self, passages: Sequence[_Passage], climbs: list[Climb], *, done: bool) -> list[_Drafted]:
        """The batch's hypotheses, through the second model if there is one, up the ladder, rescued and put together.

        What is `done` (`_is_done`) is only put together.
        """
        decoder = self.decoders[0]
        for decoder in self.decoders[1:]:
            texts = [self.decoders[0].decode(one.best.pieces) for one in climbs]
            pieces = [decoder.encode(text) for text in texts]
            # The terms' offsets are those of the source, so that their places are taken in proportion.
            searches = [replace(self._search(passage), attention=False) for passage in passages]
            climbs = [
                Climb(one.source, source, one.terms, tuple(hypotheses))
                for one, source, hypotheses in zip(climbs, pieces, decoder.translate_all(pieces, searches), strict=True)
            ]
        if not done:
            climbs = self._rescue(decoder, ladder.climb(decoder, climbs, beam=self.beam))
        return [self._put_together(decoder, passage, one) for passage, one in zip(passages, climbs, strict=True)]

    def _rescue(self, decoder: Decoder, climbs: list[Climb]) -> list[Climb]:
        """Loops and the like decoded again under constraints; what does not help leaves the draft as it was."""
        rescued = list(climbs)
        for search in _RESCUES:
            bad = [
                place
                for place, one in enumerate(rescued)
                if self._is_degenerate(one.source, decoder.decode(one.best.pieces))
            ]
            sources = [rescued[at].pieces for at in bad]
            limit = usual_length(max(map(len, sources), default=0))
            for place, found in zip(bad, decoder.translate(sources, replace(search, max_output=limit)), strict=True):
                one = rescued[place]
                text = decoder.decode(found[0].pieces)
                if len(found[0].pieces) == limit:
                    continue  # cut in the middle of a sentence: it still runs on
                if not self._is_degenerate(one.source, text) and confidence.left_over(one.source, text) < 0.2:
                    rescued[place] = replace(one, hypotheses=tuple(found))
        return rescued

    def _is_degenerate(self, source: str, target: str) -> bool:
        return confidence.is_degenerate(source, target, self.source_language, self.target_language)

    def _put_together(self, decoder: Decoder, passage: _Passage, one: Climb) -> _Drafted:
        text = decoder.decode(one.best.pieces)
        found: tuple[Finding, ...] = ()
        if passage.lifted.held:
            alignment = align(one.source, one.pieces, text, one.best.pieces, one.best.attention)
            text, found = restore(passage.lifted, text, alignment)
        return _Drafted(text, one.best.mean, len(one.best.pieces) + 1, one.step, found)

    def _draft(self, job: _Job) -> Draft:
        source = job.request.source
        parts = [job.drafted[place] for place in range(len(job.passages))]
        text = clauses.join(
            [(passage.lifted.text, part.text) for passage, part in zip(job.passages, parts, strict=True)],
            self._is_common,
        )
        total = sum(part.pieces for part in parts)
        mean = sum(part.mean * part.pieces for part in parts) / total
        plain_source, plain = tags.strip(source), tags.strip(text)
        text = _repair_numbers(source, text, self.source_language, self.target_language)
        assessed = confidence.assess(plain_source, tags.strip(text), mean, self.source_language, self.target_language)
        if assessed.degenerate:
            message = f"no usable draft: the model {_what_went_wrong(plain_source, plain)}"
            return Draft(source, "", 0, (Finding("empty", "error", message),), _step(parts))
        owed = ladder.findings(job.request.terms, tags.strip(text))
        figure = assessed.confidence * 0.8 ** len(owed)
        findings = [*over_marks((*assessed.findings, *owed), text), *_guessed(parts, text)]
        twin = self._twin(plain_source, plain)
        if twin:
            findings.append(Finding("same", "warning", f"the same draft as for '{_short(twin)}'"))
            figure *= 0.3
        return Draft(source, text, round(figure), tuple(findings), _step(parts))

    def _is_common(self, word: str) -> bool:
        """Whether the model knows the word better without its capital (a name it knows with it)."""
        if self.target_language.split("-")[0] != "en":
            return False
        encode = self.decoders[-1].encode
        return len(encode(word.lower())) < len(encode(word))

    def _twin(self, source: str, target: str) -> str:
        """An earlier, different source that got the same draft: a sign that the model fell back on a stock phrase."""
        if len(target) < SAME_FROM:
            return ""
        first = self._written.setdefault(target.casefold(), source)
        return first if first.split() != source.split() else ""


def _kept(request: DraftRequest) -> Draft:
    """The draft of a source that holds no words: numbers, URLs and marks stay as they are."""
    return Draft(request.source, request.source, 100)


def _guessed(parts: Sequence[_Drafted], text: str) -> list[Finding]:
    """The parts' findings about places that were guessed, with their offsets in the whole draft."""
    found = []
    for part in parts:
        for finding in part.findings:
            what = part.text[finding.start : finding.end]
            start = max(0, text.find(what))
            found.append(replace(finding, start=start, end=start + len(what)))
    return found


def _step(parts: Sequence[_Drafted]) -> str:
    """The least of the parts' ladder steps: a draft is as good as its worst part."""
    order = ("", "already", "n-best", "replaced", "forced", "missed")
    return max((part.step for part in parts), key=order.index)


def _repair_numbers(source: str, target: str, source_language: str, target_language: str) -> str:
    """The draft with numbers that the model misread put right, where exactly one stands for exactly one."""
    source = tags.strip(source)
    apart = numbers.disagreements(source, _masked(target), source_language, target_language)
    for one in sorted(apart, key=lambda one: -(one.rival.start if one.rival else 0)):
        if one.side != "source" or one.rival is None or one.rival.kind not in (one.number.kind, numbers.Kind.PLAIN):
            continue
        written = numbers.rewrite(one.number, target[one.rival.start : one.rival.end])
        if written is None:
            continue
        repaired = f"{target[: one.rival.start]}{written}{target[one.rival.end :]}"
        if len(numbers.disagreements(source, _masked(repaired), source_language, target_language)) < len(apart):
            target = repaired
    return target


def _masked(text: str) -> str:
    """The text with its tag marks, which hold digits, blanked out in place."""
    return tags.MARK.sub(lambda match: " " * len(match.group()), text)


def _what_went_wrong(source: str, target: str) -> str:
    if not target.strip():
        return "wrote nothing"
    if confidence.loop(target):
        return f"repeated itself ('{_short(target)}')"
    if len(target.split()) == 1:
        return f"wrote one word ('{_short(target)}')"
    return f"left the source as it was ('{_short(target)}')"


def _short(text: str, length: int = 40) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
