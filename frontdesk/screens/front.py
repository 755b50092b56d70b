"""What a screen may ask of the app it runs in, without naming it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from frontdesk.base.clock import Clock
from frontdesk.desk.day_values import News, Waits
from frontdesk.desk.values import Actor, Business, Filter, Location, Resource, Service
from frontdesk.screens.dialogs.unfinished import Unfinished
from frontdesk.screens.jumping import Jump
from frontdesk.screens.long_work import LongWork
from frontdesk.screens.losing import LostOffers
from frontdesk.screens.problems import Problems

if TYPE_CHECKING:
    from textual import events
    from textual.signal import Signal

    from frontdesk.desk.desk import Desk


@dataclass(frozen=True)
class Premises:
    """What every screen knows of the business: read once, and again when it changes."""

    business: Business
    locations: tuple[Location, ...]
    resources: tuple[Resource, ...]
    services: tuple[Service, ...]
    actor: Actor

    @classmethod
    def of(cls, desk: Desk) -> Premises:
        """Read them; for a worker thread."""
        return cls(desk.business(), desk.locations(), desk.resources(), desk.services(), desk.actor)

    def service(self, id: int) -> Service | None:
        return next((service for service in self.services if service.id == id), None)

    def resource(self, id: int) -> Resource | None:
        return next((resource for resource in self.resources if resource.id == id), None)


class Maker(Protocol):
    """Makes the database of a fresh machine. Raises FrontdeskError; then nothing is left behind."""

    database: str

    def __call__(self, name: str, kind: str, language: str, /) -> None: ...


class Front(Protocol):
    """The app as its screens see it."""

    desk: Desk | None
    premises: Premises | None
    clock: Clock
    make: Maker | None
    """Makes the database, where there is none yet."""
    place: Location | None
    """The one location that is shown; None: all."""
    waits: Waits
    """What waits for the business: the numbers of the tabs."""
    replies: Unfinished
    """What was written to customers and not sent."""
    filter: Filter
    """What agenda and list show; the dates are the list's, the location is ``place``."""
    jumped: Jump | None
    """Whether the filter is that of a jump, which lasts until the list is left."""
    filtered: Signal[None]
    """Another filter, or other columns, are wanted."""
    columns: str
    """The kind of columns of the agenda: staff, table, room, equipment; empty: not chosen yet."""
    panel: bool | None
    """Whether the panel of details is wanted beside agenda and list; None: where there is room for it."""
    latest: str
    """What was done latest to a reservation: a key of ``actions.AGAIN``, else a word for what is not repeated; empty: nothing."""
    lost: LostOffers
    """What may be noted as lost demand by a key."""
    refused_since: bool
    """Whether something was refused since something was last written: undo would not take back what was tried last."""
    stirred: Signal[News]
    """Something was changed, here or elsewhere."""
    opened: Signal[Premises]
    """The database was opened, or the business itself was changed."""
    placed: Signal[None]
    """Another location is shown."""

    def once_more(self, event: events.Key) -> None:
        """Hand a key to the screen below one that closes, before those that wait."""
        ...

    def say(self, sentence: str, *, bad: bool = False, stays: bool = False) -> None:
        """Show a sentence in the message line; ``stays``: it must be seen, so it stays until something else is said."""

    long_work: LongWork
    problems: Problems

    def refuse(self, error: Exception, what: str = "") -> None:
        """The one place where an error becomes a sentence for the person. ``what``: what was tried."""

    def put_header(self) -> None:
        """Draw the header now: work began or ended, or something failed."""

    def read_styles(self) -> None:
        """See to it that the styles of dialogs and rarer screens are there, before one of them is mounted."""

    def go_to(self, mode: str, target: object) -> None:
        """Show another screen and there what was found: a customer, a reservation, a person, a service, a day."""

    def go_on(self, mode: str, then: Callable[[], None] | None = None) -> None:
        """Show another screen, then do something there."""

    def made(self, language: str) -> None:
        """The database was made: go on with it, in this language."""
