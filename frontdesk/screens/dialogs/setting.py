"""One entry of the settings on a form: every line says beside itself what is wrong with it, the desk's own reasons too."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.settings_values import Setting, SettingChange
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.dialogs.question import Asked, FormDialog, ask_first
from frontdesk.screens.setting_fields import SettingField, line_of, taken
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText


class Lines(VerticalScroll, can_focus=False, inherit_bindings=False):
    """More lines than there is room for; the arrows belong to the fields."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("pageup", "page_up", "rows.page_up", N_("page up"), N_("A page up"), show=False),
        key("pagedown", "page_down", "rows.page_down", N_("page down"), N_("A page down"), show=False),
    ]


class SettingDialog(FormDialog):
    """The lines of an entry. ``entry`` None: a new one. ``kept``: what was typed when it was closed before."""

    def __init__(
        self,
        title: str,
        kind: str,
        entry: Setting | None,
        lines: Sequence[SettingField],
        saved: Callable[[Setting], None],
        told: Sequence[str],
        kept: dict[str, str],
    ) -> None:
        asked = [Asked(line.name, line.label, line.value, line.hint) for line in lines]
        super().__init__(title, asked, lambda _form, values: self._send_in(values), told, kept)
        self._kind, self._entry, self._lines, self._saved = kind, entry, lines, saved
        self._texts: dict[str, str] = {}

    def compose_body(self) -> Iterable[Widget]:
        with Lines(id="lines"):
            yield PlainText("\n".join(self._sentences), id="told")
            for asked in self._fields:
                yield Field(asked.name, asked.label, value=self._kept.get(asked.name, asked.value), hint=asked.hint)

    def _send_in(self, texts: dict[str, str]) -> None:
        written, wrong = taken(self._lines, texts)
        for line in self._lines:
            self.field(line.name).wrong(shown(wrong.get(line.name, "")))
        self._mark_unfinished()
        if wrong:
            self.field(next(iter(wrong))).input.focus()
            return
        self._texts = texts
        self._change(written, confirmed=False)

    def _change(self, written: dict[str, object], *, confirmed: bool) -> None:
        entry = self._entry
        wish = SettingChange(
            self._kind, written, entry.id if entry is not None else None, entry.version if entry is not None else None
        )

        def refused(error: FrontdeskError) -> bool:
            if error.code == "no_longer_fits":
                ask_all_the_same(self, error, lambda: self._change(written, confirmed=True))
                return True
            return self.refused(error)

        self.tell(lambda desk: desk.change_settings(wish, confirmed=confirmed), self._done_with, refused)

    def say_unsaved(self) -> None:
        self.front.say(_("Not saved: {name}.").format(name=self._title))

    def _done_with(self, saved: Setting) -> None:
        self._kept.clear()
        self.dismiss(None)
        self._saved(saved)

    def refused(self, error: FrontdeskError) -> bool:
        """The desk's reason, beside the line it speaks of, else beside the first."""
        key = str(error.details.get("key", error.params.get("field", "")))
        name = line_of(key, self._lines, self._texts) or self._lines[0].name
        if "expected" in error.params:
            self.wrong(name, shown(_("Expected: {expected}.").format(expected=_(str(error.params["expected"])))))
        else:
            self.wrong(name, shown(error.sentence(_)))
        return True


def ask_all_the_same(dialog: SettingDialog | Widget, error: FrontdeskError, then: Callable[[], None]) -> None:
    """Reservations to come would no longer fit: how many, which, and Enter goes on all the same."""
    codes = [str(code) for code in error.details.get("codes", ())]
    sentences = [
        ngettext(
            "{count} reservation to come would no longer fit: {codes}",
            "{count} reservations to come would no longer fit: {codes}",
            len(codes),
        ).format(count=len(codes), codes=", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")),
        _("They stay as they are until somebody moves or cancels them."),
        _("Enter saves all the same; Esc goes back."),
    ]
    ask_first(dialog, _("Reservations to come"), sentences, then)
