"""Whether requests and answers are as the providers describe them (``specs/``); what is not described is wrong."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from jsonschema import Draft202012Validator

from tests.channels.excerpts import stored

TELEGRAM = stored("telegram")
TWILIO = stored("twilio")
WHATSAPP = stored("whatsapp")

_TELEGRAM_PLAIN = {"Integer": "integer", "String": "string", "Boolean": "boolean", "Float": "number", "True": "boolean"}


def _telegram_value(kind: str) -> dict[str, Any]:
    if kind.startswith("Array of "):
        return {"type": "array", "items": _telegram_value(kind.removeprefix("Array of "))}
    if kind in _TELEGRAM_PLAIN:
        return {"type": _TELEGRAM_PLAIN[kind]}
    return {"$ref": f"#/$defs/{kind}"}


def _telegram_object(fields: list[dict[str, Any]]) -> dict[str, Any]:
    properties = {}
    for field in fields:
        schema: dict[str, Any] = {"anyOf": [_telegram_value(kind) for kind in field["types"]]}
        if found := re.search(r"(\d+)-(\d+) characters", field.get("description", "")):
            schema |= {"minLength": int(found[1]), "maxLength": int(found[2])}
        properties[field["name"]] = schema
    required = [field["name"] for field in fields if field["required"]]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_TELEGRAM_DEFS = {name: _telegram_object(fields) for name, fields in TELEGRAM["types"].items()}


def _merged(schema: dict[str, Any]) -> dict[str, Any]:
    """WhatsApp's schemas with references put in place and ``allOf`` joined, each object closed.

    Joined, because as they stand the branches forbid each other's properties and nothing would be right.
    """
    if "$ref" in schema:
        return _merged(WHATSAPP["schemas"][schema["$ref"].rpartition("/")[2]])
    found: dict[str, Any] = {name: value for name, value in schema.items() if name != "allOf"}
    properties = dict(found.get("properties", {}))
    required = list(found.get("required", []))
    for branch in map(_merged, schema.get("allOf", [])):
        properties |= branch.get("properties", {})
        required += branch.get("required", [])
        found["type"] = branch.get("type", "object")
    if properties:
        found |= {"properties": {name: _merged(one) for name, one in properties.items()}, "required": required}
        found["additionalProperties"] = False
    if "items" in found:
        found["items"] = _merged(found["items"])
    return found


def _whatsapp(name: str) -> dict[str, Any]:
    schema = _merged({"$ref": name})
    if name == "TemplateMessage":  # the description leaves the parameters' kind open here
        parts = schema["properties"]["template"]["properties"]["components"]["items"]["properties"]
        parts["parameters"] = {"type": "array", "items": _merged({"$ref": "TextParameter"}), "minItems": 1}
    return schema


def _twilio_form() -> dict[str, Any]:
    schema = {"type": "object", **TWILIO["form"], "additionalProperties": False}
    body = schema["properties"]["Body"]
    found = re.search(r"up to ([\d,]+) characters", body["description"])
    assert found
    schema["properties"] = schema["properties"] | {"Body": body | {"maxLength": int(found[1].replace(",", ""))}}
    return schema


def _nullable(schema: Any) -> Any:
    """OpenAPI's ``nullable`` in JSON Schema's words."""
    if isinstance(schema, dict):
        found = {name: _nullable(one) for name, one in schema.items()}
        if found.pop("nullable", False):
            return {"anyOf": [found, {"type": "null"}]}
        return found
    return [_nullable(one) for one in schema] if isinstance(schema, list) else schema


# Instagram has no description beside the documentation's words ("Send a text message").
_INSTAGRAM = {
    "type": "object",
    "required": ["recipient", "message"],
    "additionalProperties": False,
    "properties": {
        "recipient": {
            "type": "object",
            "required": ["id"],
            "additionalProperties": False,
            "properties": {"id": {"type": "string", "pattern": "^[0-9]+$"}},
        },
        "message": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string", "minLength": 1}},
        },
    },
}


def _checker(schema: dict[str, Any], defs: dict[str, Any] | None = None) -> Draft202012Validator:
    return Draft202012Validator({**schema, **({"$defs": defs} if defs else {})})


REQUESTS = {
    **{
        f"telegram:{name}": _checker(_telegram_object(method["fields"]), _TELEGRAM_DEFS)
        for name, method in TELEGRAM["methods"].items()
    },
    "twilio:message": _checker(_twilio_form()),
    "whatsapp:text": _checker(_whatsapp("TextMessage")),
    "whatsapp:template": _checker(_whatsapp("TemplateMessage")),
    "instagram:message": _checker(_INSTAGRAM),
}
ANSWERS = {
    **{
        f"telegram:{name}": _checker(_telegram_value(method["returns"][0]), _TELEGRAM_DEFS)
        for name, method in TELEGRAM["methods"].items()
    },
    "twilio:message": _checker(_nullable(TWILIO["message"])),
    "twilio:account": _checker(_nullable(TWILIO["fetched"])),
    "whatsapp:message": _checker(_whatsapp("MessageResponsePayload")),
    "whatsapp:number": _checker(_whatsapp("PhoneNumberInfo")),
    "whatsapp:media": _checker(WHATSAPP["media"]),
}
UPDATE = _checker({"$ref": "#/$defs/Update"}, _TELEGRAM_DEFS)


def wrong(checker: Draft202012Validator, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in checker.iter_errors(value)]


def wrong_call(method: str, path: str, headers: Mapping[str, str], body: bytes, json: Any) -> list[str]:
    """What is wrong with a request to any of the providers; their paths do not meet."""
    path, _, query = path.partition("?")
    if found := re.fullmatch(r"/bot([0-9]+:[\w-]+)/(\w+)", path):
        kind = headers.get("content-type", "").partition(";")[0]
        return [
            *([] if method == "POST" and kind == "application/json" else [f"{method} with {kind}"]),
            *(wrong(REQUESTS[f"telegram:{found[2]}"], json) if found[2] in TELEGRAM["methods"] else ["unknown method"]),
        ]
    if re.fullmatch(r"/file/bot[0-9]+:[\w-]+/[\w./-]+", path):
        return [] if method == "GET" else [method]
    if found := re.fullmatch(r"/2010-04-01/Accounts/([^/.]+)(/Messages)?\.json", path):
        problems = wrong(_checker(TWILIO["account"]), found[1])
        scheme, _, pair = headers.get("authorization", "").partition(" ")
        assert TWILIO["security"] == {"accountSid_authToken": "basic"}
        if scheme.lower() != "basic" or not base64.b64decode(pair).decode().startswith(f"{found[1]}:"):
            problems.append("no Basic authorization with the account")
        if not found[2]:
            return problems + ([] if method == "GET" else [method])
        if method != "POST" or headers.get("content-type") != "application/x-www-form-urlencoded":
            problems.append(f"{method} {headers.get('content-type')}")
        form = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=True)
        if len(dict(form)) != len(form):
            problems.append("a field twice")
        return problems + wrong(REQUESTS["twilio:message"], dict(form))
    if found := re.fullmatch(r"/(v[0-9]+\.[0-9]+)/([\w-]+)(/messages)?", path):
        problems = [] if headers.get("authorization", "").startswith("Bearer ") else ["no Bearer authorization"]
        problems += wrong(_checker(WHATSAPP["number"]["Version"]), found[1])
        if not found[3]:
            return problems + ([] if method == "GET" else [method])
        if method != "POST" or headers.get("content-type") != "application/json":
            problems.append(f"{method} {headers.get('content-type')}")
        if "messaging_product" not in json:
            return problems + wrong(REQUESTS["instagram:message"], json)
        if json["messaging_product"] != "whatsapp":
            problems.append("messaging_product")
        problems += wrong(_checker(WHATSAPP["number"]["Phone-Number-ID"]), found[2])
        return problems + wrong(REQUESTS[f"whatsapp:{json.get('type')}"], json)
    return [] if path.startswith("/media/") and method == "GET" and not query else [f"{method} {path}: not described"]
