"""A business file and its database: the database made where it is missing, and what the file changed."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from frontdesk.base import paths
from frontdesk.base.errors import FrontdeskError
from frontdesk.cli import output
from frontdesk.cli.call import Call
from frontdesk.language.i18n import _

if TYPE_CHECKING:
    from frontdesk.desk.desk import Desk
    from frontdesk.desk.setup import Applied


@contextlib.contextmanager
def set_aside(url: str) -> Iterator[None]:
    """A database's files stand aside while another is made in their place: forgotten then, put back when that fails."""
    file = paths.database_file(url)
    aside = f"{file}.aside"
    there = [suffix for suffix in paths.SIDE_FILES if file is not None and Path(f"{file}{suffix}").exists()]
    for suffix in there:
        Path(f"{file}{suffix}").replace(f"{aside}{suffix}")
    try:
        yield
    except BaseException:
        for suffix in there:
            Path(f"{aside}{suffix}").replace(f"{file}{suffix}")
        raise
    for suffix in there:
        Path(f"{aside}{suffix}").unlink(missing_ok=True)


def _present(call: Call) -> Desk | None:
    """The desk of a database that holds a business; None where it only waits for one."""
    try:
        return call.desk
    except FrontdeskError as error:
        # tables without a business, or an empty schema on a server: both may be filled
        if error.code == "not_set_up" or (error.code == "database_not_one" and paths.database_file(call.url) is None):
            return None
        raise


@contextlib.contextmanager
def making(call: Call) -> Iterator[Desk]:
    """A desk for a business that is to be made; a new file is removed again when that fails, or in a dry run."""
    url, new = call.url, not paths.is_there(call.url)
    if not new and (present := _present(call)) is not None:
        yield present
        return
    if call.dry_run:
        with tempfile.TemporaryDirectory() as folder:
            desk = call.doors.create(str(Path(folder) / "trial.db"), call.doors.clock)
            try:
                yield desk
            finally:
                desk.close()
        return
    desk = call.adopt(call.doors.create(url, call.doors.clock))
    try:
        yield desk
    except BaseException:
        call.close()
        if new:
            paths.forget(url)
        raise


def told(call: Call, done: Applied, did: str, would: str) -> None:
    """Answer with what was added, changed, removed."""
    document = {
        "database": call.url,
        "added": list(done.added),
        "changed": list(done.changed),
        "removed": list(done.removed),
        "left_out": [msgspec.to_builtins(one) for one in done.left_out],
        "without_text": list(done.without_text),
    }

    def words() -> None:
        for mark, names in (("+", done.added), ("~", done.changed), ("-", done.removed)):
            for name in names:
                output.put_line(f"{mark} {name}")
        for one in done.left_out:
            output.put_line(_("left out: {service} {start}: {reason}").format(**msgspec.to_builtins(one)))
        for name in done.without_text:
            sentence = _("There is no text “{name}” yet: “frontdesk messages text {name}” writes it.")
            output.put_line(sentence.format(name=name))

    call.done(document, did.format(database=call.url), would.format(database=call.url), words)
