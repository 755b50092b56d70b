"""What a file is, by its content: never by its name."""

from __future__ import annotations

import codecs
import re
import zipfile
from pathlib import Path
from typing import NamedTuple

from frontdesk.base.errors import N_, FrontdeskError

HEAD = 65_536
_LARGEST_SHEET = 1 << 30
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


class Content(NamedTuple):
    """``kind``: table, sheet, contacts or calendar; ``encoding`` and how its faults are met, for text."""

    kind: str
    encoding: str = ""
    errors: str = "strict"


def wrong(path: Path, problem: str) -> FrontdeskError:
    """The one error for a file that cannot be read."""
    return FrontdeskError("wrong_file", file=path.name, problem=problem)


def examine(path: Path) -> Content:
    """What the file holds. Raises FrontdeskError(wrong_file)."""
    try:
        if path.is_dir():
            raise wrong(path, N_("it is a folder"))
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise wrong(path, N_("there is no such file")) from None
    except (OSError, ValueError):
        raise wrong(path, N_("it cannot be opened")) from None
    if not head:
        raise wrong(path, N_("it is empty"))
    if head.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return Content("sheet")
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Content("sheet")
    encoding, errors = _encoding(path, head)
    text = head.decode(encoding, "ignore")
    if len(_UNPRINTABLE.findall(text)) > max(8, len(text) // 20):
        raise wrong(path, N_("it is neither a table, nor contacts, nor a calendar"))
    start = text.lstrip("\ufeff \t\r\n")[:20].upper()
    if not start:
        raise wrong(path, N_("it is empty"))
    if start.startswith("BEGIN:VCALENDAR"):
        return Content("calendar", encoding, errors)
    if start.startswith("BEGIN:VCARD"):
        return Content("contacts", encoding, errors)
    if start.startswith(("%PDF", "{\\RTF", "<!DOCTYPE", "<HTML", "<?XML")):
        raise wrong(path, N_("it is neither a table, nor contacts, nor a calendar"))
    return Content("table", encoding, errors)


def _check_archive(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            size = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise wrong(path, N_("it is damaged or incomplete")) from None
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise wrong(path, N_("it is an archive without a sheet in it"))
    if size > _LARGEST_SHEET:
        raise wrong(path, N_("it is too large"))


def _encoding(path: Path, head: bytes) -> tuple[str, str]:
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, "replace"
    wide = _without_mark(head)
    if wide:
        return wide, "replace"
    if _is_utf8(path):
        return "utf-8", "strict"
    # A mostly sound UTF-8 file with a few spoilt bytes stays UTF-8; read otherwise, all of its accents would be wrong.
    with path.open("rb") as file:
        guess = file.read(1 << 20).decode("utf-8", "replace")
    spoilt = guess.count("\ufffd")
    sound = sum(1 for letter in guess if letter > "\x7f") - spoilt
    if sound > 4 * spoilt:
        return "utf-8", "replace"
    # The five bytes that Windows-1252 leaves open are control characters in Latin-1: they go when text is cleaned.
    return "cp1252", "ignore"


def _without_mark(head: bytes) -> str | None:
    """UTF-16 that does not say so: every other byte of its Latin letters, digits and signs is zero."""
    even, odd = head[0::2], head[1::2]
    if not odd:
        return None
    zeros_even, zeros_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zeros_odd > 0.2 and zeros_even < 0.02:
        return "utf-16-le"
    if zeros_even > 0.2 and zeros_odd < 0.02:
        return "utf-16-be"
    return None


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while part := file.read(1 << 20):
                decoder.decode(part)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
