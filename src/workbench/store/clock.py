"""The one place that asks what time it is: UTC, ISO 8601 basic, as TMX writes dates."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The time as `20261122T044500Z`."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
