"""Moving a visit with the arrows: it is lifted, carried and dropped, and the line below says what that would cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace
from textual.binding import BindingType

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import shown
from frontdesk.desk.day_values import Block
from frontdesk.desk.values import MoveCost, Reservation
from frontdesk.language.dates import day_of, minutes_words, moment_words, time_words
from frontdesk.language.i18n import _
from frontdesk.screens.front import Premises
from frontdesk.screens.visits import VisitsScreen
from frontdesk.widgets.day_grid import DayGrid
from frontdesk.widgets.keys import key, key_words
from frontdesk.widgets.one_line import Bit, shortened
from frontdesk.widgets.sentences import moved_words, obstacle_sentences, with_words

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

Target = tuple[Reservation, int, int | None, tuple[int, ...] | None]
"""A visit, when it would begin, with whom and with what; None for who and what stay."""

WHILE_CARRYING = frozenset({"day", "today", "go_to_day"})
"""What else a screen does while a visit is lifted: it goes to another day. All other keys would be for another visit."""


class CarriesVisits(VisitsScreen):
    """What a screen with a day's grid does with the visit that is being moved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "m",
            "move",
            "agenda.move",
            N_("move"),
            N_("Lift the visit; arrows carry it, Enter drops it, Esc puts it back"),
        ),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lifted: Reservation | None = None
        self._cost: MoveCost | None = None
        self._not_dropped: Target | None = None
        """Of where it is being said that the visit cannot be dropped."""

    @property
    def grid(self) -> DayGrid:
        raise NotImplementedError

    def show_at(self, day: int, minute: int, resource: int) -> None:
        """Show a day with the cursor on a time of a column."""
        raise NotImplementedError

    def put_detail(self) -> None:
        """Draw the line that says what is under the cursor."""
        raise NotImplementedError

    @property
    def carrying(self) -> bool:
        """Whether a visit is lifted."""
        return self._lifted is not None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "put_back":
            return self.carrying
        if self.carrying and action not in WHILE_CARRYING:
            return False
        return super().check_action(action, parameters)

    def keys_now(self) -> list[Bit]:
        if not self.carrying:
            return super().keys_now()
        keys = (("←↑↓→", "", _("carry it")), ("enter", "enter", _("drop it")), ("escape", "escape", _("put it back")))
        return [
            bit
            for name, tag, word in keys
            for bit in (Bit(key_words(name), "strong", tag), Bit(f" {word}  ", "faint", tag))
        ]

    def action_move(self) -> None:
        block, found = self.chosen(), self._with_visit()
        if not isinstance(block, Block) or found is None or self.carrying:
            return

        def lift(visit: Reservation) -> None:
            self._lifted, self._cost = visit, None
            seen = block.version == visit.version  # else somebody changed it, and that is not drawn yet
            self.grid.carry(block if seen else _block_now(block, visit, visit, self.front.premises))
            self.refresh_bindings()

        self.ask("preview", lambda desk: desk.reservation(found[1]), lift, keys_wait=True)

    def action_put_back(self) -> None:
        visit, block = self._lifted, self.grid.carried
        self._put_down()
        if visit is not None and block is not None:
            self.show_at(visit.day, block.start, block.resource)

    def _put_down(self) -> None:
        self._lifted = self._not_dropped = None
        self.grid.carry(None)
        self.refresh_bindings()

    # where to --------------------------------------------------------------------------------------------------------

    def _target(self) -> Target | None:
        """The lifted visit where the cursor is."""
        grid, visit = self.grid, self._lifted
        if visit is None or grid.column is None or grid.carried is None:
            return None
        start, resource, carried = grid.minute, grid.column.resource, grid.carried
        staff = resource.id if resource.kind == "staff" and resource.id != carried.resource else None
        others: tuple[int, ...] | None = None
        if resource.kind != "staff" and resource.id != carried.resource:
            line = next((line for line in visit.lines if carried.resource in line.resource_ids), visit.lines[0])
            others = tuple(resource.id if id == carried.resource else id for id in line.resource_ids)
        return visit, start - (carried.start - visit.start), staff, others

    def carried_to(self) -> None:
        """The cursor took the visit elsewhere: ask what it would cost there."""
        target = self._target()
        if target is None:
            return
        if self._not_dropped not in (None, target):
            self._not_dropped = None
            self.front.say("")  # it was said of where the visit was before
        visit, start, staff, others = target
        self._cost = None
        code = visit.code

        def known(cost: MoveCost) -> None:
            if self._target() == target:
                self._cost = cost
                self.put_detail()

        self.ask("cost", lambda desk: desk.move_cost(code, start, staff=staff, resources=others), known)

    def carried_bits(self) -> list[Bit]:
        """Who goes where, and what that costs as far as it is known."""
        grid, visit = self.grid, self._lifted
        if visit is None or grid.day is None:
            return []
        column = shown(grid.column.resource.name) if grid.column else ""
        zone = grid.day.zone
        # the title of the grid says which day it is; here it is said where that is another one than before
        same = day_of(grid.minute, zone) == day_of(visit.start, zone)
        when = time_words(grid.minute, zone) if same else moment_words(grid.minute, zone, self.today)
        where, who = f"{when} {column}", shortened(shown(visit.customer.name), 24)
        against = self._against()
        if against:
            return [Bit(f" ↕ {against}", "bad"), Bit(f" · {where} ← {who}", "strong")]
        words = _("{who} goes to {where}").format(who=who, where=where)
        return [Bit(f" ↕ {words}", "strong"), *self._cost_bits(visit)]

    def _against(self) -> str:
        """What is in the way where it is carried to, and whose that is: the reason goes before all else."""
        cost = self._cost
        if cost is None or not cost.obstacles:
            return ""
        codes = {obstacle.code for obstacle in cost.obstacles}
        blocks = [block for column in (self.grid.day.columns if self.grid.day else ()) for block in column.blocks]
        whose = dict.fromkeys(shown(block.customer) for block in blocks if block.code and block.code in codes)
        sentences = [*obstacle_sentences(cost.obstacles), ", ".join(whose)]
        return " · ".join(part for part in sentences if part)

    def _cost_bits(self, visit: Reservation) -> list[Bit]:
        cost = self._cost
        if cost is None:
            return []
        parts = [_("free")]
        if cost.idle > 0:
            parts.append(_("wastes {minutes}").format(minutes=minutes_words(cost.idle)))
        elif cost.idle < 0:
            parts.append(_("gains {minutes}").format(minutes=minutes_words(-cost.idle)))
        contact = visit.customer.phone or visit.customer.email
        if contact:
            parts.append(_("tell {contact}").format(contact=shown(contact)))
        return [Bit(f" · {' · '.join(parts)}", "good")]

    def drop(self) -> None:
        """Write the move to where the cursor is; refused, the visit stays lifted and the message line says why."""
        target = self._target()
        if target is None:
            return
        visit, start, staff, others = target

        def refused(error: FrontdeskError) -> bool:
            if error.code == "stale_version":
                self._lift_anew(visit, shown(str(error.params["who"])))
                self.reread()
                return True
            self._not_dropped = target
            return self.refused(error)

        def moved(now: Reservation) -> None:
            self.front.latest = "move"
            self._put_down()
            self._changed = moved_words(now, self.today)
            self.written(now)

        self.tell(
            lambda desk: desk.move(visit.code, start, staff=staff, resources=others, version=visit.version),
            moved,
            refused,
        )

    def _lift_anew(self, before: Reservation, who: str) -> None:
        """Somebody changed the visit while it was carried: what is carried is the visit as it is now, that is said, and the
        next drop is meant for it."""

        def look(desk: Desk) -> Reservation:
            now = desk.reservation(before.code)
            desk.move_cost(now.code, now.start)  # refused where it is not to be moved any more
            return now

        def known(now: Reservation) -> None:
            block = self.grid.carried
            if self._lifted is not before or block is None:  # it was put back by then
                return
            self._lifted, self._not_dropped = now, None
            self.grid.carry_on(_block_now(block, before, now, self.front.premises))
            self.front.say(_changed_words(before, now, who, self.today), bad=True)

        def refused(error: FrontdeskError) -> bool:
            if self._lifted is before and error.code in ("wrong_status", "not_found"):
                self._put_down()
            return False

        self.ask("lifted", look, known, refused)


def _block_now(block: Block, before: Reservation, now: Reservation, premises: Premises | None) -> Block:
    """The piece of a visit that is carried, as it is by now: the same line, and there the same kind of resource."""
    here = (
        n for n, line in enumerate(before.lines) if block.resource in line.resource_ids and line.start == block.start
    )
    line = now.lines[min(next(here, 0), len(now.lines) - 1)]
    resource = block.resource
    if resource not in line.resource_ids and premises is not None:
        kinds = {id: one.kind for id in (resource, *line.resource_ids) if (one := premises.resource(id)) is not None}
        same = (id for id in line.resource_ids if kinds.get(id) == kinds.get(resource))
        resource = next(same, resource)
    return replace(
        block, start=line.start, end=line.end, resource=resource, customer=now.customer.name, service=line.service,
        status=now.status, party=now.party, version=now.version,
    )  # fmt: skip


def _changed_words(before: Reservation, now: Reservation, who: str, today: int) -> str:
    """Who changed a visit that is carried; and where it stands, where that is another time or another place."""
    if (now.start, now.staff, now.resources) == (before.start, before.staff, before.resources):
        return _("{who} changed this visit meanwhile. Enter drops it here all the same.").format(who=who)
    parts = (moment_words(now.start, now.zone, today), with_words(now.staff, now.resources))
    words = _("{who} changed this visit meanwhile: now {where}. Enter drops it here all the same.")
    return words.format(who=who, where=" · ".join(part for part in parts if part))
