"""Contacts: vCards 2.1, 3.0 and 4.0 as rows of fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frontdesk.base.errors import N_
from frontdesk.desk.imports.sniff import Content, wrong

_LARGEST = 256 << 20
_LARGEST_CARD = 8 << 20
_CARD = re.compile(r"^BEGIN:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^END:VCARD[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
_BIRTHDAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")


def read(path: Path, content: Content) -> list[str]:
    """The cards of a file, each as its text. Raises FrontdeskError(wrong_file)."""
    if path.stat().st_size > _LARGEST:
        raise wrong(path, N_("it is too large"))
    try:
        text = path.read_text(encoding=content.encoding, errors=content.errors)
    except (OSError, UnicodeError):
        raise wrong(path, N_("it cannot be read to its end")) from None
    starts = [found.start() for found in _CARD.finditer(text)]
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def rows(cards: list[str]) -> Iterator[tuple[int, dict[str, str] | None]]:
    """Each card's number and fields; None where it cannot be read."""
    for number, card in enumerate(cards, start=1):
        yield number, _fields(card)


def _fields(text: str) -> dict[str, str] | None:
    import vobject

    if len(text) > _LARGEST_CARD or not _END.search(text):
        return None
    try:
        card = vobject.readOne(text, ignoreUnreadable=True, allowQP=True)
        contents: dict[str, list[Any]] = card.contents
    except Exception:  # vobject raises whatever its parts raise
        return None
    phones = _texts(contents, "tel")
    emails = _texts(contents, "email")
    notes = _texts(contents, "note")
    # A customer has one phone and one address here; the others are kept where a person finds them.
    notes += phones[1:] + emails[1:]
    found = {
        "name": _name(contents),
        "phone": phones[0].removeprefix("tel:") if phones else "",
        "email": emails[0] if emails else "",
        "birthday": next((value for value in _texts(contents, "bday") if _BIRTHDAY.match(value)), "")[:10],
        "tags": ",".join(_texts(contents, "categories")),
        "notes": "\n".join(notes),
        "language": next(iter(_texts(contents, "lang")), ""),
        "external_id": next(iter(_texts(contents, "uid")), "").removeprefix("urn:uuid:"),
    }
    return {field: value for field, value in found.items() if value}


def _texts(contents: dict[str, list[Any]], name: str) -> list[str]:
    lines = sorted(contents.get(name, []), key=_liked)
    found: list[str] = []
    for line in lines:
        value = line.value
        parts = value if isinstance(value, list) else [value]
        found += [text for part in parts if (text := str(part).strip())]
    return list(dict.fromkeys(found))


def _liked(line: Any) -> int:
    """Preferred first, then mobiles, faxes last."""
    words = [str(word).upper() for values in line.params.values() for word in values] + [
        str(word).upper() for word in line.singletonparams
    ]
    if "PREF" in words or "PREF" in line.params:
        return 0
    return 1 if "CELL" in words else 3 if "FAX" in words else 2


def _name(contents: dict[str, list[Any]]) -> str:
    full = _texts(contents, "fn")
    if full:
        return full[0]
    for line in contents.get("n", []):
        name = line.value
        parts = [getattr(name, part, "") for part in ("prefix", "given", "additional", "family", "suffix")]
        words = " ".join(" ".join(part) if isinstance(part, list) else part for part in parts if part)
        if words.strip():
            return " ".join(words.split())
    for name in ("org", "nickname"):
        if words := " ".join(_texts(contents, name)):
            return words
    return ""
