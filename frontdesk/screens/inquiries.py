"""Inquiries: the stages with what waits in each, those of one stage, and the one under the cursor in tabs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.day_values import News
from frontdesk.desk.inquiry_values import STAGES, Inquiry, StageCount
from frontdesk.desk.values import Undone
from frontdesk.language.i18n import _, ngettext
from frontdesk.screens.frame import FIND_EXPLAINED
from frontdesk.screens.inquiry_actions import InquiryActions
from frontdesk.screens.inquiry_card import InquiryCard, Whole
from frontdesk.screens.inquiry_words import TITLES, WAITS, inquiry_row
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.keys import key
from frontdesk.widgets.line_list import Heading, LineList
from frontdesk.widgets.one_line import Bit, OneLine
from frontdesk.widgets.resting import Resting
from frontdesk.widgets.sections import SectionLine, SectionList
from frontdesk.widgets.tall_list import TallList

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

PAGE = 100
"""Inquiries read at a time."""
REST = 0.12
"""Seconds for which the cursor rests before an inquiry is read."""
WIDE = 100
"""Columns from which list and inquiry have room side by side."""
SOUGHT = 15
"""Letters of what is searched for that stand above what is found."""
WORKING = STAGES[:4]
"""The stages in which something is still to be done."""


class InquiriesScreen(InquiryActions):
    """What was asked for and is not booked yet."""

    mode = "inquiries"
    BINDINGS: ClassVar[list[BindingType]] = [
        key("left_square_bracket", "stage(-1)", "inquiries.before", N_("list before"), N_("The list of the stage before"),
            show=False),
        key("right_square_bracket", "stage(1)", "inquiries.after", N_("next list"), N_("The list of the stage after"),
            show=False),
        key("f", "closed", "inquiries.closed", N_("closed"), N_("Show those booked and lost too, or hide them again"),
            show=False),
        key("slash", "search", "inquiries.search", N_("search"), N_("Names, phones, e-mail, Q-numbers, in every stage")),
        key("ctrl+f", "find", "main.find", N_("find"), FIND_EXPLAINED, show=False),
        key("right", "into", "inquiries.into", N_("inquiry"), N_("Into the inquiry"), show=False),
        key("left", "stages", "inquiries.stages", N_("stages"), N_("To the stages"), show=False),
        key("escape", "list", "inquiries.list", N_("list"), N_("Back to the list"), show=False),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self.front.read_styles()
        self._counts: tuple[StageCount, ...] = ()
        self._stage = ""
        """The stage that is listed; empty: not chosen yet."""
        self._text = ""
        """What is searched for, over every stage."""
        self._over_too = False
        """Whether booked and lost ones are shown too."""
        self._found: list[Inquiry] = []
        self._goes_to: str | None = None
        """The inquiry to which the cursor goes as soon as it is there."""
        self._limit = PAGE
        self._rest = Resting(self, REST, self.read_card)

    def compose_body(self) -> Iterable[Widget]:
        with Horizontal():
            with Vertical(id="asked"):
                yield SectionList((Heading("", 1), Heading(""), Heading("", 9)), id="stages")
                yield Entry(id="search", placeholder=_("name, phone, e-mail, Q-number"))
                yield OneLine(id="count")
                yield TallList(id="found")
            yield InquiryCard(id="card")

    def prepare(self) -> None:
        super().prepare()
        self._put_stages()
        self.found.focus()

    def on_resize(self, event: events.Resize) -> None:
        self.set_class(event.size.width < WIDE, "narrow")

    @property
    def found(self) -> TallList:
        return self.query_one("#found", TallList)

    @property
    def stages(self) -> SectionList:
        return self.query_one("#stages", SectionList)

    @property
    def card(self) -> InquiryCard:
        return self.query_one("#card", InquiryCard)

    @property
    def inquiry(self) -> Inquiry | None:
        cursor = self.found.cursor
        return self._found[cursor] if cursor < len(self._found) else None

    # reading ----------------------------------------------------------------------------------------------------------

    def read(self) -> None:
        stage, text, limit, closed = self._stage, self._text, self._limit, self._over_too
        wanted = self._goes_to

        def look(desk: Desk) -> tuple[tuple[StageCount, ...], str, list[Inquiry]]:
            counts = desk.inquiries.counts()
            shown = stage or next((one.stage for one in counts if one.waiting and one.stage in WORKING), STAGES[0])
            if wanted is not None and not text:
                try:
                    shown = desk.inquiries.inquiry(wanted).stage
                except FrontdeskError as error:
                    if error.code != "not_found":
                        raise
            if not text:
                return counts, shown, desk.inquiries.inquiries(shown, limit=limit)
            some = desk.inquiries.inquiries(None, text, limit=limit)
            return counts, shown, [one for one in some if closed or one.stage in WORKING]

        def show(answer: tuple[tuple[StageCount, ...], str, list[Inquiry]]) -> None:
            if (text, stage) == (self._text, self._stage):
                self._show(*answer)

        self.ask("inquiries", look, show)

    def touched(self, news: News) -> bool:
        return news.inquiries or news.customers

    def _show(self, counts: tuple[StageCount, ...], stage: str, found: list[Inquiry]) -> None:
        here = self.inquiry
        self._counts, self._stage, self._found = counts, stage, found
        if stage not in WORKING:
            self._over_too = True
        wanted = self._goes_to or (here.id if here is not None else None)
        place = next((n for n, one in enumerate(found) if one.id == wanted), None)
        self._goes_to = None
        cursor = place if place is not None else min(self.found.cursor, max(0, len(found) - 1))
        rows = [inquiry_row(one, self.today, staged=bool(self._text)) for one in found]
        self.found.empty = self._nothing()
        more = 1 if len(found) >= self._limit else 0
        self.found.renew(len(rows) + more, 0, rows, cursor)
        self._put_stages()
        self._put_count()
        now = self.inquiry
        if now is None:
            self.card.clear()
            self.remove_class("entered")
            if self.card.holds_focus:
                self.set_focus(self.found)
        elif here is not None and place is None and wanted == here.id and self.card.holds_focus:
            # it is booked or lost: what comes next is not meant for whoever stands there now
            self.remove_class("entered")
            self.set_focus(self.found)
            self.read_card()
        elif here is None or now.id != here.id or self.card.whole is None:
            self._rest.stop()
            self.read_card()
        else:
            self._rest.stir()

    def _nothing(self) -> str:
        if self._text:
            return (
                _("Nothing is found: f searches booked and lost ones too.")
                if not self._over_too
                else _("Nothing is found.")
            )
        return _("None in this stage: i registers one, [ and ] show others.")

    @on(LineList.Wanted, "#found")
    def read_on(self) -> None:
        """The end of what is known came into view."""
        if len(self._found) >= self._limit:
            self._limit = len(self._found) + PAGE
            self.read()

    def read_card(self, then: Callable[[Whole], None] | None = None) -> None:
        self._rest.stop()
        inquiry = self.inquiry
        if inquiry is None:
            self.card.clear()
            return

        def look(desk: Desk) -> Whole:
            door = desk.inquiries
            return Whole(door.inquiry(inquiry.id), door.history(inquiry.id), door.quotes(inquiry.id))

        def show(whole: Whole) -> None:
            now = self.inquiry
            if now is not None and now.id == whole.inquiry.id:
                self.card.show(whole, self.today)
                if then is not None:
                    then(whole)

        def gone(error: FrontdeskError) -> bool:
            return error.code == "not_found"

        self.ask("card", look, show, gone, keys_wait=then is not None)

    # the stages -------------------------------------------------------------------------------------------------------

    def _listed(self) -> Sequence[str]:
        return STAGES if self._over_too else WORKING

    def _put_stages(self) -> None:
        if self.over:
            return
        counts = {one.stage: one for one in self._counts}
        lines = []
        for stage in self._listed():
            one = counts.get(stage, StageCount(stage, 0, 0))
            sign = WAITS if one.waiting else ""
            many = f"{one.waiting}/{one.count}" if one.waiting else str(one.count)
            lines.append(SectionLine((sign, _(TITLES[stage]), f"{many:>9}"), "good" if one.waiting else "plain", stage))
        self.stages.set_class(self._over_too, "all")
        self.stages.show(lines)
        if self._stage:
            self.stages.go_to(self._stage)

    def _put_count(self) -> None:
        if self.over:
            return
        if self._text:
            sought = self._text if len(self._text) <= SOUGHT else f"{self._text[: SOUGHT - 1]}…"
            words = _("Found: “{text}”, esc ends").format(text=sought)
        else:
            words = _(TITLES[self._stage]) if self._stage else ""
        waiting = sum(one.waits for one in self._found)
        told = ngettext("{count} waits for us", "{count} wait for us", waiting).format(count=waiting) if waiting else ""
        self.query_one("#count", OneLine).put([Bit(f" {words}", "faint")], [Bit(f"{told} ", "good")] if told else ())

    @on(SectionList.Moved, "#stages")
    def stage_moved(self) -> None:
        chosen = self.stages.chosen
        if not self.over and isinstance(chosen, str) and self._stage and chosen != self._stage:
            if self.stages.has_focus:
                self._list_stage(chosen)
            else:
                self.stages.go_to(self._stage)

    @on(SectionList.Chosen, "#stages")
    def stage_chosen(self) -> None:
        self.set_focus(self.found)

    def _list_stage(self, stage: str) -> None:
        self._stage, self._text, self._limit, self._goes_to = stage, "", PAGE, None
        self._close_search()
        self.found.renew(0, 0, [], 0)
        self._found = []
        self._put_stages()
        self.read()

    def action_stage(self, by: int) -> None:
        listed = self._listed()
        here = listed.index(self._stage) if self._stage in listed else 0
        self.action_list()
        self._list_stage(listed[(here + by) % len(listed)])

    def action_closed(self) -> None:
        self._over_too = not self._over_too
        if not self._over_too and self._stage not in WORKING and not self._text:
            self._list_stage(STAGES[0])
        else:
            self._put_stages()
            self.read()
        self.front.say(
            _("Booked and lost ones are shown too.") if self._over_too else _("Only what is under way is shown.")
        )

    # searching --------------------------------------------------------------------------------------------------------

    def action_search(self) -> None:
        self.remove_class("entered")
        search = self.query_one("#search", Entry)
        search.add_class("open")
        self.set_focus(search)
        search.select_all()

    @on(Input.Changed, "#search")
    def search_typed(self, event: Input.Changed) -> None:
        text = event.value.strip()
        if text != self._text:
            self._text, self._limit = text, PAGE
            self.read()

    @on(Input.Submitted, "#search")
    def search_done(self) -> None:
        self.set_focus(self.found)

    def key_down(self) -> None:
        """From the search straight into what was found."""
        if self.query_one("#search", Input).has_focus:
            self.set_focus(self.found)

    def _close_search(self) -> None:
        search = self.query_one("#search", Entry)
        search.remove_class("open")
        with search.prevent(Input.Changed):
            search.value = ""

    # moving about -----------------------------------------------------------------------------------------------------

    def show(self, target: object) -> None:
        """A stage, or an inquiry by its id."""
        if not isinstance(target, str):
            return
        self._text = ""
        self._close_search()
        if target in STAGES:
            self.remove_class("entered")
            self.set_focus(self.found)
            self._list_stage(target)
        else:
            self._goes_to = target
            self.read()

    def shows(self, about: Collection[str]) -> bool:
        return self.inquiry is not None and self.inquiry.id in about

    def taken_back(self, done: Undone) -> None:
        self._goes_to = next((one for one in done.about if one.startswith("Q")), None)
        super().taken_back(done)

    def follow(self, inquiry: Inquiry) -> None:
        """Something was done with an inquiry: the cursor goes along, as long as it is under way."""
        if inquiry.stage in WORKING:
            self._goes_to = inquiry.id
        self.read()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in ("into", "stages"):
            return self.is_mounted and (self.found.has_focus or (self.stages.has_focus and action == "into"))
        if action == "list":
            return self.is_mounted and (not self.found.has_focus or bool(self._text))
        return super().check_action(action, parameters)

    def on_descendant_focus(self) -> None:
        self.refresh_bindings()

    @on(LineList.Moved, "#found")
    def moved(self) -> None:
        whole, inquiry = self.card.whole, self.inquiry
        if not self.over and inquiry is not None and (whole is None or whole.inquiry.id != inquiry.id):
            self._rest.stir()

    @on(LineList.Chosen, "#found")
    def action_into(self) -> None:
        """Into the inquiry; where there is no room for both it takes the place of the list."""
        if self.stages.has_focus:
            self.set_focus(self.found)
            return
        if self.inquiry is None:
            return
        self.add_class("entered")
        self.card.enter()
        self.read_card()

    def action_stages(self) -> None:
        self.set_focus(self.stages)

    def action_list(self) -> None:
        """From wherever one is to the list; from the list the search ends."""
        search = self.query_one("#search", Input)
        if (self.found.has_focus or search.has_focus) and (self._text or search.has_class("open")):
            self._text = ""
            self._close_search()
            self.read()
        self.remove_class("entered")
        self.set_focus(self.found)
