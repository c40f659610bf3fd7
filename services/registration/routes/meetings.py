"""The API of meetings: announce, reschedule, open, invite; their list and figures."""

from fastapi import APIRouter

from services.registration.commands import (
    AnnounceMeeting,
    DelegationNow,
    InviteOrganisation,
    InviteStates,
    MeetingNow,
    OpenRegistration,
    OrganisationToInvite,
    RescheduleMeeting,
    StatesInvited,
)
from services.registration.commands.meetings import NewPlan
from services.registration.domain import Meeting, MeetingStatus
from services.registration.handlers import (
    MeetingRescheduler,
    StatesInviter,
    announce_meeting,
    invite_organisation,
    open_registration,
)
from services.registration.ports import Conventions, Counts, RegistrationUnit, Views
from services.registration.routes.needs import FOR_ALL, Officer
from shared.errors import NotFound
from shared.unit import Units


class MeetingRoutes:
    """Meetings over HTTP; what is known of a meeting is public, what is done to it is not."""

    def __init__(self, units: Units[RegistrationUnit], views: Views, conventions: Conventions) -> None:
        self._units = units
        self._views = views
        self._reschedule = MeetingRescheduler(conventions)
        self._invite_states = StatesInviter(conventions)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings", dependencies=FOR_ALL)(self.meetings)
        router.get("/meetings/{meeting_id}", dependencies=FOR_ALL)(self.meeting)
        router.get("/meetings/{meeting_id}/counts", dependencies=FOR_ALL)(self.counts)
        router.post("/meetings", status_code=201)(self.announce)
        router.post("/meetings/{meeting_id}/reschedule")(self.reschedule)
        router.post("/meetings/{meeting_id}/open")(self.open)
        router.post("/meetings/{meeting_id}/invite-states")(self.invite_states)
        router.post("/meetings/{meeting_id}/organisations", status_code=201)(self.invite_organisation)

    async def meetings(self) -> list[Meeting]:
        """All meetings, by opening date."""
        return await self._views.meetings()

    async def meeting(self, meeting_id: str) -> Meeting:
        """One meeting that was announced."""
        meeting = await self._views.meeting(meeting_id)
        if meeting.status is MeetingStatus.DRAFT:
            raise NotFound("There is no such meeting.", field="meeting_id")
        return meeting

    async def counts(self, meeting_id: str) -> Counts:
        """The figures of a meeting."""
        return await self._views.counts(meeting_id)

    async def announce(self, command: AnnounceMeeting, origin: Officer) -> MeetingNow:
        """Make a meeting known."""
        return await self._units.run(announce_meeting, command, origin)

    async def reschedule(self, meeting_id: str, plan: NewPlan, origin: Officer) -> MeetingNow:
        """Give a meeting other dates, another venue or other deadlines."""
        command = RescheduleMeeting(meeting_id=meeting_id, **dict(plan))
        return await self._units.run(self._reschedule, command, origin)

    async def open(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Open registration."""
        return await self._units.run(open_registration, OpenRegistration(meeting_id=meeting_id), origin)

    async def invite_states(self, meeting_id: str, origin: Officer) -> StatesInvited:
        """Invite every State and standing observer that has no delegation yet."""
        return await self._units.run(self._invite_states, InviteStates(meeting_id=meeting_id), origin)

    async def invite_organisation(
        self, meeting_id: str, organisation: OrganisationToInvite, origin: Officer
    ) -> DelegationNow:
        """Invite an organisation outside the standing list, by a decision (R4)."""
        command = InviteOrganisation(meeting_id=meeting_id, **dict(organisation))
        return await self._units.run(invite_organisation, command, origin)
