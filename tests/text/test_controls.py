"""Nothing that a document holds reaches the terminal as a command."""

import pytest

from workbench.text import controls
from workbench.text.width import cells


def test_escape_sequences_become_glyphs_and_offsets_stay():
    text = "평화\x1b[2J\x07는\n끝\x9b31m"
    shown = controls.shown(text)
    assert shown == "평화␛[2J␇는\n끝␦31m"
    assert len(shown) == len(text)


@pytest.mark.parametrize("code", [*range(0x0A), *range(0x0B, 0x20), 0x7F, *range(0x80, 0xA0), 0x200B, 0x202E, 0x2028])
def test_every_control_character_takes_one_cell(code):
    assert cells(controls.shown(chr(code))) == 1
    assert controls.shown(chr(code)) != chr(code)


@pytest.mark.parametrize("text", ["한국어", "日本語　全角", "é\u00a0ü", "👩\u200d👧", "a\nb", "␛ as printed"])
def test_ordinary_text_is_shown_as_it_is(text):
    assert controls.shown(text) == text


def test_what_was_hidden_comes_back_and_printed_pictures_stay():
    text = "a\x1bb\tc"
    assert controls.restored(controls.shown(text), controls.hidden(text)) == text
    assert controls.restored("a ␛ b", controls.hidden("no controls")) == "a ␛ b"


def test_a_paste_brings_text_and_line_ends_only():
    assert controls.pasted("가\r\n나\r다\t라\x1b[31m") == "가\n나\n다 라[31m"
