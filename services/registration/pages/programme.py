"""An experts' programme: its sessions, whom it invites, who was there; and the page on which an expert answers."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.programme import (
    AnswerInvitation,
    CancelSession,
    InviteExpert,
    ReadExpertNeeds,
    RecordAttendance,
    ScheduleSession,
)
from services.registration.domain.programme import InvitationState
from services.registration.handlers.programme import (
    answer_invitation,
    cancel_session,
    invite_expert,
    read_expert_needs,
    record_attendance,
    schedule_session,
)
from services.registration.pages.registering import by_name
from services.registration.pages.room import OFFICERS, READERS, Room
from shared.errors import Refused
from shared.identity import Role, permit, scoped
from shared.pages import LANGUAGES, Choice, Form, State, msg, read_form

EXPERT = [permit(Role.REGISTRATION_OFFICER, scoped(Role.PARTICIPANT, "invitation_id"))]
STATES: Mapping[InvitationState, tuple[State, str]] = {
    InvitationState.INVITED: (State.WAITING, msg("invited")),
    InvitationState.ACCEPTED: (State.DONE, msg("accepted")),
    InvitationState.DECLINED: (State.OFF, msg("declined")),
}


class ProgrammePages:
    """Experts' programmes."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, session = "/meetings/{code}/programme", "/meetings/{code}/programme/sessions/{session_id}"
        invitation = "/invitations/{invitation_id}"
        router.get(one, dependencies=READERS)(self.show)
        router.post(f"{one}/sessions", dependencies=OFFICERS)(self.schedule)
        router.post(f"{session}/cancel", dependencies=OFFICERS)(self.cancel)
        router.post(f"{session}/attendance", dependencies=OFFICERS)(self.attendance)
        router.post(f"{one}/invitations", dependencies=OFFICERS)(self.invite)
        router.post(f"{one}{invitation}/needs", dependencies=OFFICERS)(self.needs)
        router.get(invitation, dependencies=EXPERT)(self.invitation)
        router.post(invitation, dependencies=EXPERT)(self.answer)

    async def show(self, request: Request, code: str) -> Response:
        """Show the programme."""
        return await self._show(request, code, Form())

    async def schedule(self, request: Request, code: str) -> Response:
        """Add a session, or move one."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(ScheduleSession, meeting_id=meeting.meeting_id)
            await self._room.ask(request, schedule_session, command, form=form)
        except Refused as refused:
            return await self._show(request, code, form.refused(refused), status=refused.status)
        return self._back(code, msg("The session is in the programme."))

    async def cancel(self, request: Request, code: str, session_id: str) -> Response:
        """Call a session off."""
        form = await read_form(request)
        await self._room.ask(request, cancel_session, form.command(CancelSession, session_id=session_id), form=form)
        return self._back(code, msg("The session is cancelled."))

    async def attendance(self, request: Request, code: str, session_id: str) -> Response:
        """Note who was there."""
        form = await read_form(request)
        command = form.command(RecordAttendance, session_id=session_id)
        await self._room.ask(request, record_attendance, command, form=form)
        return self._back(code, msg("Attendance is noted."))

    async def invite(self, request: Request, code: str) -> Response:
        """Invite an expert by name."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(InviteExpert, meeting_id=meeting.meeting_id)
            await self._room.ask(request, invite_expert, command, form=form)
        except Refused as refused:
            return await self._show(request, code, form.refused(refused), status=refused.status)
        return self._back(code, msg("Invited; the link to answer is mailed."))

    async def needs(self, request: Request, code: str, invitation_id: str) -> Response:
        """Show what one expert needs; who reads is noted."""
        form = await read_form(request)
        read = await self._room.ask(request, read_expert_needs, ReadExpertNeeds(invitation_id=invitation_id), form=form)
        return await self._show(request, code, Form(), opened=(invitation_id, read.needs))

    async def invitation(self, request: Request, invitation_id: str) -> Response:
        """Show the expert their invitation."""
        return await self._invitation(request, invitation_id, Form())

    async def answer(self, request: Request, invitation_id: str) -> Response:
        """Take the answer."""
        form = await read_form(request)
        try:
            command = form.command(AnswerInvitation, invitation_id=invitation_id)
            await self._room.ask(request, answer_invitation, command, form=form)
        except Refused as refused:
            return await self._invitation(request, invitation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/invitations/{invitation_id}", said=msg("Thank you for your answer."))

    async def _invitation(self, request: Request, invitation_id: str, form: Form, *, status: int = 200) -> Response:
        one = await self._room.views.programme.invitation(invitation_id)
        meeting = await self._room.views.meeting(one.meeting_id)
        sessions = [each for each in await self._room.views.programme.sessions(one.meeting_id) if not each.cancelled]
        shown: dict[str, object] = {"one": one, "state": STATES[one.state], "sessions": sessions, "form": form}
        return self._room.page(request, "invitation.html", meeting, status=status, **shown)

    async def _show(
        self, request: Request, code: str, form: Form, *, status: int = 200, opened: tuple[str, str] = ("", "")
    ) -> Response:
        meeting = await self._room.meeting(code)
        views, speech = self._room.views, self._room.pages.speech(request)
        invited = await views.delegations(meeting.meeting_id)
        shown: dict[str, object] = {
            "sessions": await views.programme.sessions(meeting.meeting_id),
            "invitations": await views.programme.invitations(meeting.meeting_id),
            "states": STATES,
            "delegations": [Choice(one.delegation_id, speech.named(one.name)) for one in by_name(invited, speech)],
            "languages_to_choose": [Choice(one, name) for one, name in LANGUAGES.items()],
            "parent": await views.meeting(meeting.parent_id) if meeting.parent_id else None,
            "opened": opened,
            "form": form,
        }
        return self._room.page(request, "programme.html", meeting, status=status, **shown)

    def _back(self, code: str, said: str) -> Response:
        return self._room.pages.go(f"/registration/meetings/{code.lower()}/programme", said=said)
