"""Sentence alignment: a document and its existing translation become beads that can be explained and corrected.

The way through the room: `tokens` says what can be recognised in a segment, `lexicon` what may translate what, `evidence`
counts what a pair of ranges has in common, `beads` turns that into a score in log-odds, `lattice` sums over every way to
align, `coarse` keeps long documents linear, and `aligner` joins them. `editing` holds the operations of the alignment
screen. Nothing here imports numpy before it is needed.
"""
