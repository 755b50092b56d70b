"""The texts of messages: those that come with the program or the business's own, filled in inside a sandbox.

A template can only say what stands in the values it is given; it reaches no attribute of ours, builds nothing large and
never runs what a customer's name may contain: names are values, not text to be read (Law 8).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.ready import template_path
from frontdesk.base.text import clean, clean_note
from frontdesk.language.dates import day_of, day_words, near_day_words, time_words
from frontdesk.language.i18n import LANGUAGES, _, ngettext, speaking

if TYPE_CHECKING:
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    from frontdesk.desk import values

PURPOSES = ("service", "marketing")
PARAMETERS = ("first_name", "business", "day", "time", "service", "link")
"""What fills the places {{1}}, {{2}} … of a template that a provider has approved."""
LONGEST = 4_000
"""Characters of a message."""
LONGEST_TEMPLATE = 8_000
LONGEST_SUBJECT = 200


class Text(NamedTuple):
    """A template: for what, its subject and its body."""

    purpose: str
    subject: str
    body: str


class Written(NamedTuple):
    """A message as it goes."""

    subject: str
    body: str


@lru_cache(maxsize=len(LANGUAGES))
def shipped(language: str) -> dict[str, Text]:
    """The texts that come with the program, by name."""
    import tomllib  # not before a text is wanted: the screens open sooner

    raw = tomllib.loads(template_path(language).read_text(encoding="utf-8"))
    return {name: Text(one["purpose"], one["subject"], one["body"].strip()) for name, one in raw.items()}


@lru_cache(maxsize=1)
def _sandbox() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        """Values are texts and numbers: nothing is called, nothing is multiplied or raised to a power, no attribute read."""

        intercepted_binops = frozenset({"*", "**", "//", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            raise ValueError(operator)

        def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
            return False

        def call(self, context: Any, obj: Any, *args: Any, **named: Any) -> Any:
            raise ValueError("call")

    made = Sandbox(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True)
    made.globals.clear()
    kept = {"upper", "lower", "title", "capitalize", "trim", "default", "d"}
    made.filters = {name: one for name, one in made.filters.items() if name in kept}
    made.tests = {name: one for name, one in made.tests.items() if name in ("defined", "equalto", "==", "eq")}
    return made


@lru_cache(maxsize=256)
def _compiled(source: str) -> Any:
    from jinja2 import TemplateError, nodes

    if len(source) > LONGEST_TEMPLATE:
        raise FrontdeskError(
            "wrong_value", field="template", problem=N_("at most {most} characters"), most=LONGEST_TEMPLATE
        )
    try:
        tree = _sandbox().parse(source)
        for banned in (
            nodes.For,
            nodes.Macro,
            nodes.CallBlock,
            nodes.Include,
            nodes.Import,
            nodes.FromImport,
            nodes.Block,
        ):
            if tree.find(banned) is not None:
                raise FrontdeskError("wrong_value", field="template", problem=N_("only if … endif and names are known"))
        return _sandbox().from_string(source)
    except TemplateError as error:
        raise _unreadable(error) from None


def _unreadable(error: Exception) -> FrontdeskError:
    words = " ".join(str(error).split())[:120]
    return FrontdeskError("wrong_value", field="template", problem=N_("cannot be filled in ({words})"), words=words)


def fill(text: Text, known: dict[str, str]) -> Written:
    """The text with its values. Raises FrontdeskError(wrong_value) for a template that cannot be filled in."""
    from jinja2 import TemplateError

    safe = {name: clean(value) for name, value in known.items()}
    try:
        subject = _compiled(text.subject).render(safe)
        body = _compiled(text.body).render(safe)
    except (TemplateError, ValueError, TypeError) as error:
        raise _unreadable(error) from None
    return Written(clean(subject).strip()[:LONGEST_SUBJECT], clean_note(body).strip()[:LONGEST])


def values_of(
    business: str,
    name: str,
    language: str,
    now: int,
    visit: values.Reservation | None = None,
    link: str = "",
) -> dict[str, str]:
    """What a template may say, in the customer's language. ``now`` in epoch minutes."""
    known = {
        "business": business,
        "name": name,
        "first_name": first_name(name),
        "link": link,
        "day": "", "time": "", "service": "", "staff": "", "location": "", "people": "", "code": "", "visit": "",
        "amount": "", "until": "",
    }  # fmt: skip
    if visit is None:
        return known
    with speaking(language):
        today, day = day_of(now, visit.zone), day_of(visit.start, visit.zone)
        near, date = near_day_words(day, today), day_words(day, today)
        known["day"] = date if near == date else f"{near}, {date}"
        known["time"] = time_words(visit.start, visit.zone)
        people = ngettext("{count} person", "{count} people", visit.party).format(count=visit.party)
        nights = ngettext("{count} night", "{count} nights", visit.nights).format(count=visit.nights)
        known |= {
            "service": visit.service,
            "staff": visit.staff or "",
            "location": visit.location,
            "people": people,
            "code": visit.code,
        }
        parts = [
            known["day"] if visit.nights else f"{known['day']}, {known['time']}",
            visit.service,
            _("with {name}").format(name=visit.staff) if visit.staff else "",
            nights if visit.nights else "",
            people if visit.party > 1 else "",
        ]
        known["visit"] = " · ".join(part for part in parts if part)
    return known


def link_words(act: str, visit: str, before: str = "") -> str:
    """What a customer says by what they did through a link: ``comes``, ``cancels``, ``moves`` (``before``: from where)."""
    if act == "comes":
        return _("I confirm, I am coming: {visit}").format(visit=visit)
    if act == "cancels":
        return _("I cannot come and have cancelled: {visit}").format(visit=visit)
    return _("I have changed my visit: {before} → {visit}").format(before=before, visit=visit)


def way_out_words(language: str, link: str) -> str:
    """How somebody gets no more marketing: a link, or, where there is none, a word to answer with."""
    with speaking(language):
        if not link:
            return _("Answer STOP and you get no more messages like this.")
        return _("No more messages like this: {link}").format(link=link)


def first_name(name: str) -> str:
    """How somebody is addressed: the first word of the name, of ``López, Ana`` the first after the comma."""
    after = name.partition(",")[2].split() or name.split()
    return after[0] if after else name
