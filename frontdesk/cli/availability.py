"""stub"""
from frontdesk.cli.group import Commands
verbs = Commands()
@verbs.verb("slots", "x")
def slots() -> None: ...
