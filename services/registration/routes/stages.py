"""The API of a meeting's stages: drafted, closed, convened, concluded, archived, and one stage back."""

from fastapi import APIRouter

from services.registration.commands import MeetingNow
from services.registration.commands.meetings import (
    ArchiveMeeting,
    CloseRegistration,
    ConcludeMeeting,
    ConveneMeeting,
    DraftMeeting,
    ReopenMeeting,
)
from services.registration.handlers.meetings import (
    archive_meeting,
    close_registration,
    conclude_meeting,
    convene_meeting,
    draft_meeting,
    reopen_meeting,
)
from services.registration.ports import RegistrationUnit
from services.registration.routes.needs import Officer
from shared.unit import Units


class StageRoutes:
    """Stages of a meeting over HTTP."""

    def __init__(self, units: Units[RegistrationUnit]) -> None:
        self._units = units

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/meetings/{meeting_id}"
        router.post("/drafts", status_code=201)(self.draft)
        router.post(f"{one}/close")(self.close)
        router.post(f"{one}/convene")(self.convene)
        router.post(f"{one}/conclude")(self.conclude)
        router.post(f"{one}/archive")(self.archive)
        router.post(f"{one}/reopen")(self.reopen)

    async def draft(self, command: DraftMeeting, origin: Officer) -> MeetingNow:
        """Keep a meeting that only the secretariat sees."""
        return await self._units.run(draft_meeting, command, origin)

    async def close(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Close the public form; delegations and the secretariat go on (R8)."""
        return await self._units.run(close_registration, CloseRegistration(meeting_id=meeting_id), origin)

    async def convene(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Open the meeting: it is in session."""
        return await self._units.run(convene_meeting, ConveneMeeting(meeting_id=meeting_id), origin)

    async def conclude(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Close the meeting; nobody registers any more."""
        return await self._units.run(conclude_meeting, ConcludeMeeting(meeting_id=meeting_id), origin)

    async def archive(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Put a concluded meeting away."""
        return await self._units.run(archive_meeting, ArchiveMeeting(meeting_id=meeting_id), origin)

    async def reopen(self, meeting_id: str, origin: Officer) -> MeetingNow:
        """Take the meeting one stage back."""
        return await self._units.run(reopen_meeting, ReopenMeeting(meeting_id=meeting_id), origin)
