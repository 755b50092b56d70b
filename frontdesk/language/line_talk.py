"""What is said around a booking and is none of it: greetings, thanks, titles; and verbs that want something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frontdesk.base.text import folded

Span = tuple[int, int]

PHONE = r"[+(]?\d[\d .()-]{5}"
"""With what a phone begins."""
_CLIENT = r"(?:clientes?|clientas?|client|customer|pacientes?|patient|alumn[oa]|student|soci[oa]|member|huesped|guest|comensal)"
_NUMBER = (
    r"(?:tlf(?:no|n|o)?|tfn?o?|telf?(?:no|n|o)?|telefono|movil|mov|mobile|mob|cell|cel|celular|phone|ph|whatsapp|wasap"
    r"|number|num|numero|contact|contacto)"
)
_TITLE = r"(?:srta|sra|sr|senora|senorita|senor|mrs|mr|mister|ms|miss|mx|madam|sir)"
_BEFORE = (
    r"(?:hola|holi|buenas(?: (?:tardes|noches))?|buenos dias|oye|oiga|hi|hiya|hello|hey|good (?:morning|afternoon|evening)"
    r"|its|it['\u2019]s|i['\u2019]m|i am|this is|me llamo|mi nombre es|my name is"
    r"|(?:can|could|may|would) (?:u|you|we|i)|i (?:want|need)|i['\u2019]d like|id like|quiero|queria|querria|necesito"
    r"|me gustaria|(?:me )?(?:puedes|podrias|podeis|puede|podria)|ok|okay|please|pls|plz|por favor|porfa)"
)
_BEGINS = re.compile(rf"^[\s\W]*(?:{_BEFORE}(?![^\W_])[\s,.;:!\xa1-]*)+(?:(?:put|squeeze|fit|pop|book|add) )?")
"""With what a line begins before it comes to what is wanted."""
_TALK = (
    re.compile(rf"(?<![^\W_])(?:(?:nuev[oa]|new) {_CLIENT}|{_CLIENT} (?:nuev[oa]|new))(?![^\W_])[\s:.-]*"),
    re.compile(
        rf"(?<![^\W_])(?:(?:su|mi|his|her|my|their) )?{_NUMBER}(?: (?:number|num|no|numero|movil))?(?: (?:es|is))?[\s.:]*"
        rf"(?={PHONE})"
    ),
    re.compile(rf"(?<![^\W_]){_TITLE}(?![^\W_])\.?(?=\s*[^\W\d_])"),
    re.compile(
        r"(?<![^\W_])(?:por favor|porfis|pls|plz|(?:muchas |mil )?gracias|(?:many )?thanks(?: (?:a lot|very much|so much))?"
        r"|thank (?:you|u)|thx|cheers|saludos|xfa|xfavor)(?![^\W_])"
    ),
    re.compile(r"(?<=corte )de (?:pelo|cabello)(?![^\W_])|(?<![^\W_])hair (?=cut\b)"),
    re.compile(r"(?<![^\W_])(?:needs|necesita|quiero|querria|queria)(?= (?:a |an |un |una )?[^\W\d_])"),
)
_SPANISH = re.compile(r"(?<![^\W_])(?:(?:dona|don|dna)(?![^\W_])\.?(?=\s+[^\W\d_])|d\.(?=\s*[^\W\d_]))")
_CALLS = re.compile(r"(?P<calls>llama)(?= .*\b(?:quiere|quisiera|querria|queria|pide|necesita)\b)")
"""``llama Alicia, quiere…``: she is calling."""

_VERBS = {
    "cancel": r"anul(?:a|o|ar|ame|e|ad[oa])|cancel(?:a|o|ar|ame|e|s|led|ling|lation|ad[oa])?|borra(?:r|me)?|elimina(?:r)?"
    r"|quita(?:r)?|delete|remove|scrap",
    "move": r"mueve(?:me)?|muevo|mover|cambi(?:a|ar|ame|o)|aplaza(?:r)?|posponer?|retrasa(?:r)?|adelanta(?:r)?"
    r"|reprograma(?:r)?|reschedule|rebook|move|postpone|push back|change|swap|switch",
    "call": r"(?:call|ring|phone|text|email|message|remind|chase)(?: back)?|llama(?:r|me)?(?: a)?|telefonea(?:r)?"
    r"|avisa(?:r)?(?: a)?|escrib(?:e|ir)(?: a)?|recuerda(?:r)?(?: a)?|recordar(?: a)?",
}
_FIRST = {kind: re.compile(rf"[\s\W]*(?P<verb>{words})(?![^\W_])(?!\W*\d)") for kind, words in _VERBS.items()}
_ANYWHERE = {
    "cancel": re.compile(r"(?<![^\W_])(?P<verb>anul(?:a|ar|ame)|cancel(?:a|ar|ame|led|ling)?|delete|borrar)(?![^\W_])"),
    "move": re.compile(r"(?<![^\W_])(?P<verb>reschedule|rebook|postpone|reprogramar|aplazar)(?![^\W_])"),
}


def folded_in_place(text: str) -> str:
    """Folded letter by letter, so that places stay."""
    return "".join(folded(letter)[:1] or " " for letter in text)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Whether letters are also among those of others."""
    return any(low < span[1] and span[0] < high for low, high in others)


def talk(text: str, lang: str, without: Sequence[Span] = ()) -> list[Span]:
    """The letters that are said around what is wanted, outside these spans. ``lang``: what “don” means depends on it."""
    said = folded_in_place(text)
    begins = _BEGINS.match(said)
    found = [begins.span()] if begins is not None else []
    calls = _CALLS.match(said, begins.end() if begins is not None else 0)
    found += [calls.span("calls")] if calls is not None else []
    for pattern in (*_TALK, *((_SPANISH,) if lang == "es" else ())):
        found += [match.span() for match in pattern.finditer(said)]
    return [span for span in found if not overlaps(span, without)]


def verb(text: str, around: Sequence[Span], without: Sequence[Span] = ()) -> tuple[str, Span] | None:
    """What a line wants done that is no booking (cancel, move, call), and the word that says so.

    ``around``: letters that only stand around what is wanted.
    """
    said = folded_in_place(text)
    at = max((high for low, high in around if not said[:low].strip()), default=0)
    found = [(kind, match.span("verb")) for kind, one in _FIRST.items() if (match := one.match(said, at))]
    found += [(kind, match.span("verb")) for kind, one in _ANYWHERE.items() for match in one.finditer(said)]
    taken = [*around, *without]
    for kind, span in found:
        if not overlaps(span, taken):
            return kind, span
    return None
