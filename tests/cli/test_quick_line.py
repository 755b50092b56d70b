"""``book --line``: a visit in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_line_books(run: Run, database: Path) -> None:
    ended = run("book", "--line", "lola prado 644555666 corte jue 10:30 con marta", "--json")
    assert (ended.code, ended.err) == (0, "")
    visit = ended.json
    assert (visit["service"], visit["staff"], visit["start"]) == ("Corte", "Marta", "2026-11-26T10:30:00+01:00")
    assert visit["customer"]["name"] == "Lola Prado" and visit["customer"]["phone"] == "+34644555666"
    again = run("book", "--line", "lola prado corte jue 10:30 con marta", "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "slot_taken")


def test_a_dry_run_changes_nothing(run: Run, database: Path) -> None:
    ended = run("book", "--line", "lola prado 644555666 corte jue 10:30 con marta", "--dry-run")
    assert ended.code == 0 and ended.out.startswith("Would book: ")
    assert run("reservations", "--date", "2026-11-26", "--json").json == []


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("corte con marta", "wrong_value", "missing: the day, the time, the customer"),
        ("lola prado corte jue 10:30", "wrong_value", "missing: the phone of a new customer"),
        ("lola prado 644555666 corte jue 10:30 con nadie", "wrong_value", "not understood: “nadie”"),
        ("lola prado 644555666 corte jue 10:30 o 11:30", "wrong_value", "10:30, 11:30 are several times"),
        ("lola prado 644555666 corte 20/11 10:30", "wrong_value", "“20/11” was on Fri 20 Nov 2026: say the year"),
        ("lola prado 644555666 corte 5/6 10:30", "wrong_value", "“5/6” may be Sat 5 Jun 2027, Thu 6 May 2027"),
        ("lola prado 644555666 corte 32/13 10:30", "wrong_value", "there is no such day as “32/13”"),
        ("lola prado 644555666 corte jue o vie 10:30", "wrong_value", "“jue, vie” says two days"),
    ],
)
def test_what_is_not_clear_is_said_and_nothing_is_booked(
    run: Run, database: Path, line: str, code: str, said: str
) -> None:
    ended = run("book", "--line", line, "--json")
    assert (ended.code, ended.json["error"]["code"]) == (1, code)
    assert said in ended.json["error"]["message"]
    assert "line" in ended.json["error"]
    assert run("customers", "lola", "--json").json == []


def test_namesakes_are_listed(run: Run, database: Path) -> None:
    for phone in ("600111222", "600333444"):
        run("customer", "add", "Ana Soler", "--phone", phone)
    ended = run("book", "--line", "ana soler corte jue 10:30 con marta")
    assert ended.code == 1 and "…1222" in ended.err and "…3444" in ended.err


def test_the_line_says_all_of_it(run: Run, database: Path) -> None:
    for more in (
        ("--at", "2026-11-26T10:30"),
        ("--service", "Corte"),
        ("--party", "2"),
        ("--customer", "Ana"),
        ("--overlap",),
    ):
        ended = run("book", "--line", "ana corte jue 10:30", *more)
        assert (ended.code, ended.out) == (2, "")
    assert run("book", "--service", "Corte", "--customer", "Ana").err == "error: --at is missing\n"
    assert run("book", "--line", "").code == 2
