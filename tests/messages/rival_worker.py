"""One of several workers on one database, to be killed at any moment: run as a process by test_killed and a benchmark."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from frontdesk.base.clock import SystemClock
from frontdesk.channels.opened import open_channel
from frontdesk.channels.settings import Channels, Email
from frontdesk.desk.messages import dispatching
from frontdesk.desk.opening import open_desk
from frontdesk.worker.dispatcher import Dispatcher


def main(url: str, port: int, lease: int, seconds: float, ready: Callable[[], object]) -> None:
    """Dispatch for so long, with a shorter lease than usual: whoever looks on does not want to wait two minutes."""
    dispatching.LEASE = lease
    clock = SystemClock()
    desk = open_desk(url, clock=clock)
    settings = Channels(email=Email("Norte <hola@example.com>", f"smtp://127.0.0.1:{port}", plain=True))
    dispatcher = Dispatcher(desk, {"email": open_channel("email", settings, clock.seconds)})
    ready()
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        dispatcher.tick()
        time.sleep(0.05)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(given["url"], given["port"], given["lease"], given["seconds"], lambda: print("ready", flush=True))
