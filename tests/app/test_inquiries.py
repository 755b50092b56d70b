"""Inquiries on their screen: stages, what waits on top, the tabs of one; all of it on a real database file."""

from __future__ import annotations

from typing import Any

import pytest
from textual.keys import _character_to_key
from textual.pilot import Pilot

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiry_values import Inquiry, InquiryWish
from frontdesk.desk.values import Incoming
from frontdesk.screens.inquiries import InquiriesScreen
from tests.app.conftest import loaded, until

SIZES = [(80, 24), (120, 36)]
MINUTE = 60


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frontdesk.screens.inquiries.REST", 0.01)
    monkeypatch.setattr("frontdesk.screens.listening.LISTEN_EVERY", 0.04)
    monkeypatch.setattr("frontdesk.screens.dialogs.question.DEAF_FOR", 0.01)


def ask(desk: Desk, name: str = "Rosa Gil", **more: Any) -> Inquiry:
    """Somebody asks."""
    given: dict[str, Any] = {"asked": "¿Qué cuesta una noche?", "email": "rosa@example.com"}
    return desk.inquiries.register(InquiryWish(name=name, **given | more))


def write_back(desk: Desk, clock: FixedClock, text: str, sender: str = "rosa@example.com") -> None:
    """Whoever asked writes, as the intake of mail hands it in."""
    desk.messages.receive(
        Incoming("email", f"<{clock.seconds()}@x>", sender, text, int(clock.seconds()), subject="Re: Norte")
    )


async def type_in(pilot: Pilot[None], *texts: str) -> None:
    """Fill in one field after the other."""
    for text in texts:
        for sign in text:
            await pilot.press("space" if sign == " " else _character_to_key(sign))
        await pilot.press("down")


def drawn(app: FrontdeskApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(app: FrontdeskApp) -> str:
    return app.main.query_one("#message").text.strip() if app.main else ""


def tabs(app: FrontdeskApp) -> str:
    return app.main.query_one("#tabs").text if app.main else ""


def row(screen: InquiriesScreen, n: int) -> tuple[str, ...]:
    return screen.found._rows[n]


async def inquiries(pilot: Pilot[None], app: FrontdeskApp, count: int) -> InquiriesScreen:
    await loaded(pilot)
    await pilot.press("5")
    await until(pilot, lambda: isinstance(app.screen, InquiriesScreen) and len(app.screen._found) == count)
    screen = app.screen
    assert isinstance(screen, InquiriesScreen)
    if count:
        await until(pilot, lambda: screen.card.whole is not None)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_those_that_wait_stand_on_top_in_green_with_a_mark(
    app: FrontdeskApp, desk: Desk, clock: FixedClock, size: tuple[int, int]
) -> None:
    rosa = ask(desk)
    desk.inquiries.answer(rosa.id, "90 €")
    clock.move(MINUTE)
    luis = ask(desk, "Luis", email="luis@example.com")
    desk.inquiries.answer(luis.id, "90 €")
    clock.move(MINUTE)
    write_back(desk, clock, "¿Con desayuno?")
    async with app.run_test(size=size) as pilot:
        screen = await inquiries(pilot, app, 2)
        await until(pilot, lambda: "5 Inquiries 1" in tabs(app) or "5 Inqui 1" in tabs(app) or " 1 " in tabs(app))
        assert [row(screen, n)[0].strip() for n in (0, 1)] == ["▸ Rosa Gil", "Luis"]
        assert [row(screen, n)[3] for n in (0, 1)] == ["waits", ""]
        assert screen._stage == "answered"  # the first in which somebody waits
        lines = [line.texts for line in screen.stages.lines]
        assert [(one[0], one[1], one[2].strip()) for one in lines] == [
            ("", "New", "0"), ("▸", "Answered", "1/2"), ("", "Quoted", "0"), ("", "Confirmed", "0"),
        ]  # fmt: skip
        await pilot.press("enter")
        assert screen.card.holds_focus
        for _tab in range(4):
            await pilot.press("right")
        await pilot.pause()
        assert "Rosa Gil wrote by e-mail" in drawn(app)
        assert "¿Con desayuno?" in drawn(app)
