"""Other people's parallel corpora: under which licence each stands, and how much of it an epoch of the general stage shows.

The files hold cleaned pairs, `ko-en.tsv.xz` and `ja-en.tsv.xz`, with the corpus id in the third column; evaluation sets were
taken out of them. A corpus that this table does not name has no known licence and is never read. General language counts most;
software documentation, of which there is far too much, is seen a little for its tidy sentences.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.pairs import LANGUAGES, Pair


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus: its licence, whom to name, and its copies an epoch.

    `share_alike` marks licences that bind the model to the same terms.
    """

    licence: str
    credit: str
    copies: float
    share_alike: bool = False


_DOCS = 0.08

CORPORA: dict[str, Corpus] = {
    # general language
    "tatoeba": Corpus("CC BY 2.0 FR", "Tatoeba and its contributors", 1.0),
    "talpco": Corpus("CC BY 4.0", "TUFS Asian Language Parallel Corpus (TALPCo)", 2.0),
    "ami": Corpus("CC BY 4.0", "AMI Meeting Parallel Corpus, Tsuruoka Laboratory", 1.0),
    "korsts": Corpus("CC BY-SA 4.0", "KorSTS, Kakao Brain; STS benchmark", 2.0, share_alike=True),
    "stsb-ja": Corpus("CC BY-SA 4.0", "stsb-multi-mt, Philip May; STS benchmark", 1.0, share_alike=True),
    "park-news-devtest": Corpus("CC BY-SA 3.0", "Korean Parallel Corpora, Jungyeul Park", 5.0, share_alike=True),
    "jhe": Corpus("CC BY-SA 3.0", "Korean Parallel Corpora, Jungyeul Park", 3.0, share_alike=True),
    "kftt": Corpus("CC BY-SA 3.0", "Japanese–English Bilingual Corpus of Wikipedia's Kyoto Articles, NICT", 0.3, share_alike=True),
    # essays, courses and pages for the public
    "mozilla": Corpus("MPL 2.0", "Mozilla", 1.0, share_alike=True),
    "bitcoin": Corpus("MIT", "Bitcoin.org", 1.0),
    "opensource.guide": Corpus("CC BY 4.0", "GitHub, Open Source Guides", 2.0),
    "prompt-guide": Corpus("MIT", "DAIR.AI, Prompt Engineering Guide", 1.0),
    "hf-course": Corpus("Apache-2.0", "Hugging Face, Course", 0.5),
    "iot": Corpus("MIT", "Microsoft, IoT for Beginners", 0.5),
    "gnome-docs": Corpus("CC BY 3.0", "The GNOME Project, User Documentation", 0.3),
    # software documentation
    "python-docs": Corpus("CC0 / PSF", "Python Software Foundation and its translators", 0.15),
    "react": Corpus("CC BY 4.0", "React documentation, Meta", 0.2),
    "tensorflow": Corpus("Apache-2.0 / CC BY 4.0", "TensorFlow documentation, Google", 0.15),
    "powershell": Corpus("CC BY 4.0", "Microsoft, PowerShell documentation", _DOCS),
    "powershell-c": Corpus("CC BY 4.0", "Microsoft, PowerShell documentation", _DOCS),
    "workfront": Corpus("MIT", "Adobe, Workfront documentation", _DOCS),
    "analytics": Corpus("MIT", "Adobe, Analytics documentation", _DOCS),
    "target": Corpus("MIT", "Adobe, Target documentation", _DOCS),
    "audience-manager": Corpus("MIT", "Adobe, Audience Manager documentation", _DOCS),
    # verse
    "bible-korrv": Corpus("public domain", "Korean Revised Version 1961, Bible in Basic English", 0.1),
    "bible-kougo": Corpus("public domain", "Kougo-yaku 1955, Bible in Basic English", 0.1),
}  # fmt: skip

LICENCES = ("permissive", "share-alike")


def read(folder: Path, licences: str, languages: tuple[str, ...] = LANGUAGES) -> Iterator[Pair]:
    """The pairs of the named corpora in a folder.

    Args:
        folder: Holds `ko-en.tsv.xz` and `ja-en.tsv.xz`: source, English, corpus id.
        licences: `permissive`, or `share-alike` for those too whose terms bind the model.
        languages: The source languages wanted.
    """
    for language in languages:
        with lzma.open(folder / f"{language}-en.tsv.xz", "rt", encoding="utf-8") as file:
            for line in file:
                source, english, name = line.rstrip("\n").split("\t")
                corpus = CORPORA.get(name)
                if corpus is not None and (licences == "share-alike" or not corpus.share_alike):
                    yield Pair(language, source, english, name, corpus.copies)
