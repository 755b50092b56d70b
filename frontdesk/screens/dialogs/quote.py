"""Making a quote: its lines in cells, the sums below them while one types; it is sent by e-mail or only kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widget import Widget
from textual.widgets import Input

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import folded, shown
from frontdesk.desk.inquiry_values import Inquiry, Quote, QuoteLine
from frontdesk.language.amounts import money_words, read_money
from frontdesk.language.dates import read_day
from frontdesk.language.i18n import _
from frontdesk.language.quotes import number_words, sum_lines
from frontdesk.screens.dialogs.dialog import Dialog
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.inquiry_card import Whole
from frontdesk.screens.inquiry_words import who_words
from frontdesk.widgets.entry import Entry
from frontdesk.widgets.field import Field
from frontdesk.widgets.keys import key
from frontdesk.widgets.plain_text import PlainText

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

CELLS = ("text", "quantity", "price", "tax")
MOST_LINES = 60


def read_number(text: str) -> Decimal | None:
    """``2``, ``1.5``, ``1,5``; None where it is no number."""
    try:
        number = Decimal(text.replace(",", ".").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def read_price(text: str, currency: str) -> int | None:
    """Minor units; below zero for a discount."""
    plain = text.strip()
    below = plain.startswith(("-", "−"))
    amount = read_money(plain[1:] if below else plain, currency)
    return None if amount is None else -amount if below else amount


class QuoteDialog(Dialog["tuple[Inquiry, bool]"]):
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
        super().__init__()
        self._whole = whole
        self._inquiry = whole.inquiry
        self._currency = currency
        self._today = today
        self._left = left
        self._kept = left.of(f"quote {whole.inquiry.id}")
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
        self._reckon()

    def _put_title(self) -> None:
        unfinished = _("left unfinished: ctrl+n starts anew") if self._kept else ""
        self.title_is(_("Quote for {name}").format(name=who_words(self._inquiry)), unfinished)

    def _cell(self, cell: str, n: int) -> str:
        return self.query_one(f"#{cell}-{n}", Entry).value.strip()

    def _wrong(self, sentence: str) -> None:
        self.query_one("#problem", PlainText).update(sentence)

    # what stands there ------------------------------------------------------------------------------------------------

    def _read(self) -> tuple[list[QuoteLine], str, str]:
        """The lines that can be read; the first cell that cannot, and why."""
        lines: list[QuoteLine] = []
        at = problem = ""
        for n in range(self._count):
            said = {cell: self._cell(cell, n) for cell in CELLS}
            if not (said["text"] or said["price"]):
                continue
            quantity, price = read_number(said["quantity"] or "1"), read_price(said["price"], self._currency)
            tax = read_number(said["tax"].rstrip("% ")) if said["tax"] else None
            wrong = {
                "text": _("Each line needs a text.") if not said["text"] else "",
                "quantity": _("How many is a number above zero such as 2 or 1.5.")
                if quantity is None or quantity <= 0
                else "",
                "price": _("That is no price: try 25 or 25.50; a discount begins with a minus.")
                if price is None
                else "",
                "tax": _("A tax is per cent, such as 10 or 21.")
                if said["tax"] and (tax is None or not 0 <= tax <= 100)
                else "",
            }
            cell = next((cell for cell in CELLS if wrong[cell]), "")
            if cell:
                at, problem = at or f"{cell}-{n}", problem or wrong[cell]
            elif quantity is not None and price is not None:
                lines.append(QuoteLine(said["text"], price, quantity, tax))
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
        for name in ("until", "taxes"):
            if event.input.id == name:
                self.query_one(f"#field-{name}", Field).wrong("")
        here = str(event.input.id).partition("-")
        if here[2] == str(self._count - 1) and event.value.strip() and self._count < MOST_LINES:
            await self._add_line()
        self._reckon()

    async def _add_line(self) -> None:
        await self.query_one("#lines").mount(self._row(self._count, {}))
        self._count += 1

    def _reckon(self) -> None:
        """The sums of what stands there, by the code that will make them."""
        lines, taxes = self._read()[0], self._taxes()
        if not lines or taxes is None:
            self._put_sums(None)
            return
        self.ask("reckon", lambda desk: desk.inquiries.reckon(lines, taxes), self._put_sums, lambda error: True)

    def _put_sums(self, quote: Quote | None) -> None:
        sums = (
            " · ".join(f"{name} {amount}" for name, amount in sum_lines(quote))
            if quote is not None
            else _("Nothing yet.")
        )
        self.query_one("#sums", PlainText).update(sums)

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
            at, problem = "text-0", _("A quote needs a line: a text and a price.")
        if problem:
            self._wrong(problem)
            self.set_focus(self.query_one(f"#{at}", Entry))
            return None
        until, taxes = self.query_one("#field-until", Field), self._taxes()
        day = read_day(until.value, self._today) if until.value else None
        if until.value and (day is None or day < self._today):
            none = _("No date can be read from this: try thu, 12/12, 2026-12-24 or +7.")
            until.wrong(none if day is None else _("That day is over."))
            self.set_focus(until.input)
            return None
        if taxes is None:
            field = self.query_one("#field-taxes", Field)
            field.wrong(_("included or added"))
            self.set_focus(field.input)
            return None
        return lines, day, self.query_one("#field-note", Field).value, taxes

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
        self._kept.clear()
        self.dismiss((now, sent))

    def _refused(self, error: FrontdeskError) -> bool:
        self._wrong(error.sentence(_))
        if error.code == "stale_version":
            self.ask("anew", lambda desk: desk.inquiries.inquiry(self._inquiry.id), self._as_it_is)
        return True

    def _as_it_is(self, inquiry: Inquiry) -> None:
        self._inquiry = inquiry
        words = _("{who} wrote, or somebody changed it, while this was open: ctrl+s sends it all the same.")
        self._wrong(words.format(who=who_words(inquiry)))

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
        self._kept.clear()
        for n in range(self._count):
            for cell in CELLS:
                usual = "1" if cell == "quantity" and not n else ""
                self.query_one(f"#{cell}-{n}", Entry).value = self._begun.get(f"{cell}-{n}", usual)
        for name in ("until", "taxes", "note"):
            self.query_one(f"#field-{name}", Field).fill(self._begun[name])
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
