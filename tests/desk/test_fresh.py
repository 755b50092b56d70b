"""The first start: a ready business under the owner's own name and language, or nothing at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontdesk.base.clock import FixedClock
from frontdesk.base.errors import FrontdeskError
from frontdesk.base.ready import KINDS
from frontdesk.desk import fresh, setup
from frontdesk.desk.opening import open_desk


@pytest.mark.parametrize("name", ["Peluquería Norte", 'O"Brien \\ Sons', "[x]", "=1+1", r"\1 \g<0>", "日本"])
def test_a_ready_business_gets_the_owners_name(tmp_path: Path, clock: FixedClock, name: str) -> None:
    url = str(tmp_path / "new.db")
    fresh.make(url, clock, name=name, kind="salon", language="en")
    desk = open_desk(url, clock=clock)
    assert (desk.business().name, desk.business().locale) == (name, "en")
    desk.close()


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_made(tmp_path: Path, clock: FixedClock, kind: str) -> None:
    url = str(tmp_path / "folder" / "new.db")
    fresh.make(url, clock, name="Nord", kind=kind, language="es")
    desk = open_desk(url, clock=clock)
    assert (desk.business().name, desk.business().locale) == ("Nord", "es")
    assert desk.services()
    desk.close()


def test_a_name_that_is_none_makes_nothing(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(FrontdeskError) as caught:
        fresh.make(str(tmp_path / "new.db"), clock, name=" \x1b ", kind="salon", language="es")
    assert (caught.value.code, caught.value.params["field"]) == ("wrong_value", "name")
    assert list(tmp_path.iterdir()) == []


def test_what_fails_on_the_way_leaves_nothing(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise FrontdeskError("database_full")

    monkeypatch.setattr(setup, "init_with", full)
    with pytest.raises(FrontdeskError):
        fresh.make(str(tmp_path / "new.db"), clock, name="Nord", kind="salon", language="es")
    assert list(tmp_path.iterdir()) == []


def test_what_somebody_else_made_meanwhile_stays(tmp_path: Path, clock: FixedClock) -> None:
    url = str(tmp_path / "new.db")
    fresh.make(url, clock, name="Nord", kind="salon", language="es")
    with pytest.raises(FrontdeskError) as caught:
        fresh.make(url, clock, name="Sud", kind="salon", language="es")
    assert caught.value.code == "already_set_up"
    desk = open_desk(url, clock=clock)
    assert desk.business().name == "Nord"
    desk.close()
