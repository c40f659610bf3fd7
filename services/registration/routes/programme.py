"""The API of experts' programmes: invitations, sessions, attendance."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.registration.commands.programme import (
    AnswerInvitation,
    CancelSession,
    ExpertAnswer,
    ExpertNeeds,
    ExpertToInvite,
    InvitationNow,
    InviteExpert,
    ReadExpertNeeds,
    RecordAttendance,
    ScheduleSession,
    SessionNow,
    SessionTimes,
)
from services.registration.domain.programme import Session
from services.registration.handlers.programme import (
    answer_invitation,
    cancel_session,
    invite_expert,
    read_expert_needs,
    record_attendance,
    schedule_session,
)
from services.registration.ports import RegistrationUnit
from services.registration.ports.programme import InvitationShown, ProgrammeViews
from services.registration.routes.needs import FOR_ALL, FOR_READERS, Officer
from shared.identity import Role, scoped
from shared.records import Origin
from shared.unit import Units
from shared.web import asking

Expert = Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER, scoped(Role.PARTICIPANT, "invitation_id")))]


class ProgrammeRoutes:
    """Experts' programmes over HTTP; sessions are public, invitations are not."""

    def __init__(self, units: Units[RegistrationUnit], views: ProgrammeViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        meeting, one = "/meetings/{meeting_id}", "/invitations/{invitation_id}"
        router.get(f"{meeting}/sessions", dependencies=FOR_ALL)(self.sessions)
        router.post(f"{meeting}/sessions", status_code=201)(self.schedule)
        router.post("/sessions/{session_id}/move")(self.move)
        router.post("/sessions/{session_id}/cancel")(self.cancel)
        router.post("/sessions/{session_id}/attendance")(self.attendance)
        router.get(f"{meeting}/invitations", dependencies=FOR_READERS)(self.invitations)
        router.post(f"{meeting}/invitations", status_code=201)(self.invite)
        router.post(f"{one}/answer")(self.answer)
        router.post(f"{one}/needs")(self.needs)

    async def sessions(self, meeting_id: str) -> list[Session]:
        """The sessions of a programme by time, without who was there."""
        return [one.model_copy(update={"attended": ()}) for one in await self._views.sessions(meeting_id)]

    async def schedule(self, meeting_id: str, times: SessionTimes, origin: Officer) -> SessionNow:
        """Give a programme a session."""
        return await self._units.run(schedule_session, ScheduleSession(meeting_id=meeting_id, **dict(times)), origin)

    async def move(self, session_id: str, meeting_id: str, times: SessionTimes, origin: Officer) -> SessionNow:
        """Give a session another time or room."""
        command = ScheduleSession(meeting_id=meeting_id, session_id=session_id, **dict(times))
        return await self._units.run(schedule_session, command, origin)

    async def cancel(self, session_id: str, origin: Officer, reason: str = "") -> SessionNow:
        """Call a session off."""
        return await self._units.run(cancel_session, CancelSession(session_id=session_id, reason=reason), origin)

    async def attendance(self, session_id: str, invitations: list[str], origin: Officer) -> SessionNow:
        """Note who was there."""
        command = RecordAttendance(session_id=session_id, invitations=tuple(invitations))
        return await self._units.run(record_attendance, command, origin)

    async def invitations(self, meeting_id: str) -> list[InvitationShown]:
        """The invitations of a programme by name."""
        return await self._views.invitations(meeting_id)

    async def invite(self, meeting_id: str, expert: ExpertToInvite, origin: Officer) -> InvitationNow:
        """Invite an expert by name."""
        return await self._units.run(invite_expert, InviteExpert(meeting_id=meeting_id, **dict(expert)), origin)

    async def answer(self, invitation_id: str, answer: ExpertAnswer, origin: Expert) -> InvitationNow:
        """Accept or decline."""
        command = AnswerInvitation(invitation_id=invitation_id, **dict(answer))
        return await self._units.run(answer_invitation, command, origin)

    async def needs(self, invitation_id: str, origin: Officer) -> ExpertNeeds:
        """Read what an expert needs; who reads is noted."""
        return await self._units.run(read_expert_needs, ReadExpertNeeds(invitation_id=invitation_id), origin)
