"""What the composition root hands to the commands: how desks are opened and made, and how the app is run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from frontdesk.base.clock import Clock
from frontdesk.base.config import Web

if TYPE_CHECKING:
    from frontdesk.channels.protocol import Channel
    from frontdesk.desk.desk import Desk
    from frontdesk.screens.front import Maker


class Opening(Protocol):
    """Opens the desk of a database for whoever acts."""

    def __call__(
        self,
        url: str,
        /,
        *,
        clock: Clock,
        user: str | None,
        token: str | None,
        dry_run: bool = False,
        lean: bool = False,
    ) -> Desk: ...


class Showing(Protocol):
    """Runs the app; ``make`` makes a database (name, kind, language) where there is none yet. Returns the exit code."""

    def __call__(self, load: Callable[[], Desk], make: Maker | None = None) -> int: ...


class Channelled(Protocol):
    """The channels of the config, opened: all of them, or one by name."""

    def __call__(self, name: str | None = None, /) -> dict[str, Channel]: ...


@dataclass(frozen=True)
class Doors:
    """The defaults of this process, and the ways into it that only ``start`` knows."""

    clock: Clock
    database: str
    user: str | None
    token: str | None
    version: Callable[[], str]
    open: Opening
    create: Callable[[str, Clock], Desk]
    app: Showing
    channels: Channelled
    channel_names: tuple[str, ...] = ()
    url: str = ""
    """Where the customers' links lead; empty: nowhere."""
    web: Web = field(default_factory=Web)
