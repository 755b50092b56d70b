"""The keys for what is done to the data as a whole, on every main screen: import, export, backup, what failed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from frontdesk.base.errors import N_
from frontdesk.language.i18n import _
from frontdesk.screens.asking import Asks
from frontdesk.widgets.keys import key
from frontdesk.widgets.one_line import Bit

IMPORT, EXPORT, BACKUP, PROBLEMS = N_("Import…"), N_("Export…"), N_("Backup…"), N_("Problems")
SHEET = N_("Day sheet…")


class MaintenanceKeys(Asks[None]):
    """What a main screen offers for long work. The dialogs are imported when they are opened."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "ctrl+o", "maintenance", "work.menu", N_("maintenance"), N_("Import, export, backup, problems"), show=False
        ),
        key("f7", "import", "work.import", N_("import"), N_("Bring in customers or reservations"), show=False),
        key("f8", "export", "work.export", N_("export"), N_("Write customers or reservations to a file"), show=False),
        key("f9", "backup", "work.backup", N_("backup"), N_("Copy the whole database to a file"), show=False),
        key("f6", "day_sheet", "work.day_sheet", N_("day sheet"), N_("A day on paper: PDF or text"), show=False),
        key("exclamation_mark", "problems", "work.problems", N_("problems"), N_("What failed lately"), show=False),
    ]

    def marks(self) -> list[Bit]:
        """What the header says of work under way and of problems nobody has looked at."""
        marks = []
        work, unseen = self.front.long_work, self.front.problems.unseen
        if work.running:
            name = f"{work.title} " if self.size.width >= 100 else ""
            marks += [Bit(f" {name}{work.percent} ", "active", "work"), Bit(" ")]
        if parked := self.front.waits.parked:
            marks += [Bit(f"▤ {parked} o", "faint", "parked"), Bit("  ")]
        if unseen:
            marks += [Bit(f"!{unseen}", "bad", "problems"), Bit("  ")]
        return marks

    def action_maintenance(self) -> None:
        from frontdesk.screens.dialogs.question import PickDialog

        work, problems = self.front.long_work, self.front.problems
        rows = [_(IMPORT), _(EXPORT), _(BACKUP), _(SHEET)]
        actions = [self.action_import, self.action_export, self.action_backup, self.action_day_sheet]
        actions.append(self.action_problems)
        rows.append(f"{_(PROBLEMS)} ({len(problems.listed)})" if problems.listed else _(PROBLEMS))
        if work.running or work.outcome:
            stands = work.percent if work.running else _("what came of it")
            rows.insert(0, f"{work.title}: {stands}")
            actions.insert(0, self.show_work)

        def picked(index: int | None) -> None:
            if index is not None:
                actions[index]()

        self.app.push_screen(PickDialog(_("Maintenance"), rows), picked)

    def show_work(self) -> None:
        """The dialog of what is under way."""
        from frontdesk.screens.dialogs.working import WorkDialog

        self.app.push_screen(WorkDialog())

    def _allowed(self, verb: str, then: Callable[[], object]) -> None:
        """Go on where the desk allows it and nothing else is under way."""
        if self.front.long_work.running:
            self.show_work()
            return

        def allowed(nothing: None) -> None:
            then()

        self.ask("allowed", lambda desk: desk.require(verb), allowed, keys_wait=True)

    def action_import(self) -> None:
        from frontdesk.screens.dialogs.importing import ImportDialog

        def done(begun: bool | None) -> None:
            if begun:
                self.show_work()

        self._allowed("import", lambda: self.app.push_screen(ImportDialog(), done))

    def action_export(self) -> None:
        from frontdesk.screens.dialogs.exporting import export_form
        from frontdesk.screens.dialogs.question import PickDialog

        kinds = ("reservations", "customers")

        def picked(index: int | None) -> None:
            if index is not None:
                self.app.push_screen(export_form(kinds[index], self.day_name, self.show_work))

        rows = [_("Reservations"), _("Customers")]
        self._allowed("export", lambda: self.app.push_screen(PickDialog(_("Export"), rows), picked))

    def action_backup(self) -> None:
        from frontdesk.screens.dialogs.exporting import backup_form

        self._allowed("database", lambda: self.app.push_screen(backup_form(self.day_name, self.show_work)))

    def action_day_sheet(self) -> None:
        from frontdesk.screens.dialogs.exporting import sheet_form

        self._allowed("read", lambda: self.app.push_screen(sheet_form(self.day_name, self.place_id, self.show_work)))

    def action_problems(self) -> None:
        from frontdesk.screens.dialogs.problems import ProblemsDialog

        self.app.push_screen(ProblemsDialog())

    @property
    def day_name(self) -> str:
        """Today, as it stands in a file's name."""
        raise NotImplementedError
