"""Which decoder layer's attention says best what translates what: chosen on data, with our lexicon as the judge.

Wherever a lexicon word stands in a source and its English in the reference, the pieces of the English word should look at the
pieces of the source word. The layer where they do so most often is written into the converted model, for term enforcement,
placing of tags and highlighting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from training import own, vocabulary
from training.network import Transformer
from training.pairs import LANGUAGES, Pair
from training.vocabulary import END, START
from workbench.mt.offsets import Range, piece_ranges

_SHORTEST = 2
"""Characters of a source word that is not found inside others by chance."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often each decoder layer's attention, averaged over its heads, agrees with the lexicon (0–1), over `pieces`."""

    layers: tuple[float, ...]
    pieces: int

    @property
    def best(self) -> int:
        """The layer that agrees most."""
        return max(range(len(self.layers)), key=self.layers.__getitem__)


def agreement(model: Transformer, tokenizer: Path, pairs: Sequence[Pair]) -> Agreement:
    """How often each layer's heaviest attention from a piece of a lexicon word's English lies on that word in the source."""
    processor = vocabulary.load(tokenizer)
    words = {language: dict(_words(language)) for language in LANGUAGES}
    hits = [0] * len(model.decoder)
    pieces = 0
    for pair in pairs:
        links = list(known_links(pair, words[pair.language]))
        if not links:
            continue
        source = processor.encode(pair.source, out_type=str)
        target = processor.encode(pair.english, out_type=str)
        weights = weights_of(model, processor.encode(pair.source), processor.encode(pair.english))
        from_ranges, to_ranges = piece_ranges(pair.source, source), piece_ranges(pair.english, target)
        for (start, end), (first, last) in links:
            wanted = set(_inside(from_ranges, start, end))
            for row in _inside(to_ranges, first, last):
                pieces += 1
                for layer, table in enumerate(weights):
                    hits[layer] += int(table[row, : len(source)].argmax()) in wanted
    return Agreement(tuple(hit / max(1, pieces) for hit in hits), pieces)


@torch.no_grad()
def weights_of(model: Transformer, source: list[int], target: list[int]) -> list[Tensor]:
    """For each decoder layer the attention (target pieces × source pieces with the end mark), averaged over heads."""
    model.eval()
    memory, mask = model.encode(torch.tensor([[*source, END]]))
    x = model.embedded(torch.tensor([[START, *target]]))
    found = []
    for layer in model.decoder:
        layer_: Any = layer
        asked = layer_.cross.norm(layer_.attention(x, causal=True))
        query, key = layer_.cross.query(asked), layer_.cross.inputs(memory).chunk(2, -1)[0]
        heads = [part.unflatten(-1, (model.shape.heads, -1)).transpose(1, 2) for part in (query, key)]
        scores = heads[0] @ heads[1].transpose(-1, -2) * heads[0].shape[-1] ** -0.5
        found.append(scores.softmax(-1)[0].mean(0)[: len(target)])
        x = layer(x, memory, mask)
    return found


def known_links(pair: Pair, words: Mapping[str, str]) -> Iterator[tuple[Range, Range]]:
    """Ranges of (source, English) that the lexicon says belong together; only words that stand once on either side."""
    english = pair.english.casefold()
    for start in range(len(pair.source)):
        for length in range(min(12, len(pair.source) - start), _SHORTEST - 1, -1):
            word = pair.source[start : start + length]
            target = words.get(word)
            if target is None or pair.source.count(word) > 1:
                continue
            found = [match.span() for match in re.finditer(rf"\b{re.escape(target)}\b", english)]
            if len(found) == 1:
                yield (start, start + length), found[0]
                break


def _words(language: str) -> Iterator[tuple[str, str]]:
    """Lexicon words of one English word each, as they stand in text."""
    for pair in own.lexicon(languages=(language,)):
        if len(pair.source) >= _SHORTEST and pair.english.isalpha():
            yield pair.source, pair.english.casefold()


def _inside(ranges: Sequence[Range], start: int, end: int) -> list[int]:
    return [place for place, (first, last) in enumerate(ranges) if first < end and last > start and first < last]
