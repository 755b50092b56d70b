"""The day in the booking form is a day to come: the next one of its name, and only one that is certain."""

from __future__ import annotations

import pytest

from frontdesk.app import FrontdeskApp
from frontdesk.screens.dialogs.booking import BookingDialog
from tests.app.conftest import in_row, loaded, until
from tests.app.test_inquiry_days import EITHER, MANY, day


async def opened(pilot: object, app: FrontdeskApp) -> BookingDialog:
    await loaded(pilot)  # type: ignore[arg-type]
    await pilot.press("b", "tab")  # type: ignore[attr-defined]
    await until(pilot, lambda: isinstance(app.screen, BookingDialog))  # type: ignore[arg-type]
    assert isinstance(app.screen, BookingDialog)
    return app.screen


@pytest.mark.parametrize(("typed", "meant"), [("12 de junio", "2027-06-12"), ("12/12", "2026-12-12")])
async def test_it_is_the_next_of_its_name(app: FrontdeskApp, typed: str, meant: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, app)
        form.set_focus(form.field("day").input)
        form.field("day").input.value = typed
        await pilot.press("tab")
        await until(pilot, lambda: form.draft.day == day(meant))
        assert meant[:4] == "2026" or form.field("day").value.endswith(meant[:4])


REFUSED = [
    ("junio", MANY), ("la semana que viene", MANY), ("next friday", EITHER), ("ayer", "That day is past."),
    ("2026-06-12", "That day is past."),
    ("22 nov", "“{}” was on Sun 22 Nov 2026: say the year if Mon 22 Nov 2027 is meant."),
]  # fmt: skip


async def test_what_is_none_is_refused_beside_the_field(app: FrontdeskApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, app)
        for typed, words in REFUSED:
            with in_row(typed):
                form.set_focus(form.field("day").input)
                form.field("day").input.value = typed
                await pilot.press("tab")
                await until(pilot, lambda: form.field("day").problem == words.format(typed))
                assert (form.draft.day, form.field("day").value) == (None, typed)
                form.set_focus(form.field("day").input)
                form.field("day").input.value = "24/11"
                await pilot.press("tab")
                await until(pilot, lambda: form.draft.day == day("2026-11-24") and not form.field("day").problem)
