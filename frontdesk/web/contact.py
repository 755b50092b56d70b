"""The contact form: whoever has no link asks here. What they typed stays on the page until it was taken.

A form on the business's own website may be sent here too, from the origins that the configuration names.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from frontdesk.base import failure_log
from frontdesk.base.errors import N_, FrontdeskError
from frontdesk.desk.desk import Desk
from frontdesk.desk.inquiries.contact_form import MOST_PEOPLE, ContactForm, FormPage
from frontdesk.language.i18n import LANGUAGES, _, speaking
from frontdesk.web.origin import is_listed, is_own
from frontdesk.web.rendering import Renderer, typed, wanted
from frontdesk.web.settings import Front
from frontdesk.web.threads import Threads

TRAP = "website"
"""A field nobody sees: who fills it in is a program."""
TRAPPED = N_("Please leave this field empty.")
AWAY = N_("We cannot take your message just now. Nothing you wrote is lost: please send it again in a moment.")
LONGEST = 20_000
"""Characters of a field that are looked at."""


class Contact:
    """Thread-safe."""

    def __init__(self, desk: Desk, renderer: Renderer, front: Front, threads: Threads) -> None:
        self._desk = desk
        self._renderer = renderer
        self._front = front
        self._threads = threads

    def routes(self) -> list[Route]:
        """The form and where it is sent; none where the configuration says so."""
        if not self._front.contact:
            return []
        return [Route("/contact", self._shown, methods=["GET"]), Route("/contact", self._sent, methods=["POST"])]

    async def _shown(self, request: Request) -> Response:
        return await self._threads.run(self._show, request)

    async def _sent(self, request: Request) -> Response:
        if not (is_own(request, self._front.url) or is_listed(request, self._front.contact_origins)):
            raise HTTPException(403)
        async with request.form(max_files=0, max_fields=30) as form:
            given = {name: value[:LONGEST] for name, value in form.items() if not isinstance(value, UploadFile)}
        return await self._threads.run(self._take, request, given)

    def _show(self, request: Request) -> Response:
        language = _language(request, request.query_params.get("lang", ""))
        try:
            page = self._desk.inquiries.form_page()
        except FrontdeskError as error:
            return self._away(request, error)
        if request.query_params.get("done"):
            return self._renderer.page("contact_done", language, business=page.business)
        return self._page(language, page, {}, {})

    def _take(self, request: Request, given: Mapping[str, str]) -> Response:
        language = _language(request, given.get("lang", ""))
        if given.get(TRAP, "").strip():
            return self._page(language, None, given, {TRAP: TRAPPED}, status=422)
        fields = {name: given.get(name, "") for name in ContactForm.__struct_fields__}
        try:
            answer = self._desk.inquiries.submit(ContactForm(**{**fields, "language": language}))
            if not answer.problems:
                return RedirectResponse(f"contact?done=1&lang={language}", 303)
            return self._page(language, self._desk.inquiries.form_page(), given, answer.problems, status=422)
        except FrontdeskError as error:
            failure_log.write(error, self._desk.clock.seconds())
            return self._page(language, None, given, {}, refused=AWAY, status=503)

    def _away(self, request: Request, error: FrontdeskError) -> Response:
        failure_log.write(error, self._desk.clock.seconds())
        return self._renderer.problem(request, 503, {"Retry-After": "60"})

    def _page(
        self,
        language: str,
        page: FormPage | None,
        given: Mapping[str, str],
        problems: Mapping[str, str],
        *,
        refused: str = "",
        status: int = 200,
    ) -> Response:
        """The form with what was typed. ``page`` None: the desk was not asked who we are."""
        today = dt.date.fromordinal(page.today).isoformat() if page is not None else ""
        with speaking(language):
            return self._renderer.page(
                "contact",
                language,
                status,
                business=page.business if page is not None else "",
                given=_Given(given),
                typed=typed(given.get("message", "")),
                problems=_Given({name: _(text) for name, text in problems.items()}),
                refused=_(refused),
                key=given.get("key", "")[:100] or secrets.token_urlsafe(16),
                today=today,
                most=MOST_PEOPLE,
                trap=TRAP,
            )


class _Given(dict[str, str]):
    """What was not sent is empty."""

    def __missing__(self, key: str) -> str:
        return ""


def _language(request: Request, given: str) -> str:
    return given if given in LANGUAGES else wanted(request.headers.get("accept-language", ""))
