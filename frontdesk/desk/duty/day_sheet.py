"""The day on paper: each person's visits with whom to call and what to mind, at one location or at all."""

from __future__ import annotations

from frontdesk.base.codes import number_of
from frontdesk.desk import agenda, arrival, planning, today, values
from frontdesk.desk.duty.values import DaySheet, SheetLine, SheetPart
from frontdesk.desk.work import Work
from frontdesk.store import reservations as store

GONE = ("cancelled", "expired")
KINDS = ("staff", "table", "room", "equipment")


def of(work: Work, day: int, location: int | None) -> DaySheet:
    """A business day (ordinal) for paper; an employee's has own visits only."""
    work.require("read")
    rules = work.rules
    work.settle_pending()
    visits = [visit for visit in today.visits(work, day, location) if visit.status not in GONE]
    records = {
        one.id: one for one in store.load(work.connection, [number_of(v.code) or 0 for v in visits], claims=False)
    }
    alerts = {
        visit.code: tuple(arrival.cautions(work, records[number_of(visit.code) or 0]))
        for visit in visits
        if visit.status in ("pending", "confirmed", "arrived")
    }
    lines: dict[int | None, list[SheetLine]] = {}
    for visit in visits:
        for line in visit.lines:
            main = line.staff_id if line.staff_id is not None else next(iter(line.resource_ids), None)
            others = [name for name, number in zip(line.resources, line.resource_ids, strict=True) if number != main]
            lines.setdefault(main, []).append(_line(visit, line, ", ".join(others), alerts.get(visit.code, ())))
    for event in agenda.events(work, day, day, location):
        if event.resource is not None:
            number = next((n for n, name in rules.names.items() if name == event.resource), None)
            lines.setdefault(number, []).append(SheetLine(event.start, event.end, event.title, "", "", "", ""))
    return DaySheet(
        business=rules.business.name,
        location=rules.place_names.get(location, "") if location is not None else "",
        day=day,
        zone=rules.zone(location),
        made=work.seconds,
        visits=len(visits),
        parts=tuple(_parts(work, day, location, lines)),
    )


def _line(visit: values.Reservation, line: values.Line, others: str, alerts: tuple[values.Caution, ...]) -> SheetLine:
    return SheetLine(
        start=line.start,
        end=line.end,
        name=visit.customer.name,
        phone=visit.customer.phone or "",
        service=line.service,
        status=visit.status,
        code=visit.code,
        party=visit.party,
        nights=visit.nights,
        with_=others,
        notes=visit.notes,
        alerts=alerts,
    )


def _parts(work: Work, day: int, location: int | None, lines: dict[int | None, list[SheetLine]]) -> list[SheetPart]:
    """Everybody who works or has visits; tables, rooms and things only where they have some of their own."""
    start, end = planning.day_bounds(work.rules, day, location)
    own = work.own_only
    found = []
    for kind in KINDS:
        for resource in work.rules.house.resources.values():
            if resource.kind != kind or location not in (None, resource.place):
                continue
            mine = lines.pop(resource.id, [])
            if own is not None and not mine and resource.id != own[0]:
                continue
            spans = tuple(
                (max(low, start), min(high, end)) for low, high in agenda.merged_spans(work, resource, start, end)
            )
            away = tuple(
                dict.fromkeys(
                    one.reason
                    for one in (*resource.absences, *work.rules.house.places[resource.place].closures)
                    if one.start < end and one.end > start
                )
            )
            if mine or (kind == "staff" and (spans or away)):
                found.append(SheetPart(resource.name, kind, spans, away, _ordered(mine)))
    for number, mine in lines.items():  # of those who are in use no more
        found.append(
            SheetPart(work.rules.names.get(number, "") if number is not None else "", "", (), (), _ordered(mine))
        )
    return found


def _ordered(lines: list[SheetLine]) -> tuple[SheetLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.start, line.end, line.code)))
