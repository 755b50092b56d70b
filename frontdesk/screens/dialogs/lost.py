"""Lost demand: how often something was asked for in vain, by weekday and hour, and each wish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import News
from frontdesk.desk.duty.values import LostDemand
from frontdesk.desk.values import Undone
from frontdesk.language.dates import WEEKDAYS, local, near_day_words, time_words
from frontdesk.language.i18n import _, ngettext
from frontdesk.language.lost import reason_words
from frontdesk.language.verbs import verb_words
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading
from frontdesk.widgets.sections import TITLE, WORDS, SectionLine, SectionList
from frontdesk.widgets.sentences import channel_words

PERIODS = (4, 12, 52)
"""Weeks back and ahead that are looked at."""


class LostDialog(Dialog[int]):
    """Where hours are planned by what could not be had. The answer is the day (ordinal) to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("p", "period", "lost.period", N_("period"), N_("4, 12 or 52 weeks back and ahead")),
        key("s", "service", "lost.service", N_("service"), N_("Only of the next service, or of all again")),
        key("u", "undo", "lost.undo", N_("undo"), N_("Take back what was noted last")),
    ]

    def __init__(self, today: int) -> None:
        super().__init__()
        self._today = today
        self._weeks = PERIODS[1]
        self._service: str | None = None
        self._found: list[LostDemand] = []
        self.unready = True
        """Until it is known what there is, keys wait."""

    def compose_body(self) -> Iterable[Widget]:
        yield SectionList((Heading("", 21), Heading("")), id="counts")

    def on_mount(self) -> None:
        self.front.stirred.subscribe(self, self._stirred)
        self.read()

    def _stirred(self, news: News) -> None:
        self.read()

    def read(self) -> None:
        first, last, place = self._today - 7 * self._weeks, self._today + 7 * self._weeks, self.place_id
        self.ask("lost", lambda desk: desk.duty.lost(first, last, place), self._show, self._failed)

    def _failed(self, error: FrontdeskError) -> bool:
        self.unready = False
        return False

    @property
    def lines(self) -> SectionList:
        return self.query_one("#counts", SectionList)

    def _show(self, found: list[LostDemand]) -> None:
        self._found, self.unready = found, False
        if self._service is not None and all(one.service != self._service for one in found):
            self._service = None
        self._put()

    def _put(self) -> None:
        chosen = [one for one in self._found if self._service in (None, one.service)]
        weeks = ngettext("{count} week", "{count} weeks", self._weeks).format(count=self._weeks)
        what = shown(self._service) if self._service is not None else _("all services")
        self.title_is(_("Lost demand"), f"{what} · ± {weeks} · {len(chosen)}")
        lines: list[SectionLine] = []
        if chosen:
            lines.append(SectionLine((_("By weekday and hour, in people"),), TITLE))
            lines.append(SectionLine(("", "".join(f"{_(name):>5}" for name in WEEKDAYS)), "plain", "days"))
            lines += self._hours(chosen)
            lines.append(SectionLine((_("Each, the latest first"),), TITLE))
            lines += [self._each(one) for one in chosen]
        else:
            lines.append(SectionLine((_("Nothing was noted: N offers it where a time cannot be had."),), WORDS))
        self.lines.show(lines)

    @staticmethod
    def _hours(chosen: list[LostDemand]) -> Iterable[SectionLine]:
        counts: Counter[tuple[int, int]] = Counter()
        for one in chosen:
            hour = -1 if one.start is None else local(one.start, one.zone).hour
            counts[hour, (one.day - 1) % 7] += one.party
        for hour in sorted({hour for hour, _day in counts}):
            title = _("any time") if hour < 0 else f"{hour:02}:00–{hour + 1:02}:00"
            cells = "".join(f"{counts[hour, day] or '·':>5}" for day in range(7))
            total = sum(counts[hour, day] for day in range(7))
            yield SectionLine((title, f"{cells}  = {total}"), "plain", ("hour", hour))

    def _each(self, one: LostDemand) -> SectionLine:
        at = time_words(one.start, one.zone) if one.start is not None else ""
        when = f"{near_day_words(one.day, self._today)} {at}".strip()
        party = f"×{one.party}" if one.party > 1 else ""
        rest = " · ".join(
            part for part in (shown(one.service), party, channel_words(one.channel), reason_words(one.reason), shown(one.by))
            if part
        )  # fmt: skip
        return SectionLine((when, rest), "plain", ("wish", one.id))

    def action_period(self) -> None:
        self._weeks = PERIODS[(PERIODS.index(self._weeks) + 1) % len(PERIODS)]
        self.read()

    def action_service(self) -> None:
        names: list[str | None] = [None, *sorted({one.service for one in self._found})]
        self._service = names[(names.index(self._service) + 1) % len(names)]
        self._put()

    def action_undo(self) -> None:
        def named(undone: Undone | None) -> None:
            if undone is None or undone.verb != "demand.lost":
                self.front.say(_("Nothing was done here that could be undone."))
                return

            def back(done: Undone) -> None:
                what = f"{verb_words(done.verb)} · {shown(done.summary)}"
                self.front.say(_("Undone: {what}.").format(what=what))
                self.read()

            self.tell(lambda desk: desk.undo(undone.op), back)

        self.ask("preview", lambda desk: desk.undoable(), named, keys_wait=True)

    @on(SectionList.Chosen)
    def go_there(self) -> None:
        """Enter on a wish: to its day in the agenda."""
        chosen = self.lines.chosen
        if isinstance(chosen, tuple) and chosen[0] == "wish":
            self.dismiss(next(one.day for one in self._found if one.id == chosen[1]))
