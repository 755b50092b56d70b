"""Where things are kept when nobody says otherwise."""

from __future__ import annotations

import re
from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The user's data directory for frontdesk."""
    return platformdirs.user_data_path("frontdesk", appauthor=False)


def default_database() -> Path:
    """The database when none is named."""
    return data_folder() / "frontdesk.db"


def demo_database(business: str, language: str) -> Path:
    """The database of a demonstration of its own for each ready business in each language."""
    return data_folder() / f"demo-{business}-{language}.db"


def config_file() -> Path:
    """The file with the user's choices."""
    return platformdirs.user_config_path("frontdesk", appauthor=False) / "config.toml"


def failure_log() -> Path:
    """The file in which failures of the program itself are written down."""
    return platformdirs.user_state_path("frontdesk", appauthor=False) / "failures.log"


def emergency_sheet(where: str) -> Path:
    """The file that tells of today and tomorrow when the database cannot be read. ``where``: the database's path or address
    without its password; each database has a file of its own."""
    if where == str(default_database().absolute()):
        return data_folder() / "emergency.txt"
    import hashlib

    name = re.sub(r"[^\w-]+", "-", Path(where).stem if "://" not in where else where.rpartition("/")[2]).strip("-")
    return data_folder() / f"emergency-{name[:40]}-{hashlib.sha256(where.encode()).hexdigest()[:6]}.txt"


SIDE_FILES = ("", "-wal", "-shm", "-journal")
"""A database's file and what SQLite keeps beside it."""


def database_file(url: str) -> Path | None:
    """The file a database is, or None where it is none."""
    return None if "://" in url else Path(url).expanduser()


def is_there(url: str) -> bool:
    """True when the database is not simply a file that is missing or empty."""
    file = database_file(url)
    return file is None or (file.exists() and not (file.is_file() and file.stat().st_size == 0))


def forget(url: str) -> None:
    """Remove a database's file and what SQLite keeps beside it."""
    file = database_file(url)
    for suffix in SIDE_FILES if file else ():
        Path(f"{file}{suffix}").unlink(missing_ok=True)
