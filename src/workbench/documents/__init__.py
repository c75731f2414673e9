"""Documents: every paper comes in clean and goes out whole.

`read` turns a file into blocks, `segment` cuts a block into sentences, `write` puts targets in their places. Text is
decoded and normalised once and never altered: repairs, inline markup and segments are offsets over it.
"""

from workbench.documents.blocks import waiting
from workbench.documents.counts import Counts, count
from workbench.documents.formats import FORMATS, Format, format_of, read, write
from workbench.documents.reimport import Change, Pairing, pair
from workbench.documents.rules import Rules, load_rules
from workbench.documents.segmenter import segment

__all__ = [
    "FORMATS",
    "Change",
    "Counts",
    "Format",
    "Pairing",
    "Rules",
    "count",
    "format_of",
    "load_rules",
    "pair",
    "read",
    "segment",
    "waiting",
    "write",
]
