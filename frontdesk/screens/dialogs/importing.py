"""Import: the file, how its columns are understood, what would be made of it; then Enter."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import Course
from frontdesk.base.text import shown
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.saving import typed_path
from frontdesk.screens.long_work import bar
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from pathlib import Path

    from frontdesk.desk.desk import Desk
    from frontdesk.desk.values import ImportColumns, Imported

EVERY = 0.25
MOST_REASONS = 200
"""Rejected rows that are listed."""


def imported_words(done: Imported, *, would: bool) -> str:
    """What an import did, or would do."""
    words = _("{rows} rows read: {imported} new, {updated} changed, {unchanged} as they were, {rejected} rejected")
    if would:
        words = _(
            "Would be: {imported} new, {updated} changed, {unchanged} as they were, {rejected} rejected, of {rows}"
        )
    return words.format(
        rows=done.rows,
        imported=done.imported,
        updated=done.updated,
        unchanged=done.unchanged,
        rejected=len(done.rejected),
    )


def reasons(done: Imported) -> list[str]:
    """The rejected rows, each with its reason."""
    said = [_("row {row}: {message}").format(row=one.row, message=shown(one.message)) for one in done.rejected]
    return said[:MOST_REASONS]


class ImportDialog(Dialog[bool]):
    """Enter in the file's field looks into it and tries it out; Enter on the list begins. True: it has begun."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "begin", "import.begin", N_("import"), N_("Bring it in as it is understood here")),
        key("ctrl+t", "kind", "import.kind", N_("kind"), N_("Customers or reservations")),
        key("ctrl+n", "missing", "import.missing", N_("new services"), N_("Make services and staff that are missing")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._file: Path | None = None
        self._kind: str | None = None
        self._mapping: dict[str, str] = {}
        self._missing = False
        self._columns: ImportColumns | None = None
        self._trial: Course | None = None
        self._would = ""

    def compose_body(self) -> Iterable[Widget]:
        yield Field("file", _("File"), hint=_("~/clients.csv; also .xlsx, .vcf, .ics"))
        yield Field("mapping", _("Columns"), hint=_("not needed; or: customer=Titular, phone=Tel. 2"))
        yield PlainText(id="what")
        yield LineList((Heading(_("Field"), 14), Heading(_("Column"), 22), Heading(_("First row"))), id="columns")
        yield PlainText(id="would")

    def on_mount(self) -> None:
        self.title_is(_("Import"), _("Enter looks into it; nothing is changed yet"))
        self.query_one(LineList).empty = _("Enter in the field above looks into the file.")
        self.set_interval(EVERY, self._look_at_trial)

    def field(self, name: str) -> Field:
        return self.query_one(f"#field-{name}", Field)

    # looking into it -------------------------------------------------------------------------------------------------

    @on(Input.Submitted)
    def examine(self) -> None:
        """Read what stands in the fields and look into the file."""
        self._stop_trial()
        self._columns = None
        self._say("")
        for name in ("file", "mapping"):
            self.field(name).wrong("")
        if not self.field("file").value:
            self.field("file").wrong(_("This is needed."))
            return
        pairs = [part.partition("=") for part in self.field("mapping").value.split(",") if part.strip()]
        if any(not (name.strip() and column.strip()) for name, _equals, column in pairs):
            self.field("mapping").wrong(_("Write field=column, with a comma between two of them."))
            return
        mapping = self._mapping = {name.strip(): column.strip() for name, _equals, column in pairs}
        try:
            file = self._file = typed_path(self.field("file").value)
        except FrontdeskError as error:
            self._refused(error)
            return
        kind = self._kind
        self.ask("columns", lambda desk: desk.import_columns(file, kind, mapping), self._show, self._refused)

    @on(Input.Changed)
    def typed(self) -> None:
        """What was shown was another file's."""
        self._kind = None
        if self._columns is not None:
            self._columns = None
            self._stop_trial()
            self.query_one(LineList).fill([])
            self.query_one("#what", PlainText).update("")
            self._say("")

    def _show(self, columns: ImportColumns) -> None:
        self._columns = columns
        what = _("Customers") if columns.kind == "customers" else _("Reservations")
        parts = [what]
        if columns.rows:
            parts.append(ngettext("{rows} row", "{rows} rows", columns.rows).format(rows=columns.rows))
        if self._missing:
            parts.append(_("missing services and staff are made"))
        if columns.unused:
            parts.append(_("not used: {columns}").format(columns=shown(", ".join(columns.unused))))
        self.query_one("#what", PlainText).update(" · ".join(parts))
        lines = self.query_one(LineList)
        lines.empty = _("Its fields are known; there are no columns to choose.")
        lines.fill([(one.field, shown(one.column), shown(one.example)) for one in columns.found])
        lines.focus()
        self._try_out(columns.kind)

    def _try_out(self, kind: str) -> None:
        file, mapping, missing, trial = self._file, self._mapping, self._missing, Course()
        assert file is not None
        self._trial = trial

        def question(desk: Desk) -> Imported:
            return desk.import_file(kind, file, mapping=mapping, create_missing=missing, progress=trial, dry_run=True)

        def tried(done: Imported) -> None:
            self._trial = None
            self._say("\n".join([imported_words(done, would=True), *reasons(done)[:3]]))

        def refused(error: FrontdeskError) -> bool:
            self._trial = None
            return error.code == "interrupted" or self._refused(error)

        self.ask("trial", question, tried, refused)

    def _look_at_trial(self) -> None:
        if self._trial is not None:
            share = self._trial.share
            self._say(_("Trying it out, nothing is changed: {bar}").format(bar=bar(share, 20)))

    def _say(self, sentence: str) -> None:
        if sentence != self._would:
            self._would = sentence
            self.query_one("#would", PlainText).update(sentence)

    def _stop_trial(self) -> None:
        if self._trial is not None:
            self._trial.stop()
            self._trial = None

    def _refused(self, error: FrontdeskError) -> bool:
        named = str(error.params.get("field", ""))
        where = "mapping" if error.code == "wrong_value" and named != "file" else "file"
        self.field(where).wrong(shown(error.sentence(_)))
        self.field(where).input.focus()
        return True

    # choosing --------------------------------------------------------------------------------------------------------

    def action_kind(self) -> None:
        now = self._columns.kind if self._columns is not None else self._kind
        self._kind = "reservations" if now == "customers" else "customers"
        self.examine()

    def action_missing(self) -> None:
        self._missing = not self._missing
        if self._columns is not None:
            self._stop_trial()
            self._show(self._columns)

    # beginning -------------------------------------------------------------------------------------------------------

    @on(LineList.Chosen)
    def chosen(self) -> None:
        self.action_begin()

    def action_begin(self) -> None:
        columns, file, mapping, missing = self._columns, self._file, self._mapping, self._missing
        if columns is None or file is None:
            self.examine()
            return
        self._stop_trial()

        def work(desk: Desk, course: Course) -> Imported:
            return desk.import_file(columns.kind, file, mapping=mapping, create_missing=missing, progress=course)

        def told(done: Imported) -> tuple[str, list[str]]:
            return imported_words(done, would=False), reasons(done)

        if self.front.long_work.begin(_("Import"), work, told):
            self.dismiss(True)

    def action_close(self) -> None:
        self._stop_trial()
        super().action_close()

    def on_unmount(self) -> None:
        self._stop_trial()
