"""The dispatcher inside the app: it works while no other worker gives signs of life."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.worker.dispatcher import Dispatcher, is_needed
from frontdesk.worker.loop import EVERY

if TYPE_CHECKING:
    from frontdesk.channels.protocol import Channel
    from frontdesk.desk.desk import Desk


def dispatch(
    load: Callable[[], Desk],
    channels: Callable[[], Mapping[str, Channel]],
    url: str,
    leaving: threading.Event,
    tell: Callable[[Exception], object],
    *,
    every: float = EVERY,
) -> None:
    """Tick until ``leaving`` is set; for a thread. ``tell`` is given what the person should know, once while it lasts."""
    told = ""
    dispatcher: Dispatcher | None = None
    desk: Desk | None = None
    while not leaving.wait(every):
        try:
            desk = desk or load()
            if dispatcher is None:
                if is_needed(desk):
                    dispatcher = Dispatcher(desk, channels(), base_url=url, ending=leaving.is_set)
            elif not is_needed(desk, dispatcher.name):
                dispatcher.leave()
                dispatcher = None
            if dispatcher is not None:
                dispatcher.tick()
            told = ""
        except FrontdeskError as error:
            if str(error) != told and not error.code.startswith("database_"):  # the screens say that by themselves
                tell(error)
            told = str(error)
        except Exception as error:
            if str(error) != told:
                failure_log.write(error, desk.clock.seconds() if desk is not None else 0.0)
                tell(error)
            told = str(error)
    if desk is not None:
        try:
            if dispatcher is not None:
                dispatcher.leave()
        except FrontdeskError:
            pass  # it is seen to be silent soon enough
        desk.close()
