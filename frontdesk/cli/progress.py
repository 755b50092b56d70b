"""How far a long piece of work is: a bar on standard error where a person looks; Ctrl+C stops it where it can stop."""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from types import FrameType

from frontdesk.base.progress import Course
from frontdesk.language.i18n import _

EVERY = 0.25
"""Seconds between two drawings of the bar."""


@contextlib.contextmanager
def shown(label: str, *, quiet: bool = False) -> Iterator[Course]:
    """What the work is to tell while the block runs. The bar is drawn only where standard error is a terminal and
    ``quiet`` (--json) is not said. The first Ctrl+C asks the work to stop, the second interrupts it wherever it is.
    """
    course = Course()
    with _stopped_by_ctrl_c(course):
        if quiet or not sys.stderr.isatty():
            yield course
            return
        with _bar(label, course):
            yield course


@contextlib.contextmanager
def _stopped_by_ctrl_c(course: Course) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ask(number: int, frame: FrameType | None) -> None:
        if course.stopping:
            raise KeyboardInterrupt
        course.stop()

    before = signal.signal(signal.SIGINT, ask)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _bar(label: str, course: Course) -> Iterator[None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(label, total=None)

        def draw() -> None:
            what = _("stopping") if course.stopping else _(course.what) if course.what else ""
            bar.update(
                task,
                completed=course.done,
                total=course.total or None,
                description=f"{label}: {what}" if what else label,
                refresh=True,
            )

        with _repeated(draw):
            yield


@contextlib.contextmanager
def _repeated(draw: Callable[[], None]) -> Iterator[None]:
    over = threading.Event()

    def go() -> None:
        while not over.wait(EVERY):
            draw()

    thread = threading.Thread(target=go, daemon=True)
    draw()
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
