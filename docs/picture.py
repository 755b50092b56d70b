"""Make the README's picture anew: the agenda of the demonstration salon, as the running app draws it.

python docs/picture.py
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from frontdesk.app import FrontdeskApp
from frontdesk.base.clock import FixedClock
from frontdesk.desk import demo, opening

NOW = "2026-11-23T10:42:00+01:00"
SIZE = (120, 34)
PICTURE = Path(__file__).with_name("agenda.svg")


async def main() -> None:
    """Fill a salon, open the agenda, save what stands on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        desk = opening.create(str(Path(folder) / "demo.db"), FixedClock.at(NOW))
        demo.fill(desk, "salon", "en")
        app = FrontdeskApp(load=lambda: desk, language="en")
        async with app.run_test(size=SIZE) as pilot:
            while not (app.query("DayGrid") and app.query_one("DayGrid").day is not None):  # type: ignore[attr-defined]
                await pilot.pause(0.05)
            await pilot.pause(0.3)
            PICTURE.write_text(app.export_screenshot(title="frontdesk"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(main())
