"""The sample papers with their English, as pairs to measure on: cut and aligned by the workbench itself."""

from __future__ import annotations

from training import own, quality
from training.pairs import LANGUAGES
from training.quality import Quality, Translator
from workbench.align.aligner import align
from workbench.align.lexicon import Lexicon
from workbench.workflow.importing import segment_file


def beads(name: str) -> list[tuple[list[str], str]]:
    """(source segments, their English) of a paper, in order; without bare numbers and what stands on one side only."""
    path = own.papers()[name]
    language = name[:2]
    source = [row["text"] for row in segment_file(path, language=language)]
    english = [row["text"] for row in segment_file(path.with_name(f"{name}.en.md"), language="en")]
    known = Lexicon([(pair.source, pair.english) for pair in own.lexicon(languages=(language,))])
    return [
        ([source[place] for place in bead.sources], " ".join(english[place] for place in bead.targets))
        for bead in align(source, english, language, "en", lexicon=known)
        if bead.targets and any(char.isalpha() for place in bead.sources for char in source[place])
    ]


def measure(translator: Translator, languages: tuple[str, ...] = LANGUAGES) -> dict[str, Quality]:
    """The quality of drafts of the papers, segment by segment, by source language."""
    found = {}
    for language in languages:
        pairs = [bead for name in own.papers() if name.startswith(f"{language}-") for bead in beads(name)]
        segments = [segment for sources, _ in pairs for segment in sources]
        drafts = iter(translator.translate(segments))
        joined = [" ".join(next(drafts) for _ in sources) for sources, _ in pairs]
        found[language] = quality.measure(
            [" ".join(sources) for sources, _ in pairs], joined, [text for _, text in pairs]
        )
    return found
