"""How good drafts are and what they cost: sacrebleu's scores with signatures, post-edit effort, what edits keep changing.

Everything takes and gives plain values; which segments are compared is the workflow's business. Nothing heavy is
imported before a score is asked for.
"""

from __future__ import annotations

from workbench.evaluate.effort import Edited, Effort, Period, effort, periods, trend
from workbench.evaluate.learning import Habit, Rewrite, habits, rewrite
from workbench.evaluate.scores import Comparison, Score, SystemScore, compare, score

__all__ = [
    "Comparison", "Edited", "Effort", "Habit", "Period", "Rewrite", "Score", "SystemScore", "compare", "effort", "habits",
    "periods", "rewrite", "score", "trend",
]  # fmt: skip
