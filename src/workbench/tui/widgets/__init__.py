"""Widgets, one a file, each with its style beside it."""
