"""The engine finds what the yardstick's naive loop finds, to the minute."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from frontdesk.engine.slots import free_starts, slots
from frontdesk.engine.values import LineRequest, Request

ROOT = Path(__file__).resolve().parents[2]
YARDSTICK = Path(os.environ.get("NAIVE_SLOTS", ROOT / "../shared/tools/naive_slots.py"))
if not YARDSTICK.exists():
    YARDSTICK = ROOT.parents[1] / "shared/tools/naive_slots.py"


@pytest.mark.skipif(not YARDSTICK.exists(), reason="the yardstick (../shared/tools/naive_slots.py) is not here")
def test_starts_are_the_naive_loops() -> None:
    spec = importlib.util.spec_from_file_location("engine_slots", ROOT / "benchmarks/engine_slots.py")
    assert spec and spec.loader
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    naive = bench.yardstick(str(YARDSTICK))
    work = naive.workload(10, 31)
    house, service, claims = bench.as_values(naive, work)
    start, end = bench.window(naive, work)
    expected = naive.naive(work)
    found = free_starts(house, service, range(10), claims, start, end)
    assert [[t for steps in found[i] for t in steps] for i in range(10)] == expected
    request = Request((LineRequest(service.id),), channel="web")
    rows = slots(house, request, claims, [], work["now"], work["now"], end)
    assert [[slot.start for slot in rows if slot.staff == i] for i in range(10)] == expected
