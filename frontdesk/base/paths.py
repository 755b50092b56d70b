"""Where things are kept when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path

import platformdirs


def data_folder() -> Path:
    """The user's data directory for frontdesk."""
    return platformdirs.user_data_path("frontdesk", appauthor=False)


def default_database() -> Path:
    """The database when none is named."""
    return data_folder() / "frontdesk.db"


def demo_database(business: str) -> Path:
    """The database of a demonstration of its own for each ready business."""
    return data_folder() / f"demo-{business}.db"


def config_file() -> Path:
    """The file with the user's choices."""
    return platformdirs.user_config_path("frontdesk", appauthor=False) / "config.toml"


def failure_log() -> Path:
    """The file in which failures of the program itself are written down."""
    return platformdirs.user_state_path("frontdesk", appauthor=False) / "failures.log"
