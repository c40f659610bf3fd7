"""Participants: the page of each, and what the secretariat and the door do with them."""

from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import (
    CheckInParticipant,
    ConfirmParticipant,
    ParticipantNow,
    WithdrawParticipant,
)
from services.registration.handlers import check_in_participant, confirm_participant, withdraw_participant
from services.registration.pages.person import person_shown
from services.registration.pages.room import DOOR, OFFICERS, READERS, Room
from services.registration.ports import RegistrationUnit
from shared.errors import Refused
from shared.identity import PUBLIC, permit, safe_next
from shared.pages import Form, msg, read_form
from shared.unit import Handler
from shared.who import Role

M = TypeVar("M", ConfirmParticipant, CheckInParticipant)


class Participants:
    """The page of one participant and its acts."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes; who may withdraw is the handler's to say."""
        one = "/participants/{participant_id}"
        anyone = [permit(PUBLIC)]
        router.get(one, dependencies=READERS)(self.show)
        router.post(f"{one}/confirm", dependencies=OFFICERS)(self.confirm)
        router.post(f"{one}/check-in", dependencies=DOOR)(self.check_in)
        router.get(f"{one}/withdraw", dependencies=anyone)(self.ask_withdrawal)
        router.post(f"{one}/withdraw", dependencies=anyone)(self.withdraw)

    async def show(self, request: Request, participant_id: str) -> Response:
        """Show a participant; to the scripts the piece that changes alone."""
        if request.headers.get("x-fragment"):
            shown = await person_shown(self._room, request, participant_id)
            return self._room.piece(request, "participant_piece.html", shown.meeting, shown=shown)
        return await self._show(request, participant_id)

    async def confirm(self, request: Request, participant_id: str) -> Response:
        """Confirm and mail; back to where the button was."""
        command = ConfirmParticipant(participant_id=participant_id)
        return await self._act(
            request, confirm_participant, command, said=msg("Confirmed. The confirmation is mailed.")
        )

    async def check_in(self, request: Request, participant_id: str) -> Response:
        """Let in."""
        command = CheckInParticipant(participant_id=participant_id)
        return await self._act(request, check_in_participant, command, said=msg("Checked in."))

    async def ask_withdrawal(self, request: Request, participant_id: str) -> Response:
        """Say what a withdrawal does, and ask for the reason."""
        return await self._ask_withdrawal(request, participant_id, Form())

    async def withdraw(self, request: Request, participant_id: str) -> Response:
        """Withdraw, and lead each to their own page."""
        form = await read_form(request)
        try:
            command = form.command(WithdrawParticipant, participant_id=participant_id)
            await self._room.ask(request, withdraw_participant, command, form=form)
        except Refused as refused:
            return await self._ask_withdrawal(request, participant_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(await self._back(request, participant_id), said=msg("Withdrawn."))

    async def _act(
        self,
        request: Request,
        handler: Handler[M, RegistrationUnit, ParticipantNow],
        command: M,
        *,
        said: str,
    ) -> Response:
        form = await read_form(request)
        try:
            await self._room.ask(request, handler, command, form=form)
        except Refused as refused:
            return await self._show(request, command.participant_id, trouble=refused)
        back = form.text("back") or f"/registration/participants/{command.participant_id}"
        return self._room.pages.go(safe_next(back), said=said)

    async def _show(self, request: Request, participant_id: str, *, trouble: Refused | None = None) -> Response:
        shown = await person_shown(self._room, request, participant_id)
        status = trouble.status if trouble else 200
        return self._room.page(request, "participant.html", shown.meeting, status=status, shown=shown, trouble=trouble)

    async def _ask_withdrawal(
        self, request: Request, participant_id: str, form: Form, *, status: int = 200
    ) -> Response:
        who = request.state.who
        participant = await self._room.views.participant(participant_id)
        if who is None or not (
            who.has(Role.REGISTRATION_OFFICER)
            or who.has(Role.FOCAL_POINT, participant.delegation_id)
            or who.has(Role.PARTICIPANT, participant_id)
        ):
            return self._room.pages.go("/registration/link")
        meeting = await self._room.views.meeting(participant.meeting_id)
        back = await self._back(request, participant_id)
        return self._room.page(
            request, "withdraw.html", meeting, status=status, participant=participant, form=form, back=back
        )

    async def _back(self, request: Request, participant_id: str) -> str:
        who = request.state.who
        if who and who.has(Role.REGISTRATION_OFFICER):
            return f"/registration/participants/{participant_id}"
        if who and who.has(Role.PARTICIPANT, participant_id):
            return "/registration/me"
        participant = await self._room.views.participant(participant_id)
        return f"/registration/delegations/{participant.delegation_id}/portal"
