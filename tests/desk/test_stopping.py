"""Long work that is stopped: whole chunks of an import stay, everything else is as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.progress import Course
from frontdesk.desk import demo, exports, opening, upkeep, values
from frontdesk.desk.desk import Desk
from frontdesk.desk.imports import run
from tests.desk.imports.files import many

Told = list[tuple[int, int, str]]


class StopAfter(Course):
    """Asked to stop when it has been told so many times, or so much was done."""

    def __init__(self, times: int = 10**9, done: int = 10**9) -> None:
        super().__init__()
        self.times, self.enough = times, done
        self.told: Told = []

    def __call__(self, done: int, total: int, what: str) -> None:
        self.told.append((done, total, what))
        if len(self.told) >= self.times or done >= self.enough:
            self.stop()
        super().__call__(done, total, what)


def stopped(work: Callable[[], object]) -> str:
    """The sentence with which work was stopped."""
    with pytest.raises(FrontdeskError) as caught:
        work()
    assert caught.value.code == "interrupted"
    return str(caught.value)


def everybody(desk: Desk) -> int:
    return len(desk.customers("", limit=100_000))


@pytest.mark.parametrize("enough", [1, 150, 399])
def test_an_import_that_is_stopped_says_what_is_in_and_is_completed(desk: Desk, tmp_path: Path, enough: int) -> None:
    path = many(tmp_path / "many.csv", 400)
    said = stopped(lambda: run(desk, "reservations", path, progress=StopAfter(done=enough)))
    some = desk.count(values.Filter())
    assert enough <= some <= 400
    assert said == f"Stopped: {some} rows are in; the same import again completes it."
    assert upkeep.check(desk) == []
    result = run(desk, "reservations", path)
    assert (result.imported, result.unchanged, result.rejected) == (400 - some, some, ())
    assert desk.count(values.Filter()) == 400
    again = run(desk, "reservations", path)
    assert (again.imported, again.unchanged) == (0, 400)


def test_an_import_that_is_stopped_while_it_reads_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    path = many(tmp_path / "many.csv", 400)
    course = StopAfter(times=1)
    assert stopped(lambda: run(desk, "reservations", path, progress=course)) == "Stopped: nothing was changed."
    assert course.told[0][1] == 400
    assert desk.count(values.Filter()) == 0


def test_a_dry_run_that_is_stopped_changed_nothing(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = many(tmp_path / "many.csv", 400)
    dry = Desk(sqlite_desk.store, sqlite_desk.clock, sqlite_desk.actor, dry_run=True)
    said = stopped(lambda: run(dry, "reservations", path, progress=StopAfter(done=100)))
    assert said == "Stopped: nothing was changed."
    assert sqlite_desk.count(values.Filter()) == 0


def test_customers_that_are_stopped_are_completed(sqlite_desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,phone\n" + "".join(f"Ana {n},600{n:06}\n" for n in range(900)))
    said = stopped(lambda: run(sqlite_desk, "customers", path, progress=StopAfter(done=100)))
    some = everybody(sqlite_desk)
    assert 100 <= some < 900
    assert said.startswith(f"Stopped: {some} rows are in")
    run(sqlite_desk, "customers", path)
    assert everybody(sqlite_desk) == 900


def crowd(desk: Desk, tmp_path: Path, rows: int = 1200) -> None:
    path = tmp_path / "crowd.csv"
    path.write_text("name,phone\n" + "".join(f"Ana {n},600{n:06}\n" for n in range(rows)))
    run(desk, "customers", path)
    path.unlink()


def files(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()}


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".vcf"])
@pytest.mark.parametrize("times", [1, 2])
def test_an_export_that_is_stopped_leaves_no_file(sqlite_desk: Desk, tmp_path: Path, ending: str, times: int) -> None:
    crowd(sqlite_desk, tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / f"people{ending}"
    work = StopAfter(times=times)
    said = stopped(lambda: exports.write(sqlite_desk, "customers", path, progress=work))
    assert said == "Stopped: nothing was written."
    assert files(folder) == set()
    path.write_bytes(b"old")
    again = StopAfter(times=times)
    stopped(lambda: exports.write(sqlite_desk, "customers", path, progress=again, overwrite=True))
    assert (files(folder), path.read_bytes()) == ({path.name}, b"old")


@pytest.mark.parametrize("times", [1, 2])
def test_a_backup_that_is_stopped_leaves_no_file(desk: Desk, tmp_path: Path, times: int) -> None:
    crowd(desk, tmp_path)
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "monday.db"
    assert stopped(lambda: upkeep.backup(desk, path, StopAfter(times=times))) == "Stopped: nothing was written."
    assert files(folder) == set()
    told = StopAfter()
    assert upkeep.backup(desk, path, told) == path.stat().st_size
    done, total, _what = told.told[-1]
    assert done == total > 0
    assert files(folder) == {"monday.db"}


@pytest.mark.parametrize("done", [0, 500, 2000])
def test_a_restore_that_is_stopped_leaves_the_old_state(
    desk: Desk, store_url: str, clock: FixedClock, tmp_path: Path, done: int
) -> None:
    crowd(desk, tmp_path)
    upkeep.backup(desk, tmp_path / "monday.db")
    desk.add_customer(values.CustomerWish(name="Zoe Después"))
    folder = Path(store_url).parent if "://" not in store_url else tmp_path
    before = files(folder) - {"frontdesk.db-wal", "frontdesk.db-shm"}

    class Half(StopAfter):
        def __call__(self, done: int, total: int, what: str) -> None:
            if what == "copying":
                super().__call__(done, total, what)

    course = Half(done=done)
    said = stopped(lambda: upkeep.restore(store_url, tmp_path / "monday.db", clock=clock, progress=course))
    assert said == "Stopped: everything is as it was."
    assert everybody(desk) == 1201
    assert upkeep.check(desk) == []
    assert files(folder) - {"frontdesk.db-wal", "frontdesk.db-shm"} == before
    upkeep.restore(store_url, tmp_path / "monday.db", clock=clock)
    assert everybody(desk) == 1200


def test_a_restore_to_a_new_place_that_is_stopped_leaves_nothing(
    sqlite_desk: Desk, clock: FixedClock, tmp_path: Path
) -> None:
    upkeep.backup(sqlite_desk, tmp_path / "monday.db")
    (tmp_path / "new").mkdir()
    new = tmp_path / "new" / "desk.db"
    stopped(lambda: upkeep.restore(str(new), tmp_path / "monday.db", clock=clock, progress=StopAfter(times=1)))
    assert files(tmp_path / "new") == set()


@pytest.mark.parametrize("times", [1, 40, 86])
def test_a_demonstration_that_is_stopped_leaves_no_half_business(store_url: str, clock: FixedClock, times: int) -> None:
    desk = opening.create(store_url, clock)
    said = stopped(lambda: demo.fill(desk, "studio", "es", progress=StopAfter(times=times)))
    assert said == "Stopped: the database is as empty as it was."
    with pytest.raises(FrontdeskError) as caught:
        desk.business()
    assert caught.value.code == "not_set_up"
    demo.fill(desk, "studio", "es")
    assert desk.business().name
    assert desk.count(values.Filter()) > 100
    assert upkeep.check(desk) == []
    desk.close()
