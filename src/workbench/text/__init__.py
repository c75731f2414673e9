"""Characters: normal forms and match keys, tag marks, cell width and line breaking, diff."""
