"""Keys: every default arrives in a terminal, none is bound twice, all can be changed."""

import ast
import re
from pathlib import Path

import pytest

import workbench.tui
from workbench import config
from workbench.errors import UsageError
from workbench.tui import keys
from workbench.tui.rooms import ROOMS, room_class
from workbench.tui.screens.align import AlignScreen
from workbench.tui.screens.edit import EditScreen
from workbench.tui.widgets.segment_editor import SegmentEditor
from workbench.workflow.editing import Session

from .conftest import editing, settled, shown, type_text

ARRIVE = {
    *(f"ctrl+{letter}" for letter in "bdfgjlnopqrstyz"),
    *(f"alt+{letter}" for letter in "acdeghijklmnopqrstuvwxyz"),
    *(f"f{number}" for number in range(1, 10)), "f12", "enter", "escape", "slash", "question_mark", "ctrl+up", "ctrl+down",
}  # fmt: skip
"""What facts say reaches a program through tmux and ssh; ctrl+enter comes only from terminals that know it."""


KEY_IN_PROSE = re.compile(r"\b(ctrl|alt)\+\w|\b[fF]\d{1,2}\b|\*\*\w\*\*|\bpress \w\b|[;.] [b-z] [a-z]+s\b")
"""A key by its name, where a text should name the command."""

FIXED = {
    "replace.py": {"tab to the list · space skips one · ctrl+s replaces · esc leaves it"},
    "keys.py": {"F1 in the editor lists them", "[keys] '", '\' must be a text such as "ctrl+n"'},
}
"""What names a key that no setting changes, or is said before there is a key."""


IN_LISTS = set("abcdefghijklmnopqrstuvwxyzCO") | {"left", "right", "space", "delete"}
"""What besides that reaches a list, in which nothing is typed."""


@pytest.mark.parametrize("key", keys.commands(), ids=lambda key: key.id)
def test_every_default_arrives(key):
    assert set(key.keys.split(",")) <= (ARRIVE if key in (*keys.EDIT, *keys.APP) else ARRIVE | IN_LISTS)
    assert key.label
    assert key.group


@pytest.mark.parametrize(
    "listed",
    [(*keys.EDIT, *keys.APP), (*keys.ALIGN, *keys.APP), *((*room, *keys.ROOM, *keys.APP) for room in keys.LISTS)],
    ids=lambda listed: listed[0].id,
)
def test_no_key_has_two_commands(listed):
    everything = [name for key in listed for name in key.keys.split(",")]
    doubled = {name for name in everything if everything.count(name) > 1} - {"f1"}
    assert not doubled


@pytest.mark.parametrize("preset", keys.PRESETS)
def test_presets_name_commands_and_keys_that_arrive_and_collide_with_none(preset):
    chosen = {key.id: key.keys for key in (*keys.EDIT, *keys.APP)} | keys.PRESETS[preset]
    assert set(chosen) == {key.id for key in (*keys.EDIT, *keys.APP)}
    everything = [name for listed in chosen.values() for name in listed.split(",")]
    assert set(everything) <= ARRIVE | {"ctrl+enter"}
    assert not {name for name in everything if everything.count(name) > 1}


def test_no_command_takes_a_key_that_typing_needs():
    typing = {name for name, _ in SegmentEditor._merged_bindings or ()}
    commands = {name for key in (*keys.EDIT, *keys.APP) for name in key.keys.split(",")}
    assert commands & typing <= set()


def test_ids_are_unique_and_actions_exist():
    ids = [key.id for key in keys.commands()]
    assert len(ids) == len(set(ids))
    screens = [EditScreen, AlignScreen, *(room_class(name) for name in ROOMS)]
    for screen in screens:
        for key in screen.KEYS:
            name = key.action.split("(")[0]
            assert name.startswith("app.") or hasattr(screen, f"action_{name}"), key.id
    assert all(hasattr(SegmentEditor, f"action_{key.action}") for key in keys.TYPING)
    assert {key.id for screen in screens for key in screen.KEYS} | {key.id for key in (*keys.APP, *keys.TYPING)} == set(
        ids
    )


@pytest.mark.parametrize(
    ("table", "words"),
    [({"preset": "vim"}, "no preset"), ({"confirm": "f2"}, "no command"), ({"find": 3}, "must be a text")],
)
def test_a_wrong_table_is_told(table, words):
    with pytest.raises(UsageError, match=words):
        keys.keymap(table)


def test_a_preset_and_single_keys_come_together_with_the_korean_keyboard():
    chosen = keys.keymap({"preset": "omegat", "segment.split": "alt+z"})
    assert chosen["segment.split"] == "alt+z,alt+ㅋ"
    assert chosen["move.next"] == "ctrl+n,ctrl+down"


def prose():
    """Every text in the editor's code but docstrings, by file."""
    for path in sorted(Path(workbench.tui.__file__).parent.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in docs:
                continue
            if " " in node.value and node.value not in FIXED.get(path.name, ()):
                yield path.name, node.value


def test_what_is_told_names_commands_and_not_their_default_keys():
    told = list(prose())
    assert len(told) > 200
    assert [(name, text) for name, text in told if KEY_IN_PROSE.search(text)] == []
    known = {key.id for key in keys.commands()}
    named = {command for _, text in told for command in re.findall(r"\{([a-z]+[.-][a-z0-9.-]+)\}", text)}
    assert len(named) > 30
    assert named <= known


def test_a_text_is_spelled_with_the_keys_there_are_and_other_braces_stay():
    text = "{editor.undo} takes it back; {work.stop} stops, {1} {name} stay"
    assert keys.spelled(text, {"editor.undo": "F7", "work.stop": "ctrl+b"}.__getitem__) == (
        "F7 takes it back; ctrl+b stops, {1} {name} stay"
    )


async def test_notices_hints_help_and_palette_name_remapped_keys(project):
    (project.path.parent / "workbench.toml").write_text(
        '[keys]\npreset = "omegat"\n"editor.undo" = "alt+n"\n"next.open" = "f9"\n"work.pretranslate" = "f10"\n'
        '"segment.split" = "alt+b"\n"app.palette" = "f11"\n"app.jump" = "ctrl+b"\n"segment.unconfirm" = "alt+f"\n'
    )
    project.settings = config.load(project.path)
    async with editing(project) as (pilot, screen):
        app = screen.app
        screen.action_split()
        await pilot.pause()
        assert "press alt+b again" in [note.message for note in app._notifications][-1]
        screen.action_to_target()
        screen.go(len(screen.rows) - 1)
        await settled(pilot)
        await type_text(pilot, "Sea lanes are arteries.")
        screen.action_confirm()
        await pilot.pause()
        assert [note.message for note in app._notifications][
            -1
        ] == "That was the last segment. F9 finds what is still open."
        await pilot.press("alt+n")
        await pilot.pause()
        assert screen.editor.passage == ""
        told = {command.title: command.help for command in app.get_system_commands(screen)}
        assert told["Undo: typing, then what was done to the document"] == "Typing · alt+n"
        assert told["Terms"].endswith("after ctrl+b")
        app.action_help()
        await pilot.pause()
        assert not app._notifications
        assert "F11 lists all commands" in str(app.screen.query_one(".hint").render())
        await pilot.press("escape")
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert "ctrl+b Documents" in str(app.screen.query_one("#rooms Static").render())
        await pilot.press("ctrl+b")
        await pilot.pause()
        assert type(app.screen).__name__ == "DocumentsRoom"


async def test_a_remapped_key_works_and_the_old_one_no_longer(project):
    (project.path.parent / "workbench.toml").write_text(
        '[keys]\n"segment.copy-source" = "alt+y"\n"room.terms" = "alt+s"\n'
    )
    project.settings = config.load(project.path)
    async with editing(project) as (pilot, screen):
        await pilot.press("alt+y")
        assert screen.editor.passage == screen.segment.source
        await type_text(pilot, "!")
        assert screen.app.key_of("segment.copy-source") == "alt+y"


async def test_a_key_given_to_a_command_is_no_longer_the_text_areas(project):
    (project.path.parent / "workbench.toml").write_text('[keys]\npreset = "omegat"\n"segment.clear" = "ctrl+d"\n')
    project.settings = config.load(project.path)
    async with editing(project) as (pilot, screen):
        await type_text(pilot, "Sea lanes")
        await pilot.press("f6")
        assert screen.editor.selection.is_empty
        assert "no such suggestion" in str([note.message for note in screen.app._notifications])
        await pilot.press("ctrl+d")
        assert screen.editor.passage == ""


async def test_suggestions_name_the_keys_that_take_them_as_they_are(project):
    (project.path.parent / "workbench.toml").write_text('[keys]\npreset = "omegat"\n')
    project.settings = config.load(project.path)
    session = Session(project, "paper.md")
    session.confirm(session.segments[1].id, "Sea lanes are arteries.", propagate=False)
    async with editing(project) as (pilot, screen):
        screen.go(len(screen.rows) - 1)
        await settled(pilot)
        assert screen.panel.take_keys == ("ctrl+r", "F6", "F7")
        assert any(line.rstrip().endswith("ctrl+r") for line in shown(screen.panel).split("\n"))
        await pilot.press("ctrl+r")
        assert screen.editor.passage == "Sea lanes are arteries."
