"""The settings: the business, its places, people, services, tables and rooms, changed one entry at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.settings_values import Setting, SettingChange, Settings
from frontdesk.desk.values import Reservation
from frontdesk.language.amounts import money_words, read_money
from frontdesk.language.dates import WEEKDAYS, minutes_words
from frontdesk.language.hours import Away, away_words, over_midnight, ranges_words
from frontdesk.language.i18n import _
from frontdesk.screens.dialogs.question import ask_first
from frontdesk.screens.dialogs.setting import SettingDialog, ask_all_the_same
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.frame import MainScreen
from frontdesk.screens.setting_fields import DAYS, LANGUAGES, Form
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.plain_text import PlainText
from frontdesk.widgets.sentences import visit_words

PARTS = {
    "business": N_("Business"),
    "location": N_("Locations"),
    "staff": N_("People"),
    "service": N_("Services"),
    "table": N_("Tables"),
    "room": N_("Rooms"),
    "equipment": N_("Equipment"),
}
NEW = {
    "location": N_("New location"),
    "staff": N_("New person"),
    "service": N_("New service"),
    "table": N_("New table"),
    "room": N_("New room"),
    "equipment": N_("New piece of equipment"),
}
BEGUN: dict[str, dict[str, Any]] = {
    "service": {
        "duration": 30, "price": "0", "buffer_before": 0, "buffer_after": 0, "step": 15, "min_notice": 0, "min_party": 1,
        "cancel_until": 0, "late_cancel": "free", "no_show": "free", "fee": "0", "deposit": "0", "needs": ["staff"],
        "channels": ["desk", "web", "agent"],
    },
    "table": {"seats": 2},
    "room": {"seats": 2},
}  # fmt: skip
"""What stands on the form of a new one."""


class SettingsScreen(MainScreen):
    """What the house is."""

    mode = "settings"
    word = N_("Settings")
    BINDINGS: ClassVar[list[BindingType]] = [
        key("asterisk", "add", "settings.add", N_("new"), N_("A new one of this part")),
        key("e", "edit", "settings.edit", N_("edit"), N_("Change what is under the cursor")),
        key("delete", "leave", "settings.leave", N_("take out"), N_("Take it out of use; its reservations stay")),
        key("right", "entries", "settings.entries", N_("entries"), N_("To the entries of this part"), show=False),
        key("left,escape", "parts", "settings.parts", N_("parts"), N_("Back to the parts"), show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.front.read_styles()
        self._settings: Settings | None = None
        self._shown: tuple[Setting, ...] = ()
        self._sought: int | None = None
        self._typed = Unfinished()

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal():
            yield LineList((Heading(""),), id="parts")
            with Vertical(id="right"):
                yield LineList((Heading(_("Name"), 22), Heading("")), id="entries")
                yield PlainText(id="detail")

    def prepare(self) -> None:
        super().prepare()
        self.parts.fill([(_(word),) for word in PARTS.values()])
        self.entries.empty = _("Nothing here yet: * makes one.")
        self.parts.focus()

    @property
    def parts(self) -> LineList:
        return self.query_one("#parts", LineList)

    @property
    def entries(self) -> LineList:
        return self.query_one("#entries", LineList)

    @property
    def kind(self) -> str:
        """The part under the cursor."""
        return list(PARTS)[self.parts.cursor]

    @property
    def entry(self) -> Setting | None:
        """The entry under the cursor."""
        return self._shown[self.entries.cursor] if self.entries.cursor < len(self._shown) else None

    # reading ----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        self.ask("settings", lambda desk: desk.settings(), self._show, self._refused_to_show)

    def _show(self, settings: Settings) -> None:
        self._settings = settings
        self._show_part(keep=True)
        self._sought = None

    def _refused_to_show(self, error: FrontdeskError) -> bool:
        """Somebody who may not see them sees nothing, and why."""
        self._settings = None
        self.entries.empty = shown(error.sentence(_))
        self._show_part(keep=False)
        return False

    def _show_part(self, *, keep: bool) -> None:
        sought = self._sought or (self.entry.id if keep and self.entry is not None else None)
        there = self._settings.of(self.kind) if self._settings is not None else ()
        self._shown = tuple(sorted(there, key=lambda one: not one.active))
        rows = [(shown(one.name), self._summary(one)) for one in self._shown]
        cursor = next((n for n, one in enumerate(self._shown) if one.id == sought), 0)
        self.entries.renew(len(rows), 0, rows, cursor)
        self.entries.refresh()
        self._put_detail()

    def _put_detail(self) -> None:
        entry = self.entry
        detail = self._summary(entry) if entry is not None else ""
        self.query_one("#detail", PlainText).update(detail)

    def touched(self, news: News) -> bool:
        return news.house

    # what an entry says -----------------------------------------------------------------------------------------------

    def _summary(self, entry: Setting) -> str:
        written = entry.written
        match entry.kind:
            case "business":
                parts = [LANGUAGES.get(written["locale"], ""), written["currency"], written["country"]]
            case "location":
                parts = [written["timezone"], self._week(written["hours"]), *self._away(written["closures"])]
            case "service":
                price = self._money(written["price"])
                if written.get("nights"):  # its minutes are nobody's concern
                    lasts, price = _("by the night"), _("{price} per night").format(price=price) if price else ""
                else:
                    lasts = minutes_words(written["duration"])
                parts = [
                    lasts,
                    price,
                    ", ".join(entry.written["staff"]),
                ]
            case _:
                parts = [
                    str(written["seats"]) if "seats" in written else "",
                    self._week(written["hours"]),
                    *self._away(written["absences"]),
                    ", ".join(written["services"] or ()),
                ]
        if not entry.active:
            parts.insert(0, _("out of use"))
        return shown(" · ".join(part for part in parts if part))

    def _money(self, amount: str) -> str:
        currency = self._settings.currency if self._settings is not None else "EUR"
        minor = read_money(amount, currency)
        return money_words(minor, currency) if minor else ""

    @staticmethod
    def _week(hours: dict[str, list[str]] | None) -> str:
        """Days with the same hours are named together: ``Mon–Thu 09:00-14:00, Sat 10:00-14:00``."""
        if hours is None:
            return ""
        runs: list[tuple[int, int, str]] = []
        for number, day in enumerate(DAYS):
            said = ranges_words(hours.get(day, []))
            if runs and runs[-1][2] == said and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number, said)
            else:
                runs.append((number, number, said))
        words = []
        for first, last, said in runs:
            if said:
                days = _(WEEKDAYS[first]) if first == last else f"{_(WEEKDAYS[first])}–{_(WEEKDAYS[last])}"
                words.append(f"{days} {said}")
        return ", ".join(words) or _("closed")

    def _away(self, given: list[dict[str, Any]]) -> list[str]:
        """Those that are not over."""
        today = dt.date.fromordinal(self.today).isoformat()
        return [
            away_words(Away(one["from"], one["to"], one["reason"])) for one in given if str(one["to"])[:10] >= today
        ][:3]

    # moving about -----------------------------------------------------------------------------------------------------

    @on(LineList.Moved, "#parts")
    def part_chosen(self) -> None:
        if not self.over and (not self._shown or self._shown[0].kind != self.kind):
            self._show_part(keep=False)

    @on(LineList.Moved, "#entries")
    def entry_chosen(self) -> None:
        if not self.over:
            self._put_detail()

    @on(LineList.Chosen, "#parts")
    def action_entries(self) -> None:
        self.entries.focus()

    def action_parts(self) -> None:
        self.parts.focus()

    def written(self, visit: Reservation) -> None:
        """A booking begun here: the sentence to read back."""
        self.front.say(f"{visit_words(visit, self.today)}.")

    # changing ---------------------------------------------------------------------------------------------------------

    @on(LineList.Chosen, "#entries")
    def action_edit(self) -> None:
        entry = self.entry
        if entry is not None:
            self._open(self.kind, entry)

    def action_add(self) -> None:
        if self.kind not in NEW:
            self.front.say(_("There is one business in a database."))
            return
        if self._settings is not None:
            self._open(self.kind, None)

    def _open(self, kind: str, entry: Setting | None) -> None:
        settings = self._settings
        if settings is None:
            return
        written = entry.written if entry is not None else self._begun(kind)
        lines = Form(settings, kind, written, self.today).fields()
        told = [_("The key u does not take settings back: change them again.")]
        if kind == "business":
            told.append(_("Amounts are kept in {currency}; that stays.").format(currency=settings.currency))
        if entry is not None and not entry.active:
            told.append(_("This is out of use; saving brings it back."))
        stands = (entry.version, entry.active) if entry is not None else None
        kept = self._typed.of((kind, entry.id if entry is not None else None), stands)
        title = shown(entry.name) if entry is not None else _(NEW[kind])
        self.app.push_screen(SettingDialog(title, kind, entry, lines, self._saved, told, kept))

    def _begun(self, kind: str) -> dict[str, Any]:
        """A new entry: at the first location's zone, hours of its own for a person."""
        assert self._settings is not None
        begun = dict(BEGUN.get(kind, {}))
        if kind == "location":
            begun["timezone"] = self.zone
        if kind == "staff":
            begun["hours"] = {}
        return begun

    def _saved(self, saved: Setting) -> None:
        told = [_("{name} is saved.").format(name=shown(saved.name))]
        late = over_midnight([one for ranges in (saved.written.get("hours") or {}).values() for one in ranges])
        if late:
            hours = ranges_words(list(dict.fromkeys(late)))
            told.append(_("Mind: {hours} goes on until the following day.").format(hours=hours))
        self.front.say(" ".join(told))
        self._sought = saved.id
        self.read()

    def action_undo(self) -> None:
        """What it would take back is work at the desk: nobody means that here."""
        self.front.say(_("The key u does not take settings back: change them again."))

    def action_leave(self) -> None:
        entry = self.entry
        if entry is None or not self.entries.has_focus:
            return
        if not entry.active:
            self.front.say(
                _("{name} is out of use already; Enter and saving bring it back.").format(name=shown(entry.name))
            )
            return

        sentences = [
            _("{name} is taken out of use. Reservations and their history stay.").format(name=shown(entry.name)),
            _("Enter does it; Esc leaves it."),
        ]
        ask_first(self, _("Take out of use"), sentences, lambda: self._leave(entry, confirmed=False))

    def _leave(self, entry: Setting, *, confirmed: bool) -> None:
        wish = SettingChange(entry.kind, None, entry.id, entry.version)

        def left(gone: Setting) -> None:
            self.front.say(_("{name} is out of use.").format(name=shown(gone.name)))
            self.read()

        def refused(error: FrontdeskError) -> bool:
            if error.code != "no_longer_fits":
                return self.refused(error)
            ask_all_the_same(self, error, partial(self._leave, entry, confirmed=True))
            return True

        self.tell(lambda desk: desk.change_settings(wish, confirmed=confirmed), left, refused)
