"""The parts of the providers' API descriptions that the channels use, cut out of the whole ones.

``python -m tests.channels.excerpts FOLDER`` writes them to ``specs/`` anew, out of a folder with the three descriptions.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

SPECS = Path(__file__).parent / "specs"

TELEGRAM_METHODS = ("sendMessage", "getUpdates", "getFile", "getMe")
TELEGRAM_TYPES = (
    "Update", "Message", "User", "Chat", "Contact", "PhotoSize", "Document", "Audio", "Voice", "Video", "VideoNote",
    "Animation", "Sticker", "Location", "Dice", "File", "ReplyParameters", "ResponseParameters",
)  # fmt: skip
PLAIN = {"Integer", "String", "Boolean", "Float", "True"}

WHATSAPP_SCHEMAS = (
    "BaseMessageProperties", "MessageContext", "TextMessage", "TemplateMessage", "TemplateObject", "LanguageObject",
    "TemplateComponent", "TextParameter", "ParameterObject", "MessageResponsePayload", "MessageStatus", "PhoneNumberInfo",
)  # fmt: skip
WHATSAPP_EXAMPLES = (
    "Text Message", "Image Message", "Location Message", "Contact Sharing Message", "Unsupported Message",
    "Button Message", "Reaction Message",
)  # fmt: skip

LIMITS = re.compile(r"\d+-\d+ characters|up to [\d,]+ characters|between \d+-\d+")


def telegram(folder: Path) -> dict[str, Any]:
    """Methods and types with their fields; fields of types that are not here are left out."""
    whole = json.loads((folder / "telegram_api.json").read_text(encoding="utf-8"))

    def fields(of: dict[str, Any]) -> list[dict[str, Any]]:
        return [
            {"name": one["name"], "types": one["types"], "required": one["required"]}
            | ({"description": one["description"]} if LIMITS.search(one["description"]) else {})
            for one in of.get("fields", [])
            if all(name.removeprefix("Array of ") in PLAIN | {*TELEGRAM_TYPES} for name in one["types"])
        ]

    return {
        "source": "specs/telegram_api.json, Bot API 10.1, telegram-bot-api-spec (MIT)",
        "methods": {
            name: {"returns": whole["methods"][name]["returns"], "fields": fields(whole["methods"][name])}
            for name in TELEGRAM_METHODS
        },
        "types": {name: fields(whole["types"][name]) for name in TELEGRAM_TYPES},
    }


def twilio(folder: Path) -> dict[str, Any]:
    """Sending a message, asking for the account: parameters, the form, the answers."""
    whole = json.loads((folder / "twilio_api_v2010.json").read_text(encoding="utf-8"))
    schemas = whole["components"]["schemas"]
    post = whole["paths"]["/2010-04-01/Accounts/{AccountSid}/Messages.json"]["post"]
    get = whole["paths"]["/2010-04-01/Accounts/{Sid}.json"]["get"]
    form = post["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    return {
        "source": "specs/twilio_api_v2010.json, twilio-oai (Apache-2.0)",
        "account": _bare(get["parameters"][0]["schema"], schemas),
        "security": {name: whole["components"]["securitySchemes"][name]["scheme"] for name in post["security"][0]},
        "form": {
            "required": form["required"],
            "properties": {name: _bare(one, schemas) for name, one in form["properties"].items()},
        },
        "message": _bare(schemas["api.v2010.account.message"], schemas),
        "fetched": _bare(schemas["api.v2010.account"], schemas),
    }


def whatsapp(folder: Path) -> dict[str, Any]:
    """Sending, a number, a file's place: schemas, and webhooks as examples."""
    import yaml

    text = (folder / "whatsapp_openapi.yaml").read_text(encoding="utf-8")
    whole = yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    paths = whole["paths"]
    number = paths["/{Version}/{Phone-Number-ID}"]["get"]
    media = paths["/{Version}/{Media-ID}"]["get"]["responses"]["200"]
    hook = paths["/whatsapp/webhooks"]["post"]["requestBody"]["content"]["application/json"]
    return {
        "source": "specs/whatsapp_openapi.yaml, WhatsApp Cloud API v23, facebook/openapi (MIT)",
        "schemas": {name: _bare(whole["components"]["schemas"][name], {}) for name in WHATSAPP_SCHEMAS},
        "number": {one["name"]: _bare(one["schema"], {}) for one in number["parameters"] if one.get("in") == "path"},
        "media": _bare(media["content"]["application/json"]["schema"], {}),
        "webhooks": {name: hook["examples"][name]["value"] for name in WHATSAPP_EXAMPLES},
    }


def _bare(schema: Any, schemas: dict[str, Any]) -> Any:
    """A schema without words, examples and the provider's own extensions; references into ``schemas`` put in place."""
    if isinstance(schema, list):
        return [_bare(one, schemas) for one in schema]
    if not isinstance(schema, dict):
        return schema
    reference = str(schema.get("$ref", "")).rpartition("/")[2]
    if reference in schemas:
        return _bare(schemas[reference], schemas)
    found = {}
    for name, value in schema.items():
        if name == "properties":
            found[name] = {one: _bare(inner, schemas) for one, inner in value.items()}
        elif name == "description" and not (isinstance(value, str) and LIMITS.search(value)):
            continue
        elif name not in ("example", "examples", "title", "discriminator") and not name.startswith("x-"):
            found[name] = _bare(value, schemas)
    return found


CUT = {"telegram": telegram, "twilio": twilio, "whatsapp": whatsapp}


def stored(name: str) -> dict[str, Any]:
    """An excerpt as it lies in ``specs/``."""
    found: dict[str, Any] = json.loads((SPECS / f"{name}.json").read_text(encoding="utf-8"))
    return found


if __name__ == "__main__":
    for name, cut in CUT.items():
        text = json.dumps(cut(Path(sys.argv[1])), indent=1, ensure_ascii=False, sort_keys=True)
        (SPECS / f"{name}.json").write_text(text + "\n", encoding="utf-8")
