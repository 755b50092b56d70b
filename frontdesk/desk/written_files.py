"""A file that somebody wants to have: never over another one unasked, never half of one."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import interrupted


def write(content: bytes, file: Path, *, overwrite: bool) -> int:
    """Write a file; returns its bytes. Raises FrontdeskError (file_exists, wrong_file)."""
    refuse_unless_free(file, overwrite=overwrite)
    try:
        with file.open("wb" if overwrite else "xb") as made:
            made.write(content)
    except FileExistsError:
        raise FrontdeskError("file_exists", file=file.name) from None
    except OSError:
        raise _not_written(file) from None
    return len(content)


@contextlib.contextmanager
def whole(file: Path, *, overwrite: bool) -> Iterator[Path]:
    """A file beside the one that is wanted, which takes its place at the end, where it was written.

    Raises FrontdeskError (file_exists, wrong_file, interrupted).
    """
    refuse_unless_free(file, overwrite=overwrite)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield part
        if part.exists():  # a dry run writes none
            part.replace(file)
    except OSError:
        raise _not_written(file) from None
    except FrontdeskError as error:
        if error.code != "interrupted":
            raise
        raise interrupted(N_("nothing was written")) from None
    finally:
        part.unlink(missing_ok=True)


def refuse_unless_free(file: Path, *, overwrite: bool) -> None:
    """Raises FrontdeskError (file_exists, wrong_file) where a file cannot be written under that name."""
    if not file.parent.is_dir():
        raise FrontdeskError("wrong_file", file=str(file), problem=N_("there is no such folder"))
    if file.exists() and (file.is_dir() or not overwrite):
        raise FrontdeskError("file_exists", file=file.name)


def _not_written(file: Path) -> FrontdeskError:
    return FrontdeskError("wrong_file", file=file.name, problem=N_("it cannot be written"))
