"""The first start: a ready business under the owner's own name and language."""

from __future__ import annotations

import tomllib

import pytest

from frontdesk.base.ready import ready_path
from frontdesk.cli.first import renamed
from frontdesk.cli.ready import KINDS

TEXT = """# a salon; see [business]
[business]
name = "Salon"
locale = "en"
currency = "EUR"

[[locations]]
name = "Centro"
"""


@pytest.mark.parametrize("name", ["Peluquería Norte", 'O"Brien \\ Sons', "[x]", "=1+1", r"\1 \g<0>", "日本"])
def test_a_ready_business_gets_another_name(name: str) -> None:
    read = tomllib.loads(renamed(TEXT, name, "es"))
    assert read["business"] == {"name": name, "locale": "es", "currency": "EUR"}
    assert read["locations"] == [{"name": "Centro"}]


def test_what_is_not_there_is_added() -> None:
    read = tomllib.loads(renamed('[business]\ncurrency = "EUR"\n', "Norte", "es"))
    assert read["business"] == {"name": "Norte", "locale": "es", "currency": "EUR"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_comes_with_the_program(kind: str) -> None:
    read = tomllib.loads(renamed(ready_path(kind).read_text("utf-8"), "Nord", "en"))
    assert (read["business"]["name"], read["business"]["locale"]) == ("Nord", "en")
