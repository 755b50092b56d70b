"""The keys of a business file as they are written, table by table; business_checks.py makes sense of the values.

Dates and date-times are left as TOML read them, since both may stand in the same place.
"""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Some = Annotated[int, Meta(ge=1, le=100_000)]
Minutes = Annotated[int, Meta(ge=0, le=525_600)]
Duration = Annotated[int, Meta(ge=1, le=43_200)]
Buffer = Annotated[int, Meta(ge=0, le=1_440)]
Step = Annotated[int, Meta(ge=1, le=1_440)]
Days = Annotated[int, Meta(ge=0, le=3_650)]
Amount = str | int | float
Match = Literal["all", "any"]
Channel = Literal["desk", "web", "agent"]
Messenger = Literal["email", "sms", "telegram", "whatsapp", "instagram"]
Penalty = Literal["free", "unit", "fee"]


class Table(Struct, forbid_unknown_fields=True, kw_only=True):
    """A table of the file: a key it does not know is an error."""


class BusinessKeys(Table):
    name: str
    locale: Literal["es", "en"] = "es"
    currency: str = "EUR"
    country: str = "ES"
    day_ends: object = "00:00"
    confirm: Literal["auto", "manual"] = "auto"


class HoursKeys(Table):
    mon: list[str] = []
    tue: list[str] = []
    wed: list[str] = []
    thu: list[str] = []
    fri: list[str] = []
    sat: list[str] = []
    sun: list[str] = []


class AwayKeys(Table):
    """An absence or a closure. ``to`` left out: the same day."""

    from_: object = field(name="from")
    to: object = None
    reason: str = ""


class OverrideKeys(Table):
    date: object
    hours: list[str]


class LocationKeys(Table):
    name: str
    timezone: str
    hours: HoursKeys | None = None
    closures: list[AwayKeys] = []
    pacing: Some | None = None


class EquipmentKeys(Table):
    name: str
    location: str | None = None
    services: list[str] | None = None
    hours: HoursKeys | None = None
    step: Step | None = None
    overrides: list[OverrideKeys] = []
    absences: list[AwayKeys] = []


class StaffKeys(EquipmentKeys):
    """The same keys as a piece of equipment."""


class SeatedKeys(EquipmentKeys):
    """A room or a table: people sit or sleep in it."""

    seats: Some | None = None


class ServiceKeys(Table):
    name: str
    duration: Duration | None = None
    buffer_before: Buffer = 0
    buffer_after: Buffer = 0
    step: Step = 15
    price: Amount = "0"
    needs: list[str] | None = None
    min_notice: Minutes = 0
    horizon: Days | None = None
    min_party: Some = 1
    max_party: Some | None = None
    duration_by_party: dict[str, object] = {}
    tags: list[str] = []
    tags_match: Match = "all"
    pass_: Literal["none", "optional", "required"] = field(name="pass", default="none")
    channels: list[Channel] = field(default_factory=lambda: ["desk", "web", "agent"])
    cancel_until: Minutes = 0
    late_cancel: Penalty = "free"
    no_show: Penalty = "free"
    fee: Amount = "0"
    deposit: Amount = "0"
    processing: list[int] | None = None
    by_staff: dict[str, object] = {}
    nights: bool = False
    check_in: object = "15:00"
    check_out: object = "11:00"
    pacing: Some | None = None


class TermsKeys(Table):
    """What differs for one person."""

    duration: Duration | None = None
    price: Amount | None = None


class JoinKeys(Table):
    tables: list[str]
    seats: Some
    min_party: Some = 1


class SessionKeys(Table):
    service: str
    start: object
    capacity: Some
    staff: str | None = None
    location: str | None = None
    room: str | None = None
    rooms: list[str] = []
    duration: Duration | None = None
    repeat: str | None = None
    tags: list[str] = []
    tags_match: Match = "any"


class PassKeys(Table):
    name: str
    units: Some
    price: Amount = "0"
    valid_days: Annotated[int, Meta(ge=1, le=36_500)] | None = None
    services: list[str] = []


class UserKeys(Table):
    name: str
    role: Literal["employee", "reception", "manager", "admin"]
    staff: str | None = None
    account: str | None = None


class ReminderKeys(Table):
    when: str
    channels: list[Messenger]
    template: str


class FileKeys(Table):
    """The whole file."""

    business: BusinessKeys
    locations: list[LocationKeys]
    staff: list[StaffKeys] = []
    rooms: list[SeatedKeys] = []
    tables: list[SeatedKeys] = []
    equipment: list[EquipmentKeys] = []
    services: list[ServiceKeys] = []
    joins: list[JoinKeys] = []
    sessions: list[SessionKeys] = []
    passes: list[PassKeys] = []
    users: list[UserKeys] = []
    reminders: list[ReminderKeys] = []
