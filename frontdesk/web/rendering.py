"""Templates to answers, in the reader's language. Whatever is put into a page is text there (Law 8)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from frontdesk.base.errors import N_
from frontdesk.base.text import clean_note, digits, shown
from frontdesk.language import i18n
from frontdesk.language.i18n import _, speaking
from frontdesk.web.settings import Front

HERE = Path(__file__).parent / "templates"

PROBLEMS = {
    400: N_("What your browser sent cannot be read."),
    403: N_("This was not sent from our own page, so nothing was done. Open the link from your message and try again."),
    404: N_("This link is not known here. Please open the one in your latest message."),
    405: N_("This cannot be done here."),
    408: N_("It took too long to arrive. Please try again."),
    410: N_("This link is for an earlier time of your visit. Please open the one in your latest message."),
    413: N_("That is too much to send."),
    429: N_("That was a lot at once. Please wait a moment and try again."),
    500: N_("Something went wrong on our side, and nothing was done. Please try again in a moment."),
    503: N_("We cannot look at your visit just now, and nothing was done. Please try again in a moment."),
}

OF_FORM = {
    403: N_("This was not sent from a page of ours, so nothing was kept. Please open our own form and write there."),
    404: N_("There is no form here."),
    503: N_("We cannot take your message just now, and nothing was kept. Please try again in a moment."),
}
"""The same, for the contact form."""


def _put(value: Any) -> Any:
    """As it may be shown: no control characters, nothing that turns the direction of what follows."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def typed(text: str) -> Markup:
    """Text of several lines for a textarea: as a page's other texts, its line ends kept."""
    return Markup("\n").join(escape(shown(line)) for line in clean_note(text).split("\n"))


class Renderer:
    """Makes pages. ``policy`` is the Content-Security-Policy they need: their one style, forms to themselves."""

    def __init__(self, front: Front) -> None:
        self._front = front
        style = (HERE / "style.css").read_text(encoding="utf-8")
        self._style = Markup(style)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        allowed = ("default-src 'none'", f"style-src 'sha256-{digest}'", "form-action 'self'")
        self.policy = "; ".join((*allowed, "base-uri 'none'", "frame-ancestors 'none'"))
        self._templates = Environment(
            loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, finalize=_put,
            trim_blocks=True, lstrip_blocks=True,
        )  # fmt: skip
        self._templates.globals["_"] = _

    def page(
        self, name: str, language: str, status: int = 200, headers: Mapping[str, str] | None = None, **words: Any
    ) -> Response:
        """A page of a template."""
        with speaking(language):
            text = self._templates.get_template(f"{name}.html").render(
                language=i18n.language(),
                style=self._style,
                phone=self._front.phone,
                tel=("+" if self._front.phone.strip().startswith("+") else "") + digits(self._front.phone),
                **words,
            )
        return HTMLResponse(text, status, dict(headers or {}))

    def problem(self, request: Request, status: int, headers: Mapping[str, str] | None = None) -> Response:
        """Why there is no page, in one sentence: the same for whatever led to it. Programs get the bare status."""
        form = request.url.path == "/contact"
        if not form and not request.url.path.startswith(("/v/", "/u/")):
            return PlainTextResponse(f"{status}\n", status, dict(headers or {}))
        language = wanted(request.headers.get("accept-language", ""))
        sentence = PROBLEMS.get(status, PROBLEMS[500])
        if form:
            return self.page(
                "contact_problem", language, status, headers, business="", sentence=OF_FORM.get(status, sentence)
            )
        return self.page("problem", language, status, headers, business="", sentence=sentence)


def wanted(header: str) -> str:
    """Which of our languages an Accept-Language asks for first; where it asks for none of them, the program's own."""
    best, found = 0.0, i18n.language()
    for part in header[:200].split(","):
        name, _semicolon, more = part.partition(";")
        short = name.strip().lower().partition("-")[0]
        try:
            weight = float(more.strip().removeprefix("q=")) if more.strip() else 1.0
        except ValueError:
            continue
        if short in i18n.LANGUAGES and best < weight <= 1.0:
            best, found = weight, short
    return found
