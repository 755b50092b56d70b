"""Real processes in numbers: each is forked from one that has imported what they run and has done nothing else.

To start Python and import the program takes longer than most of them live.
"""

from __future__ import annotations

import multiprocessing

forked = multiprocessing.get_context("forkserver")
forked.set_forkserver_preload(["tests.desk.rival", "tests.messages.rival_worker"])
