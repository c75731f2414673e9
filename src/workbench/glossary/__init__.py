"""Concepts and terms: kept by concept, found in running text with a grade, harvested, held consistent.

Glossary (termbase)  ──concepts──▶  Matcher  ──hits──▶  english.check
             ▲                        │
          harvest, bridge          ledger
"""

from workbench.glossary.english import TermCheck, check, uses
from workbench.glossary.matcher import CHECKED_GRADES, Matcher
from workbench.glossary.schema import MIGRATIONS
from workbench.glossary.termbase import AddReport, Glossary, Skipped

__all__ = ["CHECKED_GRADES", "MIGRATIONS", "AddReport", "Glossary", "Matcher", "Skipped", "TermCheck", "check", "uses"]
