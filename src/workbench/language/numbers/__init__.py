"""Numbers in running text: what a Korean, Japanese or English sentence counts, dates and measures.

`values` reads a sentence into exact numbers with their places; `disagreements` compares a sentence with its translation
the way an editor would (1억4600만 is 146 million, 오후 3시 is 3 p.m., 令和8年 is 2026); `rewrite` writes a number in the manner
of another one, for repairing a near match. Pure functions, a few microseconds a sentence: the aligner, the draft
confidence, the TM and the checks all stand on them.
"""

from __future__ import annotations

from workbench.language.numbers.compare import Disagreement, disagreements
from workbench.language.numbers.model import Kind, Number
from workbench.language.numbers.reading import values
from workbench.language.numbers.writing import rewrite

__all__ = ["Disagreement", "Kind", "Number", "disagreements", "rewrite", "values"]
