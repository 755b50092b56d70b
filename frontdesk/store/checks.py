"""Every invariant as a query that finds what breaks it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from frontdesk.store import guards

_BLOCKS = "('pending','confirmed','arrived','completed')"

QUERIES: dict[str, str] = {
    "overlap": """
        SELECT a.id, a.resource_id, a.starts, b.id FROM claim a JOIN claim b
          ON b.resource_id = a.resource_id AND b.id <> a.id AND b.starts >= a.starts AND b.starts < a.ends
         WHERE a.overlap = 0 AND b.overlap = 0 AND (b.starts > a.starts OR b.id > a.id)""",
    "seats": """
        SELECT s.id, s.taken, s.capacity FROM session s
         WHERE s.taken <> (SELECT coalesce(sum(party), 0) FROM seat WHERE session_id = s.id)
            OR s.taken < 0 OR s.taken > s.capacity""",
    "claim_of_released": f"""
        SELECT c.id, r.id FROM claim c JOIN reservation r ON r.id = c.reservation_id
         WHERE r.status NOT IN {_BLOCKS} AND r.status <> 'no_show'""",
    "claim_missing": f"""
        SELECT r.id, l.staff_id FROM reservation r JOIN line l ON l.reservation_id = r.id
         WHERE r.status IN {_BLOCKS} AND l.staff_id IS NOT NULL AND l.session_id IS NULL
           AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.reservation_id = r.id AND c.resource_id = l.staff_id)""",
    "seat_missing": f"""
        SELECT r.id, l.session_id FROM reservation r JOIN line l ON l.reservation_id = r.id
         WHERE r.status IN {_BLOCKS} AND l.session_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM seat s WHERE s.reservation_id = r.id AND s.session_id = l.session_id)""",
    "seat_of_released": """
        SELECT s.id, r.id FROM seat s JOIN reservation r ON r.id = s.reservation_id
         WHERE r.status IN ('cancelled', 'expired')""",
    "lines": """
        SELECT r.id FROM reservation r
         WHERE NOT EXISTS (SELECT 1 FROM line l WHERE l.reservation_id = r.id)
            OR r.starts <> (SELECT min(starts) FROM line l WHERE l.reservation_id = r.id)
            OR r.ends <> (SELECT max(ends) FROM line l WHERE l.reservation_id = r.id)""",
    "journal_reservation": """
        SELECT r.id, r.version FROM reservation r
         WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'reservation' AND j.entity = r.id AND j.version = r.version
                              AND j.image IS NOT NULL)
            OR EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'reservation' AND j.entity = r.id AND j.version > r.version)""",
    "journal_customer": """
        SELECT c.id, c.version FROM customer c
         WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'customer' AND j.entity = c.id AND j.version = c.version)
            OR EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'customer' AND j.entity = c.id AND j.version > c.version)""",
    "journal_waiting": """
        SELECT w.id, w.version FROM waiting w
         WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'waiting' AND j.entity = w.id AND j.version = w.version
                              AND j.image IS NOT NULL)
            OR EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'waiting' AND j.entity = w.id AND j.version > w.version)""",
    "journal_inquiry": """
        SELECT q.id, q.version FROM inquiry q
         WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'inquiry' AND j.entity = q.id AND j.version = q.version
                              AND j.image IS NOT NULL)
            OR EXISTS (SELECT 1 FROM journal j WHERE j.kind = 'inquiry' AND j.entity = q.id AND j.version > q.version)""",
    "inquiry_waits": """
        SELECT q.id, q.stage, q.waits FROM inquiry q
         WHERE q.waits <> (CASE WHEN q.stage IN ('new', 'confirmed') OR q.unanswered = 1 THEN 1 ELSE 0 END)""",
    "inquiry_booked": """
        SELECT q.id FROM inquiry q
         WHERE q.stage = 'booked' AND NOT EXISTS (SELECT 1 FROM inquiry_visit v WHERE v.inquiry_id = q.id)""",
    "inquiry_reminded": """
        SELECT o.id, o.inquiry FROM outbox o JOIN inquiry q ON q.id = o.inquiry
         WHERE o.kind = 'inquiry' AND o.status = 'waiting' AND (q.unanswered = 1 OR q.stage NOT IN ('answered', 'quoted'))""",
    "journal_gone": """
        SELECT j.entity FROM journal j JOIN (SELECT entity, max(version) AS version FROM journal
                                              WHERE kind = 'reservation' GROUP BY entity) last
            ON last.entity = j.entity AND last.version = j.version AND j.kind = 'reservation'
         WHERE (j.image IS NULL) = (EXISTS (SELECT 1 FROM reservation r WHERE r.id = j.entity))""",
    "journal_counter": """
        SELECT value FROM counter WHERE name = 'journal'
           AND value <> (SELECT coalesce(max(seq), 0) FROM journal)""",
    "journal_gap": "SELECT count(*), max(seq) FROM journal HAVING count(*) <> coalesce(max(seq), 0)",
}


def problems(connection: Connection, most: int = 20) -> Iterator[tuple[str, Any]]:
    """What breaks an invariant: the invariant's name and the row that was found; the first few of each."""
    if connection.dialect.name == "sqlite":
        for row in connection.exec_driver_sql(f"PRAGMA integrity_check({int(most)})"):
            if row[0] != "ok":
                yield "integrity", tuple(row)
        for count, row in enumerate(connection.exec_driver_sql("PRAGMA foreign_key_check")):
            if count < most:
                yield "foreign_key", tuple(row)
    for name in guards.missing(connection):
        yield "guard", (name,)
    for name, query in QUERIES.items():
        for row in connection.exec_driver_sql(f"{query} LIMIT {int(most)}"):
            yield name, tuple(row)
