"""Applying the fix a finding suggests: one replacement in the target, nothing else."""

from __future__ import annotations

from workbench.model import Finding


def apply(target: str, finding: Finding) -> str:
    """The target with the finding's suggestion in the place it names; unchanged where there is none."""
    if finding.suggestion is None or finding.side != "target":
        return target
    return target[: finding.start] + finding.suggestion + target[finding.end :]
