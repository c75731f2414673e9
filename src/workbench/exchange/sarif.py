"""SARIF 2.1.0: findings for editors and continuous integration (OASIS standard, `sarif-schema-2.1.0`).

A finding points at the line of the source document its segment stands on; segment, target and fix travel as properties,
since the target is in no file yet. Severities become SARIF's levels: `info` is `note`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from workbench.model import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"info": "note", "warning": "warning", "error": "error"}


@dataclass(frozen=True, slots=True)
class Result:
    """A finding with the file it concerns.

    Attributes:
        uri: The source document, as a relative path.
        line: Its line there, from 1; 0 where the file has no lines.
        source: The segment's source.
        target: Its target.
        finding: What is wrong.
        ignored: Whether somebody said to pass over it (a suppression, in SARIF).
    """

    uri: str
    line: int
    source: str
    target: str
    finding: Finding
    ignored: bool = False


def render(results: Iterable[Result], rules: Mapping[str, tuple[str, str]], version: str) -> str:
    """The log as JSON text.

    Args:
        results: What was found, in order.
        rules: Summary and severity by name of check.
        version: Of the workbench.
    """
    names = list(rules)
    driver = {
        "name": "workbench",
        "semanticVersion": version,
        "rules": [
            {
                "id": name,
                "shortDescription": {"text": summary[:1].upper() + summary[1:]},
                "defaultConfiguration": {"level": _LEVELS[severity]},
            }
            for name, (summary, severity) in rules.items()
        ],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(result, names) for result in results],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _result(result: Result, names: list[str]) -> dict[str, Any]:
    finding = result.finding
    location: dict[str, Any] = {"artifactLocation": {"uri": result.uri}}
    if result.line:
        location["region"] = {"startLine": result.line, "snippet": {"text": result.source}}
    value: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": names.index(finding.check),
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message[:1].upper() + finding.message[1:] + "."},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"finding/v1": f"{finding.check}:{finding.message}:{result.source[:60]}"},
        "properties": {
            "segment": finding.segment_id,
            "source": result.source,
            "target": result.target,
            "side": finding.side,
            "start": finding.start,
            "end": finding.end,
            "suggestion": finding.suggestion,
        },
    }
    if result.ignored:
        value["suppressions"] = [{"kind": "external"}]
    return value
