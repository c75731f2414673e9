"""What the workbench knows about Korean, Japanese and English: numbers, scripts, particles, hanja and kanji forms."""
