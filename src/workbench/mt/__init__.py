"""Machine translation: model packages, decoding, term enforcement, completion, confidence.

The room reads Argos packages with CTranslate2 and SentencePiece directly and never imports `argostranslate.translate`
(5 s, 400 MB, splits our segments again and decodes one sentence a batch). Importing this package loads no engine: the
heavy libraries are imported where a model is opened.
"""
