"""The businesses that come with the program: files one can start from, try out or learn the keys from."""

from __future__ import annotations

from pathlib import Path

NAMES = ("salon", "studio", "clinic", "restaurant", "hotel")

_PACKAGE = Path(__file__).resolve().parent.parent
# In the wheel the folder lies inside the package, in a checkout beside it.
_FOLDERS = (_PACKAGE / "data", _PACKAGE.parent / "data")


def ready_businesses() -> tuple[str, ...]:
    """The names of the ready businesses."""
    return NAMES


def ready_path(name: str) -> Path:
    """Where the file of a ready business is. Raises KeyError for any other name."""
    if name not in NAMES:
        raise KeyError(name)
    found = [folder / f"{name}.toml" for folder in _FOLDERS]
    return next((path for path in found if path.is_file()), found[0])
