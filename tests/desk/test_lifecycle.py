"""Whatever is done to reservations in whatever order: every invariant holds, and undo leads back step by step."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import opening, setup, upkeep
from frontdesk.desk.desk import Desk
from frontdesk.desk.statuses import BECOMES
from frontdesk.desk.values import Booking, CustomerWish, Filter, LineWish, Reservation, ReservationEdit
from tests.conftest import MONDAY, SALON
from tests.desk.wishes import at

TUESDAY = "2026-11-24 09:00"
_files = itertools.count()


class DeskMachine(RuleBasedStateMachine):
    """A receptionist who does anything at all."""

    folder: Path

    @initialize()
    def open(self) -> None:
        number = next(_files)
        file = self.folder / "salon.toml"
        file.write_text(SALON, encoding="utf-8")
        self.clock = FixedClock.at(MONDAY)
        self.desk = opening.create(str(self.folder / f"{number}.db"), self.clock)
        setup.init(self.desk, file)
        self.services = [one.id for one in self.desk.services() if one.name in ("Corte", "Masaje", "Color", "Yoga")]
        self.people = [one.id for one in self.desk.resources("staff")]
        self.seen: list[dict[str, Any]] = [self._state()]

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()

    def _state(self) -> dict[str, Any]:
        every = ("pending", "confirmed", "arrived", "completed", "no_show", "cancelled", "expired")
        return {
            one.code: (one.status, one.start, one.end, one.resources, one.party, one.notes, one.paid, one.customer.name)
            for one in self.desk.reservations(Filter(statuses=every))
        }

    def _try(self, act: Callable[[], object]) -> None:
        before = self._state()
        try:
            act()
        except FrontdeskError:
            assert self._state() == before  # refused is refused whole
        else:
            after = self._state()
            if after != self.seen[-1]:
                self.seen.append(after)

    def _some(self, number: int) -> Reservation | None:
        every = self.desk.reservations(Filter(statuses=tuple(BECOMES)))
        return every[number % len(every)] if every else None

    @rule(
        service=st.integers(0, 3), person=st.none() | st.integers(0, 1), slot=st.integers(0, 24), who=st.integers(0, 3),
        party=st.integers(1, 3),
    )  # fmt: skip
    def book(self, service: int, person: int | None, slot: int, who: int, party: int) -> None:
        line = LineWish(self.services[service], None if person is None else self.people[person])
        start = at(TUESDAY) + 15 * slot if service < 3 else at("2026-11-24 18:00")
        booking = Booking((line,), start, CustomerWish(name=f"Cliente {who}"), party=party)
        self._try(lambda: self.desk.book(booking))

    @rule(which=st.integers(0, 9), slot=st.integers(0, 24), person=st.none() | st.integers(0, 1))
    def move(self, which: int, slot: int, person: int | None) -> None:
        if one := self._some(which):
            staff = None if person is None else self.people[person]
            self._try(lambda: self.desk.move(one.code, at(TUESDAY) + 15 * slot, staff=staff))

    @rule(which=st.integers(0, 9), minutes=st.integers(5, 200))
    def resize(self, which: int, minutes: int) -> None:
        if one := self._some(which):
            self._try(lambda: self.desk.resize(one.code, minutes))

    @rule(which=st.integers(0, 9), verb=st.sampled_from(["cancel", "confirm", "arrive", "complete", "no_show"]))
    def become(self, which: int, verb: str) -> None:
        if one := self._some(which):
            self._try(lambda: getattr(self.desk, verb)(one.code))

    @rule(which=st.integers(0, 9), party=st.integers(1, 4), notes=st.text(max_size=5))
    def edit(self, which: int, party: int, notes: str) -> None:
        if one := self._some(which):
            self._try(lambda: self.desk.edit(one.code, ReservationEdit(party=party, notes=notes)))

    @rule(which=st.integers(0, 9), amount=st.integers(-1, 500))
    def pay(self, which: int, amount: int) -> None:
        if one := self._some(which):
            self._try(lambda: self.desk.pay(one.code, amount, "cash"))

    @rule(which=st.integers(0, 9))
    def delete(self, which: int) -> None:
        if one := self._some(which):
            self._try(lambda: self.desk.delete(one.code, "a slip"))

    @rule()
    def pass_by(self) -> None:
        self.clock.move(1800)

    @precondition(lambda self: len(self.seen) > 1)
    @rule()
    def undo(self) -> None:
        try:
            self.desk.undo()
        except FrontdeskError as error:
            assert error.code in ("slot_taken", "session_full", "nothing_to_undo")
        else:
            after = self._state()
            if len(self.seen) > 1 and after != self.seen[-1]:
                self.seen.pop()
                assert after == self.seen[-1]

    @invariant()
    def sound(self) -> None:
        if hasattr(self, "desk"):
            assert upkeep.check(self.desk) == []


def test_any_order_of_actions_keeps_every_invariant(tmp_path: Path) -> None:
    DeskMachine.folder = tmp_path
    machine = DeskMachine.TestCase()
    machine.settings = settings(
        max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    machine.runTest()


@pytest.mark.parametrize("verb", ["move", "resize", "cancel", "arrive", "edit", "pay", "delete", "book"])
def test_every_action_can_be_taken_back(desk: Desk, verb: str, clock: FixedClock) -> None:
    cut = desk.find_service("Corte").id
    booking = Booking((LineWish(cut, desk.find_resource("Marta").id),), at(TUESDAY), CustomerWish(name="Eva"))
    made = desk.book(booking)
    if verb == "arrive":
        clock.move(86400)  # nobody arrives the day before
    before = desk.reservation(made.code)
    acts: dict[str, Callable[[], object]] = {
        "move": lambda: desk.move(made.code, at(TUESDAY) + 60),
        "resize": lambda: desk.resize(made.code, 60),
        "cancel": lambda: desk.cancel(made.code, reason="ill"),
        "arrive": lambda: desk.arrive(made.code),
        "edit": lambda: desk.edit(made.code, ReservationEdit(notes="corto", party=2)),
        "pay": lambda: desk.pay(made.code, 2500, "card"),
        "delete": lambda: desk.delete(made.code, "typed twice"),
        "book": lambda: desk.book(Booking(booking.lines, at(TUESDAY) + 120, CustomerWish(name="Leo"))),
    }
    acts[verb]()
    assert desk.undoable() is not None
    undone = desk.undo()
    assert undone.verb == verb
    after = desk.reservation(made.code)
    assert after.version >= before.version
    assert (after.status, after.start, after.end, after.notes, after.party, after.paid, after.lines) == (
        before.status, before.start, before.end, before.notes, before.party, before.paid, before.lines,
    )  # fmt: skip
    assert desk.count(Filter()) == 1
    assert len(desk.customers("")) == 1
    assert upkeep.check(desk) == []
    with pytest.raises(FrontdeskError) as again:
        desk.undo(undone.op)
    assert again.value.code == "cannot_undo"


def test_undo_is_refused_when_somebody_touched_the_record_since(desk: Desk, store_url: str, clock: FixedClock) -> None:
    made = desk.book(Booking((LineWish(desk.find_service("Corte").id),), at(TUESDAY), CustomerWish(name="Eva")))
    moved = desk.move(made.code, at(TUESDAY) + 60)
    other = opening.open_desk(store_url, clock=clock)
    other.actor = type(other.actor)("otra", "manager")
    clock.move(86400)
    other.arrive(made.code)
    with pytest.raises(FrontdeskError) as refused:
        desk.undo()
    assert refused.value.code == "cannot_undo"
    with pytest.raises(FrontdeskError) as stale:
        desk.move(made.code, at(TUESDAY), version=moved.version)
    assert stale.value.code == "stale_version"
    assert stale.value.params["who"] == "otra"
    assert desk.reservation(made.code).status == "arrived"
