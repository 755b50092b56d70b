"""How many phrases of others ``frontdesk when --batch`` reads as they say: right, wrong and silent for each source.

    python -m benchmarks.phrases [SOURCE]

The phrases (``language/dates.jsonl``) are not part of the checkout; FRONTDESK_DATA says where they are. With a source the
phrases that were not read right are listed. *more or less*: what was read agrees, but one of the two says a day or a time
that the other leaves out (a house that reads only what was said cannot agree with all sources at once); these are among the
wrong ones too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("FRONTDESK_DATA") or Path(__file__).parent.parent.parent.parent / "shared" / "data")


def answers(lines: list[str]) -> tuple[list[dict[str, Any]], float]:
    """What the command answers, and the seconds it took, its start included."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "frontdesk", "when", "--batch"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=False,
    )
    return [json.loads(line) for line in done.stdout.splitlines()], time.perf_counter() - began


def verdict(answer: dict[str, Any], accept: list[dict[str, Any]]) -> str:
    """right, silent, less (it agrees as far as both say something), wrong."""
    got = (answer["date"], answer["time"])
    if got == (None, None):
        return "silent"
    wanted = [(one["date"], one["time"]) for one in accept]
    if got in wanted:
        return "right"
    for want in wanted:
        pairs = [(mine, theirs) for mine, theirs in zip(got, want, strict=True) if mine and theirs]
        if pairs and all(mine == theirs for mine, theirs in pairs):
            return "more or less"
    return "wrong"


def main() -> None:
    """Print a row for each source."""
    path = DATA / "language" / "dates.jsonl"
    if not path.exists():
        print(f"{path} is not there (FRONTDESK_DATA names its folder).")
        return
    wanted = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    lines = [json.dumps({key: one[key] for key in ("id", "text", "lang", "ref", "prev")}) for one in wanted]
    given, seconds = answers(lines)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one, answer in zip(wanted, given, strict=True):
        said = verdict(answer, one["accept"])
        counts[one["src"]][said] += 1
        if said != "right" and one["src"] in sys.argv[1:]:
            print(f"  {said:12} {one['text']} | {one['ref']} | {answer['date']} {answer['time']} | {one['accept']}")
    for source, count in counts.items():
        every = sum(count.values())
        wrong = count["wrong"] + count["more or less"]
        print(
            f"{source:14} {every:5}  right {100 * count['right'] / every:5.1f} %  wrong {100 * wrong / every:5.1f} %  "
            f"silent {100 * count['silent'] / every:5.1f} %  (more or less {100 * count['more or less'] / every:4.1f} %)"
        )
    print(f"{len(lines)} phrases in {seconds:.2f} s: {1000 * seconds / len(lines):.2f} s for 1,000, the start included")


if __name__ == "__main__":
    main()
