"""What an admin does with the database as a whole: check, back up, restore, migrate, look for what is wrong."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from frontdesk.base import paths
from frontdesk.base.clock import Clock
from frontdesk.base.codes import code_of
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import KEEPING, Progress, interrupted
from frontdesk.desk import erasure, permission, values
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty.emergency import age_of
from frontdesk.desk.identity import LOCAL
from frontdesk.desk.work import Work
from frontdesk.store import checks, copying, guards, journal, migrating
from frontdesk.store.connection import REVISION, Store, sqlite_module

PROBLEMS: dict[str, str] = {
    "integrity": N_("the file is damaged: {row}"),
    "foreign_key": N_("a record points to one that is not there: {row}"),
    "guard": N_("a guard is missing or changed: {row}; run “frontdesk migrate”"),
    "overlap": N_("two ordinary claims overlap: {row}"),
    "seats": N_("a session's seats do not add up: {row}"),
    "claim_of_released": N_("a released reservation still takes time: {row}"),
    "claim_missing": N_("a reservation does not take its time: {row}"),
    "seat_missing": N_("a reservation has no seat in its session: {row}"),
    "seat_of_released": N_("a released reservation still has a seat: {row}"),
    "lines": N_("a reservation's times and its lines' differ: {row}"),
    "journal_reservation": N_("a reservation is not as the journal says: {row}"),
    "journal_customer": N_("a customer is not as the journal says: {row}"),
    "journal_waiting": N_("an entry of the waiting list is not as the journal says: {row}"),
    "journal_inquiry": N_("an inquiry is not as the journal says: {row}"),
    "inquiry_waits": N_("whether an inquiry waits for an answer is not noted as it is: {row}"),
    "inquiry_booked": N_("an inquiry is booked without a reservation: {row}"),
    "inquiry_reminded": N_("a reminder waits for somebody who has answered: {row}"),
    "journal_gone": N_("a reservation and the journal disagree whether it exists: {row}"),
    "journal_counter": N_("the journal's counter is wrong: {row}"),
    "journal_gap": N_("the journal has a gap: {row}"),
}
_CODED = frozenset({"claim_missing", "seat_missing", "lines", "journal_reservation", "journal_gone"})


def check(desk: Desk) -> list[values.Problem]:
    """Look for everything that breaks an invariant; empty when all is well."""

    def look(work: Work) -> list[values.Problem]:
        work.require("database" if work.actor.role == "admin" else "settings")
        found = []
        for name, row in checks.problems(work.connection):
            shown = (code_of(row[0]), *row[1:]) if name in _CODED else row
            found.append(values.Problem(name, ", ".join(str(value) for value in shown), PROBLEMS[name]))
        return found

    return desk.read(look)


def backup(desk: Desk, path: Path, progress: Progress | None = None) -> int:
    """Write a backup to a new file while others go on working; returns its size in bytes. Raises FrontdeskError."""
    permission.require(desk.actor, "database")
    if not path.parent.is_dir():
        raise FrontdeskError("wrong_file", file=str(path), problem=N_("there is no such folder"))
    if desk.dry_run:
        if path.exists():
            raise FrontdeskError("file_exists", file=str(path))
        return 0
    copying.backup(desk.store, path, progress)
    return path.stat().st_size


def restore(
    url: str,
    path: Path,
    *,
    clock: Clock,
    actor: values.Actor = LOCAL,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Path | None:
    """Put a backup in the place of a database; what was there is kept in a file beside it, whose path is returned.

    Customers erased here since the backup was made are erased again. Whoever is told of progress may stop it
    by raising; then everything is as it was. Raises FrontdeskError (database_…, file …, interrupted).
    """
    permission.require(actor, "database")
    source = Store(str(path))
    source.examine()
    source.close()
    store = Store(url)
    if dry_run:
        return None
    kept = None
    if store.path is not None and store.path.exists() and store.revision() is not None:
        stamp = int(clock.seconds())
        kept = store.path.with_name(f"{store.path.name}.before-restore-{stamp}")
    try:
        if kept is not None:
            copying.backup(store, kept, progress and _calling(progress, KEEPING))
        gone = copying.restore(store, path, progress)
    except BaseException as error:
        if kept is not None:
            kept.unlink(missing_ok=True)
        store.close()
        if isinstance(error, FrontdeskError) and error.code == "interrupted":
            raise interrupted(N_("everything is as it was")) from None
        raise
    erased = {f"C{number}" for number in gone} | set(erasure.erased_beside(store))
    desk = Desk(store, clock, LOCAL)
    for public in sorted(erased):
        try:
            if public.startswith("Q"):
                desk.inquiries.erase(public)
            else:
                desk.erase_customer(public, confirmed=True)
        except FrontdeskError as error:
            if error.code not in ("not_found", "wrong_value"):  # an inquiry that has a customer goes with them
                raise
    desk.close()
    return kept


def _calling(progress: Progress, what: str) -> Progress:
    return lambda done, total, _what: progress(done, total, what)


def migrate(url: str, *, dry_run: bool = False) -> tuple[str, str]:
    """Bring a database to this program's revision and put its guards back; returns (revision found, revision now)."""
    store = Store(url)
    try:
        if dry_run:
            return store.revision() or "", REVISION
        return migrating.migrate(store)
    finally:
        store.close()


def doctor(url: str, clock: Clock) -> list[values.Finding]:
    """What an admin would want to know when something is odd."""
    found = [values.Finding("python", True, sys.version.split()[0])]
    store = Store(url)
    try:
        if store.is_sqlite:
            found += _sqlite(store)
        found += _database(store, clock)
        found.append(_emergency(store, clock))
    finally:
        store.close()
    return found


SHEET_OLD = 24 * 3600
"""Seconds after which an emergency sheet is of little use."""


def _emergency(store: Store, clock: Clock) -> values.Finding:
    """Where the emergency sheet is, and how old."""
    path = paths.emergency_sheet(store.where)
    age = age_of(path, clock.seconds())
    if age is None:
        return values.Finding(
            "emergency sheet", True, str(path), N_("not written yet: the app and the worker do while they run")
        )
    old = age > SHEET_OLD
    return values.Finding(
        "emergency sheet", not old, f"{path} ({int(max(age, 0)) // 60} min)",
        N_("it is old: open the app or run the worker, which write it") if old else None,
    )  # fmt: skip


def _sqlite(store: Store) -> list[values.Finding]:
    module = sqlite_module()
    own = module.__name__.startswith("pysqlite3")
    version = f"{module.sqlite_version} ({module.__name__.split('.')[0]})"
    found = [
        values.Finding(
            "sqlite", own or module.sqlite_version_info >= (3, 51, 3), version,
            None if own else N_("this SQLite may lose writes of several programs at once; install pysqlite3"),
        )
    ]  # fmt: skip
    assert store.path is not None
    found.append(values.Finding("file", store.path.exists(), str(store.path)))
    folder = store.path.parent
    if folder.exists():
        writable = os.access(folder, os.W_OK) and (not store.path.exists() or os.access(store.path, os.W_OK))
        found.append(values.Finding("writable", writable, str(folder)))
        free = shutil.disk_usage(folder).free
        found.append(values.Finding("disk", free > 200 * 2**20, f"{free // 2**20} MiB"))
    return found


def _database(store: Store, clock: Clock) -> list[values.Finding]:
    try:
        revision = store.revision()
        found = [values.Finding("revision", revision == REVISION, f"{revision} / {REVISION}")]
        if revision != REVISION:
            return found
        with store.reading() as connection:
            lacking = guards.missing(connection)
            found.append(values.Finding("guards", not lacking, ", ".join(lacking) or "ok"))
            if not store.is_sqlite:
                found.append(
                    values.Finding("postgresql", True, str(connection.exec_driver_sql("SHOW server_version").scalar()))
                )
            last = journal.last_at(connection)
            ahead = last - int(clock.seconds()) if last is not None else 0
            found.append(
                values.Finding(
                    "clock", ahead <= 60, f"{max(ahead, 0)} s",
                    None if ahead <= 60 else N_("this machine's clock is behind the last change in the journal"),
                )
            )  # fmt: skip
    except FrontdeskError as error:
        return [values.Finding("database", False, str(error))]
    return found
