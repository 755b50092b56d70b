"""A fast runner: ``main(argv)`` in this process, with its output and exit code."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from frontdesk.__main__ import main
from tests.cli.houses import NOW, salon
from tests.ready_made import Files


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one document on standard output."""
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """Standard input or output, at which a person may sit."""

    person = False

    def isatty(self) -> bool:
        return self.person


Run = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("FRONTDESK_NOW", NOW)
    monkeypatch.setenv("LANGUAGE", "en")
    for name in ("FRONTDESK_DATABASE", "FRONTDESK_USER", "FRONTDESK_TOKEN", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run frontdesk with these words; ``typed`` is what a person at a terminal answers."""

    def call(*words: str, typed: str | None = None) -> Ended:
        out, err = (Stream(io.BytesIO(), encoding="utf-8") for _ in range(2))
        keyboard = Stream(io.BytesIO((typed or "").encode()), encoding="utf-8")
        err.person = keyboard.person = typed is not None
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", keyboard)
            code = main(words)
        for stream in (out, err):
            stream.flush()
        return Ended(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())

    return call


@pytest.fixture
def database(tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A salon without users, named by FRONTDESK_DATABASE."""
    path = tmp_path / "salon.db"
    files.put(path, "salon", salon)
    monkeypatch.setenv("FRONTDESK_DATABASE", str(path))
    return path


@pytest.fixture
def staffed(tmp_path: Path, files: Files, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A salon with users, named by FRONTDESK_DATABASE."""
    path = tmp_path / "staffed.db"
    files.put(path, "salon with users", partial(salon, users=True))
    monkeypatch.setenv("FRONTDESK_DATABASE", str(path))
    return path
