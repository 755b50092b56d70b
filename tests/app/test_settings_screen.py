"""The settings by keyboard: what is typed is what the desk then says, what is wrong stands beside its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert
from textual import events
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.settings_values import Setting, SettingChange
from frontdesk.desk.values import Actor, Reservation
from frontdesk.screens.agenda import AgendaScreen
from frontdesk.screens.dialogs.question import Question
from frontdesk.screens.dialogs.setting import SettingDialog
from frontdesk.screens.settings import PARTS, SettingsScreen
from frontdesk.store import schema
from frontdesk.widgets.field import Field
from tests.app.conftest import MARTA, in_row, loaded, until

Book = Callable[..., Reservation]
pytestmark = pytest.mark.asyncio


def entry(desk: Desk, kind: str, name: str) -> Setting:
    return next(one for one in desk.settings().of(kind) if one.name == name)


def message(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text if app.main else ""


async def at_part(pilot: Pilot[None], kind: str) -> SettingsScreen:
    """The settings, with the cursor on the first entry of a part."""
    await loaded(pilot)
    await pilot.press("comma")
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen) and pilot.app.screen.entry)
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    screen.parts.move_to(list(PARTS).index(kind))
    await until(pilot, lambda: all(one.kind == kind for one in screen._shown))
    screen.entries.focus()
    await pilot.pause()
    return screen


async def opened(pilot: Pilot[None], *keys: str) -> SettingDialog:
    """The form, once it is there."""
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingDialog) and pilot.app.screen.query("#field-name"))
    await pilot.pause()
    assert isinstance(pilot.app.screen, SettingDialog)
    return pilot.app.screen


async def saved(pilot: Pilot[None]) -> None:
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))


async def test_a_service_is_edited(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_part(pilot, "service")
        assert [one.name for one in screen._shown][:2] == ["Corte", "Color"]
        form = await opened(pilot, "enter")
        await pilot.press(*"Corte y lavado", "enter", *"50", "enter", *"27,50", "enter", "5")
        await saved(pilot)
        await until(pilot, lambda: "Corte y lavado" in message(app))
        assert form.is_running is False
    written = entry(desk, "service", "Corte y lavado").written
    assert (written["duration"], written["price"], written["buffer_before"]) == (50, "27.50", 5)
    assert (written["late_cancel"], written["fee"]) == ("fee", "10.00")


async def test_the_arrows_go_from_line_to_line(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "service")
        form = await opened(pilot, "enter")
        for name, key in (
            ("duration", "down"),
            ("price", "down"),
            ("duration", "up"),
            ("name", "up"),
            ("horizon", "up"),
        ):
            await pilot.press(key)
            assert app.focused is form.field(name).input, name


async def test_what_is_typed_ahead_goes_into_the_next_line(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "service")
        await opened(pilot, "enter")
        for name in [*"Rapado", "enter", *"20", "enter", *"9,50", "ctrl+s"]:
            app.post_message(events.Key(name, name if len(name) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
    written = entry(desk, "service", "Rapado").written
    assert (written["duration"], written["price"]) == (20, "9.50")


async def test_hours_of_a_person_are_in_the_agenda_at_once(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        form.field("hours-mon").input.focus()
        await pilot.press(*"10-11 12:00-13:00 17-20")
        await saved(pilot)
        assert entry(desk, "staff", "Marta").written["hours"]["mon"] == ["10:00-11:00", "12:00-13:00", "17:00-20:00"]
        await pilot.press("2")
        agenda = app.screen
        assert isinstance(agenda, AgendaScreen)
        await until(pilot, lambda: agenda.grid.day is not None and len(agenda.grid.day.columns[0].open) == 3)


async def test_hours_that_end_before_they_begin_are_told_of(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        form.field("hours-mon").input.focus()
        await pilot.press(*"20-9")
        await saved(pilot)
        await until(pilot, lambda: "Marta is saved." in message(app))
        assert message(app).strip() == "Marta is saved. Mind: 20:00-09:00 goes on until the following day."
    assert entry(desk, "staff", "Marta").written["hours"]["mon"] == ["20:00-09:00"]


async def test_an_absence_is_added_and_taken_out(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        form.field("absences-0").input.focus()
        await pilot.press(*"24/12..31/12 holiday", "enter", *"2026-12-03 10:30..12:30 doctor")
        await saved(pilot)
        assert entry(desk, "staff", "Marta").written["absences"] == [
            {"from": "2026-12-03T10:30", "to": "2026-12-03T12:30", "reason": "doctor"},
            {"from": "2026-12-24", "to": "2026-12-31", "reason": "holiday"},
        ]
        await until(pilot, lambda: "holiday" in str(screen.query_one("#detail").content))  # type: ignore[attr-defined]
        form = await opened(pilot, "enter")
        assert form.field("absences-1").value == "2026-12-24..2026-12-31 holiday"
        form.field("absences-0").fill("")
        await saved(pilot)
        assert [one["reason"] for one in entry(desk, "staff", "Marta").written["absences"]] == ["holiday"]


async def test_an_override_and_terms_of_a_person(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        form.field("overrides-0").input.focus()
        await pilot.press(*"24/12 9-13")
        form.field("terms-0").input.focus()
        await pilot.press(*"corte 60 min 30,00")
        await saved(pilot)
    written = entry(desk, "staff", "Marta").written
    assert written["overrides"] == [{"date": "2026-12-24", "hours": ["09:00-13:00"]}]
    assert written["terms"] == {"Corte": {"duration": 60, "price": "30.00"}}


async def test_a_service_is_added_with_who_does_it(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "service")
        form = await opened(pilot, "asterisk")
        await pilot.press(*"Mechas", "enter", *"90", "enter", *"45")
        form.field("staff").input.focus()
        await pilot.press(*"ana, mar")
        await saved(pilot)
        await until(pilot, lambda: app.premises is not None and any(s.name == "Mechas" for s in app.premises.services))
    assert entry(desk, "service", "Mechas").written["staff"] == ["Marta", "Ana"]
    assert entry(desk, "staff", "Luis").written["services"] == ["Color", "Corte", "Yoga"]


async def test_a_new_person_stands_in_the_agenda(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "asterisk")
        await pilot.press(*"Zoe")
        form.field("hours-mon").input.focus()
        await pilot.press(*"9-14")
        await saved(pilot)
        await pilot.press("2")
        agenda = app.screen
        assert isinstance(agenda, AgendaScreen)
        await until(
            pilot,
            lambda: agenda.grid.day is not None and [c.resource.name for c in agenda.grid.day.columns][-1:] == ["Zoe"],
        )
    assert entry(desk, "staff", "Zoe").written["services"] is None


async def test_the_cursor_is_on_what_was_added(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_part(pilot, "room")
        await opened(pilot, "asterisk")
        await pilot.press(*"Sala 2")
        await saved(pilot)
        await until(pilot, lambda: screen.entry is not None and screen.entry.name == "Sala 2")


async def test_undo_takes_no_booking_back_from_here(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="17:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        await pilot.press("u")
        await until(pilot, lambda: "change them again" in message(app))
        await pilot.pause(0.1)
    assert desk.reservation(visit.code).status == "confirmed"


@pytest.mark.parametrize("name", ["[b]Corte, lavado[/b]", "Corte 30 min 5,00", "\u202eCorte", "=1+1, {x}", "日本, 髪"])
async def test_a_strange_name_is_read_back_as_it_stands(app: FrontdeskApp, desk: Desk, name: str) -> None:
    cut = entry(desk, "service", "Corte")
    desk.change_settings(
        SettingChange("service", {"name": name, "by_staff": {"Marta": {"duration": 50, "price": "9.00"}}}, cut.id)
    )
    before = desk.seq()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        assert "{" not in form.field("terms-0").value.replace("{x}", "")
        await saved(pilot)
        await until(pilot, lambda: "Marta" in message(app))
    assert desk.seq() == before
    assert entry(desk, "staff", "Marta").written["terms"] == {
        desk.services()[0].name: {"duration": 50, "price": "9.00"}
    }


WRONG = {
    "service": [
        ("name", ""), ("name", "COLOR"), ("duration", "long"), ("duration", "0"), ("price", "much"),
        ("price", "1.234"), ("buffer_before", "-5"), ("buffer_after", "9999"), ("staff", "Nadie"),
        ("by_staff-0", "Nadie 30 min"), ("by_staff-0", "Ana"), ("by_staff-0", "Ana 30 min much"),
        ("needs", "rocket"), ("channels", "pigeon"), ("step", "0"), ("cancel_until", "x"), ("late_cancel", "never"),
        ("no_show", ""), ("fee", "x"), ("deposit", "-1"), ("min_party", "0"), ("max_party", "x"),
        ("min_notice", "x"), ("horizon", "99999"),
    ],
    "staff": [
        ("name", "Ana"), ("services", "Rocket"), ("own", "maybe"), ("hours-tue", "9 to 5"),
        ("overrides-1", "24/12 from nine"), ("absences-0", "2026-12-24..2026-12-20 x"), ("absences-1", "some day"),
        ("terms-0", "Rocket 30 min"), ("step", "0"),
    ],
    "location": [
        ("timezone", "Mars/Base"), ("closures-0", "soon"), ("pacing", "0"),
    ],
    "business": [
        ("locale", "fr"), ("country", "Mars"), ("day_ends", "noon"), ("confirm", "perhaps"),
    ],
    "table": [
        ("seats", "0"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
async def test_what_is_wrong_stands_beside_its_line(app: FrontdeskApp, desk: Desk, kind: str) -> None:
    """One line after the other is wrong, and right again before the next is."""
    before = desk.seq()
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, kind)
        form = await opened(pilot, "enter")
        for name, typed in WRONG[kind]:
            with in_row(name, typed):
                field, first = form.field(name), form.query(Field).first()
                right = field.value
                first.input.focus()
                await pilot.pause()
                assert not form.query("Field.wrong")
                assert app.focused is first.input
                field.fill(typed)
                await pilot.press("ctrl+s")
                await until(pilot, lambda: field.problem or app.screen is not form)
                assert [one.key for one in form.query("Field.wrong")] == [name]  # type: ignore[attr-defined]
                assert app.focused is field.input
                assert field.value == typed
                assert "{" not in field.problem
                assert desk.seq() == before
                field.fill(right)
                field.changed()
    assert desk.seq() == before


async def test_what_was_typed_is_offered_again(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "service")
        await opened(pilot, "enter")
        await pilot.press(*"Corte y más", "escape")
        form = await opened(pilot, "enter")
        assert form.field("name").value == "Corte y más"


async def test_visits_outside_new_hours_are_asked_about(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    visit = book(when="17:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        form.field("hours-mon").fill("9-14")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert visit.code in str(app.screen.query_one("#sentences").content)  # type: ignore[attr-defined]
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is form)
        assert entry(desk, "staff", "Marta").written["hours"]["mon"] == ["09:00-14:00", "16:00-20:30"]
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
    assert entry(desk, "staff", "Marta").written["hours"]["mon"] == ["09:00-14:00"]
    assert desk.reservation(visit.code).status == "confirmed"


async def test_somebody_leaves_and_comes_back(app: FrontdeskApp, desk: Desk, book: Book) -> None:
    book(when="17:00", staff=MARTA)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await at_part(pilot, "staff")
        await pilot.press("delete")
        for _n in range(2):  # the question itself, then the one about her visit
            await until(pilot, lambda: isinstance(app.screen, Question) and not app.screen._deaf)
            question = app.screen
            await pilot.press("enter")
            await until(pilot, lambda question=question: app.screen is not question)  # type: ignore[misc]
        await until(pilot, lambda: not entry(desk, "staff", "Marta").active)
        await until(pilot, lambda: screen._shown[-1].name == "Marta")
        assert screen.entry is not None
        assert screen.entry.name == "Marta"
        await pilot.press("delete")
        assert "out of use" in message(app)
        await opened(pilot, "enter")
        await saved(pilot)
        assert entry(desk, "staff", "Marta").active
    assert desk.find_resource("Marta").id == MARTA


async def test_a_change_made_elsewhere_is_refused_by_name(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "staff")
        form = await opened(pilot, "enter")
        now = entry(desk, "staff", "Marta")
        desk.change_settings(SettingChange("staff", {"step": 30}, now.id, now.version))
        form.field("hours-mon").fill("9-12")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Marta" in form.field("name").problem)
        assert form.field("hours-mon").value == "9-12"


async def test_reception_is_refused_with_a_sentence(path: Path, clock: FixedClock, desk: Desk) -> None:
    def add(connection: object) -> None:
        user = {"id": 1, "name": "Eva", "role": "reception"}
        connection.execute(insert(schema.user), [user])  # type: ignore[attr-defined]

    desk.store.writing(add)

    def load() -> Desk:
        opened = open_desk(str(path), clock=clock)
        opened.actor = Actor("Eva", "reception")
        return opened

    app = FrontdeskApp(load)
    async with app.run_test(size=(80, 24)) as pilot:
        await loaded(pilot)
        await pilot.press("comma")
        await until(pilot, lambda: "reception" in message(app))
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        assert screen.entries.count == 0
        await pilot.press("asterisk", "e", "delete")
        assert app.screen is screen


async def test_everything_fits_the_smallest_screen(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_part(pilot, "service")
        form = await opened(pilot, "enter")
        assert form.region.contains_region(form.query_one(".box").region)
        assert form.query_one(".keys").text  # type: ignore[attr-defined]
        await pilot.press("shift+tab")
        await pilot.pause()
        assert app.focused is form.field("horizon").input
        assert form.query_one("#lines").region.contains_region(form.field("horizon").region)
