"""Wrong usage: one line, exit code 2, nothing on standard output."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.mark.parametrize(
    "words",
    [
        ("nope",),
        ("--nope",),
        ("slots",),
        ("slots", "--service"),
        ("slots", "--service", "Corte"),
        ("slots", "--service", "Corte", "--from", "2026-02-30"),
        ("slots", "--service", "Corte", "--from", "23/11/2026"),
        ("slots", "--service", "Corte", "--from", "2026-11-24", "--to", "2026-11-23"),
        ("slots", "--service", "Corte", "--from", "2026-11-24", "--party", "two"),
        ("slots", "--service", "Corte", "--from", "2026-11-24", "--party", "1_0"),
        ("slots", "--service", "Corte", "--from", "2026-11-24", "--party", "٣"),
        ("slots", "extra", "--service", "Corte", "--from", "2026-11-24"),
        ("slots", "--service", "Corte", "--from", "2026-11-24", "--nights", "2"),
        ("book", "--service", "Corte", "--customer", "Ana", "--at", "mañana"),
        ("book", "--service", "Corte", "--customer", "Ana", "--at", "2026-11-23T24:30"),
        ("book", "--service", "Corte", "--customer", "Ana", "--at", "2026-11-23T10:00:30"),
        ("book", "--service", "Corte", "--customer", "Ana", "--at", "2026-11-23"),
        ("book", "--service", "Corte", "--at", "2026-11-23T10:00"),
        ("resize", "TW7C3", "--minutes", "1.5"),
        ("pay", "TW7C3", "--amount", "ten", "--method", "cash"),
        ("cancel", "TW7C3", "--by", "nobody"),
        ("edit", "TW7C3"),
        ("reservations", "--status", "gone"),
        ("reservations", "--date", "2026-11-23", "--from", "2026-11-23"),
        ("customer",),
        ("customer", "shw"),
        ("undo", "--json=yes"),
        ("--lang", "fr", "undo"),
        ("--json",),
        ("--database",),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(run: Run, database: Path, words: tuple[str, ...]) -> None:
    ended = run(*words)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.startswith("error: ")
    assert ended.err.count("\n") == 1


def test_a_near_miss_is_suggested(run: Run) -> None:
    assert "“slots”" in run("sluts").err
    assert "--party" in run("slots", "--partyy", "3").err


def test_usage_is_said_in_the_readers_language_or_in_english(run: Run) -> None:
    assert run("--help").out.startswith("Usage: frontdesk")
    assert "FRONTDESK_NOW" in run("--help").out


def test_version(run: Run) -> None:
    assert run("--version").out.startswith("frontdesk ")
    assert run("--version", "--json").code == 0


def test_a_frozen_clock_that_cannot_be_read_is_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTDESK_NOW", "yesterday")
    ended = run("undo")
    assert (ended.code, ended.err.count("\n")) == (2, 1)


def test_every_command_has_help(run: Run) -> None:
    from frontdesk.cli import table

    for name in table.COMMANDS:
        ended = run(name, "--help")
        assert (ended.code, ended.err) == (0, ""), name
        assert f"frontdesk {name}" in ended.out
