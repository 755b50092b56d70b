"""A day sheet into a file: text or PDF by its ending; never half of one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.progress import WRITING, Progress
from frontdesk.desk import written_files
from frontdesk.desk.duty import day_sheet, sheet_text

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

ENDINGS = (".pdf", ".txt")


def write(desk: Desk, path: Path, day: int, location: int | None, *, overwrite: bool, progress: Progress | None) -> int:
    """Write the sheet of a business day (ordinal); returns how many visits are on it.

    Raises FrontdeskError (wrong_value, wrong_file, file_exists, interrupted).
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise FrontdeskError("wrong_value", field="file", problem=N_("its name is to end in .pdf or .txt"))
    with written_files.whole(path, overwrite=overwrite) as part:
        if progress is not None:
            progress(0, 2, WRITING)
        sheet = desk.read(lambda work: day_sheet.of(work, day, location))
        if desk.dry_run:
            return sheet.visits
        if progress is not None:
            progress(1, 2, WRITING)
        if ending == ".pdf":
            from frontdesk.desk.duty import sheet_pdf

            sheet_pdf.write(part, [list(sheet_text.lines(sheet))], next(sheet_text.lines(sheet)))
        else:
            part.write_text(sheet_text.text(sheet), encoding="utf-8")
        if progress is not None:
            progress(2, 2, WRITING)
    return sheet.visits
