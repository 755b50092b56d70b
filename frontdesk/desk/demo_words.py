"""What the words of the demonstration are for: names, notes and habits, in each language a module of its own.

Nobody in it is real. Phones are of ranges that are given to nobody, e-mail addresses end in domains kept for examples
(RFC 2606).
"""

from __future__ import annotations

from msgspec import Struct

MAIL_DOMAINS = ("example.com", "example.org", "example.net")


class Profile(Struct, frozen=True, kw_only=True):
    """The life of one kind of business.

    ``hours``: a service's usual starts, local minutes. ``favourites``: how often a service is asked for beside the others.
    ``women``: their share; ``for_women``, ``for_men``: services that only they ask for. ``parties``: how often a party is
    of 1, 2, 3, … people. ``lively``: visits a day of what needs no person. ``meeting_at``: local minutes.
    """

    people: int
    women: float = 0.5
    for_women: tuple[str, ...] = ()
    for_men: tuple[str, ...] = ()
    tags: tuple[tuple[str, float], ...]
    notes: tuple[str, ...]
    internal: tuple[str, ...]
    wishes: tuple[str, ...]
    preferences: tuple[tuple[str, tuple[str, ...]], ...]
    meeting: str
    meeting_at: int = 14 * 60 + 15
    hours: dict[str, tuple[tuple[int, int], ...]] = {}
    favourites: dict[str, float] = {}
    parties: tuple[float, ...] = (1.0,)
    lively: float = 0.0


class AskedWords(Struct, frozen=True, kw_only=True):
    """Somebody who asks, and how it went on. ``hours``: before now. Texts have places for ``service``, ``day``, ``first``.

    ``tax``: per cent, of a quote.
    """

    stage: str
    source: str
    hours: float
    asked: str
    answer: str = ""
    reply: str = ""
    reason: str = ""
    quoted: bool = False
    party: int = 1
    tax: int = 21


class Words(Struct, frozen=True, kw_only=True):
    """A language of the demonstration.

    ``surnames_each``: how many a person has. ``first_phone``: customers are numbered from it, with the country's code.
    ``foreign``: the language that a few of the customers speak. ``desk``: who did what was done at the desk. ``absences``:
    the reasons, in the order of ``demo_extras.ABSENCES``. ``birthday`` has a place for the name. ``deposit``: how one is paid.
    """

    language: str
    foreign: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]
    surnames_each: int
    first_phone: int
    desk: str
    customer_reasons: tuple[str, ...]
    business_reasons: tuple[str, ...]
    methods: tuple[str, ...]
    deposit: str
    absences: tuple[str, ...]
    private: tuple[str, ...]
    reminders: tuple[str, ...]
    birthday: str
    inquiry_subject: str
    inquiries: tuple[AskedWords, ...]
    profiles: dict[str, Profile]
