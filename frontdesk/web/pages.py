"""The pages behind the customers' links. GET shows and never does anything, for mail scanners open every link; POST acts.

Addresses in pages are relative, so that a proxy may serve them under a path of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from frontdesk.base import failure_log
from frontdesk.base.errors import FrontdeskError
from frontdesk.desk import message_values, values
from frontdesk.desk.desk import Desk
from frontdesk.language.dates import day_of
from frontdesk.language.i18n import _, speaking
from frontdesk.web import words
from frontdesk.web.origin import is_own
from frontdesk.web.rendering import Renderer
from frontdesk.web.threads import Threads

WEEK = 7
FARTHEST = 5 * 366
"""Days from today for which times may be asked."""

Given = Mapping[str, str]
Act = Callable[[Request, str, Given], Response]


class Pages:
    """Thread-safe. ``url``: the public address; empty: as each request says."""

    def __init__(self, desk: Desk, renderer: Renderer, url: str, threads: Threads) -> None:
        self._desk = desk
        self._renderer = renderer
        self._url = url
        self._threads = threads

    def routes(self) -> list[Route]:
        """Every page, and what can be done on it."""
        return [
            Route("/v/{token}", self._shows(self._visit), methods=["GET"]),
            Route("/v/{token}/cancel", self._shows(self._ask), methods=["GET"]),
            Route("/v/{token}/move", self._shows(self._choose), methods=["GET"]),
            Route("/v/{token}/confirm", self._acts(self._confirm), methods=["POST"]),
            Route("/v/{token}/cancel", self._acts(self._cancel), methods=["POST"]),
            Route("/v/{token}/move", self._acts(self._move), methods=["POST"]),
            Route("/u/{token}", self._shows(self._way_out), methods=["GET"]),
            Route("/u/{token}", self._acts(self._opt_out), methods=["POST"]),
        ]

    # how a request becomes an answer ------------------------------------------------------------------------------------

    def _shows(self, page: Act) -> Any:
        async def shown(request: Request) -> Response:
            return await self._threads.run(self._answer, page, request, dict(request.query_params))

        return shown

    def _acts(self, act: Act) -> Any:
        async def done(request: Request) -> Response:
            if not is_own(request, self._url):
                raise HTTPException(403)
            async with request.form(max_files=0, max_fields=10) as form:
                given = {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
            return await self._threads.run(self._answer, act, request, given)

        return done

    def _answer(self, act: Act, request: Request, given: Given) -> Response:
        token = request.path_params["token"]
        try:
            try:
                return act(request, token, given)
            except FrontdeskError as error:
                if error.code in ("link_outdated", "not_by_link"):
                    return self._visit(request, token, {}, refused=error)
                raise
        except FrontdeskError as error:
            if error.code == "link_unknown":
                return self._renderer.problem(request, 404)
            failure_log.write(error, self._desk.clock.seconds())
            away = error.code.startswith("database_")
            return self._renderer.problem(request, 503 if away else 500, {"Retry-After": "60"} if away else None)
        except HTTPException:
            raise
        except Exception as error:
            failure_log.write(error, self._desk.clock.seconds())
            return self._renderer.problem(request, 500)

    # the visit ----------------------------------------------------------------------------------------------------------

    def _visit(self, request: Request, token: str, given: Given, refused: FrontdeskError | None = None) -> Response:
        visit = self._desk.messages.visit(token)
        if not visit.valid:
            return self._outdated(visit)
        with speaking(visit.language):
            done = given.get("done", "")
            problem = refused.params.get("problem", "") if refused is not None else ""
            return self._renderer.page(
                "visit", visit.language, 409 if refused is not None else 200,
                business=visit.business,
                here=self._here(request, visit),
                visit=visit,
                rows=words.rows(visit, self._desk.now()),
                done=_(words.DONE[done]) if done in words.DONE and self._is_so(visit, done) else "",
                problem=_(problem) if problem else "",
                unmovable=_(words.WHY_NOT_MOVED[visit.unmovable]) if visit.unmovable in words.WHY_NOT_MOVED else "",
            )  # fmt: skip

    @staticmethod
    def _here(request: Request, visit: message_values.Visit) -> str:
        """The way from the address of this request to the visit's page."""
        return visit.link if request.url.path.count("/") == 2 else f"../{visit.link}"

    @staticmethod
    def _is_so(visit: message_values.Visit, done: str) -> bool:
        return {"confirmed": visit.confirmed, "cancelled": visit.status == "cancelled"}.get(done, visit.acts != ())

    def _outdated(self, visit: message_values.Visit) -> Response:
        from frontdesk.web.rendering import PROBLEMS

        return self._renderer.page("problem", visit.language, 410, business=visit.business, sentence=PROBLEMS[410])

    @staticmethod
    def _seen(visit: message_values.Visit, done: str) -> Response:
        """To the page of the visit as it now stands, by GET: loading it again does nothing again."""
        return RedirectResponse(f"../{visit.link}?done={done}", 303)

    def _confirm(self, _request: Request, token: str, _given: Given) -> Response:
        return self._seen(self._desk.messages.confirm(token), "confirmed")

    # cancelling ---------------------------------------------------------------------------------------------------------

    def _ask(self, request: Request, token: str, _given: Given) -> Response:
        visit = self._desk.messages.visit(token)
        if not visit.valid or "cancel" not in visit.acts:
            return self._visit(request, token, {})
        with speaking(visit.language):
            return self._renderer.page(
                "cancel", visit.language, business=visit.business, here=self._here(request, visit),
                when=words.when(visit, self._desk.now()), visit=visit, cost=words.cost(visit),
            )  # fmt: skip

    def _cancel(self, _request: Request, token: str, given: Given) -> Response:
        return self._seen(self._desk.messages.cancel(token, given.get("terms", "")[:40]), "cancelled")

    # moving -------------------------------------------------------------------------------------------------------------

    def _choose(self, request: Request, token: str, given: Given) -> Response:
        visit = self._desk.messages.visit(token)
        if not visit.valid or "move" not in visit.acts:
            return self._visit(request, token, {})
        now = self._desk.now()
        today = day_of(now, visit.zone)
        start = _number(given.get("start", ""))
        if start is not None:
            day = day_of(start, visit.zone)
            staff = _number(given.get("staff", ""))
            for slot in self._desk.messages.free(token, day - 1, day):  # a business day may end after midnight
                if slot.start == start and slot.staff_id == staff:
                    return self._review(request, visit, slot, now)
        asked = words.read_date(given.get("from", ""))
        first = max(today, asked if asked is not None else min(day_of(visit.start, visit.zone), today + FARTHEST))
        first = min(first, today + FARTHEST)
        slots = self._desk.messages.free(token, first, first + WEEK - 1)
        anybody = given.get("who") == "any"
        with speaking(visit.language):
            return self._renderer.page(
                "move", visit.language, business=visit.business, here=self._here(request, visit), visit=visit,
                when=words.when(visit, now),
                gone=start is not None,
                days=words.choices(visit, slots, now, anybody=anybody),
                anybody=anybody,
                others=any(slot.staff_id != visit.staff_id for slot in slots) or anybody,
                first=_iso(first), today=_iso(today),
                shown=f"{words.said_day(first, today)} – {words.said_day(first + WEEK - 1, today)}",
                before=_iso(max(today, first - WEEK)) if first > today else "",
                after=_iso(first + WEEK) if first + WEEK <= today + FARTHEST else "",
            )  # fmt: skip

    def _review(self, request: Request, visit: message_values.Visit, slot: values.Slot, now: int) -> Response:
        with speaking(visit.language):
            return self._renderer.page(
                "review", visit.language, business=visit.business, here=self._here(request, visit), visit=visit,
                when=words.when(visit, now), then=words.span(visit, slot.start, slot.end, now), slot=slot,
                day=_iso(day_of(slot.start, visit.zone)),
            )  # fmt: skip

    def _move(self, _request: Request, token: str, given: Given) -> Response:
        start = _number(given.get("start", ""))
        if start is None:
            raise HTTPException(400)
        return self._seen(self._desk.messages.move(token, start, _number(given.get("staff", ""))), "moved")

    # marketing ----------------------------------------------------------------------------------------------------------

    def _way_out(self, _request: Request, token: str, _given: Given) -> Response:
        return self._told(self._desk.messages.opted_out(token))

    def _opt_out(self, _request: Request, token: str, _given: Given) -> Response:
        return self._told(self._desk.messages.opt_out(token))

    def _told(self, reader: message_values.OptOut) -> Response:
        return self._renderer.page("marketing", reader.language, business=reader.business, reader=reader)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else None


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
