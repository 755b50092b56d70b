"""How many phrases of others ``frontdesk when --batch`` reads as they say: right, wrong and silent for each source.

    python -m benchmarks.phrases [SOURCE]

The phrases (``language/dates.jsonl``) are not part of the checkout; FRONTDESK_DATA says where they are. With a source the
phrases that were not read right are listed.

*right*: all that an item asserts was read. A null asserts nothing: the sources leave out what they did not test (``in an
hour`` has a day in Recognizers-Text and none in NLU++ and chrono). *exactly*: of those the ones that say nothing besides.
*wrong*: anything else that was said, a part left out as well (a day without the 06:00 that ``tomorrow morning`` has there).

*apart*: the same figures without the items that ask for what this house never reads, whoever asks: a time nobody said
(``tomorrow morning``, 06:00) and a day that is past though no word says so (``5 May``, last spring). Which these are is told
by the item alone, not by what was answered.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

DATA = Path(os.environ.get("FRONTDESK_DATA") or Path(__file__).parent.parent.parent / "shared" / "data")


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
    """right, silent, more (all they say, and a day or time they leave out), less (they say one that we leave out), wrong."""
    got = (answer["date"], answer["time"])
    if got == (None, None):
        return "silent"
    wanted = [(one["date"], one["time"]) for one in accept]
    if got in wanted:
        return "right"
    if any(all(theirs in (None, mine) for mine, theirs in zip(got, want, strict=True)) for want in wanted):
        return "more"
    for want in wanted:
        pairs = [(mine, theirs) for mine, theirs in zip(got, want, strict=True) if mine and theirs]
        if pairs and all(mine == theirs for mine, theirs in pairs):
            return "less"
    return "wrong"


_CLOCK = re.compile(
    r"\d[:.h]\d\d|\d\s*(?:[ap]\.?\s?m|o.?clock|h\b)|noon|midnight|\bnow\b|\b(?:hour|hr|min|minute|sec|second|moment)s?\b"
    r"|\b(?:at|by|from|half|past|quarter|hora|horas|minutos?|ahora|momento|mediod|medianoche|media|cuarto|las?)\b|^\W*\d[\d\W]*$"
    r"|\d\s*(?:in the|tonight|de la)|\d\s*(?:-|to)\s*\d"
)
_STRETCH = re.compile(r"\b(?:day|week|month|quarter|qtr|year|y|d|w)s?\b")
_PAST = re.compile(
    r"\b(?:ago|last|past|yesterday|was|were|previous|before|earlier|hace|ayer|anteayer|pasad[oa]|antes)|-\d|\d{4}|'\d\d"
)


def disputed(item: dict[str, Any]) -> bool:
    """Whether all that an item accepts is what nobody said: a time without a word of it, a past day without one of that."""
    text, ref = item["text"].lower(), item["ref"]

    def made_up(one: dict[str, Any]) -> bool:
        time = one["time"] is not None and not _CLOCK.search(text)
        same = one["time"] == ref[11:16] and _STRETCH.search(text) and not re.search(r"\b(?:hour|hr|h|min|now)", text)
        past = one["date"] is not None and one["date"] < ref[:10] and not _PAST.search(text)
        return bool(time or same or past)

    return all(made_up(one) for one in item["accept"])


def _row(count: Counter[str]) -> str:
    every = sum(count.values())
    exactly, more, silent = (100 * count[said] / every for said in ("right", "more", "silent"))
    right = exactly + more
    wrong = max(0.0, 100 - right - silent)
    return f"{every:4}: right {right:5.1f} % (exactly {exactly:4.1f}), wrong {wrong:4.1f} %, silent {silent:4.1f} %"


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
    apart: dict[str, Counter[str]] = defaultdict(Counter)
    for one, answer in zip(wanted, given, strict=True):
        said = verdict(answer, one["accept"])
        counts[one["src"]][said] += 1
        if not disputed(one):
            apart[one["src"]][said] += 1
        if said != "right" and one["src"] in sys.argv[1:]:
            print(f"  {said:12} {one['text']} | {one['ref']} | {answer['date']} {answer['time']} | {one['accept']}")
    for source, count in counts.items():
        print(f"{source:14} {_row(count)}   apart {_row(apart[source])}")
    print(f"{len(lines)} phrases in {seconds:.2f} s: {1000 * seconds / len(lines):.2f} s for 1,000, the start included")


if __name__ == "__main__":
    main()
