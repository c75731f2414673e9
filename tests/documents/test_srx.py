"""SRX in and out."""

from __future__ import annotations

from pathlib import Path

import pytest

from workbench.documents import load_rules, srx
from workbench.documents.rules import Rules
from workbench.documents.segmenter import cuts
from workbench.errors import InterchangeError

FOREIGN = """<?xml version="1.0"?>
<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header segmentsubflows="yes" cascade="yes"/>
<body><languagerules>
<languagerule languagerulename="Korean"><rule break="no"><beforebreak>\\b제\\d+\\.</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>
<languagerule languagerulename="All"><rule break="yes"><beforebreak>[.?!]+</beforebreak><afterbreak>\\s</afterbreak></rule>
<rule break="yes"><beforebreak>[</beforebreak><afterbreak></afterbreak></rule></languagerule>
</languagerules><maprules><languagemap languagepattern="[Kk][Oo].*" languagerulename="Korean"/>
<languagemap languagepattern=".*" languagerulename="All"/></maprules></body></srx>"""


def test_the_rules_of_a_language_are_read_in_cascade_order() -> None:
    rules, left_out = srx.read(FOREIGN.encode(), "ko")
    assert left_out == ["["]
    assert [rule.breaks for rule in rules.rules] == [False, True]
    assert cuts("제3. 조항이다. 끝이다.", "ko", rules) == [9]
    assert cuts("제3. 조항이다. 끝이다.", "ko", srx.read(FOREIGN.encode(), "en")[0]) == [3, 9]


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("ja", "条約は発効した。|しかし批准は進まない。"),
        ("ja", "「もう遅い。」|そう言われた。"),
        ("ko", "2022. 8. 10. 발표한 보고서는 두 가지를 든다. |첫째는 값이다."),
        ("ko", "성장률은 1.5%였다. |작년은 0.3%였다."),
        ("en", "Mr. Kim left at noon. |He did not return."),
    ],
)
def test_what_srx_can_say_of_our_rules_comes_back(language: str, marked: str) -> None:
    rules, left_out = srx.read(srx.write(Rules()), language)
    assert left_out == []
    assert cuts(marked.replace("|", ""), language, rules) in ([marked.index("|")], [marked.index("|") - 1])


def test_a_users_rules_are_exported_first() -> None:
    rules = load_rules({"rule": [{"break": True, "before": "；", "after": "", "language": "ja"}]})
    found, _ = srx.read(srx.write(rules), "ja")
    assert (found.rules[0].before, found.rules[0].breaks) == ("；", True)
    assert "；" not in [rule.before for rule in srx.read(srx.write(rules), "ko")[0].rules]


@pytest.mark.parametrize(
    "data", [b"", b"<srx", b"<tmx/>", b"\x00\x01", b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>"]
)
def test_what_is_no_srx_is_refused(data: bytes) -> None:
    with pytest.raises(InterchangeError):
        srx.read(data, "ko")


def test_an_srx_file_named_in_the_settings_stands_in_place_of_our_rules(tmp_path: Path) -> None:
    file = tmp_path / "house.srx"
    file.write_text(FOREIGN, encoding="utf-8")
    rules = load_rules({"srx": str(file), "rule": [{"break": True, "before": "；", "after": ""}]}, language="ko")
    assert cuts("제3. 조항이다. 끝；이다.", "ko", rules) == [9, 12]
    with pytest.raises(InterchangeError, match="cannot be read"):
        load_rules({"srx": str(tmp_path / "none.srx")}, language="ko")
