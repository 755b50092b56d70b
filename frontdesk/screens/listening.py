"""The one thread that looks for what others change, and what it tells the app."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message

from frontdesk.base.errors import FrontdeskError
from frontdesk.desk.day_values import News, Waits
from frontdesk.screens.front import Premises

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk

LISTEN_EVERY = 0.25
"""Seconds between two looks for changes made elsewhere."""

LISTEN_AT_LEAST = 4.0
"""Seconds between two looks for a database that is away, in the end."""


class Opened(Message):
    """The database was opened."""

    def __init__(self, desk: Desk, seq: int, premises: Premises) -> None:
        super().__init__()
        self.desk, self.seq, self.premises = desk, seq, premises


class Failed(Message):
    """The database could not be opened, or the listening failed."""

    def __init__(self, error: Exception, *, opening: bool) -> None:
        super().__init__()
        self.error, self.opening = error, opening


class Heard(Message):
    """Something was changed, by whomever."""

    def __init__(self, news: News, premises: Premises | None) -> None:
        super().__init__()
        self.news, self.premises = news, premises


class Counted(Message):
    """How much waits for somebody."""

    def __init__(self, waits: Waits) -> None:
        super().__init__()
        self.waits = waits


class Back(Message):
    """The database can be read again."""

    def __init__(self, premises: Premises) -> None:
        super().__init__()
        self.premises = premises


def open_desk(load: Callable[[], Desk], tell: Callable[[Message], object]) -> None:
    """Open the database and say what came of it; for a thread."""
    try:
        desk = load()
        seq = desk.seq()  # before anything is read: what is written from now on is news
        premises = Premises.of(desk)
    except Exception as error:
        tell(Failed(error, opening=True))
    else:
        tell(Opened(desk, seq, premises))


def listen(
    desk: Desk,
    seq: int,
    leaving: threading.Event,
    tell: Callable[[Message], object],
    besides: Callable[[], object] = lambda: None,
) -> None:
    """Look for changes until the app ends, and close the desk then; a database that goes away is waited for.

    ``besides``: what else is looked after each time; it never raises.
    """
    came, held = _come(desk), (0, 0, 0)
    pause, lost, counted = LISTEN_EVERY, False, False
    while not leaving.wait(pause):
        try:
            if lost:
                desk.stirred()
                seq = desk.seq()
                tell(Back(Premises.of(desk)))
                pause, lost = LISTEN_EVERY, False
            elif desk.stirred():
                news = desk.news(seq, held)
                seq, held = news.seq, news.held
                if news.days or news.customers or news.house or news.holds or news.messages or news.inquiries:
                    tell(Heard(news, Premises.of(desk) if news.house else None))
                counted = False  # workers write without a word: what waits may be another number
            if not counted:
                tell(Counted(desk.waits()))
                counted = True
            besides()
        except Exception as error:
            pause, lost = min(pause * 2, LISTEN_AT_LEAST), True
            tell(Failed(error, opening=False))
    if came is not None and not lost:
        with contextlib.suppress(FrontdeskError):  # where they left is not known then, only when they came
            desk.duty.go(came)
    desk.close()


def _come(desk: Desk) -> int | None:
    """Somebody is at the screens: kept, so that the next handover begins where they left."""
    try:
        return desk.duty.come()
    except FrontdeskError:
        return None  # a database that can only be read, or is away: the listening says so
