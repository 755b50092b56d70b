"""When somebody means: one grammar over codes, a table of words for each language."""

from frontdesk.language.when.reading import LANGUAGES as LANGUAGES
from frontdesk.language.when.reading import Reading as Reading
from frontdesk.language.when.reading import read as read
from frontdesk.language.when.reading import read_day as read_day
