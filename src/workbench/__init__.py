"""A translation and alignment workbench for Korean, Japanese and English policy writing."""

__version__ = "0.1.0"
