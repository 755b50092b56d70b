"""What the business is: its places, people, rooms, services and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import agenda, values
from frontdesk.desk.house import pick
from frontdesk.desk.transactions import Transactions

if TYPE_CHECKING:
    from frontdesk.desk.settings_values import Setting, SettingChange, Settings

Named = TypeVar("Named", values.Service, values.Resource, values.Location)


class Directory(Transactions):
    """The business as it is set up, out of use left out but in its settings."""

    def today(self, location: int | None = None) -> int:
        """The present business day (ordinal)."""
        first = location if location is not None else next(iter(self.rules().house.places), 0)
        return self.read(lambda work: work.day_of(work.minute, first))

    def zone(self, location: int | None = None) -> str:
        """The time zone of a location; of the first where none is given."""
        return self.rules().zone(location)

    def business(self) -> values.Business:
        """Name, language, currency, country of the business."""
        return self.rules().business

    def locations(self) -> tuple[values.Location, ...]:
        """Every active location."""
        return tuple(values.Location(p.id, p.name, p.zone) for p in self.rules().house.places.values())

    def resources(self, kind: str | None = None, location: int | None = None) -> tuple[values.Resource, ...]:
        """Every active person, room, table and piece of equipment, or those of a kind or location."""
        return tuple(
            agenda.resource_value(resource)
            for resource in self.rules().house.resources.values()
            if (kind is None or resource.kind == kind) and (location is None or resource.place == location)
        )

    def services(self) -> tuple[values.Service, ...]:
        """Every active service, with who performs it."""
        rules = self.rules()
        return tuple(
            values.Service(
                one.id,
                one.name,
                one.duration,
                one.price,
                one.needs,
                one.nights,
                one.grouped,
                one.min_party,
                one.max_party,
                rules.staff_of.get(one.id, ()),
                tuple(
                    values.Terms(
                        staff,
                        one.duration if own.duration is None else own.duration,
                        one.price if own.price is None else own.price,
                    )
                    for staff, own in one.by_staff.items()
                ),
                one.duration_by_party,
            )
            for one in rules.house.services.values()
        )

    def find_service(self, name: str) -> values.Service:
        """A service by name, accents and case aside. Raises FrontdeskError (not_found, ambiguous)."""
        return self._named(self.services(), "service", name)

    def find_resource(self, name: str, kind: str | None = None) -> values.Resource:
        """A resource by name, accents and case aside. Raises FrontdeskError (not_found, ambiguous)."""
        return self._named(self.resources(kind), "person" if kind == "staff" else "resource", name)

    def find_location(self, name: str) -> values.Location:
        """A location by name, accents and case aside. Raises FrontdeskError (not_found, ambiguous)."""
        return self._named(self.locations(), "location", name)

    @staticmethod
    def _named(some: tuple[Named, ...], kind: str, wanted: str) -> Named:
        names = {one.id: one.name for one in some}
        found = pick(names, wanted)
        if not found:
            known = ", ".join(list(names.values())[:12])
            raise FrontdeskError("not_found", {"known": list(names.values())}, kind=kind, name=wanted, known=known)
        if len(found) > 1:
            raise FrontdeskError("ambiguous", name=wanted, choices=", ".join(names[number] for number in found))
        return next(one for one in some if one.id == found[0])

    def places_of(self, service: int) -> tuple[int, ...]:
        """The locations at which a service can be had: where everything it needs is."""
        return self.rules().places_of(service)

    def settings(self) -> Settings:
        """Everything that is set up, what is out of use included; a manager's. Raises FrontdeskError(not_allowed)."""
        from frontdesk.desk import settings  # it needs what makes a business, which the desk itself does not

        return self.read(settings.settings)

    def change_settings(self, wish: SettingChange, *, confirmed: bool = False) -> Setting:
        """Add or change an entry of the settings, or take it out of use.

        Raises FrontdeskError (not_allowed, stale_version, wrong_value, no_longer_fits unless ``confirmed``, …).
        """
        from frontdesk.desk import settings

        return self.write(lambda work: settings.change(work, wish, confirmed=confirmed))
