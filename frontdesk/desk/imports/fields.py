"""Which column is which field: header names in Spanish and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.base.text import folded
from frontdesk.language.i18n import _

# Best first: where two columns would be the same field, the better name has it.
RESERVATIONS: dict[str, tuple[str, ...]] = {
    "external_id": (
        "external id", "externalid", "id externo", "external", "id", "uid", "id reserva", "id cita", "booking id",
        "reservation id", "appointment id", "referencia", "reference", "ref", "codigo", "code",
        "booking code", "codigo de reserva", "confirmation", "localizador",
    ),
    "code": ("code", "codigo", "booking code", "codigo de reserva", "localizador"),
    "start": (
        "start", "starts", "inicio", "comienzo", "start datetime", "start date time", "datetime", "date time",
        "fecha y hora", "fecha hora", "comienza", "empieza", "desde", "from", "begin", "begins", "start at", "starts at",
        "fecha hora inicio", "fecha y hora de inicio", "llegada", "arrival", "check in", "checkin", "entrada",
    ),
    "date": (
        "date", "fecha", "dia", "day", "start date", "fecha inicio", "fecha de inicio", "fecha cita", "fecha de la cita",
        "fecha reserva", "fecha de la reserva", "fecha de reserva", "appointment date", "booking date", "reservation date",
        "date of appointment", "fecha de llegada", "arrival date",
    ),
    "time": (
        "time", "hora", "start time", "hora inicio", "hora de inicio", "hora cita", "hora de la cita", "hora reserva",
        "hora de la reserva", "hora comienzo", "hora de comienzo", "appointment time", "booking time", "hour", "at", "horario",
    ),
    "end": (
        "end", "ends", "fin", "final", "hasta", "until", "to", "end time", "hora fin", "hora de fin", "hora final",
        "termina", "end datetime", "end date time", "fecha hora fin", "fecha y hora de fin", "end at", "ends at", "finish",
        "salida", "check out", "checkout", "departure", "end date", "fecha fin", "fecha de fin", "fecha de salida",
    ),
    "duration": (
        "duration", "duracion", "minutes", "minutos", "mins", "min", "duration minutes", "duration min", "duracion min",
        "duracion minutos", "duracion en minutos", "length", "tiempo",
    ),
    "nights": ("nights", "noches"),
    "service": (
        "service", "servicio", "servicios", "services", "service name", "nombre del servicio", "treatment", "tratamiento",
        "appointment type", "tipo de cita", "tipo", "type", "clase", "class", "prestacion", "concepto", "actividad", "activity",
    ),
    "staff": (
        "staff", "profesional", "professional", "empleado", "empleada", "employee", "con", "with", "staff member",
        "staff name", "provider", "stylist", "estilista", "peluquero", "peluquera", "terapeuta", "therapist", "doctor",
        "doctora", "medico", "atendido por", "atiende", "trabajador", "trabajadora", "resource", "recurso", "calendar",
        "calendario", "agenda", "especialista", "instructor", "instructora", "monitor", "monitora",
    ),
    "resources": (
        "resources", "recursos", "room", "sala", "habitacion", "table", "mesa", "cabina", "room or table", "equipo",
        "equipment",
    ),
    "customer": (
        "customer", "cliente", "clienta", "customer name", "nombre del cliente", "nombre cliente", "client", "client name",
        "nombre y apellidos", "nombre completo", "full name", "name", "nombre", "guest", "guest name", "huesped", "paciente",
        "patient", "patient name", "invitado", "titular", "a nombre de", "contacto", "contact", "attendee", "asistente",
    ),
    "first_name": ("first name", "firstname", "given name", "nombre de pila", "nombre", "name", "customer first name"),
    "last_name": (
        "last name", "lastname", "surname", "surnames", "family name", "apellidos", "apellido", "customer last name",
        "primer apellido",
    ),
    "customer_id": (
        "customer id", "id cliente", "id de cliente", "client id", "codigo cliente", "codigo de cliente",
        "customer external id",
    ),
    "phone": (
        "phone", "telefono", "tel", "tlf", "tfno", "telf", "movil", "telefono movil", "mobile", "mobile phone", "cell",
        "cell phone", "cellphone", "celular", "phone number", "numero de telefono", "customer phone", "telefono cliente",
        "telefono del cliente", "telephone", "whatsapp", "contact number", "telefono 1", "phone 1",
    ),
    "email": (
        "email", "e mail", "correo", "correo electronico", "mail", "email address", "e mail address", "customer email",
        "email cliente", "email del cliente", "direccion de correo",
    ),
    "party": (
        "party", "personas", "pax", "people", "party size", "guests", "comensales", "cubiertos", "covers", "plazas", "seats",
        "numero de personas", "number of people", "n personas", "no personas", "num personas", "asistentes", "attendees",
        "huespedes", "size",
    ),
    "status": (
        "status", "estado", "situacion", "state", "booking status", "estado de la cita", "estado de la reserva",
        "estado cita", "estado reserva",
    ),
    "notes": (
        "notes", "notas", "nota", "note", "comentarios", "comentario", "comments", "comment", "observaciones",
        "observacion", "remarks", "descripcion", "description", "internal notes", "notas internas", "peticiones", "requests",
    ),
    "price": (
        "price", "precio", "importe", "amount", "total", "coste", "cost", "tarifa", "pvp", "valor", "value",
        "price paid", "fee",
    ),
    "channel": ("channel", "canal", "source", "origen", "via"),
    "location": (
        "location", "local", "centro", "sede", "ubicacion", "branch", "sucursal", "tienda", "store",
        "establecimiento",
    ),
    "cancelled_by": ("cancelled by", "canceled by", "cancelada por", "cancelado por", "anulada por"),
    "reason": ("reason", "motivo", "motivo de cancelacion", "cancellation reason"),
    "lines": ("lines", "lineas"),
}  # fmt: skip

CUSTOMERS: dict[str, tuple[str, ...]] = {
    "external_id": (
        "external id", "externalid", "id externo", "external", "id", "customer id", "client id", "id cliente", "uid",
        "codigo", "code", "codigo cliente", "codigo de cliente", "numero de cliente", "customer number", "referencia",
        "reference", "ref",
    ),
    "id": ("id", "customer id", "id cliente"),
    "name": RESERVATIONS["customer"] + ("display name", "razon social"),
    "first_name": RESERVATIONS["first_name"],
    "last_name": RESERVATIONS["last_name"],
    "phone": RESERVATIONS["phone"],
    "email": RESERVATIONS["email"],
    "birthday": (
        "birthday", "cumpleanos", "fecha de nacimiento", "fecha nacimiento", "nacimiento", "birth date", "birthdate",
        "date of birth", "dob", "f nacimiento", "f nac", "nacido", "nacida",
    ),
    "tags": (
        "tags", "etiquetas", "etiqueta", "tag", "labels", "grupo", "grupos", "group", "groups", "categoria",
        "category", "categorias", "categories",
    ),
    "notes": RESERVATIONS["notes"],
    "language": ("language", "idioma", "lengua", "lang", "locale"),
}  # fmt: skip

FIELDS = {"reservations": RESERVATIONS, "customers": CUSTOMERS}

_WORDS = re.compile(r"[^\w]+|_+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@lru_cache(maxsize=4096)
def plain(header: str) -> str:
    """A header name for comparing: no accents, no case, signs as spaces, ``startTime`` as two words."""
    text = header.strip().lstrip("\ufeff")
    return _WORDS.sub(" ", folded(_CAMEL.sub(" ", text)) or "").strip()


def recognised(kind: str, columns: Sequence[str]) -> dict[str, int]:
    """Field → index of its column, as far as the names are known."""
    names: dict[str, int] = {}
    for index, column in enumerate(columns):
        names.setdefault(plain(column), index)
    return _given(FIELDS[kind], names, {})


def _given(fields: Mapping[str, tuple[str, ...]], names: Mapping[str, int], fixed: Mapping[str, int]) -> dict[str, int]:
    found = dict(fixed)
    used = set(fixed.values())
    whole = "name" if "name" in fields else "customer"
    parts = ("last_name", "first_name")
    rest = [field for field in fields if field not in parts]
    # A column of surnames says that the column called "name" holds the given name.
    split = "last_name" in fixed or any(name in names for name in fields["last_name"])
    for field in [*parts, *rest] if split else [*rest, "first_name"]:
        if field in found:
            continue
        for name in fields[field]:
            index = names.get(name)
            if index is not None and index not in used:
                found[field] = index
                used.add(index)
                break
    if "first_name" in found and "last_name" not in found:
        found.setdefault(whole, found.pop("first_name"))
    return found


def assign(kind: str, columns: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    """Field → index of its column; what ``mapping`` {field: column} says wins. Raises FrontdeskError(wrong_value)."""
    fields = FIELDS[kind]
    fixed: dict[str, int] = {}
    for field, column in mapping.items():
        if field not in fields:
            problem = _("there is no such field; the fields are {fields}").format(fields=", ".join(fields))
            raise FrontdeskError("wrong_value", field=field, problem=problem)
        fixed[field] = _index(field, column, columns)
    names: dict[str, int] = {}
    for index, column in enumerate(columns):
        if index not in fixed.values():
            names.setdefault(plain(column), index)
    return _given(fields, names, fixed)


def _index(field: str, column: str, columns: Sequence[str]) -> int:
    for index, name in enumerate(columns):
        if name.strip() == column.strip():
            return index
    for index, name in enumerate(columns):
        if plain(name) == plain(column) and plain(column):
            return index
    problem = _("there is no column “{column}”; the columns are {columns}").format(
        column=column, columns=", ".join(name for name in columns if name)
    )
    raise FrontdeskError("wrong_value", field=field, problem=problem)


def lacking(kind: str, found: Mapping[str, int]) -> list[str]:
    """The fields without which no row could be read."""
    if kind == "customers":
        named = {"name", "first_name", "last_name"} & found.keys()
        return [] if named else [N_("name")]
    missing = [] if {"start", "date"} & found.keys() else [N_("date")]
    if not {"service", "lines"} & found.keys():
        missing.append(N_("service"))
    if not {"customer", "first_name", "last_name", "phone", "email", "customer_id"} & found.keys():
        missing.append(N_("customer"))
    return missing
