"""Single values of a business file: times of day, ranges, dates, amounts, rules. Each raises Unreadable.

What was expected is either a phrase to be translated or a list of words of the file itself (``all | any``), which is the
same in every language.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import cache
from zoneinfo import ZoneInfo

from frontdesk.base.errors import N_
from frontdesk.base.money import minor
from frontdesk.base.text import clean
from frontdesk.desk.business_parts import Ranges

LARGEST = 2**31 - 1
LONGEST_TEXT = 200
DAY = 1440

_ACTIVE = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK
LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN
SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG
XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_ACTIVE.split())
"""ISO 4217, those in use."""

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")
_RANGE = re.compile(r"\s*(\d{1,2}:\d{2})\s*[-\u2013]\s*(\d{1,2}:\d{2})\s*")
_DUE = re.compile(
    r"booked|changed|cancelled|birthday|[-+][1-9]\d{0,3}[mhd]|inactive [1-9]\d{0,3}d|inquiry \+[1-9]\d{0,2}[hd]"
)
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_YEARS = range(1970, 2200)


class Unreadable(Exception):
    """A value that cannot be read; ``expected`` says what should stand there."""

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected


def words(value: str) -> str:
    """A line of text as it is stored: cleaned, trimmed, not empty."""
    text = " ".join(clean(value).split())
    if not text:
        raise Unreadable(N_("text that is not empty"))
    if len(text) > LONGEST_TEXT:
        raise Unreadable(N_("at most 200 characters"))
    return text


def minutes(value: object) -> int:
    """A time of day (``"09:30"``, or TOML's own ``09:30:00``) as minutes since midnight; ``24:00`` is 1440."""
    if isinstance(value, dt.time):
        return value.hour * 60 + value.minute
    if not isinstance(value, str) or not _TIME.fullmatch(value.strip()):
        raise Unreadable(N_("a time of day such as 09:30"))
    hour, minute = value.strip().split(":")
    return int(hour) * 60 + int(minute)


def time_of_day(value: object) -> int:
    """A time of day before midnight, as minutes since midnight."""
    found = minutes(value)
    if found >= DAY:
        raise Unreadable(N_("a time of day such as 09:30"))
    return found


def span(value: str) -> tuple[int, int]:
    """``"09:00-14:00"``, ``"22:00-02:00"`` (past midnight, ends above 1440) or ``"18:00-24:00"`` in local minutes."""
    expected = N_("a range such as 09:00-14:00")
    match = _RANGE.fullmatch(value)
    if not match:
        raise Unreadable(expected)
    try:
        start, end = minutes(match[1]), minutes(match[2])
    except Unreadable:
        raise Unreadable(expected) from None
    if start in (DAY, end):
        raise Unreadable(expected)
    return (start, end) if end > start else (start, end + DAY)


def merged(spans: Iterable[tuple[int, int]]) -> Ranges:
    """Sorted, those that overlap or touch made one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def amount(value: str | int | float, currency: str) -> int:
    """Minor units."""
    try:
        found = minor(value, currency)
    except ValueError:
        found = -1
    if isinstance(value, bool) or not 0 <= found <= LARGEST:
        raise Unreadable(N_("an amount such as 25.00"))
    return found


@cache
def zone(name: str) -> ZoneInfo:
    """An IANA zone."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise Unreadable(N_("a time zone such as Europe/Madrid")) from None


def country(code: str) -> str:
    """An ISO 3166 code of a country that has telephones."""
    from phonenumbers import SUPPORTED_REGIONS

    if code.strip().upper() not in SUPPORTED_REGIONS:
        raise Unreadable(N_("a country code such as ES"))
    return code.strip().upper()


def currency(code: str) -> str:
    """An ISO 4217 code."""
    if code.strip().upper() not in CURRENCIES:
        raise Unreadable(N_("a currency code such as EUR"))
    return code.strip().upper()


def _read_moment(text: str) -> dt.date | dt.datetime | None:
    for read in (dt.date.fromisoformat, dt.datetime.fromisoformat):
        try:
            return read(text.strip())
        except ValueError:
            continue
    return None


def _moment(value: object, zone_name: str) -> dt.date | dt.datetime | None:
    found = _read_moment(value) if isinstance(value, str) else value
    if isinstance(found, dt.datetime):
        if found.tzinfo is not None:
            try:
                found = found.astimezone(zone(zone_name)).replace(tzinfo=None)
            except OverflowError:
                return None
        found = found.replace(second=0, microsecond=0, fold=0)
    return found if isinstance(found, dt.date) and found.year in _YEARS else None


def day(value: object) -> int:
    """A date as an ordinal."""
    found = _moment(value, "UTC")
    if found is None or isinstance(found, dt.datetime):
        raise Unreadable(N_("a date such as 2026-12-24"))
    return found.toordinal()


def local_moment(value: object, zone_name: str) -> dt.datetime:
    """A local date-time; one with an offset is turned into the location's."""
    found = _moment(value, zone_name)
    if not isinstance(found, dt.datetime):
        raise Unreadable(N_("a local date and time such as 2026-11-23T10:00:00"))
    return found


def away_bound(value: object, zone_name: str, *, end: bool) -> dt.datetime:
    """Where an absence or closure begins or ends (not included): a date counts whole."""
    found = _moment(value, zone_name)
    if found is None:
        raise Unreadable(N_("a date such as 2026-12-24, or a local date and time"))
    if isinstance(found, dt.datetime):
        return found
    return dt.datetime.combine(found + dt.timedelta(days=1 if end else 0), dt.time())


def local_text(moment: dt.datetime) -> str:
    """ISO text without offset, to the minute, as the tables keep it."""
    return moment.isoformat(timespec="minutes")


def due(value: str) -> str:
    """When a reminder goes."""
    text = " ".join(clean(value).split())
    if not _DUE.fullmatch(text):
        raise Unreadable("booked | changed | cancelled | -24h | +1d | birthday | inactive 90d | inquiry +2d")
    return text


def rule(value: str, first: dt.datetime, zone_name: str) -> str:
    """An RFC 5545 rule that yields a date. UNTIL becomes local; one that is a date includes that day."""
    from dateutil.rrule import rrulestr

    expected = N_("a rule such as FREQ=WEEKLY;BYDAY=MO,WE")
    text = value.strip().upper().removeprefix("RRULE:").rstrip(";")
    if not re.fullmatch(r"[A-Z]+=[A-Z0-9,+\-]+(;[A-Z]+=[A-Z0-9,+\-]+)*", text):
        raise Unreadable(expected)
    pairs = [pair.split("=") for pair in text.split(";")]
    parts = dict(pairs)
    if len(parts) != len(pairs) or parts.get("FREQ") not in _FREQUENCIES or not _counts(parts):
        raise Unreadable(expected)
    if "UNTIL" in parts:
        parts["UNTIL"] = _until(parts["UNTIL"], zone_name, expected)
    text = ";".join(f"{key}={given}" for key, given in parts.items())
    try:
        found = next(iter(rrulestr(text, dtstart=first)), None)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, AttributeError):
        raise Unreadable(expected) from None
    if found is None:
        raise Unreadable(expected)
    return text


def _counts(parts: dict[str, str]) -> bool:
    return all(re.fullmatch(r"[1-9]\d{0,3}", parts[key]) for key in ("INTERVAL", "COUNT") if key in parts)


def _until(value: str, zone_name: str, expected: str) -> str:
    try:
        if "T" not in value:
            return dt.date.fromisoformat(value).strftime("%Y%m%dT235959")
        moment = dt.datetime.fromisoformat(value)
        if moment.tzinfo is not None:
            moment = moment.astimezone(zone(zone_name))
        return moment.strftime("%Y%m%dT%H%M%S")
    except (ValueError, OverflowError):
        raise Unreadable(expected) from None
