"""Start a terminal program in a pty, wait until its screen says Agenda, press ctrl+q, expect it to end well."""

import os
import pty
import select
import signal
import sys
import time

pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(TERM="xterm-256color", LINES="36", COLUMNS="120")
    os.execvp(sys.argv[1], sys.argv[1:])
seen, until, asked = b"", time.monotonic() + 60, False
while time.monotonic() < until:
    if select.select([terminal], [], [], 0.2)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            break
        if not part:
            break
        seen += part
    if not asked and b"Agenda" in seen:
        os.write(terminal, b"\x11")
        asked = True
else:
    os.kill(pid, signal.SIGKILL)
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
if not asked or code != 0:
    sys.exit(f"the app did not start and end well (exit {code}): {seen[-600:]!r}")
print("the app starts and ends")
