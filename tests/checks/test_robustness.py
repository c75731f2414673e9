"""No text breaks a check, and every finding stands inside its text."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from workbench.checks import CheckInput, apply, run, run_document

PIECES = st.sampled_from(
    [
        "바다", "완충지대", "島", "シーレーン", "the ", "The ", "sea", "1억", "3월 ", "2026年", "8.3%", "March ", "half ", "“", "”", '"', "'",
        "「", "」", "(", ")", "（", "[", "⟦1⟧", "⟦/1⟧", "⟦2/⟧", "⟦", "https://a.example/1", "a@b.example", ".", "。", "?", ",", "、", "  ", " ",
        "\u3000", "\n", "\ufffd", "ㅏ", "①", "i ", "１", "-", "~", "/", "·", "é", "𠮟",
    ]
)  # fmt: skip
TEXT = st.lists(PIECES, max_size=25).map("".join)


@settings(derandomize=True, max_examples=400, deadline=None)
@given(TEXT, TEXT, st.sampled_from([("ko", "en"), ("ja", "en"), ("en", "ko"), ("ko", "ja"), ("fr", "de")]))
def test_findings_lie_in_their_text_and_fixes_apply(source: str, target: str, pair: tuple[str, str]) -> None:
    given_ = CheckInput(source, target, *pair, segment_id=1)
    for finding in run(given_):
        text = source if finding.side == "source" else target
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
        if finding.suggestion is not None and finding.side == "target":
            assert apply(target, finding) != target
    assert len(list(run_document([given_, given_]))) >= 2 * len(run(given_))


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_arbitrary_unicode_is_survived(source: str, target: str) -> None:
    run(CheckInput(source, target))
