"""Concepts and terms: kept by concept, found in running text with a grade, harvested, held consistent.

Glossary (termbase)  ──concepts──▶  Matcher  ──hits──▶  renderings.check
             ▲                        │
          harvest, bridge          ledger
"""

from workbench.glossary.matcher import Matcher
from workbench.glossary.termbase import AddReport, Glossary, Skipped
from workbench.language.renderings import CHECKED_GRADES, TermCheck, check, uses

__all__ = ["CHECKED_GRADES", "AddReport", "Glossary", "Matcher", "Skipped", "TermCheck", "check", "uses"]
