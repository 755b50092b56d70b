"""What somebody wrote now in a mail: without the mail they answer and without signatures. What is stored stays whole.

It goes by the words that mail programs put before what they quote, and by ``>``. Where it is in doubt it keeps more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from frontdesk.base.text import shown

MOST_LINES = 2000
"""Lines that are looked at; what comes after stays as it is."""
SHOWN = 3
"""So many lines of what is quoted stay before an answer that stands between the lines."""
FEW = 4
"""Fewer lines that begin with ``>``, where nothing says that they are quoted, may be somebody's own."""
LONGEST_SIGNATURE = 10
LONGEST_ATTRIBUTION = 400
"""Characters of ``El lun, 23 nov 2026 a las 10:42, … escribió:``, which may be wrapped over four lines."""

_FORWARDED = re.compile(r"\s*(fwd?|rv|tr|wg|i|enc)\s*:", re.IGNORECASE)
_FORWARDS = re.compile(
    r"(?:-{2,}\s*(?:forwarded message|mensaje reenviado|missatge reenviat|mensaxe reenviada)\s*-{2,}|"
    r"(?:begin forwarded message|inicio del mensaje reenviado|inicio de mensaje reenviado)\s*:)",
    re.IGNORECASE,
)
_WROTE = r"(?:escribió|ha escrito|wrote|va escriure|ha escrit|escribiu|a écrit|ha scritto|escreveu|schrieb|schreef|hau idatzi du)"
_ADDRESS = re.compile(r"[^\s<>()\[\]@]+@[^\s<>()\[\]@]+\.[^\s<>()\[\]@]+")
_ATTRIBUTIONS = (
    re.compile(rf"(?:el|on|le|il|em|am|op|a)\b.{{4,}}?\b{_WROTE}\b[^:.!?\n]{{0,60}}:", re.IGNORECASE | re.DOTALL),
    re.compile(rf".{{0,200}}\b{_WROTE}(?: el| on|:)?\b.{{0,120}}\d.{{0,40}}:", re.IGNORECASE | re.DOTALL),
    re.compile(r"\d{4}-\d\d-\d\d\b.{3,200}<[^<>@\s]+@[^<>\s]+>:", re.DOTALL),
)
_BEGINS = re.compile(r"(?:el|on|le|il|em|am|op|a)\s|\d{4}-\d\d-\d\d\s", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,2}[:.h]\d\d|\b(?:19|20)\d\d\b|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}")
_ORIGINAL = re.compile(
    r"[-_*\s]{2,}(?:mensaje original|original message|missatge original|mensaxe orixinal|message d'origine|"
    r"messaggio originale|mensagem original|ursprüngliche nachricht|original-nachricht)[-_*\s]{2,}.*",
    re.IGNORECASE,
)
_HEADERS = {
    "from": re.compile(r"(?:de|from|von|da)\s*:\s*\S", re.IGNORECASE),
    "sent": re.compile(
        r"(?:enviado(?: el)?|enviat(?: el)?|sent|date|fecha|data|gesendet|envoyé|inviato|enviada em)\s*:", re.IGNORECASE
    ),
    "to": re.compile(r"(?:para|per a|to|an|à|a)\s*:", re.IGNORECASE),
    "subject": re.compile(r"(?:asunto|assumpte|subject|betreff|objet|oggetto|assunto)\s*:", re.IGNORECASE),
}
_RULE = re.compile(r"[-_=*\s]{8,}")
_DEVICES = (
    r"(?:iphone|ipad|ipod|samsung|galaxy|huawei|xiaomi|redmi|oppo|pixel|android|m[oó]vil|mobile|tel[eé]fono|smartphone|"
    r"tablet|tableta|dispositivo|device|phone|outlook|correo|mail|gmail|yahoo|windows|blackberry|bluemail|proton\w*|spark|ios)"
)
_MOBILE = re.compile(
    rf"(?:enviado (?:desde|con|a trav[eé]s de)|enviat des d.|sent (?:from|via|with)|obtener|obtenga|get|descargar|"
    rf"envoyé de(?:puis)?|gesendet von|inviato da)\s(?:.{{0,30}}\W)?{_DEVICES}\b[^.!?]{{0,60}}\.?",
    re.IGNORECASE,
)
_SAID_BY = frozenset("esogdi")
"""With which letters such a line begins."""
_LINK = re.compile(r"\s*[<\[(]?https?://[^\s<>]{1,300}[>\])]?\s*")


class _Piece(NamedTuple):
    """Lines that belong together. ``quoted``: they are the mail that is answered."""

    quoted: bool
    lines: list[str]


def written(text: str, subject: str = "") -> str:
    """What they wrote now; the whole text where nothing of their own can be told apart, or where it is forwarded."""
    whole = text.strip()
    if _FORWARDED.match(subject):
        return whole
    lines = whole.split("\n")
    if len(lines) > MOST_LINES or any(_FORWARDS.fullmatch(_plain(line)) for line in lines):
        return whole
    before, attributed = _before_original(lines)
    return _kept(list(_pieces(before)), attributed) or whole


def _plain(line: str) -> str:
    """A line as it is compared: without marks that turn its direction, emphasis and spaces around it."""
    said = (line if line.isprintable() else shown(line)).strip()
    return said.strip("*").replace(":*", ":").strip() if "*" in said else said


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _is_own(lines: list[str]) -> bool:
    """Whether somebody's own words are among these lines."""
    return any(piece.lines for piece in _pieces(lines) if not piece.quoted and _own(piece.lines))


def _before_original(lines: list[str]) -> tuple[list[str], bool]:
    """The lines without the mail that is quoted below, and whether a program says that something is quoted.

    The sentences that introduce what is marked by ``>`` count as quoted too.
    """
    found: list[str] = []
    at = 0
    marked = [line.lstrip(" >") if _is_quoted(line) else "" for line in lines]
    attributed = any(_attribution(marked, number) for number, line in enumerate(marked) if line)
    while at < len(lines):
        line = _plain(lines[at])
        many = 0 if _is_quoted(lines[at]) else _attribution(lines, at)
        if many:
            after = next((one for one in lines[at + many :] if one.strip()), "")
            named = " ".join(lines[at : at + many])
            if _is_quoted(after):
                found += [f"> {one}" for one in lines[at : at + many]]
                attributed, at = True, at + many
                continue
            if _ADDRESS.search(named) and _is_own(found):
                return _trimmed(found), True
        elif (_ORIGINAL.fullmatch(line) or _is_header(lines, at)) and _is_own(found):
            return _trimmed(found), True
        found.append(lines[at])
        at += 1
    return found, attributed


def _attribution(lines: list[str], at: int) -> int:
    """How many lines, from this one on, are the sentence that introduces a quoted mail; 0: none is."""
    first = _plain(lines[at])
    if not first or len(first) > LONGEST_ATTRIBUTION or not (_BEGINS.match(first) or _ADDRESS.search(first)):
        return 0
    said = ""
    for many, line in enumerate(lines[at : at + 4], 1):
        plain = _plain(line)
        if not plain or _is_quoted(line):
            return 0
        said = f"{said} {plain}".strip()
        if len(said) > LONGEST_ATTRIBUTION:
            return 0
        if plain.endswith(":") and any(one.fullmatch(said) for one in _ATTRIBUTIONS):
            return many if _MOMENT.search(said) or _ADDRESS.search(said) else 0
    return 0


def _is_header(lines: list[str], at: int) -> bool:
    """Whether a quoted mail's headers begin here, as Outlook writes them: who, and two of when, to whom, what about."""
    if not _HEADERS["from"].match(_plain(lines[at])):
        return False
    near = [_plain(line) for line in lines[at + 1 : at + 7]]
    return sum(any(_HEADERS[name].match(line) for line in near) for name in ("sent", "to", "subject")) >= 2


def _trimmed(lines: list[str]) -> list[str]:
    """Without the line that is drawn above the original."""
    while lines and (not lines[-1].strip() or _RULE.fullmatch(lines[-1])):
        lines = lines[:-1]
    return lines


def _pieces(lines: list[str]) -> Iterator[_Piece]:
    """Their own lines and the quoted ones, in turn; empty lines belong to what stands before them."""
    piece: _Piece | None = None
    for line in lines:
        quoted = _is_quoted(line) if line.strip() else piece is not None and piece.quoted
        if piece is None or piece.quoted != quoted:
            if piece is not None:
                yield piece
            piece = _Piece(quoted, [])
        piece.lines.append(line)
    if piece is not None:
        yield piece


def _own(lines: list[str]) -> list[str]:
    """Lines without signatures; empty where nothing else is there."""
    found: list[str] = []
    for at, line in enumerate(lines):
        if line.rstrip() == "--" and len(lines) - at - 1 <= LONGEST_SIGNATURE:
            break
        plain = _plain(line)
        if (
            plain[:1].lower() in _SAID_BY
            and len(plain) <= LONGEST_ATTRIBUTION
            and _MOBILE.fullmatch(_LINK.sub(" ", plain).strip())
        ):
            continue
        found.append(line.rstrip())
    while found and not found[-1].strip():
        found.pop()
    while found and not found[0].strip():
        found.pop(0)
    return found


def _kept(pieces: list[_Piece], attributed: bool) -> str:
    """What is theirs, and before what stands between quoted lines the end of those."""
    if not attributed and sum(bool(line.strip()) for piece in pieces if piece.quoted for line in piece.lines) < FEW:
        pieces = [_Piece(False, [line for piece in pieces for line in piece.lines])]  # perhaps a list of their own
    theirs = [
        _Piece(piece.quoted, lines) for piece in pieces if (lines := piece.lines if piece.quoted else _own(piece.lines))
    ]
    answered = [at for at, piece in enumerate(theirs[:-1]) if piece.quoted and not theirs[at + 1].quoted]
    below = answered == [0]  # they wrote under the whole of it
    found: list[str] = []
    for at, piece in enumerate(theirs):
        if not piece.quoted:
            found += ["", *piece.lines] if found else piece.lines
        elif at in answered and not below:
            said = [line.strip() for line in piece.lines if line.strip(" >")]
            short = [*(["> …"] if len(said) > SHOWN else []), *said[-SHOWN:]]
            found += ["", *short] if found else short
    return re.sub(r"\n{3,}", "\n\n", "\n".join(found)).strip()
