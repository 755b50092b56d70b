"""Lost demand at the screens: offered once by a key where a time could not be had, shown by weekday and hour."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty.values import LostDemand, LostWish
from frontdesk.desk.values import CustomerWish, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.booking import BookingDialog
from frontdesk.screens.dialogs.lost import LostDialog
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.dialogs.quick_line import QuickLineDialog
from frontdesk.screens.dialogs.why import WhyDialog
from tests.app.conftest import ANA, CUT, LUIS, MARTA, at, loaded, until
from tests.app.test_manners import drawn, message
from tests.app.test_today import ALL, today, walk_in

pytestmark = pytest.mark.asyncio
Book = Callable[..., Reservation]


def lost(desk: Desk) -> list[LostDemand]:
    return desk.duty.lost(desk.today() - 7, desk.today() + 31)


async def refused_booking(pilot: Pilot[None], app: FrontdeskApp) -> None:
    """A booking for a Sunday noon, when nobody works, left by Esc."""
    await loaded(pilot)
    app.screen.grid.go_to(at("11:00"), MARTA)
    await pilot.press("b", "tab", *"corte", "enter")
    dialog = app.screen
    assert isinstance(dialog, BookingDialog)
    for name, text in (("day", "29/11"), ("time", "12:00"), ("customer", "Rita Paz"), ("phone", "600222333")):
        dialog.field(name).input.focus()
        await pilot.pause()
        dialog.field(name).input.value = text
        await pilot.press("tab")
    await until(pilot, lambda: dialog.field("time").problem)
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(app.screen, AgendaScreen))


async def test_a_booking_left_without_a_time_is_noted_by_one_key(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await refused_booking(pilot, app)
        await until(pilot, lambda: "On hold" in message(app) and "N notes as lost demand" in message(app))
        assert "Corte, Sun 29 Nov 12:00" in message(app)
        assert lost(desk) == []
        await pilot.press("N")
        await until(pilot, lambda: lost(desk))
        [noted] = lost(desk)
        assert (noted.service, noted.start, noted.reason, noted.channel) == (
            "Corte", at("12:00", "2026-11-29"), "closed", "phone",
        )  # fmt: skip
        await until(pilot, lambda: "Noted as lost demand: Corte, Sun 29 Nov 12:00 (closed)" in message(app))
        await pilot.press("u")
        await until(pilot, lambda: not lost(desk))


async def test_a_quick_line_left_without_a_time_is_noted_too(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    """Typed, refused by the hours, left by Esc: what was asked for in vain is not forgotten."""
    book("Ana", "12:00", MARTA)
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        for words in ("rita paz 600222333 corte con marta hoy 12:00", "rita paz 600222333 corte 29/11 12:00"):
            await pilot.press("b")
            await until(pilot, lambda: isinstance(app.screen, QuickLineDialog))
            line = app.screen
            line.line.value = words
            await until(pilot, lambda words=words, line=line: line._shown_for == words)
            assert line._choices
            await pilot.press("escape")
            await until(pilot, lambda: "On hold" in message(app) and "N notes as lost demand" in message(app))
            before = len(lost(desk))
            await pilot.press("N")
            await until(pilot, lambda before=before: len(lost(desk)) > before)
    assert [(one.service, one.start, one.reason, one.party) for one in lost(desk)] == [
        ("Corte", at("12:00", "2026-11-29"), "closed", 1),
        ("Corte", at("12:00"), "full", 1),
    ]


async def test_the_same_wish_is_offered_once(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await refused_booking(pilot, app)
        await until(pilot, lambda: "N notes as" in message(app))
        await refused_booking(pilot, app)
        await until(pilot, lambda: "On hold" in message(app))
        assert "N notes as" not in message(app)


async def test_the_offer_ends_when_somebody_else_is_at_the_desk(
    app: FrontdeskApp, desk: Desk, clock: FixedClock
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await refused_booking(pilot, app)
        await until(pilot, lambda: "N notes as" in message(app))
        clock.move(121)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, LostDialog))
        assert lost(desk) == []


async def test_nothing_is_offered_to_whoever_only_looked(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        await pilot.press("b", "escape")
        await pilot.pause(0.1)
        assert "lost demand" not in message(app)


async def test_a_walk_in_whom_nobody_can_serve(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    for who in (MARTA, ANA, LUIS):
        book(f"Una {who}", "10:45", who, phone=f"60011122{who}")
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        rows = [option.service_id for option in dialog._options]
        await pilot.press("escape")  # over what can be had now
        await until(pilot, lambda: app.screen is screen)
        assert "lost demand" not in message(app)
        await walk_in(pilot)
        await pilot.press(*["down"] * rows.index(CUT), "escape")
        await until(pilot, lambda: app.screen is screen and "N notes as" in message(app))
        await pilot.press("N")
        await until(pilot, lambda: lost(desk))
        assert [(one.service, one.start, one.channel, one.reason) for one in lost(desk)] == [
            ("Corte", at("10:42"), "walk-in", "full")
        ]


async def test_why_not_notes_it(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Eva", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("y")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, WhyDialog))
        assert any("N lost demand" in line for line in drawn(app))
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen))
        assert [(one.start, one.reason) for one in lost(desk)] == [(at("12:00"), "full")]


async def test_what_can_be_booked_is_not_lost(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("12:00"), MARTA)
        await pilot.press("y", "enter")
        await until(pilot, lambda: isinstance(app.screen, WhyDialog))
        await pilot.press("N")
        await pilot.pause(0.1)
        assert lost(desk) == []
        assert isinstance(app.screen, WhyDialog)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_it_is_shown_by_weekday_and_hour(app: FrontdeskApp, desk: Desk, size: tuple[int, int]) -> None:
    for when, party in (("17:00", 1), ("17:30", 2), ("09:00", 1)):
        desk.duty.lose(LostWish(CUT, at(when, "2026-11-26"), party=party))
    async with app.run_test(size=size) as pilot:
        await loaded(pilot)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, LostDialog) and not app.screen.unready)
        said = [" ".join(line.split()) for line in drawn(app)]
        assert any("Mon Tue Wed Thu Fri Sat Sun" in line for line in said)
        assert any("17:00–18:00 · · · 3 · · · = 3" in line for line in said)
        assert any("09:00–10:00 · · · 1 · · · = 1" in line for line in said)
        await pilot.press("s")
        await until(pilot, lambda: any("Corte · ± 12 weeks · 3" in line for line in drawn(app)))
        await pilot.press("p")
        await until(pilot, lambda: any("± 52 weeks" in line for line in drawn(app)))
        await pilot.press("u")
        await until(pilot, lambda: len(lost(desk)) == 2)
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaScreen) and app.screen.grid.day is not None)
        await until(pilot, lambda: app.screen.grid.day.day == desk.today() + 3)


@pytest.mark.parametrize("anew", [True, False])
async def test_a_walk_in_with_a_known_phone_and_a_new_name_is_asked_about(
    app: FrontdeskApp, desk: Desk, anew: bool
) -> None:
    desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await today(pilot)
        dialog = await walk_in(pilot)
        await pilot.press("tab", *"Paco", "tab", *"600111222", "enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        assert "Eva Ruiz" in str(app.screen.query_one("#sentences").content)
        assert desk.reservations(ALL) == []
        await pilot.press("enter" if anew else "escape")
        if anew:
            await until(pilot, lambda: app.screen is screen)
            assert desk.reservations(ALL)[0].customer.name == "Paco"
        else:
            await until(pilot, lambda: app.screen is dialog)
            assert desk.reservations(ALL) == []


async def test_the_quick_line_notes_it_by_a_key_while_one_types(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Ana", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, QuickLineDialog))
        line = app.screen
        for words in ("rita paz 600222333 corte con marta hoy 12:0", "rita paz 600222333 corte con marta hoy 12:00"):
            line.line.value = words
            await until(pilot, lambda words=words: line._shown_for == words)
        assert any("ctrl+r" in text for text in drawn(app))
        await pilot.press("ctrl+r")
        await until(pilot, lambda: lost(desk))
        assert "Noted as lost demand: Corte" in str(line.query_one("#problem").content)
        assert app.screen is line and line.text == words
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert len(lost(desk)) == 1, "once"
        await pilot.press("escape")
        await until(pilot, lambda: "On hold" in message(app))
        assert "N notes as" not in message(app)


async def test_where_nothing_was_refused_the_key_is_not_there(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        await pilot.press("b", *"corte hoy 12:00")
        line = app.screen
        assert isinstance(line, QuickLineDialog)
        await until(pilot, lambda: line._shown_for == line.text)
        assert not any("ctrl+r" in text for text in drawn(app))
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert lost(desk) == []


async def full_form(pilot: Pilot[None], app: FrontdeskApp) -> BookingDialog:
    """A form with a time that is taken and nobody named yet."""
    await loaded(pilot)
    app.screen.grid.go_to(at("11:00"), MARTA)
    await pilot.press("b", "tab", *"corte", "enter")
    dialog = app.screen
    assert isinstance(dialog, BookingDialog)
    dialog.field("time").input.focus()
    await pilot.pause()
    dialog.field("time").input.value = "12:15"
    await pilot.press("tab")
    await until(pilot, lambda: dialog._missed is not None)
    return dialog


async def test_a_form_with_a_full_time_and_nobody_named_is_noted(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Eva", "12:00", MARTA)
    async with app.run_test(size=(120, 36)) as pilot:
        await full_form(pilot, app)
        await pilot.press("escape")
        await until(pilot, lambda: "N notes as lost demand: Corte, today 12:15" in message(app))
        await pilot.press("N")
        await until(pilot, lambda: lost(desk))
        assert [(one.start, one.reason) for one in lost(desk)] == [(at("12:15"), "full")]


async def test_the_form_notes_it_by_the_same_key(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book("Eva", "12:00", MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        dialog = await full_form(pilot, app)
        await pilot.press("ctrl+r")
        await until(pilot, lambda: lost(desk))
        assert "Noted as lost demand" in str(dialog.query_one("#problem").content)
        assert (app.screen, dialog.field("time").value) == (dialog, "12:15")


async def test_n_notes_what_was_left_again_and_for_the_next_who_asks(
    app: FrontdeskApp, desk: Desk, clock: FixedClock
) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        for _twice in range(2):
            await refused_booking(pilot, app)
            await until(pilot, lambda: "On hold" in message(app))
        await pilot.press("N")  # offered before and not noted: it is still what was asked for in vain
        await until(pilot, lambda: len(lost(desk)) == 1)
        await refused_booking(pilot, app)
        await pilot.press("N")
        await until(pilot, lambda: isinstance(app.screen, LostDialog))  # it is noted
        await pilot.press("escape")
        clock.move(300)
        await refused_booking(pilot, app)
        await until(pilot, lambda: "N notes as" in message(app))


async def test_ones_own_parked_time_is_no_lost_demand(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(120, 36)) as pilot:
        await loaded(pilot)
        app.screen.grid.go_to(at("11:00"), MARTA)
        for _twice in range(2):
            await pilot.press("b", *"rita paz 600222333 corte con marta hoy 12:00")
            line = app.screen
            assert isinstance(line, QuickLineDialog)
            await until(pilot, lambda line=line: line._time.kept is not None or line._choices)
            await pilot.press("escape")
            await until(pilot, lambda: "On hold" in message(app))
            assert "N notes as" not in message(app)
