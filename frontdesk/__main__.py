"""The door from the shell: ``frontdesk …`` and ``python -m frontdesk …``."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Run what the words ask for; returns the exit code."""
    from frontdesk.start import run

    return run(list(sys.argv[1:] if argv is None else argv))


if __name__ == "__main__":
    sys.exit(main())
