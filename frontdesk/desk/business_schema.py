"""Plain values as tables of keys, and what was expected where they do not fit, told from the types themselves."""

from __future__ import annotations

import re
from typing import Any, TypeVar

import msgspec
from msgspec import inspect

from frontdesk.base.errors import N_, FrontdeskError

Table = TypeVar("Table")

_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`$", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `(.*)`$", re.DOTALL)
_AT = re.compile(r" - at `(?:key in )?\$(.*)`$", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+|\.\.\.)\]")


def converted(value: object, kind: type[Table], file: str, prefix: str = "") -> Table:
    """Plain values as the wanted type. Raises FrontdeskError(wrong_business_file)."""
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        raise _explained(str(error), kind, file, prefix) from None


def _explained(message: str, kind: type[Any], file: str, prefix: str) -> FrontdeskError:
    place = _AT.search(message)
    path, message = (place[1], message[: place.start()]) if place else ("", message)
    there = _type_at(inspect.type_info(kind), path)
    unknown, missing = _UNKNOWN.match(message), _MISSING.match(message)
    if unknown:
        expected = " | ".join(field.encode_name for field in _struct(there).fields)
        key = f"{path}.{unknown[1]}"
    elif missing:
        key = f"{path}.{missing[1]}"
        expected = _expected(_type_at(there, f".{missing[1]}"), message)
    else:
        key, expected = path, _expected(there, message)
    key = f"{prefix}{key}" if prefix else key.removeprefix(".")
    return FrontdeskError("wrong_business_file", file=file, key=key or "TOML", expected=expected)


def _bare(kind: inspect.Type) -> inspect.Type:
    """The type itself where it may also be left out."""
    if isinstance(kind, inspect.UnionType):
        others = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
        return others[0] if len(others) == 1 else kind
    return kind


def _struct(kind: inspect.Type) -> inspect.StructType:
    assert isinstance(kind, inspect.StructType)
    return kind


def _type_at(kind: inspect.Type, path: str) -> inspect.Type:
    kind = _bare(kind)
    for step in _STEP.finditer(path):
        if step[1] and isinstance(kind, inspect.StructType):
            kind = next(field.type for field in kind.fields if field.encode_name == step[1])
        elif step[2] and isinstance(kind, inspect.ListType):
            kind = kind.item_type
        elif isinstance(kind, inspect.DictType):
            kind = kind.value_type
        kind = _bare(kind)
    return kind


def _expected(kind: inspect.Type, message: str) -> str:
    if isinstance(kind, inspect.IntType):
        low, high = kind.ge, kind.le
        bounded = low is not None and high is not None and "got" not in message and "missing" not in message
        return f"{low} … {high}" if bounded else N_("a whole number without quotes")
    if isinstance(kind, inspect.LiteralType):
        return " | ".join(str(value) for value in kind.values)
    if isinstance(kind, inspect.BoolType):
        return "true | false"
    if isinstance(kind, inspect.StrType):
        return N_("text in quotes")
    if isinstance(kind, inspect.UnionType):
        return N_("an amount such as 25.00")
    if isinstance(kind, inspect.ListType):
        return (
            N_("a list in [ ]") if not isinstance(_bare(kind.item_type), inspect.StructType) else N_("a list of tables")
        )
    if isinstance(kind, inspect.StructType):
        return " | ".join(field.encode_name for field in kind.fields)
    return N_("a value")
