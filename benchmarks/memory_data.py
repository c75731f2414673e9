"""Seeded units of any number for measuring the memory: sentences that are nobody's, with the statistics of real ones.

Words are made of the syllables and kanji of the sample papers, weighted as they occur there, and drawn by Zipf's law; a third
of the sentences are earlier ones with a word, a character or a number changed, as in every real memory. Half the units are
Korean, half Japanese; all are translated into an English of the papers' own words.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from workbench.model import Unit

CORPUS = Path(__file__).parents[1] / "corpus"

_PARTICLES = [
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "의",
    "에",
    "에서",
    "으로",
    "와",
    "과",
    "도",
    "까지",
    "에게",
    "보다",
    "",
    "",
    "",
]
_ENDINGS = [
    "했다.",
    "한다.",
    "이다.",
    "였다.",
    "하고 있다.",
    "되었다.",
    "할 것이다.",
    "하지 않았다.",
    "해야 한다.",
    "될 수 있다.",
]
_KANA = ["は", "が", "を", "に", "の", "で", "と", "も", "へ", "から", "まで", "より", "における", "として", "、"]
_VERBS = [
    "した。",
    "する。",
    "である。",
    "だった。",
    "している。",
    "された。",
    "しなければならない。",
    "ではない。",
    "と言える。",
    "だろう。",
]


class Sentences:
    """A source of sentences in Korean, Japanese and English; the same seed gives the same ones."""

    def __init__(self, seed: int = 20261122) -> None:
        self.dice = random.Random(seed)
        text = {code: "".join(path.read_text() for path in CORPUS.glob(f"{code}-*.md")) for code in ("ko", "ja")}
        english = " ".join(path.read_text() for path in CORPUS.glob("*.en.md"))
        self._words = {
            "ko": self._made(
                re.findall("[가-힣]", text["ko"]), re.findall("[가-힣]{2,4}", text["ko"]), (2, 2, 3, 3, 4)
            ),
            "ja": self._made(
                re.findall("[一-龯]", text["ja"]), re.findall("[一-龯ァ-ヶー]{2,6}", text["ja"]), (2, 2, 2, 3, 4)
            ),
            "en": [word for word, _ in Counter(re.findall("[A-Za-z'-]+", english)).most_common()],
        }
        self._weights = {
            code: list(accumulate(1 / (rank + 20) for rank in range(len(words)))) for code, words in self._words.items()
        }

    def _made(self, characters: list[str], real: list[str], lengths: tuple[int, ...]) -> list[str]:
        words = [word for word, _ in Counter(real).most_common()]
        known = set(words)
        while len(words) < 30_000:
            word = "".join(self.dice.choices(characters, k=self.dice.choice(lengths)))
            if word not in known:
                known.add(word)
                words.append(word)
        return words

    def words(self, code: str, count: int) -> list[str]:
        return self.dice.choices(self._words[code], cum_weights=self._weights[code], k=count)

    def sentence(self, code: str) -> str:
        dice = self.dice
        count = max(1, min(22, int(dice.gammavariate(3, 2))))
        words = self.words(code, count)
        if dice.random() < 0.2:
            words[dice.randrange(count)] = (
                f"{dice.randint(1, 2030)}{'년' if code == 'ko' else '年' if code == 'ja' else ''}"
            )
        if code == "ko":
            return " ".join(
                [word + dice.choice(_PARTICLES) for word in words[:-1]] + [words[-1] + dice.choice(_ENDINGS)]
            )
        if code == "ja":
            return "".join([word + dice.choice(_KANA) for word in words[:-1]] + [words[-1] + dice.choice(_VERBS)])
        return " ".join(words).capitalize() + "."

    def changed(self, text: str, code: str, share: float) -> str:
        """A sentence with some of it changed: characters, a word, or a number."""
        dice = self.dice
        characters = list(text)
        for _ in range(max(1, int(share * len(characters)))):
            at = dice.randrange(len(characters) + 1) if characters else 0
            step = dice.random()
            if step < 0.25 and len(characters) > 1:
                del characters[min(at, len(characters) - 1)]
            elif step < 0.5:
                characters.insert(at, dice.choice(dice.choice(self._words[code])))
            elif characters:
                characters[min(at, len(characters) - 1)] = dice.choice(dice.choice(self._words[code]))
        return "".join(characters)

    def units(self, count: int) -> Iterator[Unit]:
        """Units, Korean and Japanese by turns, each different from the others by its target's number."""
        recent: dict[str, list[str]] = {"ko": [], "ja": []}
        for number in range(count):
            code = ("ko", "ja")[number % 2]
            known = recent[code]
            if known and self.dice.random() < 0.33:
                source = self.changed(self.dice.choice(known), code, self.dice.uniform(0.02, 0.3))
            else:
                source = self.sentence(code)
                if len(known) < 20_000:
                    known.append(source)
                else:
                    known[self.dice.randrange(20_000)] = source
            words = max(2, int(len(source) * (0.45 if code == "ko" else 0.55)))
            target = " ".join(self.words("en", words)).capitalize() + "."
            yield Unit(
                code, "en", source, target, "import", "confirmed", f"paper-{number % 397}.md",
                created="20261122T000000Z", changed="20261122T000000Z",
            )  # fmt: skip

    def queries(self, units: list[Unit], count: int) -> list[tuple[str, str]]:
        """(language, text): four in five a stored source changed by 1–40 %, the rest new sentences."""
        asked: list[tuple[str, str]] = []
        for number in range(count):
            unit = self.dice.choice(units)
            code = unit.source_language
            text = (
                self.sentence(code)
                if number % 5 == 4
                else self.changed(unit.source, code, self.dice.uniform(0.01, 0.4))
            )
            asked.append((code, text))
        return asked
