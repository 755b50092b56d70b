"""The marks of reservations: their statuses, and what a person has marked."""

from frontdesk.language.statuses import MARKS as MARKS
from frontdesk.language.statuses import WORDS as WORDS
from frontdesk.language.statuses import mark as mark
from frontdesk.language.statuses import status_words as status_words

MARKED = "◆"
"""What a person has marked for the next action; no status looks like it."""
