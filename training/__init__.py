"""The recipe of the starter models: parallel data in, an Argos package with a compact Korean and Japanese → English model out.

One idea a file, in the order in which they work: `pairs`, `corpora`, `own`, `templates` say what is learnt; `vocabulary` and
`batches` turn it into numbers; `network` and `trainer` learn; `convert`, `attention`, `wordpairs` and `package` make a package
of it; `quality` measures; `curve` compares. Nothing of the product imports this; `python -m training --help` starts here.
"""
