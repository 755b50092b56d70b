"""The business file: every key is read, every mistake is told with file, key and what was expected."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from frontdesk.base.errors import FrontdeskError
from frontdesk.base.ready import ready_businesses, ready_path
from frontdesk.desk.business_file import read
from frontdesk.desk.business_parts import BusinessFile
from frontdesk.language.i18n import LANGUAGES

CONTRACT = """
[business]
name = "Peluquería Norte"
locale = "es"
currency = "EUR"
country = "ES"
day_ends = "00:00"
confirm = "auto"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"
pacing = 12
hours = { mon = ["09:00-20:30"], sat = ["10:00-14:00"] }
closures = [{ from = 2026-12-25, to = 2026-12-25, reason = "Navidad" }]

[[staff]]
name = "Marta"
location = "Centro"
services = ["Corte"]
hours = { mon = ["09:00-14:00", "16:00-20:30"] }
step = 30
overrides = [{ date = 2026-12-05, hours = ["10:00-13:00"] }, { date = 2026-12-07, hours = [] }]
absences = [{ from = 2026-12-24, to = 2026-12-26, reason = "holiday" },
            { from = 2026-12-30T10:00:00, to = 2026-12-30T12:30:00 }]

[[staff]]
name = "Ana"

[[rooms]]
name = "101"
seats = 2

[[tables]]
name = "4"
seats = 4

[[tables]]
name = "5"
seats = 4

[[equipment]]
name = "láser"

[[services]]
name = "Corte"
duration = 45
buffer_before = 5
buffer_after = 10
step = 15
price = "25.00"
needs = ["staff", "room", "equipment:láser"]
min_notice = 120
horizon = 90
min_party = 1
max_party = 6
duration_by_party = { 6 = 120, 2 = 90 }
tags = ["pilates", "mañana"]
tags_match = "all"
pass = "optional"
channels = ["desk", "web", "agent"]
cancel_until = 1440
late_cancel = "unit"
no_show = "fee"
fee = "10.00"
deposit = "5.50"
processing = [20, 30]
pacing = 4
by_staff = { Ana = { duration = 60, price = "30.00" } }

[[services]]
name = "Yoga"
duration = 60

[[services]]
name = "Habitación doble"
needs = ["room"]
nights = true
check_in = "15:00"
check_out = "11:00"

[[joins]]
tables = ["4", "5"]
seats = 8
min_party = 5

[[sessions]]
service = "Yoga"
staff = "Ana"
room = "101"
start = 2026-11-23T10:00:00
duration = 50
capacity = 12
repeat = "FREQ=WEEKLY;BYDAY=MO,WE"
tags = ["vip"]
tags_match = "any"

[[passes]]
name = "Bono 10"
units = 10
price = "90.00"
valid_days = 90
services = ["Yoga"]

[[users]]
name = "ana"
role = "manager"
staff = "Ana"
account = "ana"

[[reminders]]
when = "-24h"
channels = ["whatsapp", "sms", "email"]
template = "reminder"
"""

SMALL = """
[business]
name = "Norte"

[[locations]]
name = "Centro"
timezone = "Europe/Madrid"

[[staff]]
name = "Ana"

[[services]]
name = "Corte"
duration = 45
"""


def reading(tmp_path: Path, text: str | bytes) -> BusinessFile:
    path = tmp_path / "business.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read(path)


def refused(tmp_path: Path, text: str | bytes) -> FrontdeskError:
    with pytest.raises(FrontdeskError) as caught:
        reading(tmp_path, text)
    assert "business.toml" in caught.value.sentence()
    return caught.value


def test_every_key_of_the_contract_is_read(tmp_path: Path) -> None:
    file = reading(tmp_path, CONTRACT)
    assert (file.business.name, file.business.currency, file.business.confirm) == ("Peluquería Norte", "EUR", "auto")
    place = file.locations[0]
    assert place.hours is not None
    assert place.hours[0] == ((540, 1230),)
    assert place.hours[5] == ((600, 840),)
    assert place.hours[6] == ()
    assert place.pacing == 12
    assert (place.closures[0].starts, place.closures[0].ends) == ("2026-12-25T00:00", "2026-12-26T00:00")
    marta, ana, room, four, five, laser = file.resources
    assert (marta.kind, marta.services, marta.step) == ("staff", ("Corte",), 30)
    assert marta.hours is not None
    assert marta.hours[0] == ((540, 840), (960, 1230))
    assert marta.overrides == (
        (dt.date(2026, 12, 5).toordinal(), ((600, 780),)),
        (dt.date(2026, 12, 7).toordinal(), ()),
    )
    assert [(away.starts, away.ends, away.reason) for away in marta.absences] == [
        ("2026-12-24T00:00", "2026-12-27T00:00", "holiday"),
        ("2026-12-30T10:00", "2026-12-30T12:30", ""),
    ]
    assert (ana.services, ana.hours) == (None, None)
    assert (room.kind, room.seats, four.seats, five.location, laser.kind) == ("room", 2, 4, "Centro", "equipment")
    cut, yoga, double = file.services
    assert cut.needs == ("staff", "room", "equipment:láser")
    assert cut.duration_by_party == ((2, 90), (6, 120))
    assert (cut.price, cut.fee, cut.deposit) == (2500, 1000, 550)
    assert (cut.processing, cut.pacing, cut.pass_use, cut.no_show) == ((20, 30), 4, "optional", "fee")
    assert [(one.staff, one.duration, one.price) for one in cut.by_staff] == [("Ana", 60, 3000)]
    assert (yoga.grouped, yoga.needs) == (True, ())
    assert (double.nights, double.check_in, double.check_out, double.needs) == (True, 900, 660, ("room",))
    assert (file.joins[0].tables, file.joins[0].seats, file.joins[0].min_party) == (("4", "5"), 8, 5)
    series = file.series[0]
    assert (series.first, series.duration, series.rooms) == ("2026-11-23T10:00", 50, ("101",))
    assert (series.rule, series.tags, series.tags_match) == ("FREQ=WEEKLY;BYDAY=MO,WE", ("vip",), "any")
    assert (file.passes[0].units, file.passes[0].price, file.passes[0].services) == (10, 9000, ("Yoga",))
    assert (file.users[0].role, file.users[0].staff, file.users[0].account) == ("manager", "Ana", "ana")
    assert (file.reminders[0].when, file.reminders[0].channels) == ("-24h", ("whatsapp", "sms", "email"))


def test_what_is_left_out_has_its_default(tmp_path: Path) -> None:
    file = reading(tmp_path, SMALL)
    service = file.services[0]
    assert (service.needs, service.step, service.price, service.horizon) == (("staff",), 15, 0, None)
    assert service.channels == ("agent", "desk", "web")
    assert (service.grouped, service.max_party, service.late_cancel) == (False, None, "free")
    assert file.resources[0].location == "Centro"
    assert file.locations[0].hours is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ('["09:00-14:00", "13:00-15:00"]', ((540, 900),)),
        ('["09:00-14:00", "14:00-15:00"]', ((540, 900),)),
        ('["16:00-20:00", "9:00-14:00"]', ((540, 840), (960, 1200))),
        ('["22:00-02:00"]', ((1320, 1560),)),
        ('["22:00-00:00"]', ((1320, 1440),)),
        ('["18:00-24:00"]', ((1080, 1440),)),
        ('["00:00-24:00"]', ((0, 1440),)),
        ("[]", ()),
    ],
)
def test_ranges(tmp_path: Path, given: str, expected: tuple[tuple[int, int], ...]) -> None:
    file = reading(tmp_path, SMALL.replace('name = "Ana"', f'name = "Ana"\nhours = {{ mon = {given} }}'))
    hours = file.resources[0].hours
    assert hours is not None
    assert hours[0] == expected


def changed(old: str, new: str) -> str:
    assert old in CONTRACT
    return CONTRACT.replace(old, new, 1)


WRONG = [
    (changed('name = "Peluquería Norte"\n', ""), "business.name", "text"),
    (changed('name = "Peluquería Norte"', 'name = "  "'), "business.name", "not empty"),
    (changed('name = "Peluquería Norte"', "name = 7"), "business.name", "text in quotes"),
    (changed('locale = "es"', 'locale = "fr"'), "business.locale", "en | es"),
    (changed('currency = "EUR"', 'currency = "EURO"'), "business.currency", "EUR"),
    (changed('country = "ES"', 'country = "XX"'), "business.country", "ES"),
    (changed('day_ends = "00:00"', 'day_ends = "25:00"'), "business.day_ends", "09:30"),
    (changed('confirm = "auto"', 'confirm = "maybe"'), "business.confirm", "auto | manual"),
    (changed('confirm = "auto"', 'confirm = "auto"\ncolour = "red"'), "business.colour", "name | locale"),
    (changed("[business]", "[company]"), "company", "business"),
    (changed("[[locations]]", "[locations]"), "locations", "list"),
    (changed('timezone = "Europe/Madrid"', 'timezone = "Europe/Nowhere"'), "locations[0].timezone", "Europe/Madrid"),
    (changed('timezone = "Europe/Madrid"', 'timezone = "../etc"'), "locations[0].timezone", "Europe/Madrid"),
    (changed('timezone = "Europe/Madrid"\n', ""), "locations[0].timezone", "text"),
    (changed('mon = ["09:00-20:30"]', 'mon = ["9-20"]'), "locations[0].hours.mon[0]", "09:00-14:00"),
    (changed('mon = ["09:00-20:30"]', 'mon = ["09:00-09:00"]'), "locations[0].hours.mon[0]", "09:00-14:00"),
    (changed('mon = ["09:00-20:30"]', 'mon = ["24:00-03:00"]'), "locations[0].hours.mon[0]", "09:00-14:00"),
    (changed('mon = ["09:00-20:30"]', 'mon = "09:00-20:30"'), "locations[0].hours.mon", "list"),
    (changed("mon = [", "monday = ["), "locations[0].hours.monday", "mon | tue"),
    (changed("to = 2026-12-25", "to = 2026-12-24"), "locations[0].closures[0].to", "after"),
    (changed("from = 2026-12-25", "from = 12"), "locations[0].closures[0].from", "2026-12-24"),
    (changed("pacing = 12", "pacing = 0"), "locations[0].pacing", "1 …"),
    (changed('location = "Centro"', 'location = "Sur"'), "staff[0].location", "Centro"),
    (changed('services = ["Corte"]', 'services = ["Corte", "Tinte"]'), "staff[0].services[1]", "Corte | Yoga"),
    (changed('mon = ["09:00-14:00", "16', 'mon = ["09:00-14:00", "1x'), "staff[0].hours.mon[1]", "09:00-14:00"),
    (changed("step = 30", 'step = "30"'), "staff[0].step", "without quotes"),
    (changed("date = 2026-12-05", 'date = "soon"'), "staff[0].overrides[0].date", "2026-12-24"),
    (changed("date = 2026-12-07", "date = 2026-12-05"), "staff[0].overrides[1].date", "twice"),
    (changed("from = 2026-12-24", "from = 10:00:00"), "staff[0].absences[0].from", "2026-12-24"),
    (changed('name = "Ana"', 'name = "marta"'), "staff[1].name", "twice"),
    (changed('name = "Ana"', 'name = "Ana"\nseats = 2'), "staff[1].seats", "name"),
    (changed("seats = 4", "seats = 0"), "tables[0].seats", "1 …"),
    (changed("duration = 45", "duration = 0"), "services[0].duration", "1 …"),
    (changed("duration = 45\n", ""), "services[0].duration", "minutes"),
    (changed("duration = 45", "duration = 45.5"), "services[0].duration", "whole number"),
    (changed("duration = 45", "duration = 99999999999999999999999"), "services[0].duration", "1 …"),
    (changed('price = "25.00"', 'price = "25,00"'), "services[0].price", "25.00"),
    (changed('price = "25.00"', 'price = "-1"'), "services[0].price", "25.00"),
    (changed('price = "25.00"', 'price = "1.005"'), "services[0].price", "25.00"),
    (changed('price = "25.00"', "price = nan"), "services[0].price", "25.00"),
    (changed('price = "25.00"', 'price = "99999999999"'), "services[0].price", "25.00"),
    (changed('price = "25.00"', "price = []"), "services[0].price", "25.00"),
    (changed('"equipment:láser"', '"equipment:sauna"'), "services[0].needs[2]", "láser"),
    (changed('"equipment:láser"', '"chair"'), "services[0].needs[2]", "equipment:NAME"),
    (changed("max_party = 6", "min_party = 3\nmax_party = 2").replace("min_party = 1\n", "", 1), "services[0].max_party", "3"),
    (changed("2 = 90", "two = 90"), "services[0].duration_by_party.two", "2 = 90"),
    (changed("2 = 90", '2 = "90"'), "services[0].duration_by_party.2", "1 …"),
    (changed('tags_match = "all"', 'tags_match = "most"'), "services[0].tags_match", "all | any"),
    (changed('pass = "optional"', 'pass = "yes"'), "services[0].pass", "none | optional | required"),
    (changed('channels = ["desk", "web", "agent"]', 'channels = ["phone"]'), "services[0].channels[0]", "agent | desk | web"),
    (changed('late_cancel = "unit"', 'late_cancel = "all"'), "services[0].late_cancel", "fee | free | unit"),
    (changed('no_show = "fee"', "no_show = true"), "services[0].no_show", "fee | free | unit"),
    (changed("processing = [20, 30]", "processing = [45, 5]"), "services[0].processing", "inside"),
    (changed("processing = [20, 30]", "processing = [20]"), "services[0].processing", "two"),
    (changed("by_staff = { Ana", "by_staff = { Eva"), "services[0].by_staff.Eva", "Marta | Ana"),
    (changed("duration = 60, price", "length = 60, price"), "services[0].by_staff.Ana.length", "duration | price"),
    (changed('price = "30.00"', 'price = "x"'), "services[0].by_staff.Ana.price", "25.00"),
    (changed("nights = true", "nights = 1"), "services[2].nights", "true | false"),
    (changed('check_out = "11:00"', 'check_out = "16:00"'), "services[2].check_out", "check_in"),
    (changed('check_in = "15:00"', 'check_in = "24:00"'), "services[2].check_in", "09:30"),
    (changed('tables = ["4", "5"]', 'tables = ["4", "9"]'), "joins[0].tables[1]", "4 | 5"),
    (changed('tables = ["4", "5"]', 'tables = ["4", "4"]'), "joins[0].tables", "two tables"),
    (changed("min_party = 5", "min_party = 9"), "joins[0].min_party", "1 … 8"),
    (changed('service = "Yoga"', 'service = "Zumba"'), "sessions[0].service", "Corte | Yoga"),
    (changed('staff = "Ana"\nroom', 'staff = "Eva"\nroom'), "sessions[0].staff", "Marta | Ana"),
    (changed('room = "101"', 'room = "102"'), "sessions[0].room", "101"),
    (changed("start = 2026-11-23T10:00:00", "start = 2026-11-23"), "sessions[0].start", "2026-11-23T10:00:00"),
    (changed("capacity = 12", "capacity = 0"), "sessions[0].capacity", "1 …"),
    (changed("capacity = 12\n", ""), "sessions[0].capacity", "whole number"),
    *[
        (changed("FREQ=WEEKLY;BYDAY=MO,WE", rule), "sessions[0].repeat", "FREQ=WEEKLY")
        for rule in (
            "every monday",
            "FREQ=SOMETIMES",
            "FREQ=SECONDLY",
            "BYDAY=MO",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=YEARLY;INTERVAL=0",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=WEEKLY;FREQ=DAILY",
            "FREQ=WEEKLY;UNTIL=2026",
            "FREQ=WEEKLY;UNTIL=20201231",
        )
    ],
    (changed("units = 10", "units = 0"), "passes[0].units", "1 …"),
    (changed('services = ["Yoga"]', 'services = ["Zumba"]'), "passes[0].services[0]", "Corte | Yoga"),
    (changed('role = "manager"', 'role = "boss"'), "users[0].role", "admin | employee | manager | reception"),
    (changed('staff = "Ana"\naccount', 'staff = "Eva"\naccount'), "users[0].staff", "Marta | Ana"),
    (changed('when = "-24h"', 'when = "tomorrow"'), "reminders[0].when", "-24h"),
    (changed('channels = ["whatsapp", "sms", "email"]', 'channels = ["fax"]'), "reminders[0].channels[0]", "email"),
    (changed('channels = ["whatsapp", "sms", "email"]', "channels = []"), "reminders[0].channels", "at least one"),
    (changed('template = "reminder"\n', ""), "reminders[0].template", "text"),
    (CONTRACT + '\n[[users]]\nname = "eva"\nrole = "admin"\naccount = "ana"\n', "users[1].account", "twice"),
    (CONTRACT + '\n[[reminders]]\nwhen = "-24h"\nchannels = []\ntemplate = "reminder"\n', "reminders[1].when", "twice"),
    (CONTRACT + '\n[[joins]]\ntables = ["5", "4"]\nseats = 8\n', "joins[1].tables", "twice"),
    (CONTRACT + '\n[[locations]]\nname = "Sur"\ntimezone = "UTC"\n', "staff[1].location", "Centro | Sur"),
    (CONTRACT + "\n[extra]\nx = 1\n", "extra", "business | locations"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "key", "expected"), WRONG, ids=[f"{n}:{row[1]}" for n, row in enumerate(WRONG)])
def test_a_wrong_key_is_named_with_what_was_expected(tmp_path: Path, text: str, key: str, expected: str) -> None:
    error = refused(tmp_path, text)
    assert error.code == "wrong_business_file"
    assert error.params["key"] == key
    assert expected in error.params["expected"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[business]\nname = Norte\n", 2),
        ("[business]\nname\n", 2),
        ("[business]\nname = 'a'\nname = 'b'\n", 3),
        ("[business\n", 1),
        ("[business]\nx = [1,\n\n", 4),
        ('[business]\nhours = { mon = ["09:00-14:00"],\n  tue = [] }\n', 2),
        ('[business]\nname = "a\n', 2),
        ("[business]\nday = 2026-02-30\n", 2),
    ],
)
def test_broken_toml_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    error = refused(tmp_path, text)
    assert error.code == "wrong_business_file"
    assert f"business.toml:{line}" in error.sentence()
    assert error.details["line"] == line


@pytest.mark.parametrize(
    "text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "\x00", "x = \"\\ud800\"", "[a]\n" * 3, "= 1", "\x1b[2J = 1"]
)  # fmt: skip
def test_hostile_toml_is_one_sentence(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, text).code == "wrong_business_file"


def test_encodings(tmp_path: Path) -> None:
    expected = reading(tmp_path, CONTRACT)
    assert reading(tmp_path, b"\xef\xbb\xbf" + CONTRACT.encode()) == expected
    assert reading(tmp_path, CONTRACT.replace("\n", "\r\n")) == expected
    assert reading(tmp_path, CONTRACT.replace("\n", "\r")) == expected
    assert reading(tmp_path, CONTRACT.encode("utf-16")) == expected
    error = refused(tmp_path, CONTRACT.encode("latin-1"))
    assert "UTF-8" in error.sentence()
    assert error.details["line"] == 3


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "a\x00b"):
        with pytest.raises(FrontdeskError) as caught:
            read(path)
        assert caught.value.code == "wrong_file"


def test_an_empty_file_wants_a_business(tmp_path: Path) -> None:
    assert refused(tmp_path, "").params["key"] == "business"


def test_text_is_cleaned(tmp_path: Path) -> None:
    file = reading(tmp_path, SMALL.replace('"Ana"', '"An\\u001ba\\u0007  Ruiz "'))
    assert file.resources[0].name == "Ana Ruiz"


def test_names_are_found_whatever_their_case(tmp_path: Path) -> None:
    file = reading(tmp_path, SMALL.replace('name = "Ana"', 'name = "Ana"\nservices = ["CORTE"]'))
    assert file.resources[0].services == ("Corte",)


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ("RRULE:FREQ=WEEKLY;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO"),
        ("freq=daily;count=3", "FREQ=DAILY;COUNT=3"),
        ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231T235959"),
        ("FREQ=DAILY;UNTIL=20261231T090000Z", "FREQ=DAILY;UNTIL=20261231T100000"),
    ],
)
def test_rules_are_local(tmp_path: Path, given: str, rule: str) -> None:
    assert reading(tmp_path, changed("FREQ=WEEKLY;BYDAY=MO,WE", given)).series[0].rule == rule


def test_a_session_start_with_an_offset_becomes_local(tmp_path: Path) -> None:
    file = reading(tmp_path, changed("start = 2026-11-23T10:00:00", "start = 2026-11-23T09:00:00Z"))
    assert file.series[0].first == "2026-11-23T10:00"


def test_an_amount_has_the_decimals_of_its_currency(tmp_path: Path) -> None:
    yen = SMALL.replace('name = "Norte"', 'name = "Norte"\ncurrency = "JPY"').replace(
        "duration = 45", "duration = 45\nprice = 2500"
    )
    assert reading(tmp_path, yen).services[0].price == 2500
    error = refused(tmp_path, yen.replace("price = 2500", 'price = "25.50"'))
    assert error.params["key"] == "services[0].price"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ready_businesses())
def test_the_ready_businesses_are_read(name: str, language: str) -> None:
    file = read(ready_path(name, language))
    assert file.services
    assert not file.users  # whoever tries one out is its admin
    assert file.business.locale == language
