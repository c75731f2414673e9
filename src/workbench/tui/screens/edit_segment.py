"""The edit screen's work on one segment: status, split and join, source, comment, mark, lock, case."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from workbench.errors import WorkbenchError
from workbench.model import Concept, Segment, Term
from workbench.text import tags
from workbench.tui.screens.desk import DeskScreen

CASES: tuple[Callable[[str], str], ...] = (str.lower, str.upper, lambda text: text[:1].upper() + text[1:].lower())


class SegmentScreen(DeskScreen):
    """What can be done to the open segment besides typing."""

    CASE_CYCLE: ClassVar = CASES

    def change(self, do: Callable[[int], list[Segment] | Segment]) -> list[Segment] | None:
        """Keep what was typed, change the open segment in the store and show it; None where that was refused."""
        if self.segment is None or not self.leave():
            return None
        try:
            changed = do(self.segment.id)
        except WorkbenchError as error:
            self.app.complain(error)
            return None
        listed = [changed] if isinstance(changed, Segment) else changed
        self.show_changed(listed)
        return listed

    # Confirming

    def confirm(self) -> bool:
        """Confirm the open segment; False where that was refused."""
        if self.segment is None or self.contested():
            return False
        try:
            changed = self.session.confirm(
                self.segment.id, self.editor.passage, seconds=self.spent(), propagate=self.app.propagates
            )
        except WorkbenchError as error:
            self.refused(error)
            return False
        self.show_changed(changed)
        if len(changed) > 1:
            self.app.notice(
                f"Also drafted: {len(changed) - 1} more of the same source. {{editor.undo}} takes all back."
            )
        return True

    def action_confirm_stay(self) -> None:
        """Confirm without moving."""
        self.confirm()

    def action_unconfirm(self) -> None:
        """Take the confirmation back."""
        self.change(self.session.unconfirm)

    def action_review(self) -> None:
        """Mark a confirmed segment as reviewed, or take that back."""
        if self.segment is not None and not self.segment.status.is_final and not self.confirm():
            return
        self.change(self.session.review)

    # Target

    def action_copy_source(self) -> None:
        """The source as the target, undoable."""
        if self.segment is not None and not self.editor.read_only:
            self.editor.put(self.segment.source)

    def action_insert_tag(self) -> None:
        """The first tag of the source that the target lacks, at the caret; a pair goes around what is selected."""
        segment, editor = self.segment, self.editor
        if segment is None or editor.read_only:
            return
        lost = tags.missing(segment.source, editor.passage)
        if not lost:
            has = "The target has all tags of the source." if tags.marks(segment.source) else "The source has no tags."
            self.app.notice(has)
            return
        start, end = sorted(editor.selection)
        partner = lost[0].replace("⟦", "⟦/")
        if start != end and tags.opens(lost[0]) and partner in lost:
            editor.type_text(f"{lost[0]}{editor.selected_text}{partner}")
        else:
            editor.move_cursor(end)
            editor.type_text(lost[0])
        editor.focus()

    def action_clear_target(self) -> None:
        """Nothing as the target, undoable."""
        if not self.editor.read_only:
            self.editor.put("")

    def action_revert(self) -> None:
        """The last draft as the target."""
        self.change(self.session.revert)

    def action_change_case(self) -> None:
        """The selection, or the word at the caret, in the next case: lower, UPPER, Title."""
        editor = self.editor
        if editor.read_only:
            return
        if editor.selection.is_empty:
            editor.select_word()
        text = editor.selected_text
        forms = [change(text) for change in CASES]
        if text:
            following = forms[(forms.index(text) + 1) % len(forms)] if text in forms else forms[0]
            start, end = sorted(editor.selection)
            editor.replace(following, start, end)
            editor.selection = type(editor.selection)(start, end)

    # Segmentation

    def action_split(self) -> None:
        """Split the source at its caret, the target at its own; from the target, first go to the source."""
        if self.segment is None:
            return
        if not self.source.has_focus:
            self.source.focus()
            self.app.notice("Put the caret where the source is to be split, and press {segment.split} again.")
            return
        place, target_place = self.source.caret, self.editor.caret
        if self.leave():
            self._reshape(lambda segment_id: self.session.split(segment_id, place, target_place))

    def action_join(self) -> None:
        """Join with the next segment of the paragraph."""
        if self.leave():
            self._reshape(self.session.join)

    def _reshape(self, do: Callable[[int], list[Segment]]) -> None:
        if self.segment is None:
            return
        try:
            do(self.segment.id)
        except WorkbenchError as error:
            self.app.complain(error)
            return
        self.reshaped(self.segment.id)
        self.editor.focus()

    def action_edit_source(self) -> None:
        """Open the source for correction; again, or on leaving it, keep what was corrected."""
        if self.segment is None or self.segment.locked:
            return
        if self.source.read_only:
            self.source.read_only = False
            self.source.focus()
            self.source.action_text_end()
            self.app.notice(
                "Correct the source; {segment.edit-source} or leaving it keeps the correction. The file stays as it is."
            )
        else:
            self.keep_source()
            self.editor.focus()

    def keep_source(self) -> bool:
        """Keep a corrected source; False where that was refused."""
        if self.source.read_only or self.segment is None:
            return True
        corrected = self.source.passage
        self.source.read_only = True
        if corrected == self.segment.source:
            return True
        if not super().leave():
            return False
        try:
            self.show_changed([self.session.edit_source(self.segment.id, corrected)])
        except WorkbenchError as error:
            self.source.show(self.segment.source)
            self.app.complain(error)
            return False
        self.entered(self.segment)
        return True

    def leave(self) -> bool:
        """Keep source and target."""
        return self.keep_source() and super().leave()

    def on_descendant_blur(self) -> None:
        """Leaving the source pane keeps its correction."""
        if not self.source.read_only and not self.source.has_focus:
            self.keep_source()

    # Comment, mark, lock

    def action_comment(self) -> None:
        """Write a comment on the segment."""
        from workbench.tui.screens.ask import Compose

        segment = self.segment
        if segment is None:
            return

        def keep(note: str | None) -> None:
            if note is not None and self.segment is not None and self.segment.id == segment.id:
                self.change(lambda segment_id: self.session.annotate(segment_id, note=note.strip()))

        self.app.push_screen(Compose("Comment", segment.note), keep)

    def action_mark(self) -> None:
        """Set or take off the segment's mark."""
        if self.segment is not None:
            marked = not self.segment.bookmarked
            self.change(lambda segment_id: self.session.annotate(segment_id, bookmarked=marked))

    def action_lock(self) -> None:
        """Lock or unlock the segment."""
        if self.segment is not None:
            locked = not self.segment.locked
            self.change(lambda segment_id: self.session.annotate(segment_id, locked=locked))

    # Moving

    def action_goto(self) -> None:
        """Ask for a number and go there."""
        from workbench.tui.screens.ask import Ask

        total = len(self.session.segments)

        def jump(text: str | None) -> None:
            if text is None:
                return
            if not text.strip().isdecimal() or not 1 <= int(text) <= total:
                self.app.notice(f"There are segments 1 to {total}.")
                return
            self.goto_segment(self.session.segments[int(text) - 1].id)

        self.app.push_screen(Ask(f"Go to segment (1–{total})"), jump)

    def goto_segment(self, segment_id: int) -> None:
        """Go to a segment, showing all of them where the filter hides it."""
        place = self.rows.place_of(segment_id)
        if place is None:
            self.show_all()
            place = self.rows.place_of(segment_id)
        if place is not None and place != self.grid.cursor:
            self.go(place)
        self.editor.focus()

    # Words

    def words_meant(self) -> str:
        """What is selected in the focused pane or the other, else the word at the caret."""
        panes = (self.editor, self.source) if self.editor.has_focus else (self.source, self.editor)
        for pane in panes:
            if not pane.selection.is_empty:
                return pane.selected_text
        return panes[0].word

    async def action_concordance(self) -> None:
        """Look up in the memory what is selected, or the word at the caret."""
        from workbench.tui.screens.memory import MemoryRoom

        words = self.words_meant()
        await self.app.action_room("memory")
        if isinstance(self.app.screen, MemoryRoom) and words:
            self.app.screen.look_up(words)

    def action_add_term(self) -> None:
        """Add a term: what is selected in source and target, to be completed."""
        from workbench.tui.screens.terms import TermDialog, keep_concept

        info = self.session.info
        terms = [
            Term(language, pane.selected_text)
            for language, pane in ((info.source_language, self.source), (info.target_language, self.editor))
            if not pane.selection.is_empty
        ]

        def keep(concept: Concept | None) -> None:
            if concept is not None:
                keep_concept(self.app, concept)

        pair = (info.source_language, info.target_language)
        self.app.push_screen(TermDialog(Concept(tuple(terms)), pair), keep)
