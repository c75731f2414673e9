"""What may translate what: dictionary and glossary pairs, and a word model learned from sentence pairs.

`Lexicon` is the plain value a caller hands in; `Index` is the aligner's view of it, one direction, keyed by the words that
can be found in running text. The word model is IBM Model 1 (Brown et al. 1993, section 4.1) in both directions,
multiplied: what does not translate back is noise at the sizes of a project's memory.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from workbench.align import stems

Translations = Mapping[str, float]


@dataclass(eq=False)
class Lexicon:
    """Known translations between two languages.

    Attributes:
        pairs: Term and rendering; a rendering may list several, separated by `;`, `|`, `/` or a comma.
        examples: Sentence pairs (source, target) to learn words from: the project's TM.
    """

    pairs: Sequence[tuple[str, str]] = ()
    examples: Sequence[tuple[str, str]] = ()

    @cached_property
    def index(self) -> Index:
        """The pairs, indexed by their source side."""
        return index(self.pairs)

    @cached_property
    def reversed(self) -> Lexicon:
        """The same knowledge read from the other side."""
        return Lexicon([(b, a) for a, b in self.pairs], [(b, a) for a, b in self.examples])


@dataclass(slots=True)
class Index:
    """Headwords as they are found in text, each with the target keys that render it (strength 0–1)."""

    words: dict[str, dict[str, float]] = field(default_factory=dict)
    korean_verbs: dict[str, dict[str, float]] = field(default_factory=dict)
    japanese_stems: dict[str, dict[str, float]] = field(default_factory=dict)
    longest: int = 1
    learned: dict[str, dict[str, float]] = field(default_factory=dict)

    def renderings(self, key: str) -> Translations:
        """Target keys of an item key: what the dictionary says, and what the examples taught."""
        kind, word = key[0], key[1:]
        table = self.words if kind == "w" else self.korean_verbs if kind == "v" else self.japanese_stems
        known = table.get(word, {}) if kind in "wvj" else {}
        taught = self.learned.get(key)
        if not taught:
            return known
        merged = dict(known)
        for target, strength in taught.items():
            merged[target] = max(strength, merged.get(target, 0.0))
        return merged


_SENSES = re.compile(r"\s*(?:[;|/,]|\bor\b)\s*")
_NOTE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\{[^}]*\}")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_OKURIGANA = re.compile(r"^(.*[一-鿿々].*?)[うくぐすつぬぶむるい]$")


def index(pairs: Iterable[tuple[str, str]]) -> Index:
    """The index of dictionary pairs (source headword, target rendering)."""
    found = Index()
    for source, target in pairs:
        headword = unicodedata.normalize("NFKC", source).strip()
        renderings = _renderings(target)
        if not headword or not renderings:
            continue
        if headword[0].isascii():
            _add_words(found, headword, renderings)
            continue
        for ending in ("する", "な"):
            if headword.endswith(ending) and len(headword) > len(ending) + 1:
                headword = headword[: -len(ending)]
        _merge(found.words, headword, renderings)
        found.longest = max(found.longest, min(len(headword), 16))
        if headword.endswith("다") and len(headword) > 1 and "가" <= headword[0] <= "힣":
            _merge(found.korean_verbs, headword[:-1], renderings)
            if headword.endswith(("하다", "되다")) and len(headword) > 3:
                _merge(found.words, headword[:-2], renderings)
        elif okurigana := _OKURIGANA.match(headword):
            _merge(found.japanese_stems, okurigana[1], renderings)
    return found


def _add_words(found: Index, headword: str, renderings: dict[str, float]) -> None:
    words = [stems.english(word) for word in _WORD.findall(headword.lower()) if word not in stems.ENGLISH_STOP]
    for word in words:
        _merge(found.words, word, {key: strength / len(words) ** 0.5 for key, strength in renderings.items()})


def _merge(table: dict[str, dict[str, float]], key: str, renderings: Mapping[str, float]) -> None:
    entry = table.setdefault(key, {})
    for target, strength in renderings.items():
        entry[target] = max(strength, entry.get(target, 0.0))


def _renderings(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    senses = [sense for sense in _SENSES.split(_NOTE.sub(" ", unicodedata.normalize("NFKC", text))) if sense]
    for place, sense in enumerate(senses):
        if not sense[0].isascii():
            words = [sense]
        else:
            words = [stems.english(word) for word in _WORD.findall(sense.lower()) if word not in stems.ENGLISH_STOP]
        for word in words:
            strength = len(words) ** -0.5 / (1 + 0.1 * place)
            found["s" + word] = max(strength, found.get("s" + word, 0.0))
    return found


def taught(found: Index, pairs: Sequence[tuple[Sequence[str], Sequence[str]]], *, rounds: int = 5) -> Index:
    """The index with what can be learned from pairs of item-key lists (and nothing it had learned before).

    Args:
        found: The index to build on; it is left as it is.
        pairs: Source item keys and target keys of sentences that translate each other.
        rounds: Rounds of expectation maximisation.
    """
    import numpy as np

    sources: dict[str, int] = {}
    targets: dict[str, int] = {}
    left: list[int] = []
    right: list[int] = []
    sizes: list[tuple[int, int]] = []
    for source, target in pairs:
        f = [sources.setdefault(key, len(sources)) for key in dict.fromkeys(source)][:60]
        e = [targets.setdefault(key, len(targets)) for key in dict.fromkeys(target)][:60]
        if f and e:
            left += f * len(e)
            right += [key for key in e for _ in f]
            sizes.append((len(f), len(e)))
    if not sizes:
        return replace(found, learned={})
    f_ids, e_ids = np.asarray(left, np.int64), np.asarray(right, np.int64)
    pair_ids, cell = np.unique(f_ids * len(targets) + e_ids, return_inverse=True)
    pair_f, pair_e = pair_ids // len(targets), pair_ids % len(targets)
    seen = np.bincount(cell)
    # Cells of one sentence lie target by target: each target word's share is over the sentence's source words …
    lengths_f = np.repeat([f for f, _ in sizes], [e for _, e in sizes])
    by_target = np.repeat(np.arange(len(lengths_f)), lengths_f)
    # … and each source word's share over its target words.
    by_source, start = np.empty(len(cell), np.int64), 0
    group = 0
    for f_count, e_count in sizes:
        by_source[start : start + f_count * e_count] = np.tile(np.arange(group, group + f_count), e_count)
        start += f_count * e_count
        group += f_count

    def train(groups: np.ndarray, given: np.ndarray) -> np.ndarray:
        table = np.full(len(pair_ids), 1.0)
        for _ in range(rounds):
            weight = table[cell]
            # A NULL word of constant mass takes what nothing explains.
            weight = weight / (np.bincount(groups, weight)[groups] + 0.1 * table.mean())
            counts = np.bincount(cell, weight)
            table = counts / (np.bincount(given, counts)[given] + 0.5)
        return table

    forward = train(by_target, pair_f)  # p(e | f)
    backward = train(by_source, pair_e)  # p(f | e)
    strength = np.sqrt(forward * backward)
    strength = np.minimum(1.0, strength * 1.3) * seen / (seen + 1.0)
    keep = np.flatnonzero((seen >= 2) & (strength > 0.15))
    source_names, target_names = list(sources), list(targets)
    learned: dict[str, dict[str, float]] = defaultdict(dict)
    for at in keep:
        learned[source_names[pair_f[at]]][target_names[pair_e[at]]] = float(strength[at])
    return replace(found, learned=dict(learned))
