"""What stands in a cell: dates, times, lengths, prices, statuses, numbers of people, phones, e-mail addresses.

Every function takes text and raises ValueError with a sentence (a msgid) for what it cannot read. A date is never
guessed: the order of its parts is told once for a whole file.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from frontdesk.base.addresses import kept_email
from frontdesk.base.errors import N_
from frontdesk.base.money import exponent, minor
from frontdesk.base.text import clean, digits, folded
from frontdesk.desk import contacts

ORDERS = ("dmy", "mdy", "ymd")


class Moment(NamedTuple):
    """What a cell says: the date (ordinal), the local minute of the day, the offset from UTC in minutes; None: unsaid."""

    day: int | None
    minute: int | None
    offset: int | None = None


NOTHING = Moment(None, None)

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})(?:[t ]\s*(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(z|utc|[+-]\d{2}(?::?\d{2})?)?)?"
)
_PARTS = re.compile(r"(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})\.?")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?")
_FRACTION = re.compile(r"0?[.,]\d{2,}|0|1[.,]0+")
_TIME = re.compile(
    r"(?:a\s+las?\s+|at\s+)?(\d{1,2})(?:\s*[:.h]\s*(\d{2})(?:[:.](\d{2})(?:[.,]\d+)?)?|\s*h)?"
    r"\s*(?:(a|p)\.?\s*m\.?|h\.?|hs\.?|hrs?\.?|horas)?\s*(z|utc|[+-]\d{2}:?\d{2})?"
)
_BARE = re.compile(r"([01]\d|2[0-4])([0-5]\d)")
_DATE_THEN_TIME = re.compile(
    r"(.+?)(?:\s*,\s*|\s+(?:a\s+las?\s+|at\s+|-\s+)?|t(?=\d))"
    r"(\d{1,2}(?:\s*[:.h]\s*\d{2}.*|\s*h|\s*[ap]\.?\s*m\.?))"
)
_TIME_THEN_DATE = re.compile(r"(\d{1,2}[:h]\d{2}\S*(?:\s*[ap]\.?\s?m\.?)?)\s*,?\s+(.+)")
_NUMBERS = re.compile(r"\d+")
_LETTERS = re.compile(r"[a-z]+")

_MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "enero ene january jan", "febrero feb february", "marzo mar march", "abril abr april apr", "mayo may",
            "junio jun june", "julio jul july", "agosto ago august aug", "septiembre setiembre sep sept set september",
            "octubre oct october", "noviembre nov november", "diciembre dic december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = (
    "lunes lun martes miercoles mie jueves jue viernes vie sabado sab domingo dom"
    " monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun"
)
_BESIDE_DATES = frozenset([*_WEEKDAYS.split(), "de", "del", "of", "the", "st", "nd", "rd", "th", "dia", "el", "la"])

_NO_DATE = N_("this is no date that fits the order of day, month and year")
_NO_TIME = N_("this is no time of day")


@lru_cache(maxsize=65_536)
def moment(text: str, order: str, pivot: int) -> Moment:
    """A date, a time of day, or both. ``order``: dmy, mdy or ymd; years of two digits end by ``pivot``."""
    if text.isascii() and text.strip() == text:
        words = text.lower()
    else:
        words = " ".join(text.replace("\u2019", "'").split()).lower()
    if not words:
        return NOTHING
    iso = _ISO.fullmatch(words)
    if iso:
        return _iso(iso)
    if _TIME.fullmatch(words) or _BARE.fullmatch(words) or _FRACTION.fullmatch(words):
        minute, offset = time(words)
        return Moment(None, minute, offset)
    day = _date(words, order, pivot)
    if day is not None:
        return Moment(day, None)
    serial = _SERIAL.fullmatch(words)
    if serial:
        return _serial(serial)
    both = _DATE_THEN_TIME.fullmatch(words)
    if both:
        date, clock = both.groups()
    else:
        both = _TIME_THEN_DATE.fullmatch(words)
        if not both:
            raise ValueError(_NO_DATE)
        clock, date = both.groups()
    day = _date(date.strip(" ,"), order, pivot)
    if day is None:
        raise ValueError(_NO_DATE)
    minute, offset = time(clock)
    return Moment(day, minute, offset)


def _iso(found: re.Match[str]) -> Moment:
    year, month, day, hour, minute, _second, zone = found.groups()
    try:
        ordinal = dt.date(int(year), int(month), int(day)).toordinal()
    except ValueError:
        raise ValueError(N_("there is no such date")) from None
    if hour is None:
        return Moment(ordinal, None)
    return Moment(ordinal, _of_day(int(hour), int(minute)), _offset(zone))


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone in ("z", "utc"):
        return 0
    plain = zone.replace(":", "")
    minutes = int(plain[1:3]) * 60 + int(plain[3:5] or 0)
    if minutes > 18 * 60:
        raise ValueError(_NO_TIME)
    return -minutes if zone[0] == "-" else minutes


def _of_day(hour: int, minute: int) -> int:
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise ValueError(_NO_TIME)
    return hour * 60 + minute


def time(words: str) -> tuple[int, int | None]:
    """A time of day in 12 or 24 hours, or a sheet's fraction of a day: the minute, and the offset where one is said."""
    words = words.strip().lower()
    bare = _BARE.fullmatch(words)
    if bare:
        return _of_day(int(bare.group(1)), int(bare.group(2))), None
    if _FRACTION.fullmatch(words):
        return round(float(words.replace(",", ".")) * 1440), None
    found = _TIME.fullmatch(words)
    if not found:
        raise ValueError(_NO_TIME)
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = found.group(4)
    if half:
        if not 1 <= hour <= 12:
            raise ValueError(_NO_TIME)
        hour = hour % 12 + (12 if half == "p" else 0)
    return _of_day(hour, minute), _offset(found.group(5))


def _serial(found: re.Match[str]) -> Moment:
    day = int(found.group(1))
    if not 20_000 <= day <= 80_000:
        raise ValueError(_NO_DATE)
    ordinal = dt.date(1899, 12, 30).toordinal() + day
    fraction = found.group(2)
    if not fraction or not int(fraction):
        return Moment(ordinal, None)
    minute = round(float(f"0.{fraction}") * 1440)
    return Moment(ordinal + minute // 1440, minute % 1440)


def _date(words: str, order: str, pivot: int) -> int | None:
    """A date's ordinal; None where the text has no date's shape. Raises ValueError for a date that does not fit."""
    found = _PARTS.fullmatch(words)
    if found:
        first, second, third = found.groups()
        if len(first) > 2 or order == "ymd":
            year, month, day = first, second, third
        elif order == "mdy":
            month, day, year = first, second, third
        else:
            day, month, year = first, second, third
        if len(day) > 2 or len(year) not in (2, 4):
            raise ValueError(_NO_DATE)
        return _ordinal(_year(year, pivot), int(month), int(day))
    iso = _ISO.fullmatch(words)
    if iso and iso.group(4) is None:
        return _iso(iso).day
    names = [name for name in _LETTERS.findall(folded(words)) if name not in _BESIDE_DATES]
    if len(names) != 1 or names[0] not in _MONTHS:
        return None
    numbers = _NUMBERS.findall(words)
    if len(numbers) != 2:
        raise ValueError(_NO_DATE)
    day, year = numbers if len(numbers[0]) <= 2 else reversed(numbers)
    if len(year) not in (2, 4) or len(day) > 2:
        raise ValueError(_NO_DATE)
    return _ordinal(_year(year, pivot), _MONTHS[names[0]], int(day))


def _year(text: str, pivot: int) -> int:
    number = int(text)
    if len(text) == 2:
        number += pivot // 100 * 100
        if number > pivot:
            number -= 100
    return number


def _ordinal(year: int, month: int, day: int) -> int:
    if not 1 <= month <= 12:
        raise ValueError(_NO_DATE)
    try:
        return dt.date(year, month, day).toordinal()
    except ValueError:
        raise ValueError(N_("there is no such date")) from None


_LENGTH = re.compile(
    r"(?:(\d{1,3})(?:[.,](\d{1,2}))?\s*(?:h|hrs?|hours?|horas?)\.?)?\s*(?:y|and)?"
    r"\s*(?:(\d{1,4})\s*(?:m|min|mins|minutes?|minutos?|')?\.?)?"
)
_CLOCK = re.compile(r"(\d{1,3}):(\d{2})(?::\d{2})?")
_NO_LENGTH = N_("this is no length of time")


@lru_cache(maxsize=4096)
def duration(text: str) -> int:
    """A length in minutes: 45, 45 min, 1h30, 1:30, 1,5 h."""
    words = " ".join(text.lower().split())
    clock = _CLOCK.fullmatch(words)
    if clock:
        minutes = int(clock.group(1)) * 60 + int(clock.group(2))
    else:
        found = _LENGTH.fullmatch(words.removesuffix(".0"))
        if not found or not any(found.groups()):
            raise ValueError(_NO_LENGTH)
        hours, part, rest = found.groups()
        minutes = int(rest or 0) + (round(float(f"{hours}.{part or 0}") * 60) if hours else 0)
    if not 0 < minutes <= 14 * 1440:
        raise ValueError(_NO_LENGTH)
    return minutes


_MONEY = re.compile(r"[\d.,'\u2019\s]*\d[\d.,'\u2019\s]*")
_NO_PRICE = N_("this is no amount of money")


@lru_cache(maxsize=4096)
def price(text: str, currency: str) -> int:
    """An amount in minor units: 25, 25,00 €, 1.234,50, $1,234.50."""
    words = " ".join(text.split())
    found = _MONEY.search(words)
    if (
        not found
        or "-" in words[: found.start()]
        or any(c.isdigit() for c in words[: found.start()] + words[found.end() :])
    ):
        raise ValueError(_NO_PRICE)
    number = re.sub(r"['\u2019\s]", "", found.group())
    point, comma = number.rfind("."), number.rfind(",")
    sign = "." if point > comma else ","
    other = "," if sign == "." else "."
    whole, _, part = number.rpartition(sign)
    if not whole and not part:
        raise ValueError(_NO_PRICE)
    grouped = number.count(sign) > 1 or (len(part) == 3 and other not in number and exponent(currency) != 3)
    if sign not in number or grouped:
        whole, part = number.replace(sign, ""), ""
    try:
        return minor(Decimal(f"{whole.replace(other, '') or 0}.{part or 0}"), currency)
    except (ValueError, ArithmeticError):
        raise ValueError(_NO_PRICE) from None


_STATUS_WORDS = {
    "pending": "pending pendiente tentative provisional unconfirmed requested solicitada solicitado porconfirmar",
    "confirmed": "confirmed confirmada confirmado booked reservada reservado scheduled programada programado accepted aceptada"
    " aceptado approved aprobada aprobado active activa activo new nueva ok confirm si yes agendada agendado",
    "arrived": "arrived llego llegada llegado checkedin checkin encurso inprogress started presente seated sentado sentados",
    "completed": "completed completada completado complete realizada realizado finalizada finalizado terminada terminado"
    " atendida atendido done finished attended asistio asistida checkedout cobrada cobrado pagada pagado paid cerrada hecha",
    "no_show": "noshow nosepresento nopresentado nopresentada noasistio novino ausente absent missed planton noshowed",
    "cancelled": "cancelled canceled cancelada cancelado cancel anulada anulado declined rechazada rechazado deleted eliminada",
    "expired": "expired caducada caducado expirada expirado",
}
_STATUSES = {word: status for status, words in _STATUS_WORDS.items() for word in words.split()}


@lru_cache(maxsize=1024)
def status(text: str) -> str:
    """A reservation's status from its Spanish or English word."""
    found = _STATUSES.get("".join(c for c in folded(text) if c.isalpha()))
    if found is None:
        raise ValueError(N_("this is no status of a reservation"))
    return found


@lru_cache(maxsize=1024)
def people(text: str) -> int:
    """How many people."""
    words = text.strip().removesuffix(".0")
    found = re.fullmatch(r"(\d{1,5})(?:\s*\D{0,20})?", words)
    number = int(found.group(1)) if found else 0
    if not 0 < number <= 10_000:
        raise ValueError(N_("this is no number of people"))
    return number


@lru_cache(maxsize=65_536)
def phone(text: str, country: str) -> str:
    """A phone in E.164 where it is a number, seen from the business's country; else the text as it was given."""
    import phonenumbers

    words = clean(text).strip()
    if not any(c.isdigit() for c in words):
        return words
    number = digits(words)
    tries: list[tuple[str, str | None]] = [(words, country)]
    if not words.startswith("+") and len(number) >= 10:
        tries.append(("+" + number, None))  # a sheet keeps numbers without their sign
    for attempt, region in tries:
        try:
            found = phonenumbers.parse(attempt, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(found) and not found.extension:
            return str(phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164))
    return contacts.phone(words, country)


_PLAIN_EMAIL = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,20}")
"""Addresses that the validator would leave as they are: most of a file, and asking it is slow."""


@lru_cache(maxsize=65_536)
def email(text: str) -> str:
    """An e-mail address, its domain in small letters."""
    if len(text) < 64 and _PLAIN_EMAIL.fullmatch(text) and "--" not in text:
        return text
    found = kept_email(clean(text).strip().removeprefix("mailto:").strip("<>"))
    if found is None:
        raise ValueError(N_("this is no e-mail address"))
    return found


@lru_cache(maxsize=4096)
def birthday(text: str, order: str, pivot: int) -> str:
    """A date of birth in ISO form."""
    found = moment(text, order, pivot)
    if found.day is None:
        raise ValueError(_NO_DATE)
    return dt.date.fromordinal(found.day).isoformat()


_LANGUAGES = {
    "es": "es spanish espanol castellano spa",
    "en": "en english ingles eng",
    "ca": "catalan catala",
    "gl": "gallego galego galician",
    "eu": "basque euskera",
    "fr": "french frances fra",
    "de": "german aleman deu",
    "it": "italian italiano ita",
    "pt": "portuguese portugues por",
}
_LANGUAGE_WORDS = {word: code for code, words in _LANGUAGES.items() for word in words.split()}


def language(text: str) -> str:
    """A language as its code; what is not known stays as it was given."""
    words = clean(text).strip()
    plain = folded(words)
    return _LANGUAGE_WORDS.get(plain) or _LANGUAGE_WORDS.get(plain.replace("_", "-").split("-")[0]) or words
