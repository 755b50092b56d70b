"""Whatever is done at the desk, in whatever order: nobody is told twice, nor of a time that is not theirs any more."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.channels.protocol import ChannelError, Outgoing, Sent
from frontdesk.desk import opening, setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.values import CustomerWish
from frontdesk.worker.dispatcher import Dispatcher
from tests.conftest import MONDAY, SALON
from tests.desk.wishes import at, clock_face, wish
from tests.messages.conftest import RULES, Post

DAYS = ("2026-11-24", "2026-11-25", "2026-11-26")
TIMES = ("09:00", "10:30", "12:00")

DONE = st.one_of(
    st.tuples(st.just("book"), st.integers(0, 3), st.sampled_from(DAYS), st.sampled_from(TIMES)),
    st.tuples(st.just("move"), st.integers(0, 9), st.sampled_from(DAYS), st.sampled_from(TIMES)),
    st.tuples(st.just("cancel"), st.integers(0, 9)),
    st.tuples(st.just("again"), st.integers(0, 9)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("wait"), st.sampled_from((5, 40, 61, 900, 5 * 3600, 26 * 3600))),
    st.tuples(st.just("dies"), st.booleans()),
    st.tuples(st.just("fails"), st.booleans()),
)


class Witness(Post):
    """Looks, at the moment a message goes, whether what it says is so."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("sms")
        self._desk = desk
        self.wrong: list[str] = []

    def send(self, message: Outgoing) -> Sent:
        number, version = map(int, message.key.split(":")[1:3])
        with self._desk.store.reading() as connection:
            row = connection.exec_driver_sql(
                f"SELECT starts, status, schedule_version FROM reservation WHERE id = {number}"
            ).first()
        said = re.search(r"(\d\d):(\d\d)", message.text)
        if row is None or row[2] != version:
            self.wrong.append(f"of an earlier time: {message.text}")
        elif "anulada" in message.text:
            self.wrong += [] if row[1] == "cancelled" else [f"it is {row[1]}: {message.text}"]
        elif said and (said[0] != clock_face(row[0])[11:] or row[1] not in ("confirmed", "arrived")):
            self.wrong.append(f"not so: {message.text}")
        return super().send(message)


def do(
    desk: Desk, clock: FixedClock, worker: Dispatcher, post: Witness, codes: list[str], step: tuple[Any, ...]
) -> None:
    what, *more = step
    if what == "wait":
        for _part in range(4):
            clock.move(more[0] / 4)
            worker.tick()
    elif what == "book":
        who = CustomerWish(name=f"Person {more[0]}", phone=f"60000000{more[0]}")
        booking = wish(desk, "Corte", f"{more[1]} {more[2]}")
        codes.append(desk.book(msgspec.structs.replace(booking, customer=who)).code)
    elif what == "undo":
        desk.undo()
    elif what == "dies":
        claimed = desk.messages.claim(("sms",), limit=1)
        if claimed and more[0]:
            desk.messages.sending(claimed[0])
    elif what == "fails":
        post.refuses.append(ChannelError("later", again=more[0]))
    elif codes:
        code = codes[more[0] % len(codes)]
        if what == "move":
            desk.move(code, at(f"{more[1]} {more[2]}"))
        elif what == "cancel":
            desk.cancel(code)
        else:
            desk.confirm(code)


@given(st.lists(DONE, min_size=4, max_size=22))
@settings(max_examples=40, deadline=None)
def test_nobody_is_told_twice_nor_what_is_not_so(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        clock = FixedClock.at(MONDAY)
        file = Path(folder) / "salon.toml"
        file.write_text(SALON + RULES, encoding="utf-8")
        desk = opening.create(str(Path(folder) / "desk.db"), clock)
        try:
            setup.init(desk, file)
            post, codes = Witness(desk), list[str]()
            worker = Dispatcher(desk, {"sms": post}, name="one")  # type: ignore[dict-item]
            worker.tick()
            for step in steps:
                try:
                    do(desk, clock, worker, post, codes, step)
                except FrontdeskError:
                    continue  # refused: all stays as it was
            for _day in range(12):
                clock.move(6 * 3600)
                worker.tick()
            went = Counter(one.key for one in post.went)
            assert max(went.values(), default=1) == 1
            assert post.wrong == []
            left = [one for one in desk.messages.listed(limit=999) if one.status in ("waiting", "claimed", "sending")]
            assert [one for one in left if one.due <= clock.seconds()] == []
        finally:
            desk.close()
