"""``when``: a phrase, or a batch of lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_a_phrase_is_answered(run: Run, database: Path) -> None:
    ended = run("when", "el viernes a las 5 de la tarde", "--lang", "es", "--json")
    assert ended.code == 0
    assert ended.json == {"date": "2026-11-27", "time": "17:00", "end_time": None, "ambiguous": False}


def test_what_was_not_said_is_null(run: Run, database: Path) -> None:
    nothing = {"date": None, "time": None, "end_time": None, "ambiguous": False}
    assert run("when", "whenever you like", "--json").json == nothing
    assert run("when", "at five", "--json").json == {**nothing, "time": "17:00"}
    assert run("when", "tomorrow", "--json").json == {**nothing, "date": "2026-11-24"}
    assert run("when", "between 5 and 7", "--json").json == {**nothing, "time": "17:00", "end_time": "19:00"}


def test_the_other_language_is_understood_where_the_first_says_nothing(run: Run, database: Path) -> None:
    assert run("when", "pasado mañana a las diez y media", "--json").json["time"] == "10:30"


@pytest.mark.parametrize(
    ("lang", "text", "date", "time"),
    [
        ("en", "el jueves 10:30", "2026-11-26", "10:30"), ("en", "pasado mañana 10:30", "2026-11-25", "10:30"),
        ("es", "tomorrow 5pm", "2026-11-24", "17:00"), ("es", "jueves 5pm", "2026-11-26", "17:00"),
    ],
)  # fmt: skip
def test_the_language_that_says_more_is_read(
    run: Run, database: Path, lang: str, text: str, date: str, time: str
) -> None:
    said = run("when", text, "--lang", lang, "--json").json
    assert (said["date"], said["time"], said["ambiguous"]) == (date, time, False)


def test_no_database_is_needed(run: Run) -> None:
    ended = run("when", "tomorrow at ten", "--json")
    assert (ended.code, ended.json["date"], ended.err) == (0, "2026-11-24", "")


def test_for_people(run: Run, database: Path) -> None:
    assert run("when", "thursday from 5 to 7").out == "Thu 26 Nov 17:00–19:00\n"
    assert run("when", "next friday").out == "Fri 4 Dec (it may be meant otherwise)\n"
    assert run("when", "soon").out == "No day and no time were read.\n"


@pytest.mark.parametrize(
    "words", [("when",), ("when", "monday", "--batch"), ("when", "a", "b"), ("when", "x", "--lang", "fr")]
)
def test_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    ended = run(*words)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith("error: ")


def _batch(run: Run, *lines: str) -> tuple[int, list[dict[str, object]]]:
    ended = run("when", "--batch", typed="\n".join(lines))
    return ended.code, [json.loads(line) for line in ended.out.splitlines()]


def test_a_batch_answers_line_by_line(run: Run) -> None:
    code, answers = _batch(
        run,
        '{"id": 1, "text": "el martes a las 9", "lang": "es", "ref": "2026-11-25T09:00:00", "prev": null}',
        "",
        '{"id": "b", "text": "5", "lang": "en", "ref": "2026-11-25T09:00", "prev": "What time?"}',
    )
    assert code == 0
    assert [(one["id"], one["date"], one["time"]) for one in answers] == [
        (1, "2026-12-01", "09:00"),
        ("b", None, "17:00"),
    ]


def test_a_line_that_is_nothing_but_a_time_is_the_next_such_time(run: Run) -> None:
    alone = {"id": 1, "text": "a las 8 de la mañana", "lang": "es", "ref": "2026-11-25T09:00:00", "prev": None}
    others = [
        alone | {"prev": "¿A qué hora?"},
        alone | {"ref": "2026-11-25T00:00:00"},
        alone | {"text": "vendré a las 8"},
    ]
    _code, answers = _batch(run, *map(json.dumps, [alone, *others]))
    assert [one["date"] for one in answers] == ["2026-11-26", None, "2026-11-25", None]


@pytest.mark.parametrize(
    "line",
    [
        "nonsense", "[]", "1", "{}", '{"id": 7}', '{"id": 7, "text": "monday", "ref": "soon"}', '{"id": 7, "text": 5, "ref": 1}',
        '{"id": 7, "text": "monday", "ref": "2026-11-25", "lang": "fr"}', "[" * 100_000,
    ],
)  # fmt: skip
def test_a_wrong_line_spoils_no_other(run: Run, line: str) -> None:
    right = '{"id": 2, "text": "tomorrow", "lang": "en", "ref": "2026-11-25T09:00:00"}'
    code, answers = _batch(run, line, right)
    assert code == 1
    assert [one["date"] for one in answers] == [None, "2026-11-26"]
    assert answers[0]["error"]


@pytest.mark.parametrize(
    ("text", "date", "time"),
    [
        ("next week", None, None),
        ("el mes que viene", None, None),
        ("within three days", None, None),
        ("in a few months", None, None),
        ("dos semanas", "2026-12-07", None),
        ("Tuesday 27 November", "2026-11-27", None),
        ("fin de semana", "2026-11-28", None),
    ],
)
def test_what_is_no_single_day_is_said_to_be_doubtful(
    run: Run, database: Path, text: str, date: str | None, time: str | None
) -> None:
    """A week, a month or a year is no day, a limit neither; a date stands, whatever weekday was said with it."""
    answer = {"date": date, "time": time, "end_time": None, "ambiguous": True}
    assert run("when", text, "--json").json == answer
