"""The edit screen's suggestions: asked for in the background when a segment is opened, taken by a key.

Memory and glossary answer on one lane, the machine on another, so that a slow model never holds up a quick match. Moving on
replaces the question; answers for a segment that was left are dropped.
"""

from __future__ import annotations

from dataclasses import replace

from textual import on

from workbench.model import Draft, Segment
from workbench.tui.lane import Ticket
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.suggestions import Help, TakeTarget, TakeTerm
from workbench.workflow import assist
from workbench.workflow.assist import Question, Suggestions
from workbench.workflow.project import Project

PAUSE = 0.04
"""Seconds a segment must stay open before its suggestions are looked up: holding ctrl+↓ asks for nothing."""


class HelpScreen(DeskScreen):
    """Suggestions for the open segment."""

    help_given = Help()
    _question: Question | None = None

    def entered(self, segment: Segment) -> None:
        """Ask what helps with the segment."""
        super().entered(segment)
        self._question = question = self.session.question(segment.id)
        self.help_given = Help(source=segment.source)
        self._timer = self.set_timer(PAUSE, lambda: self._ask(question))

    def _ask(self, question: Question) -> None:
        if question is not self._question:
            return

        def look_up(project: Project, ticket: Ticket) -> Suggestions:
            return assist.suggest(project, question)

        def answered(found: Suggestions) -> None:
            if question is self._question:
                self.show_help(replace(self.help_given, matches=found.matches, terms=found.terms))
                self._ask_machine(question, found)

        self.app.memory_lane.submit("suggest", look_up, answered)

    def _ask_machine(self, question: Question, found: Suggestions) -> None:
        segment = self.segment
        if segment is None:
            return
        if any(match.score == 100 for match in found.matches) or segment.status.is_final:
            return
        self.ask_draft(question, fresh=False)

    def ask_draft(self, question: Question, *, fresh: bool) -> None:
        """Have the machine draft the open segment."""
        terms = self.help_given.terms

        def draft(project: Project, ticket: Ticket) -> Draft | None:
            return self.app.drafter(project).draft(question, terms, fresh=fresh)

        def drafted(draft: Draft | None) -> None:
            if question is self._question:
                missing = "" if draft else "no model for this pair: workbench models install"
                self.show_help(replace(self.help_given, draft=draft, drafting=False, no_model=missing))

        self.show_help(replace(self.help_given, drafting=True))
        self.app.machine_lane.submit("draft", draft, drafted)

    def show_help(self, given: Help) -> None:
        """Show what helps, and let the editor complete from it."""
        self.help_given = given
        self.panel.help(given)
        self.source.highlight([(hit.start, hit.end, "term") for hit in given.terms])
        self.editor.offer(given.targets, [target for hit in given.terms for target in hit.targets])

    # Taking

    def action_take(self, number: int) -> None:
        """Take the suggestion of that number."""
        targets = self.help_given.targets
        if number < len(targets):
            self.take_target(targets[number])
        else:
            self.app.notice("There is no such suggestion for this segment.")

    def action_take_draft(self) -> None:
        """Take the machine's draft, else the best match."""
        draft = self.help_given.draft
        if draft is not None and draft.target:
            self.take_target(draft.target)
        elif self.help_given.targets:
            self.take_target(self.help_given.targets[0])
        else:
            self.app.notice("There is no draft for this segment.")

    def take_target(self, target: str) -> None:
        """Put a whole target into the editor; ctrl+z brings back what was there."""
        if not self.editor.read_only:
            self.editor.put(target)
            self.editor.focus()

    def take_term(self, text: str) -> None:
        """Put a rendering at the caret."""
        if not self.editor.read_only:
            self.editor.insert_words(text)
            self.editor.focus()

    @on(ItemList.Chosen, "#suggestions")
    def _chosen(self, event: ItemList.Chosen) -> None:
        match event.key:
            case TakeTarget(target):
                self.take_target(target)
            case TakeTerm(text):
                self.take_term(text)
