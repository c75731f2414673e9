"""The edit screen's suggestions: asked for in the background when a segment is opened, taken by a key.

- Memory and glossary answer on one lane, the machine on another, so that a slow model never holds up a quick match.
- Moving on replaces the question; answers for a segment that was left are dropped.
- A pause in typing brings the findings up to date and asks the machine how the sentence may go on.
- The checks are read in the background a moment after the document stands; until then there are no findings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from textual import on
from textual.timer import Timer

from workbench.model import Draft, Finding, Segment
from workbench.tui.lane import Ticket
from workbench.tui.screens.desk import DeskScreen
from workbench.tui.widgets.item_list import ItemList
from workbench.tui.widgets.suggestions import Help, TakeFix, TakeTarget, TakeTerm
from workbench.workflow import assist
from workbench.workflow.assist import Question, Suggestions
from workbench.workflow.editing import FEW
from workbench.workflow.project import Project

if TYPE_CHECKING:
    from workbench.workflow.check import LiveChecker, Located

OPEN_PAUSE = 0.04
"""Seconds a segment must stay open before its suggestions are looked up: holding ctrl+↓ asks for nothing."""

CHECKS = "workbench.workflow.check"

WARM_PAUSE = 1.0
"""Seconds after opening before the checks are read."""

TYPING_PAUSE = 0.3
"""Seconds after the last key before findings and completions are looked for."""


class HelpScreen(DeskScreen):
    """Suggestions for the open segment."""

    help_given = Help()
    _question: Question | None = None
    _checks: ModuleType | None = None
    _checker: LiveChecker | None = None
    _no_model = ""
    _soon: Timer | None = None
    _later: Timer | None = None

    def opened(self) -> None:
        """Have the checks read in the background, a tenth of a second that neither opening nor typing should wait for."""
        super().opened()
        self.panel.take_keys = tuple(self.app.key_of(f"suggestion.{number}") for number in (1, 2, 3))
        self.panel.draft_key = self.app.key_of("segment.draft")
        self.set_timer(WARM_PAUSE, self._warm)

    def _warm(self) -> None:
        self.app.memory_lane.submit("warm", lambda project, ticket: import_module(CHECKS), self._warmed)

    def _warmed(self, checks: ModuleType) -> None:
        self._checks = checks
        self._look()

    def entered(self, segment: Segment) -> None:
        """Ask what helps with the segment."""
        super().entered(segment)
        self._question = question = self.session.question(segment.id)
        self.help_given = Help(source=segment.source)
        self.editor.offer(())
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(OPEN_PAUSE, lambda: self._ask(question))

    def _ask(self, question: Question) -> None:
        if question is not self._question:
            return

        def look_up(project: Project, ticket: Ticket) -> Suggestions:
            return assist.suggest(project, question)

        def answered(found: Suggestions) -> None:
            if question is self._question:
                drafts = self._wants_draft(found)
                self.show_help(
                    replace(
                        self.help_given,
                        matches=found.matches,
                        terms=found.terms,
                        findings=self._findings(),
                        drafting=drafts and not self._no_model,
                        no_model=self._no_model if drafts else "",
                    )
                )
                if self.help_given.drafting:
                    self._ask_draft(question, fresh=False)

        self.app.memory_lane.submit("suggest", look_up, answered)

    def _wants_draft(self, found: Suggestions) -> bool:
        segment = self.segment
        return segment is not None and not segment.status.is_final and all(match.score < 100 for match in found.matches)

    def _ask_draft(self, question: Question, *, fresh: bool) -> None:
        terms = self.help_given.terms

        def draft(project: Project, ticket: Ticket) -> Draft | None:
            return self.app.drafter(project).draft(question, terms, fresh=fresh)

        def drafted(draft: Draft | None) -> None:
            if question is self._question:
                self._no_model = "" if draft else self.app.no_model_text(question)
                self.show_help(replace(self.help_given, draft=draft, drafting=False, no_model=self._no_model))

        self.app.machine_lane.submit("draft", draft, drafted)

    def action_draft_again(self) -> None:
        """Have the machine draft the open segment anew, with the glossary as it is now."""
        if self._question is not None:
            self.show_help(replace(self.help_given, drafting=True, no_model=""))
            self._ask_draft(self._question, fresh=True)

    def show_help(self, given: Help) -> None:
        """Show what helps, and let the editor complete from it."""
        self.help_given = given
        self.panel.help(given)
        self._underline()
        self._offer(())

    def _underline(self) -> None:
        """The glossary's terms in the source, red where the target lacks them."""
        missing = self.help_given.missing
        self.source.highlight(
            [
                (hit.start, hit.end, "missing" if (hit.start, hit.end) in missing else "term")
                for hit in self.help_given.terms
            ]
        )

    def _offer(self, completions: tuple[str, ...]) -> None:
        given = self.help_given
        self.editor.offer((*completions, *given.targets), [target for hit in given.terms for target in hit.targets])

    # While typing

    def changed_text(self) -> None:
        """Look at the text again when the typing pauses."""
        super().changed_text()
        if self._later is not None:
            self._later.stop()
        self._later = self.set_timer(TYPING_PAUSE, self._paused)

    def _paused(self) -> None:
        if self.segment is not None:
            self._look()
            self._complete()

    def _look(self) -> None:
        """Bring the findings up to date."""
        findings = self._findings()
        if findings != self.help_given.findings:
            self.help_given = replace(self.help_given, findings=findings)
            self.panel.help(self.help_given)
            self._underline()

    def _findings(self) -> tuple[Finding, ...]:
        """What the checks say of the target as it stands, marked in it and in the grid."""
        segment, text = self.segment, self.editor.passage
        if segment is None or self._checks is None:
            return ()
        found = self._found(self._checks, segment.id, text)
        self.editor.highlight(
            [
                (finding.start, finding.end, "missing" if finding.severity == "error" else "warned")
                for finding in found
                if finding.side == "target" and 0 < finding.end - finding.start < len(text.strip())
            ]
        )
        before = self.rows.findings.get(segment.id)
        self._grade(segment.id, found)
        if self.rows.findings.get(segment.id) != before:
            self.grid.update_row(self.grid.cursor)
        return found

    def _found(self, checks: ModuleType, segment_id: int, text: str) -> tuple[Finding, ...]:
        checker = self._checker = self._checker or checks.LiveChecker(self.session)
        return tuple(checker.findings(segment_id, text)) if text.strip() else ()

    def _grade(self, segment_id: int, found: Sequence[Finding]) -> None:
        """Note for the grid what the checks say of a segment."""
        grave = [finding for finding in found if finding.severity != "info"]
        if grave:
            self.rows.findings[segment_id] = "error" if grave[0].severity == "error" else "warning"
        else:
            self.rows.findings.pop(segment_id, None)

    def show_changed(self, changed: Iterable[Segment]) -> None:
        """What was confirmed before the typing paused, drafted elsewhere or taken back has other findings."""
        listed = list(changed)
        if self._checks is not None and len(listed) <= FEW:
            for segment in listed:
                self._grade(segment.id, self._found(self._checks, segment.id, segment.target))
        super().show_changed(listed)

    def _complete(self) -> None:
        """Ask the machine how the target may go on from the caret."""
        question, text = self._question, self.editor.passage
        wanted = self.app.completes and self.editor.cursor_at_end_of_text and self.editor.has_focus
        if question is None or not wanted or not text.strip() or self.editor.suggestion or self.typed is None:
            return
        terms = self.help_given.terms

        def complete(project: Project, ticket: Ticket) -> tuple[str, ...]:
            return self.app.drafter(project).complete(question, text, terms, cancelled=ticket.cancelled)

        def completed(found: tuple[str, ...]) -> None:
            if question is self._question:
                self._offer(found)

        self.app.machine_lane.submit("complete", complete, completed)

    def take_findings(self, found: Sequence[Located]) -> None:
        """Show in the grid which segments the checks have found fault with."""
        self.rows.findings = {
            item.segment.id: "error" if item.finding.severity == "error" else "warning"
            for item in reversed(found)
            if not item.ignored and item.finding.severity != "info"
        }
        self.grid.update_all()

    def forget_checker(self) -> None:
        """The glossary or what is passed over has changed: look anew."""
        self._checker = None
        if self.segment is not None:
            self.entered(self.segment)

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
        """Put a whole target into the editor; undo brings back what was there."""
        if not self.editor.read_only:
            self.editor.put(target)
            self.editor.focus()

    def action_insert_term(self) -> None:
        """Insert the only term, or choose one in the panel."""
        renderings = [hit.targets[0] for hit in self.help_given.terms if hit.targets]
        if not renderings:
            self.app.notice("The glossary has no term for this segment.")
        elif len(renderings) == 1:
            self.take_term(renderings[0])
        else:
            self.panel.focus()
            self.panel.stand_on(TakeTerm(renderings[0]))

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
            case TakeFix(finding) if finding.suggestion is not None and not self.editor.read_only:
                self.editor.put(finding.suggestion, start=finding.start, end=finding.end)
                self.editor.focus()
