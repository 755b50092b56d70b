"""The app sends messages itself while no worker does, and leaves that to a worker that comes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.opening import open_desk
from frontdesk.desk.values import CustomerWish
from frontdesk.worker.beside import dispatch
from tests.app.conftest import until
from tests.messages.conftest import Post


def beside(desk_at: Path, clock: FixedClock, channels: Callable[[], dict[str, Post]]) -> Callable[..., None]:
    load = partial(open_desk, str(desk_at), clock=clock)
    return lambda leaving, tell: dispatch(load, channels, "", leaving, tell, every=0.02)  # type: ignore[arg-type]


async def test_the_app_sends_what_is_due(path: Path, desk: Desk, clock: FixedClock) -> None:
    who = desk.add_customer(CustomerWish(name="Eva", email="eva@example.com"), None)
    desk.messages.reply(who.id, "hasta mañana")
    post = Post("email")
    app = FrontdeskApp(
        partial(open_desk, str(path), clock=clock), language="en", dispatch=beside(path, clock, lambda: {"email": post})
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.desk is not None)
        await pilot.pause(0.1)
        assert post.went == []
        clock.move(60)
        await until(pilot, lambda: [one.text for one in post.went] == ["hasta mañana"])
    for _look in range(100):
        if not desk.messages.workers():
            break
        await asyncio.sleep(0.02)
    assert desk.messages.workers() == []  # it said goodbye


async def test_what_is_wrong_with_a_channel_is_said(path: Path, desk: Desk, clock: FixedClock) -> None:
    def wrong() -> dict[str, Post]:
        raise FrontdeskError("wrong_value", field="channels.sms.token", problem="the variable TOKEN is not set")

    app = FrontdeskApp(partial(open_desk, str(path), clock=clock), language="en", dispatch=beside(path, clock, wrong))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.problems.listed)
        assert "TOKEN is not set" in app.problems.listed[0].sentence
        await pilot.pause(0.2)
        assert app.problems.listed[0].times == 1  # once while it lasts


def test_a_worker_that_is_there_does_it(path: Path, desk: Desk, clock: FixedClock) -> None:
    who = desk.add_customer(CustomerWish(name="Eva", email="eva@example.com"), None)
    desk.messages.reply(who.id, "hasta mañana")
    clock.move(60)
    desk.messages.beat("another", "host", 0)
    post, leaving, said = Post("email"), threading.Event(), list[Exception]()
    thread = threading.Thread(target=beside(path, clock, lambda: {"email": post}), args=(leaving, said.append))
    thread.start()
    leaving.wait(0.3)
    assert post.went == []
    clock.move(91)  # and now it is silent
    for _look in range(200):
        if post.went:
            break
        leaving.wait(0.02)
    leaving.set()
    thread.join(5)
    assert [one.text for one in post.went] == ["hasta mañana"]
    assert said == []
