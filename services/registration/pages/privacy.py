"""Everything about a person as one file, requests to be erased, and how long a meeting keeps what."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.privacy import (
    DeclineErasure,
    EraseParticipant,
    RequestErasure,
    SetRetention,
    WithdrawErasureRequest,
)
from services.registration.domain.erasures import is_expected
from services.registration.domain.retention import retention_of
from services.registration.handlers.privacy import (
    decline_erasure,
    erase_participant,
    request_erasure,
    set_retention,
    withdraw_erasure_request,
)
from services.registration.pages.personal_room import PersonalRoom
from services.registration.pages.room import OFFICERS, READERS
from shared.errors import Refused
from shared.identity import permit, scoped
from shared.pages import Form, download, msg, read_form
from shared.web import origin_of
from shared.who import Role

OWN = [permit(scoped(Role.PARTICIPANT, "participant_id"))]


class Privacy:
    """What a person may ask for, and what the secretariat decides and sets."""

    def __init__(self, personal: PersonalRoom) -> None:
        self._personal = personal
        self._room = personal.room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.get(f"{one}/personal/export", dependencies=OWN)(self.export)
        router.post(f"{one}/erasure", dependencies=OWN)(self.ask_erasure)
        router.post(f"{one}/erasure/withdraw", dependencies=OWN)(self.withdraw_request)
        router.get(f"{one}/erase", dependencies=OFFICERS)(self.decide)
        router.post(f"{one}/erase", dependencies=OFFICERS)(self.erase)
        router.post(f"{one}/erasure/decline", dependencies=OFFICERS)(self.decline)
        router.get("/meetings/{code}/privacy", dependencies=READERS)(self.show)
        router.post("/meetings/{code}/privacy", dependencies=OFFICERS)(self.set_retention)

    async def export(self, request: Request, participant_id: str) -> Response:
        """Give a person everything that is kept about them, with their files."""
        content = await self._personal.export.of(participant_id, origin_of(request))
        return download("my-data.zip", [content], kind="application/zip")

    async def ask_erasure(self, request: Request, participant_id: str) -> Response:
        """Ask to be erased."""
        command, form = RequestErasure(participant_id=participant_id), await read_form(request)
        await self._room.ask(request, request_erasure, command, form=form)
        return self._back(participant_id, msg("The secretariat was asked to erase you."))

    async def withdraw_request(self, request: Request, participant_id: str) -> Response:
        """Take the request back."""
        command, form = WithdrawErasureRequest(participant_id=participant_id), await read_form(request)
        await self._room.ask(request, withdraw_erasure_request, command, form=form)
        return self._back(participant_id, msg("The request was taken back."))

    async def decide(self, request: Request, participant_id: str) -> Response:
        """Say what erasing does and does not do, before it is done."""
        return await self._decide(request, participant_id, Form())

    async def erase(self, request: Request, participant_id: str) -> Response:
        """Erase for good."""
        form = await read_form(request)
        try:
            await self._room.ask(request, erase_participant, EraseParticipant(participant_id=participant_id), form=form)
        except Refused as refused:
            return await self._decide(request, participant_id, form.refused(refused), status=refused.status)
        return await self._to_privacy(participant_id, msg("Erased."))

    async def decline(self, request: Request, participant_id: str) -> Response:
        """Decline, with the reason the person reads."""
        form = await read_form(request)
        try:
            command = form.command(DeclineErasure, participant_id=participant_id)
            await self._room.ask(request, decline_erasure, command, form=form)
        except Refused as refused:
            return await self._decide(request, participant_id, form.refused(refused), status=refused.status)
        return await self._to_privacy(participant_id, msg("Declined; the person reads why on their page."))

    async def show(self, request: Request, code: str) -> Response:
        """Show who asks to be erased, how long what is kept, and what was purged."""
        return await self._show(request, code)

    async def set_retention(self, request: Request, code: str) -> Response:
        """Set how long what is kept."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(SetRetention, meeting_id=meeting.meeting_id)
            await self._room.ask(request, set_retention, command, form=form)
        except Refused as refused:
            return await self._show(request, code, form.refused(refused), status=refused.status)
        return self._room.pages.go(request.url.path, said=msg("Set; what is due by this is purged at once."))

    async def _show(self, request: Request, code: str, form: Form | None = None, *, status: int = 200) -> Response:
        meeting = await self._room.meeting(code)
        retention = await self._personal.views.retention(meeting.meeting_id) or retention_of(meeting)
        return self._room.page(
            request,
            "privacy.html",
            meeting,
            status=status,
            retention=retention,
            held=await self._personal.views.held(meeting.meeting_id),
            asked=await self._personal.views.asked_erasures(meeting.meeting_id),
            form=form or Form.of(**dict(retention.days)),
        )

    async def _decide(self, request: Request, participant_id: str, form: Form, *, status: int = 200) -> Response:
        participant = await self._room.views.participant(participant_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        return self._room.page(
            request,
            "erase.html",
            meeting,
            status=status,
            participant=participant,
            is_expected=is_expected(participant, meeting, at=self._room.clock()),
            summary=await self._personal.views.summary(participant_id),
            erasure=await self._personal.views.erasure(participant_id),
            form=form,
        )

    async def _to_privacy(self, participant_id: str, said: str) -> Response:
        participant = await self._room.views.participant(participant_id)
        meeting = await self._room.views.meeting(participant.meeting_id)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/privacy", said=said)

    def _back(self, participant_id: str, said: str) -> Response:
        return self._room.pages.go(f"/registration/participants/{participant_id}/personal", said=said)
