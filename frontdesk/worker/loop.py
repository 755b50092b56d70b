"""The dispatcher as a process of its own: ticks until it is told to end, says when it is ready and that it is alive."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from frontdesk.base.errors import FrontdeskError

if TYPE_CHECKING:
    from frontdesk.worker.dispatcher import Dispatcher

EVERY = 15
"""Seconds between two ticks."""


def alive() -> None:
    """Tell systemd's watchdog, where it asked, that work goes on."""
    notify("WATCHDOG=1")


def run(
    dispatcher: Dispatcher,
    ending: threading.Event,
    told: Callable[[str], None],
    *,
    every: float = EVERY,
    besides: Callable[[], object] = lambda: None,
) -> None:
    """Tick until ``ending`` is set, or the process is told to end (SIGTERM, SIGINT). ``told`` is given what to print.

    ``besides``: what else is looked after at every tick; it never raises.

    A database that is locked, away or replaced does not end it: the next tick tries again.
    """
    from apscheduler.executors.pool import ThreadPoolExecutor
    from apscheduler.schedulers.background import BackgroundScheduler

    state = {"problem": ""}

    def tick() -> None:
        try:
            dispatcher.tick()
            problem = dispatcher.problem
            besides()
        except FrontdeskError as error:
            problem = str(error)
            alive()  # a database that is away for a while is no reason to be started anew
        if problem != state["problem"]:
            told(problem or "ok")
            state["problem"] = problem

    # it only ticks: what is to be done stands in the database, and one tick at a time does it
    scheduler = BackgroundScheduler(executors={"default": ThreadPoolExecutor(1)}, timezone="UTC")
    scheduler.add_job(tick, "interval", seconds=every, max_instances=1, coalesce=True, misfire_grace_time=None)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: ending.set())
    tick()
    scheduler.start()
    notify("READY=1")
    try:
        ending.wait()
    finally:
        notify("STOPPING=1")
        scheduler.shutdown(wait=True)


def notify(state: str) -> None:
    """Tell systemd, where it asked to be told (sd_notify's protocol)."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    target: Any = "\0" + address[1:] if address.startswith("@") else address
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.sendto(state.encode(), target)
    except OSError:
        return
