"""A project says which checks run and how grave they are."""

from __future__ import annotations

import pytest

from workbench.checks import SEVERITIES, CheckInput, Profile, checks, run, run_document
from workbench.errors import UsageError

BAD = CheckInput("5월에 끝났다.", "It  ended in March")


def test_a_check_can_be_switched_off_or_made_graver() -> None:
    profile = Profile.read({"numbers": "off", "spaces": "error", "end-mark": "info"})
    assert [(finding.check, finding.severity) for finding in run(BAD, profile)] == [
        ("spaces", "error"),
        ("end-mark", "info"),
    ]


def test_a_document_check_can_be_switched_off() -> None:
    pair = [CheckInput("맺음말", "Conclusion"), CheckInput("맺음말", "End of it")]
    assert len(list(run_document(pair))) == 2
    assert list(run_document(pair, Profile.read({"inconsistent": "off"}))) == []


@pytest.mark.parametrize("table", [{"nubmers": "off"}, {"numbers": "fatal"}, {"numbers": 3}])
def test_what_cannot_be_meant_is_said(table: dict[str, object]) -> None:
    with pytest.raises(UsageError) as caught:
        Profile.read(table, "workbench.toml")
    assert "workbench.toml" in str(caught.value)


def test_every_check_has_a_summary_and_a_severity() -> None:
    assert len(checks()) >= 20
    for name, check in checks().items():
        assert check.name == name
        assert check.summary
        assert check.severity in SEVERITIES
        assert (check.of_segment is None) != (check.of_document is None)
