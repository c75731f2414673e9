"""The use cases both faces call: the only place where the wings meet.

A use case takes a `Project` and plain values, and returns plain values; it prints nothing and knows no widget.
"""
