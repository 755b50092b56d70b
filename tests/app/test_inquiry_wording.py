"""What is said around inquiries: keys by their name, sums that say why there are none, prices that are seen whole."""

from __future__ import annotations

from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.desk.desk import Desk
from frontdesk.language.i18n import _, speaking
from frontdesk.screens.dialogs.quote import QuoteDialog
from frontdesk.widgets.keys import key_words
from tests.app.conftest import until
from tests.app.test_inquiries import ask, drawn, inquiries, quick  # noqa: F401


def test_a_key_is_called_by_its_name_in_the_readers_language() -> None:
    with speaking("en"):
        assert [key_words(one) for one in ("space", "enter", "delete", "ctrl+s")] == ["space", "enter", "del", "ctrl+s"]
    with speaking("es"):
        assert key_words("space") == _("space")


async def quoting(pilot: Pilot[None], app: FrontdeskApp, desk: Desk) -> None:
    """The form of a quote for an inquiry."""
    ask(desk)
    await inquiries(pilot, app, 1)
    await pilot.press("q")
    await until(pilot, lambda: isinstance(app.screen, QuoteDialog))


async def test_taxes_that_cannot_be_read_are_why_there_are_no_sums(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await quoting(pilot, app, desk)
        await pilot.press(*"Noche", "enter", "enter", *"90")
        await until(pilot, lambda: "Total 90.00 EUR" in drawn(app))
        app.screen.query_one("#field-taxes").input.value = "quizá"  # type: ignore[attr-defined]
        await until(pilot, lambda: "The taxes cannot be read: included or added?" in drawn(app))
        assert "Nothing yet." not in drawn(app)
        app.screen.query_one("#field-taxes").input.value = "added"  # type: ignore[attr-defined]
        await until(pilot, lambda: "Total 90.00 EUR" in drawn(app))


async def test_a_large_price_is_seen_whole(app: FrontdeskApp, desk: Desk) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await quoting(pilot, app, desk)
        await pilot.press(*"Noche", "enter", "enter", *"1.500,50")
        await until(pilot, lambda: " 1.500,50 " in drawn(app))
        await pilot.press(*["backspace"] * 8, *"-10.500,50")
        await until(pilot, lambda: " -10.500,50 " in drawn(app))
