"""The day on paper and the emergency sheet: what is on them, that hostile names do no harm, and when they are written."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from frontdesk.base import paths
from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.duty import emergency, sheet_text
from frontdesk.desk.duty.emergency import EVERY, Keeper
from frontdesk.desk.values import Actor, CustomerEdit, CustomerWish, Reservation
from tests.desk.wishes import wish
from tests.hostile import excerpt

TODAY, TOMORROW = "2026-11-23", "2026-11-24"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Sheets go into a folder of the test's own."""
    folder = tmp_path / "data"
    monkeypatch.setattr(paths, "data_folder", lambda: folder)
    return folder


def make(desk: Desk, name: str, when: str = f"{TODAY} 10:00", staff: str = "Marta", **more: object) -> Reservation:
    return desk.book(wish(desk, "Corte", when, staff, name, **more))  # type: ignore[arg-type]


def sheet(desk: Desk, day: int | None = None) -> str:
    return sheet_text.text(desk.duty.day_sheet(desk.today() if day is None else day))


def test_who_comes_to_whom_with_phone_notes_and_what_to_mind(desk: Desk) -> None:
    person = desk.add_customer(CustomerWish(name="Eva Ruiz", phone="600111222"))
    desk.edit_customer(person.id, CustomerEdit(tags=("alergia: tinte",)))
    visit = make(desk, "Eva Ruiz", notes="corta por detrás")
    desk.confirm(visit.code)
    make(desk, "Leo", staff="Ana")
    said = sheet(desk)
    marta = said[said.index("MARTA") : said.index("ANA")]
    assert "09:00–14:00  16:00–20:00" in marta
    assert "10:00–10:45 ✓ Eva Ruiz" in marta
    for words in ("+34600111222", "Corte", visit.code, "! allergy: alergia: tinte", "corta por detrás"):
        assert words in marta
    assert "Leo" in said[said.index("ANA") :]
    assert "Mon 23 Nov 2026" in said
    assert "2 visits" in said


def test_what_is_cancelled_is_not_on_it_and_who_did_not_come_is_marked(desk: Desk, clock: FixedClock) -> None:
    gone, missed = make(desk, "Anula"), make(desk, "Falta", staff="Ana")
    desk.cancel(gone.code)
    clock.move(3 * 3600)
    desk.no_show(missed.code)
    said = sheet(desk)
    assert "Anula" not in said
    assert "✗ Falta" in said


@pytest.mark.parametrize(
    "name",
    [
        *excerpt()[:40:2],
        "\x1b[31m\u202e\u2066\x9b",
        "María de los Ángeles Fernández de Córdoba y Pérez de Guzmán",
        "王" * 60,
    ],
)
def test_no_line_is_wider_than_80_cells_and_nothing_is_a_command(desk: Desk, name: str, tmp_path: Path) -> None:
    make(desk, f"X{name}", notes=f"!{name}\n{name}")
    said = sheet(desk)
    assert max(cell_len(line) for line in said.splitlines()) <= 80
    assert not any(ord(sign) < 32 and sign != "\n" for sign in said)
    assert not any(sign in said for sign in "\u202e\u2066\x7f\x9b")
    file = tmp_path / "sheet.pdf"
    assert desk.duty.print_day_sheet(file, desk.today()) == 1
    assert file.read_bytes().startswith(b"%PDF")


def test_a_long_name_is_on_paper_whole(desk: Desk) -> None:
    name = "María de los Ángeles Fernández de Córdoba"
    make(desk, name)
    assert name in sheet(desk)


def test_an_empty_day_says_so(desk: Desk) -> None:
    assert "nothing booked" in sheet(desk)
    assert "Nobody works and nothing is booked." in sheet(desk, desk.today() + 6)


def test_an_absence_is_told(open_business: Callable[..., Desk], store_url: str) -> None:
    from tests.conftest import SALON

    away = SALON.replace("absences = []", 'absences = [{ from = 2026-11-23, to = 2026-11-23, reason = "médico" }]')
    assert "away: médico" in sheet(open_business(store_url, away))


def test_an_employee_has_own_visits_on_paper(desk: Desk) -> None:
    make(desk, "Mía", staff="Ana")
    make(desk, "Otra", staff="Marta")
    employee = Desk(desk.store, desk.clock, Actor("ana", "employee", desk.find_resource("Ana").id))
    said = sheet(employee)
    assert "Mía" in said
    assert "Otra" not in said
    assert "MARTA" not in said


def test_a_pdf_is_of_a4_pages_with_all_that_is_on_the_sheet(desk: Desk, tmp_path: Path) -> None:
    from reportlab import rl_config

    rl_config.pageCompression = 0
    try:
        make(desk, "Íñigo Núñez")
        file = tmp_path / "sheet.pdf"
        desk.duty.print_day_sheet(file, desk.today())
    finally:
        rl_config.pageCompression = 1
    raw = file.read_bytes().decode("latin-1")
    assert "\\315\\361igo N\\372\\361ez" in raw or "Íñigo Núñez" in raw
    assert "595.2756 841.8898" in raw
    assert "ZapfDingbats" in raw


def test_files_are_whole_or_not_there(desk: Desk, tmp_path: Path) -> None:
    day = desk.today()
    text = tmp_path / "sheet.txt"
    assert desk.duty.print_day_sheet(text, day, dry_run=True) == 0
    assert not text.exists()
    desk.duty.print_day_sheet(text, day)
    for wrong, code in (
        (text, "file_exists"),
        (tmp_path / "a.doc", "wrong_value"),
        (tmp_path / "no" / "a.pdf", "wrong_file"),
    ):
        with pytest.raises(FrontdeskError) as refused:
            desk.duty.print_day_sheet(wrong, day)
        assert refused.value.code == code

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise FrontdeskError("interrupted", problem="")

    with pytest.raises(FrontdeskError) as stopped:
        desk.duty.print_day_sheet(tmp_path / "b.pdf", day, progress=stop)
    assert stopped.value.code == "interrupted"
    desk.duty.print_day_sheet(text, day, overwrite=True)
    assert sorted(one.name for one in tmp_path.iterdir() if one.suffix in (".txt", ".pdf", ".part")) == ["sheet.txt"]


# the emergency sheet --------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(desk: Desk) -> Keeper:
    return desk.duty.keeper()


def test_today_and_tomorrow_for_nobody_elses_eyes(desk: Desk, keeper: Keeper, data: Path) -> None:
    make(desk, "Hoy")
    make(desk, "Mañana", f"{TOMORROW} 10:00")
    make(desk, "Luego", "2026-11-25 10:00")
    assert keeper.tick()
    said = keeper.path.read_text(encoding="utf-8")
    assert ("Hoy" in said, "Mañana" in said, "Luego" in said) == (True, True, False)
    assert said.startswith("EMERGENCY SHEET: how things stood on Mon 23 Nov 2026 08:00.")
    assert keeper.path.parent == data
    assert stat.S_IMODE(keeper.path.stat().st_mode) == 0o600
    assert [one.name for one in data.iterdir()] == [keeper.path.name]


def test_it_is_written_when_something_changed_and_at_most_every_few_minutes(
    desk: Desk, keeper: Keeper, clock: FixedClock
) -> None:
    assert keeper.tick()
    make(desk, "Nueva")
    clock.move(10)
    assert not keeper.tick()
    assert "Nueva" not in keeper.path.read_text(encoding="utf-8")
    clock.move(EVERY)
    assert keeper.tick()
    assert "Nueva" in keeper.path.read_text(encoding="utf-8")
    clock.move(EVERY + 10)
    assert not keeper.tick()  # nothing changed
    assert emergency.age_of(keeper.path, clock.seconds()) == 0  # it still says what is so
    clock.move(86400)
    assert keeper.tick()  # it is another day


def test_it_waits_until_nobody_types(desk: Desk, clock: FixedClock) -> None:
    types = True
    keeper = desk.duty.keeper(lambda: not types)
    assert not keeper.tick()
    types = False
    assert keeper.tick()


def test_two_programs_do_not_write_one_after_the_other(desk: Desk, keeper: Keeper, clock: FixedClock) -> None:
    assert keeper.tick()
    make(desk, "Nueva")
    clock.move(60)
    assert not desk.duty.keeper().tick()


def test_what_cannot_be_written_is_remembered_and_raises_nothing(desk: Desk, keeper: Keeper, data: Path) -> None:
    data.write_text("no folder")
    assert not keeper.tick()
    assert keeper.problem


def test_the_old_sheet_stays_when_the_database_is_away(sqlite_desk: Desk, clock: FixedClock) -> None:
    keeper = sqlite_desk.duty.keeper()
    make(sqlite_desk, "Hoy")
    assert keeper.tick()
    clock.move(EVERY + 10)
    assert sqlite_desk.store.path is not None
    sqlite_desk.store.path.rename(sqlite_desk.store.path.with_name("away.db"))
    assert not keeper.tick()
    assert "Hoy" in keeper.path.read_text(encoding="utf-8")


def test_who_is_erased_is_not_on_it_any_more(desk: Desk, keeper: Keeper, clock: FixedClock) -> None:
    visit = make(desk, "Eva Borrada", f"{TOMORROW} 10:00")
    assert keeper.tick()
    assert "Eva Borrada" in keeper.path.read_text(encoding="utf-8")
    desk.erase_customer(visit.customer.id, confirmed=True)
    assert "Eva Borrada" not in keeper.path.read_text(encoding="utf-8")


def test_each_database_has_a_sheet_of_its_own(data: Path) -> None:
    found = [
        paths.emergency_sheet(one)
        for one in ("/a/shop.db", "/b/shop.db", "postgresql://ana@host/shop?schema=one", str(data / "frontdesk.db"))
    ]
    assert len(set(found)) == 4
    assert found[-1].name == "emergency.txt"
    assert all(one.parent == data for one in found)
