"""One command prints the whole table: ``python -m benchmarks`` from the checkout. Measures, asserts no time.

PostgreSQL is measured too where FRONTDESK_TEST_POSTGRESQL names a database.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks import booking, engine_slots, loading


def _section(title: str, rows: list[tuple[str, str]]) -> None:
    print(f"\n{title}")
    for name, value in rows:
        print(f"  {name:52} {value}", flush=True)


def main() -> None:
    """Print the table, part by part."""
    path = engine_slots.default_path()
    if path.exists():
        _section("Free starts from values in memory (people × days)", engine_slots.run(path))
    else:
        print("The naive loop is not there (NAIVE_SLOTS names it): availability from memory is not measured.")
    _section("From 1,000,000 stored claims", loading.run())
    _section("Bookings through Desk", booking.run())
    print("\nImport of 100,000 reservations", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.import_rows"], cwd=Path(__file__).parent.parent, check=True)
    print("\nMessages", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.messages"], cwd=Path(__file__).parent.parent, check=True)
    print("\nThe screens, on 100,000 reservations, beside a Textual program that shows one line", flush=True)
    subprocess.run([sys.executable, "-m", "benchmarks.screens"], cwd=Path(__file__).parent.parent, check=True)


if __name__ == "__main__":
    main()
