"""Units without ceremony."""

from workbench.model import Unit


def ko(source: str, target: str, **details: object) -> Unit:
    return Unit("ko", "en", source, target, **details)  # type: ignore[arg-type]


def ja(source: str, target: str, **details: object) -> Unit:
    return Unit("ja", "en", source, target, **details)  # type: ignore[arg-type]
