"""Run one command: parse, call, and turn whatever stops it into one line and an exit code."""

from __future__ import annotations

import sys

import typer

from frontdesk.base.errors import N_, FrontdeskError, UsageError
from frontdesk.base.progress import interrupted
from frontdesk.cli import faults, group, mistakes
from frontdesk.cli.call import Call
from frontdesk.cli.doors import Doors


def run(words: list[str], doors: Doors) -> int:
    """The exit code of a command: 0 done, 1 refused or failed, 2 wrong usage, 130 interrupted."""
    call = Call(doors)
    try:
        return _run(words, call)
    finally:
        call.close()


def _run(words: list[str], call: Call) -> int:
    root = group.root()
    try:
        with root.make_context("frontdesk", words, obj=call) as context:
            root.invoke(context)
        sys.stdout.flush()
        return call.code
    except typer.Exit as stop:
        return stop.exit_code
    except FrontdeskError as error:
        code = faults.refused(error, as_json=call.json)
        return faults.INTERRUPTED if error.code == "interrupted" else code
    except UsageError as error:
        return faults.misused(str(error))
    except typer.TyperException as error:
        return faults.misused(mistakes.sentence(error))
    except (KeyboardInterrupt, typer.Abort):
        faults.refused(interrupted(N_("what was done so far is kept")), as_json=call.json)
        return faults.INTERRUPTED
    except BrokenPipeError:
        faults.silence()
        return call.code
    except OSError as error:
        return faults.refused(faults.of_system(error), as_json=call.json and error.filename is not None)
    except Exception as error:
        return faults.unforeseen(error, as_json=call.json)
