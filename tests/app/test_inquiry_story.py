"""A hotel's inquiry from the first call to the confirmed reservation, on the screen alone (seed 001)."""

from __future__ import annotations

from decimal import Decimal

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk import upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import InquiryWish, QuoteLine
from frontdesk.desk.message_values import Incoming
from frontdesk.screens.dialogs.answer import AnswerDialog
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.question import FormDialog
from frontdesk.screens.dialogs.quote import QuoteDialog
from frontdesk.screens.dialogs.reminding import RemindersDialog
from frontdesk.screens.dialogs.reservation import ReservationDialog
from frontdesk.screens.inquiries import InquiriesScreen
from frontdesk.screens.inquiry_card import HISTORY, REMINDERS
from frontdesk.screens.today import TodayScreen
from frontdesk.widgets.plain_text import PlainText
from frontdesk.worker.dispatcher import Dispatcher
from tests.app.conftest import loaded, until
from tests.app.test_inquiries import drawn, quick, said, type_in
from tests.messages.conftest import Post

__all__ = ["quick"]
DAY = 86_400


async def test_from_the_call_to_the_confirmed_reservation(app: FrontdeskApp, desk: Desk, clock: FixedClock) -> None:
    email = Post("email")
    worker = Dispatcher(desk, {"email": email}, name="one")  # type: ignore[dict-item]
    worker.tick()
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        # the phone rings: whatever screen is there, i writes it down
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FormDialog))
        await type_in(
            pilot, "Rosa Gil", "600 111 222", "rosa@example.com", "Una doble con vistas", "Noche", "11/12", "2"
        )
        await type_in(pilot, "", "2")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(app) == "Registered: Q1, Rosa Gil; 5 shows it.")
        # the home screen counts it, in green; Enter goes there
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, TodayScreen) and "▸ Inq. new" in drawn(app))
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        line = next(one for one in screen.waits.lines if one.key == ("count", "inquiry new"))
        assert (line.look, line.texts[2].strip()) == ("good", "1/1")
        screen.waits.go_to(("count", "inquiry new"))
        await pilot.press("left", "enter")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and app.screen.card.whole is not None)
        screen = app.screen
        assert isinstance(screen, InquiriesScreen)
        assert screen.found._rows[0][0] == "▸ Rosa Gil"
        assert screen.found._rows[0][3] == "waits"
        # into it: all that was registered
        await pilot.press("enter")
        await until(pilot, lambda: "rosa@example.com" in drawn(app))
        for words in ("Rosa Gil", "600111222", "by phone", "Una doble con vistas", "Noche", "Fri 11 Dec"):
            assert words in drawn(app), words
        # answered by e-mail
        await pilot.press("s")
        await until(pilot, lambda: isinstance(app.screen, AnswerDialog))
        await pilot.press(*"Si,", "space", *"hay", "enter", *"90", "ctrl+s")
        await until(pilot, lambda: said(app) == "To Rosa Gil by e-mail, in a minute; u takes it back.")
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "answered")
        clock.move(60)
        worker.tick()
        assert [(one.to, one.text) for one in email.went] == [("rosa@example.com", "Si, hay\n90")]
        # a reminder is scheduled, another taken back again
        await pilot.press("r")
        await until(pilot, lambda: isinstance(app.screen, RemindersDialog))
        await pilot.press("enter")
        await until(pilot, lambda: "2 days after our answer · Wed 25 Nov" in drawn(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(app.screen._inquiry.reminders) == 2)
        await pilot.press("enter")
        await until(pilot, lambda: [one.state for one in app.screen._inquiry.reminders].count("waiting") == 1)
        await pilot.press("escape")
        await until(pilot, lambda: said(app) == "Reminders of Rosa Gil: 1 set.")
        assert screen.card.tab == REMINDERS
        clock.move(2 * DAY)
        worker.tick()
        assert len(email.went) == 2
        # she asks for a quote: it stands on top again by itself
        came = Incoming(
            "email", "<1@x>", "rosa@example.com", "¿Me lo presupuestáis?", int(clock.seconds()), answers="email-1"
        )
        desk.messages.receive(came)
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.waits)
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, QuoteDialog) and "Total 180.00 EUR" in drawn(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(app) == "Quote to Rosa Gil by e-mail, in a minute; u takes it back.")
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "quoted")
        clock.move(60)
        worker.tick()
        assert [file.name for file in email.went[2].attachments] == ["Q1-1.pdf"]
        # she says yes
        desk.messages.receive(
            Incoming(
                "email", "<2@x>", "rosa@example.com", "Perfecto, lo queremos", int(clock.seconds()), answers="email-3"
            )
        )
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.waits)
        await pilot.press("c")
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "confirmed")
        # booked with everything carried over
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen._answered is not None)
        form = app.screen
        assert isinstance(form, BookingDialog)
        fields = {name: form.field(name).value for name in ("service", "nights", "party", "customer", "notes")}
        assert fields == {
            "service": "Noche", "nights": "2", "party": "2", "customer": "Rosa Gil", "notes": "",
        }  # fmt: skip
        await pilot.press("ctrl+s")
        await until(pilot, lambda: said(app).startswith("Booked: Rosa Gil"))
        # its window says what it came of
        code = desk.inquiries.inquiry("Q1").reservations[0]
        app.push_screen(ReservationDialog(code, screen.today))
        await until(pilot, lambda: "Inquiry     Q1 · by phone · Mon 23 Nov · Una doble" in drawn(app))
        await pilot.press("escape")
        # the history shows it all
        await pilot.press("f")
        await until(pilot, lambda: screen.inquiry is None or screen._over_too)
        app.call_later(screen.show, "Q1")
        await until(pilot, lambda: screen.inquiry is not None and screen.inquiry.stage == "booked")
        await until(pilot, lambda: screen.card.whole is not None and screen.card.whole.inquiry.stage == "booked")
        screen.card.open(HISTORY)
        told = " ".join(" ".join(row[0] for _n, row in sorted(screen.card.lines(HISTORY)._rows.items())).split())
        for words in (
            "registered (by phone)", "we wrote by e-mail · ○ sent", "¿Me lo presupuestáis?", "Quote 1: 180.00 EUR",
            "Perfecto, lo queremos", "→ confirmed", "booked: ",
        ):  # fmt: skip
            assert words in told, (words, told)
    one = desk.inquiries.inquiry("Q1")
    visit = desk.reservation(one.reservations[0])
    assert (one.stage, one.waits, [reminder.state for reminder in one.reminders]) == ("booked", False, [])
    assert (visit.service, visit.nights, visit.party, visit.channel) == ("Noche", 2, 2, "phone")
    assert (visit.customer.name, visit.customer.email) == ("Rosa Gil", "rosa@example.com")
    assert visit.notes == ""  # what she asked stays in the inquiry
    assert [asked.id for asked in desk.inquiries.of_reservation(visit.code)] == ["Q1"]
    assert upkeep.check(desk) == []


def summary(form: BookingDialog) -> str:
    return str(form.query_one("#summary", PlainText).content)


async def test_what_was_quoted_is_what_it_costs(app: FrontdeskApp, desk: Desk) -> None:
    night = desk.find_service("Noche").id
    one = desk.inquiries.register(
        InquiryWish(
            name="Rosa Gil", phone="600111222", asked="Una larga carta", services=(night,), starts=739_961,
            ends=739_963, party=2, notes="Cuna",
        )
    )  # fmt: skip
    lines = [QuoteLine("Noche", 9050, Decimal(2)), QuoteLine("Traslado", 5000)]
    desk.inquiries.quote(one.id, lines, send=False)
    desk.inquiries.confirm(one.id)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and app.screen.card.whole is not None)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen._answered is not None)
        form = app.screen
        assert isinstance(form, BookingDialog)
        await until(pilot, lambda: "231.00 EUR as quoted (list price 180.00 EUR)" in summary(form))
        assert form.field("notes").value == "Cuna"
        form.field("nights").input.focus()
        await pilot.press("1")
        await until(pilot, lambda: "90.00 EUR (quoted 231.00 EUR, for more than this)" in summary(form))
        # put aside and taken up again, it is still known
        await pilot.press("escape")
        await until(pilot, lambda: said(app).startswith("On hold") and isinstance(app.screen, InquiriesScreen))
        # another one begun from it says so
        await pilot.press("b")
        await until(pilot, lambda: "A booking from it is on hold already: o brings it back." in drawn(app))
        assert len(desk.drafts()) == 1
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and app.screen._answered is not None)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, InquiriesScreen))
        await pilot.press("o")
        await until(pilot, lambda: "Rosa Gil" in drawn(app) and not isinstance(app.screen, InquiriesScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BookingDialog) and "quoted 231.00" in summary(form))
        form.field("nights").input.focus()
        await pilot.press("2")
        await until(pilot, lambda: "231.00 EUR as quoted" in summary(form))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "the list price is 180.00 EUR" in drawn(app))
    (code,) = desk.inquiries.inquiry(one.id).reservations
    assert (desk.reservation(code).price, desk.reservation(code).notes) == (23100, "Cuna")
