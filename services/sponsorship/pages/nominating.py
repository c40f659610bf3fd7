"""The form by which a State nominates: for its focal point, or for the secretariat on a note verbale."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import ReceiveNomination
from services.sponsorship.domain import MeetingCopy
from services.sponsorship.pages.giving import keyed
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import Desk
from services.sponsorship.pages.words import EXPERTISE, GENDERS, SPOKEN
from shared.errors import Refused
from shared.identity import permit, scoped
from shared.pages import Choice, Form, msg, read_form
from shared.records import Origin
from shared.web import asking
from shared.who import Role

BY_STATE = (scoped(Role.FOCAL_POINT, "delegation_id"), Role.SPONSORSHIP_ADMINISTRATOR)

ForAny = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR))]
ForOwn = Annotated[Origin, Depends(asking(*BY_STATE))]

EMPTY = Form.of(geneva_mission=True, languages="en")
RECEIVED = msg("The nomination was received.")


def add(router: APIRouter, desk: Desk) -> None:
    """Add the form at both of its addresses."""
    _for_any_state(router, desk)
    _for_own_state(router, desk)


def _for_any_state(router: APIRouter, desk: Desk) -> None:
    @router.get("/meetings/{code}/nominate", dependencies=[permit(Role.SPONSORSHIP_ADMINISTRATOR)])
    async def ask(request: Request, code: str) -> Response:
        return await _form(request, desk, await desk.views.meeting(code), form=EMPTY)

    @router.post("/meetings/{code}/nominate")
    async def nominate(request: Request, code: str, origin: ForAny) -> Response:
        form, meeting = await read_form(request), await desk.views.meeting(code)
        try:
            command = form.command(ReceiveNomination, meeting_id=meeting.meeting_id)
            done = await desk.units.run(handlers.receive_nomination, command, keyed(origin, form))
        except Refused as refused:
            return await _form(request, desk, meeting, form=form.refused(refused))
        return desk.pages.go(f"/sponsorship/nominations/{done.nomination_id}", said=RECEIVED)


def _for_own_state(router: APIRouter, desk: Desk) -> None:
    @router.get("/delegations/{delegation_id}/nominate", dependencies=[permit(*BY_STATE)])
    async def ask(request: Request, delegation_id: str) -> Response:
        delegation = await desk.views.delegation(delegation_id)
        meeting = await desk.views.meeting_of(delegation.meeting_id)
        return await _form(request, desk, meeting, form=EMPTY, country=delegation.name)

    @router.post("/delegations/{delegation_id}/nominate")
    async def nominate(request: Request, delegation_id: str, origin: ForOwn) -> Response:
        delegation, form = await desk.views.delegation(delegation_id), await read_form(request)
        meeting = await desk.views.meeting_of(delegation.meeting_id)
        try:
            command = form.command(ReceiveNomination, meeting_id=meeting.meeting_id, state=delegation.state)
            await desk.units.run(handlers.receive_nomination, command, keyed(origin, form))
        except Refused as refused:
            return await _form(request, desk, meeting, form=form.refused(refused), country=delegation.name)
        return desk.pages.go(f"/sponsorship/meetings/{meeting.code.lower()}", said=RECEIVED)


async def _form(request: Request, desk: Desk, meeting: MeetingCopy, *, form: Form, country: str = "") -> Response:
    speech = desk.pages.speech(request)
    invited = [] if country else await desk.views.invited_states(meeting.meeting_id)
    invited.sort(key=lambda one: speech.place(one.name))
    return desk.pages.render(
        request,
        "nominate.html",
        status=422 if form.errors else 200,
        meeting=card_of(meeting),
        form=form,
        country=country,
        closes_at=meeting.nominations_close_at,
        states=[Choice(one.state or "", speech.named(one.name)) for one in invited],
        genders=GENDERS,
        expertise=EXPERTISE,
        spoken=SPOKEN,
    )
