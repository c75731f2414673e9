"""Translation memory: exact, context and fuzzy lookup, concordance, and the care of what is stored."""

from workbench.memory.memory import Memory
from workbench.memory.units import AddReport

__all__ = ["AddReport", "Memory"]
