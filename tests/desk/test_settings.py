"""Settings changed at the desk: one entry at a time, through the checks of a business file, keeping who is who."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import setup
from frontdesk.desk.desk import Desk
from frontdesk.desk.settings_values import Setting, SettingChange
from frontdesk.desk.values import Actor, Booking, CustomerWish, LineWish, SlotQuery
from frontdesk.engine.zones import epoch_minute
from frontdesk.store import journal
from frontdesk.store import rules as store_rules
from tests.conftest import SALON

MONDAY = 739943  # 2026-11-23


def entry(desk: Desk, kind: str, name: str) -> Setting:
    return next(one for one in desk.settings().of(kind) if one.name == name)


def change(desk: Desk, kind: str, which: str, /, *, confirmed: bool = False, **keys: Any) -> Setting:
    """Change some keys of an entry."""
    one = entry(desk, kind, which)
    wish = SettingChange(kind, {key.rstrip("_"): value for key, value in keys.items()}, one.id, one.version)
    return desk.change_settings(wish, confirmed=confirmed)


def leave(desk: Desk, kind: str, name: str, *, confirmed: bool = False) -> Setting:
    one = entry(desk, kind, name)
    return desk.change_settings(SettingChange(kind, None, one.id, one.version), confirmed=confirmed)


def add(desk: Desk, kind: str, /, **keys: Any) -> Setting:
    return desk.change_settings(SettingChange(kind, keys))


def book(desk: Desk, service: str, day: int, minute: int, staff: str | None = None) -> str:
    person = desk.find_resource(staff).id if staff else None
    line = LineWish(desk.find_service(service).id, person)
    return desk.book(Booking((line,), epoch_minute(day, minute, "Europe/Madrid"), CustomerWish(name="Eva Ruiz"))).code


def starts(desk: Desk, service: str, staff: str, day: int = MONDAY) -> list[int]:
    """Free starts of a person on a day, as local minutes."""
    low = epoch_minute(day, 0, "Europe/Madrid")
    query = SlotQuery(desk.find_service(service).id, day, day, desk.find_resource(staff).id)
    return sorted({slot.start - low for slot in desk.slots(query)})


def refused(code: str, function: Callable[..., Any], /, *given: Any, **keys: Any) -> FrontdeskError:
    with pytest.raises(FrontdeskError) as caught:
        function(*given, **keys)
    assert caught.value.code == code, caught.value.sentence()
    return caught.value


def house(desk: Desk) -> int:
    return desk.read(lambda work: store_rules.house_version(work.connection))


# what is there ---------------------------------------------------------------------------------------------------------


def test_what_is_written_is_what_a_file_would_say(desk: Desk) -> None:
    found = desk.settings()
    assert [one.name for one in found.of("staff")] == ["Marta", "Ana"]
    marta = entry(desk, "staff", "Marta").written
    assert marta["hours"]["mon"] == ["09:00-14:00", "16:00-20:00"]
    assert marta["hours"]["sat"] == []
    assert entry(desk, "staff", "Ana").written["hours"]["fri"] == ["09:00-14:00", "22:00-02:00"]
    cut = entry(desk, "service", "Corte").written
    assert (cut["price"], cut["duration"], cut["buffer_after"], cut["staff"]) == ("25.00", 45, 10, ["Marta", "Ana"])
    assert found.of("business")[0].written["currency"] == "EUR"


def test_saving_what_stands_there_touches_nothing(desk: Desk) -> None:
    before = (house(desk), desk.seq())
    for one in desk.settings().entries:
        desk.change_settings(SettingChange(one.kind, one.written, one.id, one.version))
    assert (house(desk), desk.seq()) == before


# who is who ------------------------------------------------------------------------------------------------------------


def test_a_renamed_person_is_the_same_person(desk: Desk) -> None:
    code = book(desk, "Corte", MONDAY, 600, "Marta")
    before = desk.find_resource("Marta").id
    change(desk, "service", "Corte", by_staff={"Marta": {"duration": 60, "price": "30"}})
    saved = change(desk, "staff", "Marta", name="Marta Gil")
    assert (saved.id, saved.name, saved.active) == (before, "Marta Gil", True)
    assert desk.reservation(code).staff == "Marta Gil"
    assert [one.name for one in desk.settings().of("staff")] == ["Marta Gil", "Ana"]
    assert entry(desk, "service", "Corte").written["by_staff"] == {"Marta Gil": {"duration": 60, "price": "30.00"}}
    assert starts(desk, "Corte", "Marta Gil")[0] == 660  # an hour now, and the buffer, do not fit before the visit


def test_a_renamed_service_keeps_reservations_and_who_does_it(desk: Desk) -> None:
    change(desk, "staff", "Ana", services=["Color", "Corte"])
    code = book(desk, "Corte", MONDAY, 600, "Ana")
    before = entry(desk, "service", "Corte").id
    change(desk, "service", "Corte", name="Corte y lavado", price="27.50")
    assert desk.reservation(code).service == "Corte y lavado"
    assert desk.find_service("Corte y lavado").id == before
    assert entry(desk, "staff", "Ana").written["services"] == ["Color", "Corte y lavado"]


def test_a_renamed_location_keeps_its_people(desk: Desk) -> None:
    change(desk, "location", "Centro", name="Plaza Mayor")
    assert [one.name for one in desk.locations()] == ["Plaza Mayor"]
    assert entry(desk, "staff", "Marta").written["location"] == "Plaza Mayor"
    assert starts(desk, "Corte", "Marta")[0] == 540


def test_a_renamed_piece_of_equipment_is_still_what_the_service_needs(desk: Desk) -> None:
    change(desk, "equipment", "láser", name="láser nuevo")
    assert entry(desk, "service", "Depilación").written["needs"] == ["staff", "room", "equipment:láser nuevo"]
    assert starts(desk, "Depilación", "Marta")[0] == 540


def test_a_renamed_teacher_keeps_the_classes(desk: Desk) -> None:
    def sessions() -> list[Any]:
        return desk.read(lambda work: store_rules.rows(work.connection, "session")["session"])

    before = sessions()
    change(desk, "staff", "Ana", name="Ana Vega")
    change(desk, "service", "Yoga", name="Yoga suave")
    assert sessions() == before
    assert entry(desk, "service", "Yoga suave").written["duration"] == 60


def test_a_file_with_the_new_name_is_applied_without_a_difference(desk: Desk, tmp_path: Path) -> None:
    change(desk, "staff", "Marta", name="Marta Gil")
    file = tmp_path / "renamed.toml"
    file.write_text(SALON.replace('name = "Marta"', 'name = "Marta Gil"'), encoding="utf-8")
    assert setup.apply(desk, file) == setup.Applied()


def test_a_name_in_use_is_refused(desk: Desk) -> None:
    error = refused("wrong_value", change, desk, "staff", "Marta", name="ana")
    assert error.params["field"] == "name"
    assert "not used twice" in error.sentence()


def test_the_name_of_somebody_who_left_is_refused_for_another(desk: Desk) -> None:
    leave(desk, "staff", "Ana", confirmed=True)
    assert refused("wrong_value", change, desk, "staff", "Marta", name="Ana").params["field"] == "name"


# each kind of change ---------------------------------------------------------------------------------------------------


def test_new_hours_count_at_once(desk: Desk) -> None:
    assert starts(desk, "Corte", "Marta")[0] == 540
    change(desk, "staff", "Marta", hours={"mon": ["10:00-11:00", "12:00-13:00", "17:00-20:00"]})
    found = starts(desk, "Corte", "Marta")
    assert found[0] == 600
    assert 720 in found
    assert max(found) == 1155
    assert starts(desk, "Corte", "Marta", MONDAY + 1) == []


def test_an_absence_comes_and_goes(desk: Desk) -> None:
    change(desk, "staff", "Marta", absences=[{"from": "2026-11-23", "to": "2026-11-24", "reason": "holiday"}])
    assert starts(desk, "Corte", "Marta") == []
    written = entry(desk, "staff", "Marta").written["absences"]
    assert written == [{"from": "2026-11-23", "to": "2026-11-24", "reason": "holiday"}]
    change(desk, "staff", "Marta", absences=[])
    assert starts(desk, "Corte", "Marta")[0] == 540


def test_an_absence_from_the_file_can_be_taken_out(desk: Desk, tmp_path: Path) -> None:
    text = SALON.replace("absences = []", "absences = [{ from = 2026-11-23, to = 2026-11-23 }]")
    file = tmp_path / "away.toml"
    file.write_text(text, encoding="utf-8")
    setup.apply(desk, file)
    assert starts(desk, "Corte", "Ana") == []
    change(desk, "staff", "Ana", absences=[])
    assert starts(desk, "Corte", "Ana")[0] == 540


def test_what_was_entered_here_stays_when_a_file_is_applied(desk: Desk, tmp_path: Path) -> None:
    change(
        desk, "staff", "Marta", absences=[{"from": "2026-11-23T09:00", "to": "2026-11-23T12:00", "reason": "médico"}]
    )
    file = tmp_path / "same.toml"
    file.write_text(SALON, encoding="utf-8")
    setup.apply(desk, file)
    assert entry(desk, "staff", "Marta").written["absences"] == [
        {"from": "2026-11-23T09:00", "to": "2026-11-23T12:00", "reason": "médico"}
    ]


def test_an_override_of_one_date(desk: Desk) -> None:
    change(desk, "staff", "Marta", overrides=[{"date": "2026-11-24", "hours": ["15:00-16:00"]}])
    assert starts(desk, "Corte", "Marta", MONDAY + 1) == [900, 915]
    assert entry(desk, "staff", "Marta").written["overrides"] == [{"date": "2026-11-24", "hours": ["15:00-16:00"]}]


def test_a_new_person_can_be_booked_at_once(desk: Desk) -> None:
    saved = add(desk, "staff", name="Luz", services=["Corte"], hours={"mon": ["09:00-10:00"]})
    assert starts(desk, "Corte", "Luz") == [540, 555]
    assert saved.version == 1
    assert [one.name for one in desk.settings().of("staff")] == ["Marta", "Ana", "Luz"]
    assert [one.name for one in desk.resources("staff")] == ["Marta", "Ana", "Luz"]


def test_a_new_service_and_who_does_it(desk: Desk) -> None:
    add(desk, "service", name="Mechas", duration=90, price="45", staff=["Ana"])
    assert desk.find_service("Mechas").staff == (desk.find_resource("Ana").id,)
    assert entry(desk, "staff", "Marta").written["services"] == [
        "Color", "Corte", "Depilación", "Masaje", "Novia", "Yoga",
    ]  # fmt: skip
    assert entry(desk, "staff", "Ana").written["services"] is None
    change(desk, "service", "Mechas", staff=["Marta", "Ana"])
    assert len(desk.find_service("Mechas").staff) == 2


def test_terms_of_a_person_are_the_other_side_of_the_service(desk: Desk) -> None:
    change(desk, "staff", "Marta", terms={"Corte": {"duration": 60, "price": "30.00"}})
    assert entry(desk, "service", "Corte").written["by_staff"] == {"Marta": {"duration": 60, "price": "30.00"}}
    assert entry(desk, "staff", "Marta").written["terms"] == {"Corte": {"duration": 60, "price": "30.00"}}
    code = book(desk, "Corte", MONDAY, 600, "Marta")
    assert (desk.reservation(code).price, desk.reservation(code).end - desk.reservation(code).start) == (3000, 60)
    change(desk, "staff", "Marta", terms={})
    assert entry(desk, "service", "Corte").written["by_staff"] == {}


def test_a_location_its_hours_and_closures(desk: Desk) -> None:
    hours = {day: ["12:00-13:00"] for day in ("mon", "tue", "wed")}
    change(desk, "location", "Centro", hours=hours, closures=[{"from": "2026-11-24", "reason": "fiesta"}])
    assert starts(desk, "Corte", "Marta") == [720, 735]
    assert starts(desk, "Corte", "Marta", MONDAY + 1) == []
    add(desk, "location", name="Norte", timezone="Europe/Madrid")
    change(desk, "staff", "Ana", location="Norte")
    assert desk.find_resource("Ana").location == desk.find_location("Norte").id


def test_the_business_and_its_day(desk: Desk) -> None:
    change(desk, "business", "Peluquería Norte", name="Norte", day_ends="03:00", confirm="manual")
    assert (desk.business().name, desk.business().day_ends) == ("Norte", 180)
    assert refused("wrong_value", change, desk, "business", "Norte", currency="USD").params["field"] == "currency"


def test_a_table_and_its_seats(desk: Desk) -> None:
    add(desk, "table", name="Mesa 1", seats=4)
    change(desk, "table", "Mesa 1", name="Mesa 10", seats=6)
    assert [(one.name, one.seats) for one in desk.resources("table")] == [("Mesa 10", 6)]


# out of use ------------------------------------------------------------------------------------------------------------


def test_who_leaves_keeps_the_past_and_may_come_back(desk: Desk) -> None:
    before = desk.find_resource("Marta").id
    left = leave(desk, "staff", "Marta")
    assert not left.active
    assert [one.name for one in desk.resources("staff")] == ["Ana"]
    back = desk.change_settings(SettingChange("staff", {}, left.id, left.version))
    assert (back.id, back.active) == (before, True)
    assert starts(desk, "Corte", "Marta")[0] == 540


def test_a_new_one_of_the_same_name_is_the_one_who_left(desk: Desk) -> None:
    before = leave(desk, "service", "Novia").id
    assert add(desk, "service", name="Novia", duration=120).id == before


def test_a_service_out_of_use_is_done_by_the_same_when_it_comes_back(desk: Desk) -> None:
    change(desk, "staff", "Ana", services=["Color", "Novia"])
    left = leave(desk, "service", "Novia")
    assert entry(desk, "staff", "Ana").written["services"] == ["Color"]
    change(desk, "staff", "Ana", services=["Color", "Corte"])
    desk.change_settings(SettingChange("service", {}, left.id))
    assert entry(desk, "staff", "Ana").written["services"] == ["Color", "Corte", "Novia"]


def test_classes_of_who_left_are_taken_back(desk: Desk) -> None:
    leave(desk, "staff", "Ana")
    assert desk.read(lambda work: store_rules.rows(work.connection, "session")["session"]) == []


def test_what_is_needed_stays(desk: Desk) -> None:
    assert "Depilación" in refused("wrong_value", leave, desk, "equipment", "láser").sentence()
    refused("wrong_value", leave, desk, "location", "Centro")
    add(desk, "location", name="Norte", timezone="Europe/Madrid")
    assert "Marta" in refused("wrong_value", leave, desk, "location", "Centro").sentence()
    assert not leave(desk, "location", "Norte").active


def test_terms_of_who_left_make_no_difference_to_a_file(desk: Desk, tmp_path: Path) -> None:
    with_terms = SALON.replace('price = "25.00"', 'price = "25.00"\nby_staff = { Ana = { price = "30" } }')
    without = SALON.split('[[staff]]\nname = "Ana"')[0] + "[[rooms]]" + SALON.split("[[rooms]]")[1]
    without = without.replace('staff = "Ana"\n', "")
    file = tmp_path / "salon.toml"
    file.write_text(with_terms, encoding="utf-8")
    setup.apply(desk, file)
    file.write_text(without, encoding="utf-8")
    setup.apply(desk, file)
    assert setup.apply(desk, file) == setup.Applied()


# reservations to come --------------------------------------------------------------------------------------------------


def test_shorter_hours_over_a_visit_are_asked_about(desk: Desk) -> None:
    inside = book(desk, "Corte", MONDAY, 600, "Marta")
    outside = book(desk, "Corte", MONDAY, 1020, "Marta")
    before = (house(desk), desk.seq())
    error = refused("no_longer_fits", change, desk, "staff", "Marta", hours={"mon": ["09:00-14:00"]})
    assert (error.params["count"], error.details["codes"]) == (1, [outside])
    assert (house(desk), desk.seq()) == before
    change(desk, "staff", "Marta", hours={"mon": ["09:00-14:00"]}, confirmed=True)
    assert desk.reservation(outside).status == desk.reservation(inside).status == "confirmed"
    # what stands outside already is not said again
    change(desk, "staff", "Marta", hours={"mon": ["09:00-13:00"]})


def test_other_changes_ask_nothing(desk: Desk) -> None:
    book(desk, "Corte", MONDAY, 600, "Marta")
    change(desk, "staff", "Ana", hours={"mon": ["09:00-10:00"]})
    change(desk, "service", "Corte", duration=30)
    change(desk, "staff", "Marta", hours={"mon": ["09:00-11:00"]})


def test_who_is_booked_leaves_with_a_question(desk: Desk) -> None:
    code = book(desk, "Corte", MONDAY, 600, "Marta")
    assert refused("no_longer_fits", leave, desk, "staff", "Marta").details["codes"] == [code]
    assert refused("no_longer_fits", leave, desk, "service", "Corte").details["codes"] == [code]
    closures = [{"from": "2026-11-23"}]
    assert refused("no_longer_fits", change, desk, "location", "Centro", closures=closures).params["count"] == 1
    assert refused("no_longer_fits", change, desk, "staff", "Marta", services=["Color"]).params["count"] == 1
    assert not leave(desk, "staff", "Marta", confirmed=True).active


# refusals --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name", "keys", "field"),
    [
        ("service", "Corte", {"name": " "}, "name"),
        ("service", "Corte", {"duration": 0}, "duration"),
        ("service", "Corte", {"price": "much"}, "price"),
        ("service", "Corte", {"needs": ["rocket"]}, "needs"),
        ("service", "Corte", {"needs": ["equipment:rocket"]}, "needs"),
        ("service", "Corte", {"late_cancel": "never"}, "late_cancel"),
        ("service", "Corte", {"channels": ["pigeon"]}, "channels"),
        ("service", "Corte", {"by_staff": {"Nobody": {"price": "1"}}}, "by_staff"),
        ("service", "Corte", {"by_staff": {"Ana": {"price": "x"}}}, "by_staff"),
        ("service", "Corte", {"staff": ["Nobody"]}, "staff"),
        ("service", "Corte", {"max_party": 1, "min_party": 2}, "max_party"),
        ("staff", "Marta", {"hours": {"mon": ["9-14"]}}, "hours"),
        ("staff", "Marta", {"hours": {"mon": ["25:00-26:00"]}}, "hours"),
        ("staff", "Marta", {"absences": [{"from": "tomorrow"}]}, "absences"),
        ("staff", "Marta", {"absences": [{"from": "2026-12-24", "to": "2026-12-20"}]}, "absences"),
        ("staff", "Marta", {"overrides": [{"date": "x", "hours": []}]}, "overrides"),
        ("staff", "Marta", {"services": ["Rocket"]}, "services"),
        ("staff", "Marta", {"location": "Mars"}, "location"),
        ("staff", "Marta", {"terms": {"Rocket": {"price": "1"}}}, "terms"),
        ("staff", "Marta", {"terms": {"Corte": {"price": "x"}}}, "terms"),
        ("location", "Centro", {"timezone": "Mars/Base"}, "timezone"),
        ("business", "Peluquería Norte", {"locale": "xx"}, "locale"),
        ("business", "Peluquería Norte", {"day_ends": "noon"}, "day_ends"),
    ],
)
def test_what_a_file_could_not_say_is_refused_by_its_field(
    sqlite_desk: Desk, kind: str, name: str, keys: dict[str, Any], field: str
) -> None:
    before = sqlite_desk.seq()
    error = refused("wrong_value", change, sqlite_desk, kind, name, **keys)
    assert error.params["field"] == field
    assert "{" not in error.sentence()
    assert sqlite_desk.seq() == before


def test_a_stale_change_is_refused_by_name_but_a_booking_makes_none_stale(desk: Desk) -> None:
    old = entry(desk, "staff", "Marta")
    book(desk, "Corte", MONDAY, 600, "Marta")
    assert entry(desk, "staff", "Marta").version == old.version
    desk.change_settings(SettingChange("staff", {"step": 30}, old.id, old.version))
    error = refused("stale_version", desk.change_settings, SettingChange("staff", {"step": 20}, old.id, old.version))
    assert (error.params["name"], error.params["who"]) == ("Marta", "admin")


@pytest.mark.parametrize("role", ["employee", "reception"])
def test_only_managers_see_and_change_them(desk: Desk, role: str) -> None:
    other = Desk(desk.store, desk.clock, Actor("Eva", role))
    refused("not_allowed", other.settings)
    refused("not_allowed", other.change_settings, SettingChange("staff", {"name": "Eva"}))
    manager = Desk(desk.store, desk.clock, Actor("Eva", "manager"))
    add(manager, "staff", name="Luz")


def test_the_journal_says_who_and_keeps_reasons_apart(desk: Desk) -> None:
    saved = change(desk, "staff", "Marta", absences=[{"from": "2026-12-24", "reason": "operation"}])
    rows = desk.read(lambda work: journal.of_entity(work.connection, "resource", saved.id))
    assert (rows[-1].verb, rows[-1].actor, rows[-1].version) == ("settings", "admin", saved.version)
    assert "operation" not in rows[-1].image
    assert json.loads(rows[-1].body) == {"reasons": ["operation"]}
    assert desk.undoable() is None


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    trial = Desk(desk.store, desk.clock, desk.actor, dry_run=True)
    assert change(trial, "staff", "Marta", name="Luz").name == "Luz"
    assert desk.find_resource("Marta").name == "Marta"


def test_a_bad_name_is_cleaned(desk: Desk) -> None:
    assert add(desk, "staff", name=" Lu\x1b[31mz\n ").name == "Lu[31mz"
