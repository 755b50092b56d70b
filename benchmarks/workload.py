"""The workload of the availability measures: deterministic bookings of many people, written for this project.

Everyone works Monday to Saturday 09:00–14:00 and 16:00–20:30 in Madrid; bookings of 30, 45 or 60 minutes and 10 after fill
about 65 % of it; 5 % of the days are absences. The clock changes on Sunday 31 October 2027, inside.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from frontdesk.engine import zones

ZONE = "Europe/Madrid"
FIRST_DAY = dt.date(2027, 10, 25)
RANGES = ((540, 840), (960, 1230))


def epoch_minute(ordinal: int, minute: int) -> int:
    """A local minute of a date as epoch minutes."""
    return zones.epoch_minute(ordinal, minute, ZONE)


def workload(people: int, days: int, seed: int = 7) -> dict[str, Any]:
    """Bookings (without the 10 minutes after) and absent days of each person."""
    persons = []
    for person in range(people):
        bookings: list[tuple[int, int]] = []
        absent: list[dt.date] = []
        for i in range(days):
            day = FIRST_DAY + dt.timedelta(days=i)
            rng = random.Random(f"{seed}/{person}/{i}")
            if day.weekday() == 6:
                continue
            if rng.random() < 0.05:
                absent.append(day)
                continue
            bookings += _day(rng, day)
        persons.append({"bookings": bookings, "absent": absent})
    return {"people": persons, "days": days}


def _day(rng: random.Random, day: dt.date) -> list[tuple[int, int]]:
    taken: list[tuple[int, int]] = []
    filled, target = 0, 342 + rng.uniform(-55, 55)
    for _ in range(400):
        if filled >= target:
            break
        length, (low, high) = rng.choice((30, 45, 60)), rng.choice(RANGES)
        start = low + 15 * rng.randrange((high - low - length) // 15 + 1)
        if any(start < end + 10 and begin < start + length + 10 for begin, end in taken):
            continue
        taken.append((start, start + length))
        filled += length + 10
    ordinal = day.toordinal()
    return [(epoch_minute(ordinal, begin), epoch_minute(ordinal, end)) for begin, end in sorted(taken)]
