"""Businesses for the command line's tests, written straight into the tables of a real database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from frontdesk.base.clock import FixedClock
from frontdesk.desk.identity import token_digest
from frontdesk.desk.opening import create
from frontdesk.store import schema

NOW = "2026-11-23T08:00:00+01:00"
CHANNELS = json.dumps(["desk", "web", "agent"])


def salon(path: Path, *, users: bool = False) -> Path:
    """Centro in Madrid: Marta and Ana, Corte and Tinte, two rooms sold by the night; with users where asked for."""
    desk = create(str(path), FixedClock.at(NOW))

    def fill(connection: Any) -> None:
        def put(table: Any, **values: Any) -> int:
            return int(connection.execute(insert(table).values(**values)).inserted_primary_key[0])

        put(schema.business, name="Peluquería Norte", locale="es", currency="EUR", country="ES")
        centro = put(schema.location, name="Centro", timezone="Europe/Madrid", has_hours=0)
        marta = put(schema.resource, location_id=centro, kind="staff", name="Marta", has_hours=1, all_services=1)
        ana = put(schema.resource, location_id=centro, kind="staff", name="Ana", has_hours=1, all_services=1)
        for person in (marta, ana):
            for weekday in range(7):
                for low, high in ((0, 300), (540, 840), (960, 1230)):
                    put(
                        schema.weekly_hours,
                        location_id=centro,
                        resource_id=person,
                        weekday=weekday,
                        starts=low,
                        ends=high,
                    )
        for room in ("101", "102"):
            put(schema.resource, location_id=centro, kind="room", name=room, has_hours=0, all_services=1)
        staff, rooms = json.dumps(["staff"]), json.dumps(["room"])
        put(
            schema.service,
            name="Corte",
            duration=45,
            buffer_after=10,
            step=15,
            price=2500,
            needs=staff,
            channels=CHANNELS,
        )
        put(schema.service, name="Tinte", duration=60, step=15, price=4000, needs=staff, channels=CHANNELS)
        put(schema.service, name="Corte @ casa", duration=60, step=15, price=5000, needs=staff, channels=CHANNELS)
        put(
            schema.service,
            name="Habitación doble",
            duration=1440,
            nights=1,
            price=9000,
            needs=rooms,
            channels=CHANNELS,
        )
        if users:
            put(schema.user, name="jefa", role="manager", token_hash=token_digest("secret-jefa"))
            put(schema.user, name="marta", role="employee", resource_id=marta, token_hash=token_digest("secret-marta"))
            put(schema.user, name="ana", role="employee", resource_id=ana, token_hash=token_digest("secret-ana"))

    desk.store.writing(fill)
    desk.close()
    return path
