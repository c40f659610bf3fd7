"""Accreditation of the press by the desk: the queue, one application with its checklist, the decision."""

from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.commands.media import (
    AccreditApplicant,
    CheckMediaDocument,
    MediaApplicationNow,
    RefuseAccreditation,
    ReopenApplication,
    RevokeAccreditation,
    SetMediaRules,
)
from services.registration.domain.media import MediaApplication
from services.registration.handlers.media import (
    accredit_applicant,
    check_media_document,
    refuse_accreditation,
    reopen_application,
    revoke_accreditation,
    set_media_rules,
)
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words_media import STATUS, MediaWords
from services.registration.ports import RegistrationUnit
from services.registration.ports.media import MediaViews, PressAsked
from shared.errors import Refused
from shared.pages import (
    Choice,
    Column,
    Filter,
    Form,
    ListPlan,
    Shown,
    msg,
    read_form,
    read_listing,
    table_answer,
)
from shared.pages.exports import Table
from shared.unit import Handler

M = TypeVar("M", bound=BaseModel)
ONE = "/accreditation/{media_application_id}"
PLAN = ListPlan(
    columns=(
        Column("full_name", msg("Name"), sorts=True),
        Column("outlet", msg("Outlet"), sorts=True),
        Column("documents", msg("Documents")),
        Column("status", msg("Status"), sorts=True),
        Column("applied_at", msg("Applied"), sorts=True),
    ),
    filters=(Filter("status", msg("Status"), [Choice(key.value, word) for key, (_, word) in STATUS.items()]),),
    order="applied_at",
)
EXPORTED = ("Name", "Outlet", "E-mail", "Language", "Days", "Status", "Late")
SAID = {
    AccreditApplicant: msg("Accredited and mailed. The newsroom knows, and the badge can be printed."),
    RefuseAccreditation: msg("Refused and mailed."),
    RevokeAccreditation: msg("Revoked and mailed. The pass no longer works."),
    ReopenApplication: msg("Taken back and mailed."),
    CheckMediaDocument: msg("Noted."),
}


class Accreditations:
    """The press queue of a meeting and the page of one application."""

    def __init__(self, room: Room, views: MediaViews) -> None:
        self._room = room
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/accreditation", dependencies=READERS)(self.list)
        router.post("/meetings/{code}/accreditation", dependencies=OFFICERS)(self.set_rules)
        router.get(ONE, dependencies=READERS)(self.show)
        router.post(f"{ONE}/check", dependencies=OFFICERS)(self.check)
        router.post(f"{ONE}/accredit", dependencies=OFFICERS)(self.accredit)
        router.post(f"{ONE}/refuse", dependencies=OFFICERS)(self.refuse)
        router.post(f"{ONE}/revoke", dependencies=OFFICERS)(self.revoke)
        router.post(f"{ONE}/reopen", dependencies=OFFICERS)(self.reopen)

    async def list(self, request: Request, code: str) -> Response:
        """Show the applications, or give them as a file."""
        return await self._list(request, code, None)

    async def set_rules(self, request: Request, code: str) -> Response:
        """Set how many hours ahead the press applies."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(SetMediaRules, meeting_id=meeting.meeting_id)
            await self._room.ask(request, set_media_rules, command, form=form)
        except Refused as refused:
            return await self._list(request, code, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/accreditation", said=msg("Saved."))

    async def show(self, request: Request, media_application_id: str) -> Response:
        """Show one application with its checklist."""
        return await self._show(request, media_application_id, Form())

    async def check(self, request: Request, media_application_id: str) -> Response:
        """Say whether a document is in order."""
        return await self._act(request, CheckMediaDocument, check_media_document)

    async def accredit(self, request: Request, media_application_id: str) -> Response:
        """Let the press in whose documents are in order."""
        return await self._act(request, AccreditApplicant, accredit_applicant)

    async def refuse(self, request: Request, media_application_id: str) -> Response:
        """Refuse with a reason."""
        return await self._act(request, RefuseAccreditation, refuse_accreditation)

    async def revoke(self, request: Request, media_application_id: str) -> Response:
        """Take an accreditation back, with a reason."""
        return await self._act(request, RevokeAccreditation, revoke_accreditation)

    async def reopen(self, request: Request, media_application_id: str) -> Response:
        """Look at it again."""
        return await self._act(request, ReopenApplication, reopen_application)

    async def _act(
        self, request: Request, kind: type[M], handler: Handler[M, RegistrationUnit, MediaApplicationNow]
    ) -> Response:
        media_application_id = str(request.path_params["media_application_id"])
        form = await read_form(request)
        try:
            command = form.command(kind, media_application_id=media_application_id)
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._show(request, media_application_id, form.refused(refused), status=refused.status)
        own = f"/registration/accreditation/{media_application_id}"
        undo = f"{own}/reopen" if kind is RefuseAccreditation else ""
        return self._room.pages.go(own, said=SAID[kind], undo=undo)

    async def _show(self, request: Request, media_application_id: str, form: Form, *, status: int = 200) -> Response:
        application = await self._views.application(media_application_id)
        meeting = await self._room.views.meeting(application.meeting_id)
        shown: dict[str, object] = {"one": application, "form": form, "press": MediaWords}
        shown["happenings"] = await self._room.timeline(media_application_id)
        return self._room.page(request, "accreditation.html", meeting, status=status, **shown)

    async def _list(self, request: Request, code: str, form: Form | None, *, status: int = 200) -> Response:
        meeting = await self._room.meeting(code)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        asked = PressAsked(
            status=listing.value("status"),
            q=listing.q,
            sort=listing.sort,
            descending=listing.descending,
            after=listing.behind,
            size=listing.limit,
        )
        found = await self._views.applications(meeting.meeting_id, asked)
        if listing.format != "html":
            return table_answer(listing.format, Table(f"{meeting.address}-press", EXPORTED, _row), found.rows)
        rules = await self._views.rules(meeting.meeting_id)
        shown: dict[str, object] = {"listing": listing, "press": MediaWords}
        shown["shown"] = Shown.behind(found.rows, total=found.total, last=found.after)
        shown["waiting"] = await self._views.waiting(meeting.meeting_id)
        shown["form"] = form or Form.of(hours_before=rules.hours_before, said=rules.said)
        return self._room.page(request, "accreditations.html", meeting, status=status, **shown)


def _row(one: MediaApplication) -> tuple[object, ...]:
    days = " ".join(day.isoformat() for day in one.days)
    return (one.full_name, one.outlet, one.email, one.language, days, one.status.value, one.late)
