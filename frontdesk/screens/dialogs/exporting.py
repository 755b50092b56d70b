"""Export and backup: which file; then the work begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Input

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import Course
from frontdesk.language.dates import read_day
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.question import Asked, FormDialog
from frontdesk.screens.dialogs.saving import asks_first_over, typed_path

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


def export_form(kind: str, day: str, begun: Callable[[], None]) -> FormDialog:
    """Ask for the file of an export; ``begun`` shows the work."""
    title = _("Export")
    name = _("Reservations") if kind == "reservations" else _("Customers")
    endings = ".csv .xlsx .ics" if kind == "reservations" else ".csv .xlsx .vcf"

    def begin(form: FormDialog, file: Path, overwrite: bool) -> None:
        def work(desk: Desk, course: Course) -> int:
            return desk.export_file(kind, file, progress=course, overwrite=overwrite)

        def told(count: int) -> tuple[str, list[str]]:
            words = ngettext("{count} row written to {file}", "{count} rows written to {file}", count)
            return words.format(count=count, file=file), []

        if form.front.long_work.begin(title, work, told):
            begun()

    def done(form: FormDialog, said: dict[str, str]) -> None:
        def checked(count: int) -> None:
            form.dismiss(None)
            begin(form, file, False)

        def write_over() -> None:
            form.dismiss(None)
            begin(form, file, True)

        try:
            file = typed_path(said["file"])
        except FrontdeskError as error:
            form.refused(error)
            return
        refused = asks_first_over(form, title, file, write_over)
        form.ask("check", lambda desk: desk.export_file(kind, file, dry_run=True), checked, refused)

    usual = f"~/{name.lower()}-{day}.csv"
    sentences = [_("{kind}, all of them. The file may end in {endings}.").format(kind=name, endings=endings)]
    return FormDialog(title, [Asked("file", _("File"), usual, needed=True)], done, sentences)


def backup_form(day: str, begun: Callable[[], None]) -> FormDialog:
    """Ask for the file of a backup; ``begun`` shows the work."""
    title = _("Backup")

    def done(form: FormDialog, said: dict[str, str]) -> None:
        def checked(size: int) -> None:
            form.dismiss(None)
            if form.front.long_work.begin(title, work, told):
                begun()

        def work(desk: Desk, course: Course) -> int:
            return desk.back_up(file, progress=course)

        def told(size: int) -> tuple[str, list[str]]:
            return _("Backed up to {file}").format(file=file), []

        try:
            file = typed_path(said["file"])
        except FrontdeskError as error:
            form.refused(error)
            return
        form.ask("check", lambda desk: desk.back_up(file, dry_run=True), checked, form.refused)

    sentences = [_("One consistent moment of everything, while others go on working.")]
    return FormDialog(title, [Asked("file", _("File"), f"~/frontdesk-{day}.db", needed=True)], done, sentences)


class SheetForm(FormDialog):
    """The name of the file follows the day, as long as nobody made it another."""

    def __init__(
        self,
        title: str,
        fields: Sequence[Asked],
        done: Callable[[FormDialog, dict[str, str]], None],
        sentences: Sequence[str],
        *,
        named: Callable[[str], str],
    ) -> None:
        super().__init__(title, fields, done, sentences)
        self._named = named
        self._offered = {asked.value for asked in fields if asked.name == "file"}
        """The names that were put there, not typed."""

    @on(Input.Changed, "#day")
    def day_changed(self, event: Input.Changed) -> None:
        file = self.field("file")
        name = self._named(event.value)
        if file.value in self._offered:
            self._offered.add(name)
            file.fill(name)


def sheet_form(day: str, location: int | None, begun: Callable[[], None]) -> FormDialog:
    """Ask which day is to be on paper and in which file; ``begun`` shows the work."""
    title = _("Day sheet")
    today = dt.date.fromisoformat(day).toordinal()

    def named(wanted: int) -> str:
        name = _("day-sheet")
        return f"~/{name}-{dt.date.fromordinal(wanted).isoformat()}.pdf"

    def begin(form: FormDialog, wanted: int, file: Path, overwrite: bool) -> None:
        def work(desk: Desk, course: Course) -> int:
            return desk.duty.print_day_sheet(file, wanted, location, overwrite=overwrite, progress=course)

        def told(count: int) -> tuple[str, list[str]]:
            words = ngettext("{count} visit on {file}", "{count} visits on {file}", count)
            return words.format(count=count, file=file), []

        form.dismiss(None)
        if form.front.long_work.begin(title, work, told):
            begun()

    def done(form: FormDialog, said: dict[str, str]) -> None:
        def checked(count: int) -> None:
            begin(form, wanted, file, False)

        read = read_day(said["day"], today)
        if read is None:
            form.wrong("day", _("This is no day."))
            return
        wanted = read
        try:  # the name that was offered follows the day, also where a key came before the field knew
            file = typed_path(named(wanted) if said["file"] == named(today) else said["file"])
        except FrontdeskError as error:
            form.refused(error)
            return
        refused = asks_first_over(form, title, file, lambda: begin(form, wanted, file, True))
        form.ask(
            "check", lambda desk: desk.duty.print_day_sheet(file, wanted, location, dry_run=True), checked, refused
        )

    sentences = [_("Per person with times, phones, notes and what to mind. The file may end in .pdf or .txt.")]
    fields = [Asked("day", _("Day"), _("today"), needed=True), Asked("file", _("File"), named(today), needed=True)]
    return SheetForm(title, fields, done, sentences, named=lambda said: named(read_day(said, today) or today))
