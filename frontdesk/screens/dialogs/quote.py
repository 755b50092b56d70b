"""Making a quote: its lines in cells, the sums below them while one types; it is sent by e-mail or only kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import folded, shown
from frontdesk.desk.inquiry_values import LONGEST_NOTE, MOST_LINES, Inquiry, Quote, QuoteLine
from frontdesk.language.amounts import money_words
from frontdesk.language.coming import coming_day
from frontdesk.language.i18n import _
from frontdesk.language.quotes import number_words, sum_lines
from frontdesk.screens.dialogs.about_inquiry import InquiryDialog
from frontdesk.screens.dialogs.quote_cells import CELLS, read_line
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.inquiry_card import Whole
from frontdesk.screens.inquiry_words import who_words
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk


class QuoteDialog(InquiryDialog["tuple[Inquiry, bool]"]):
    """Its answer is the inquiry as it is then, and whether the quote goes by e-mail."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "send", "quote.send", N_("send"), N_("Send it by e-mail with the usual words"), priority=True),
        key("ctrl+t", "write", "quote.write", N_("write"), N_("Write the text oneself, then send it"), priority=True),
        key("ctrl+k", "keep", "quote.keep", N_("only keep"), N_("It was told on the phone: keep it, send nothing"),
            priority=True),
        key("ctrl+n", "anew", "quote.anew", N_("anew"), N_("Begin again with what was wished"), show=False, priority=True),
        key("down", "row(1)", "quote.down", N_("line below"), N_("The same cell of the next line"), show=False),
        key("up", "row(-1)", "quote.up", N_("line above"), N_("The same cell of the line above"), show=False),
    ]  # fmt: skip

    def __init__(self, whole: Whole, begins: Sequence[QuoteLine], currency: str, left: Unfinished, today: int) -> None:
        super().__init__(whole.inquiry)
        self._whole = whole
        self._currency = currency
        self._today = today
        self._left = left
        self._form = f"quote {whole.inquiry.id}"
        self._kept = left.of(self._form)
        before = whole.quotes[-1] if whole.quotes else None
        self._begun = {f"{cell}-{n}": text for n, line in enumerate(begins) for cell, text in self._texts(line).items()}
        self._begun |= {
            "until": "",
            "taxes": _("added") if before is not None and before.taxes == "added" else _("included"),
        }
        self._begun["note"] = shown(" ".join(before.note.split())) if before is not None else ""
        self._count = 0

    def _texts(self, line: QuoteLine) -> dict[str, str]:
        price = money_words(line.price, self._currency).removesuffix(f" {self._currency}")
        tax = number_words(line.tax) if line.tax is not None else ""
        return {"text": shown(line.text), "quantity": number_words(line.quantity), "price": price, "tax": tax}

    def compose_body(self) -> Iterable[Widget]:
        now = {**self._begun, **self._kept}
        with Horizontal(id="heads"):
            for cell, word in zip(CELLS, (_("Text"), _("How many"), _("Price"), _("Tax %")), strict=True):
                yield PlainText(word, classes=f"cell {cell}")
        self._count = 1 + max((int(name.rpartition("-")[2]) for name in now if "-" in name), default=-1)
        if not self._count or any(now.get(f"{cell}-{self._count - 1}") for cell in CELLS):
            self._count += 1
        with VerticalScroll(id="lines", can_focus=False):
            for n in range(self._count):
                yield self._row(n, now)
        yield PlainText(id="sums")
        yield PlainText(id="unread")
        yield Field("until", _("Valid until"), value=now["until"], hint=_("12/12, +15; empty: no last day"))
        yield Field("taxes", _("Taxes"), value=now["taxes"], hint=_("included or added"))
        yield Field("note", _("Note"), value=now["note"], hint=_("what holds for all of it"))
        yield PlainText(id="problem")

    @staticmethod
    def _row(n: int, now: dict[str, str]) -> Horizontal:
        cells = []
        for cell in CELLS:
            usual = "1" if cell == "quantity" and not n else ""
            entry = Entry(now.get(f"{cell}-{n}", usual), id=f"{cell}-{n}", select_on_focus=True)
            cells.append(entry.add_class("cell", cell))
        return Horizontal(*cells, classes="line")

    def on_mount(self) -> None:
        self._put_title()
        first = next((n for n in range(self._count) if not self._cell("text", n)), 0)
        self.set_focus(self.query_one(f"#text-{first if not self._begun.get('text-0') else 0}", Entry))
        self.call_later(self._tidy)
        self._reckon()

    def _put_title(self) -> None:
        unfinished = _("left unfinished: ctrl+n starts anew") if self._kept else ""
        self.title_is(_("Quote for {name}").format(name=who_words(self._inquiry)), unfinished)

    def _cell(self, cell: str, n: int) -> str:
        return self.query_one(f"#{cell}-{n}", Entry).value.strip()

    # what stands there ------------------------------------------------------------------------------------------------

    def _empty(self, n: int) -> bool:
        """Whether nothing stands in a line; of the first one its usual quantity counts for nothing."""
        usual = ("", "1") if not n else ("",)
        return (
            not any(self._cell(cell, n) for cell in CELLS if cell != "quantity") and self._cell("quantity", n) in usual
        )

    def _read(self) -> tuple[list[QuoteLine], str, str]:
        """The lines that can be read; the first cell that cannot, and why."""
        lines: list[QuoteLine] = []
        at = problem = ""
        for n in range(self._count):
            if self._empty(n):
                continue
            line, cell, wrong = read_line({cell: self._cell(cell, n) for cell in CELLS}, self._currency)
            if line is not None:
                lines.append(line)
            elif not at:
                at, problem = f"{cell}-{n}", _("Line {number}: {problem}").format(number=n + 1, problem=wrong)
        return lines, at, problem

    def _taxes(self) -> str | None:
        said = folded(self.query_one("#field-taxes", Field).value)
        if not said or folded(_("included")).startswith(said) or "included".startswith(said):
            return "included"
        return "added" if folded(_("added")).startswith(said) or "added".startswith(said) else None

    def _typed(self) -> dict[str, str]:
        """What stands there and is not what it began with."""
        now = {f"{cell}-{n}": self._cell(cell, n) for n in range(self._count) for cell in CELLS}
        now |= {name: self.query_one(f"#field-{name}", Field).value for name in ("until", "taxes", "note")}
        usual = {"quantity-0": "1"}
        return {name: text for name, text in now.items() if text != self._begun.get(name, usual.get(name, ""))}

    @on(Input.Changed)
    async def changed(self, event: Input.Changed) -> None:
        self._wrong("")
        self.query_one("#unread").remove_class("wrong")
        for name in ("until", "taxes", "note"):
            if event.input.id == name:
                self.query_one(f"#field-{name}", Field).changed()
        await self._tidy()
        self._reckon()

    async def _tidy(self) -> None:
        """One empty line stands at the end, where there is room for it, and no more."""
        if not self._empty(self._count - 1):
            if self._count < MOST_LINES:
                await self._add_line()
            return
        await self._cut(next((n + 2 for n in reversed(range(self._count)) if not self._empty(n)), 1))

    async def _cut(self, count: int) -> None:
        """Take away the lines from there on, but for the one where somebody is."""
        here = str(self.focused.id if self.focused is not None else "").partition("-")[2]
        while self._count > max(count, int(here or -1) + 1):
            self._count -= 1
            await self.query(".line").last().remove()

    async def _add_line(self) -> None:
        mounted = self.query_one("#lines").mount(self._row(self._count, {}))
        self._count += 1
        await mounted

    def _reckon(self) -> None:
        """The sums of what stands there, by the code that will make them; and which line is wrong, while one types."""
        (lines, _at, problem), taxes = self._read(), self._taxes()
        if taxes is None:
            self._put_sums(None, problem, _("The taxes cannot be read: included or added?"))
            return
        if not lines:
            self._put_sums(None, problem)
            return

        def refused(error: FrontdeskError) -> bool:
            self._put_sums(None, problem or error.sentence(_))
            return True

        order = lambda desk: desk.inquiries.reckon(lines, taxes)  # noqa: E731
        self.ask("reckon", order, lambda quote: self._put_sums(quote, problem), refused)

    def _put_sums(self, quote: Quote | None, problem: str, instead: str = "") -> None:
        """``instead``: why there are no sums."""
        sums = " · ".join(f"{name} {amount}" for name, amount in sum_lines(quote)) if quote is not None else ""
        self.query_one("#sums", PlainText).update(sums or instead or ("" if problem else _("Nothing yet.")))
        unread = self.query_one("#unread", PlainText)
        unread.update(problem)
        unread.set_class(bool(problem), "told")

    # moving about -----------------------------------------------------------------------------------------------------

    def action_row(self, by: int) -> None:
        cell, dash, number = str(self.focused.id if self.focused is not None else "").partition("-")
        if not dash:
            self.focus_next() if by > 0 else self.focus_previous()
            return
        wanted = int(number) + by
        if wanted >= self._count:
            self.set_focus(self.query_one("#until", Entry))
        elif wanted >= 0:
            self.set_focus(self.query_one(f"#{cell}-{wanted}", Entry))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """Enter goes on to the next cell; from an empty line to what is below the lines."""
        cell, dash, number = str(event.input.id).partition("-")
        if dash and cell == "text" and not event.value.strip() and not self._cell("price", int(number)):
            self.set_focus(self.query_one("#until", Entry))
        else:
            self.focus_next()

    # done -------------------------------------------------------------------------------------------------------------

    def _ready(self) -> tuple[list[QuoteLine], int | None, str, str] | None:
        """Lines, last day, note and taxes; None where something is wrong, which is said."""
        lines, at, problem = self._read()
        if not lines and not problem:
            at = "text-0"
            self._wrong(_("A quote needs a line: a text and a price."))
        if at:  # what is wrong with a line stands below the sums already
            self.query_one("#unread").add_class("wrong")
            self.set_focus(self.query_one(f"#{at}", Entry))
            return None
        until, taxes = self.query_one("#field-until", Field), self._taxes()
        day, problem = coming_day(until.value, self._today) if until.value else (None, "")
        if problem:
            until.wrong(problem)
            self.set_focus(until.input)
            return None
        if taxes is None:
            field = self.query_one("#field-taxes", Field)
            field.wrong(_("included or added"))
            self.set_focus(field.input)
            return None
        note = self.query_one("#field-note", Field)
        if len(note.value) > LONGEST_NOTE:
            note.wrong(_("A text has at most {most} characters.").format(most=LONGEST_NOTE))
            self.set_focus(note.input)
            return None
        return lines, day, note.value, taxes

    def _write(self, *, send: bool) -> None:
        ready, one = self._ready(), self._inquiry
        if ready is None:
            return
        if send and not one.email:
            self._wrong(_("No e-mail of {name} is known: ctrl+k only keeps the quote.").format(name=who_words(one)))
            return
        lines, day, note, taxes = ready

        def order(desk: Desk) -> Inquiry:
            return desk.inquiries.quote(
                one.id, lines, valid_until=day, note=note, taxes=taxes, send=send, version=one.version
            )

        self.tell(order, lambda now: self._made(now, send), self._refused)

    def _made(self, now: Inquiry, sent: bool) -> None:
        self._left.done((now.id, now.changed_at), self._form, self._typed())
        self.dismiss((now, sent))

    def action_send(self) -> None:
        self._write(send=True)

    def action_keep(self) -> None:
        self._write(send=False)

    def action_write(self) -> None:
        """The text is written in the form of an answer; the quote goes along."""
        ready, one = self._ready(), self._inquiry
        if ready is None:
            return
        if not one.email:
            self._wrong(_("No e-mail of {name} is known: ctrl+k only keeps the quote.").format(name=who_words(one)))
            return
        from frontdesk.screens.dialogs.answer import AnswerDialog

        lines, day, note, taxes = ready

        def order(desk: Desk, text: str, subject: str | None, version: int) -> Inquiry:
            return desk.inquiries.quote(
                one.id, lines, valid_until=day, note=note, taxes=taxes, text=text, subject=subject, version=version
            )

        def written(now: Inquiry | None) -> None:
            if now is not None:
                self._made(now, True)

        about = _("with the quote")
        self.app.push_screen(AnswerDialog(one, self._whole.events, order, self._left, about=about), written)

    # leaving ----------------------------------------------------------------------------------------------------------

    def action_anew(self) -> None:
        """Back to what was wished, in the first cell, as if it had just been opened."""
        self._kept.clear()
        self.set_focus(self.query_one("#text-0", Entry))
        with self.prevent(Input.Changed):
            for n in range(self._count):
                for cell in CELLS:
                    usual = "1" if cell == "quantity" and not n else ""
                    self.query_one(f"#{cell}-{n}", Entry).value = self._begun.get(f"{cell}-{n}", usual)
        for name in ("until", "taxes", "note"):
            self.query_one(f"#field-{name}", Field).fill(self._begun[name])
            self.query_one(f"#field-{name}", Field).wrong("")
        self._wrong("")
        self.query_one("#unread").remove_class("wrong")
        self.call_later(self._tidy)  # after what is under way with the lines
        self._put_title()
        self._reckon()

    def action_close(self) -> None:
        """What was typed is kept for this inquiry."""
        typed = self._typed()
        self._kept.clear()
        self._kept.update(typed)
        if typed:
            self.front.say(_("Nothing was sent; q goes on with it."))
        super().action_close()
