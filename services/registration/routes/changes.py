"""The API of changes people ask for in their own data."""

from fastapi import APIRouter

from services.registration.commands.changes import (
    ApproveChange,
    CancelChange,
    ChangeNow,
    RejectChange,
    RejectedBecause,
    RequestChange,
    WantedFacts,
)
from services.registration.domain.changes import ChangeRequest
from services.registration.handlers.changes import approve_change, cancel_change, reject_change, request_change
from services.registration.ports import RegistrationUnit
from services.registration.ports.changes import ChangeViews
from services.registration.routes.needs import FOR_READERS, Anyone, Officer
from shared.unit import Units


class ChangeRoutes:
    """Changes over HTTP; the handler says whose data somebody may change."""

    def __init__(self, units: Units[RegistrationUnit], views: ChangeViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/changes/{change_id}"
        router.post("/participants/{participant_id}/changes", status_code=201)(self.request)
        router.get("/meetings/{meeting_id}/changes", dependencies=FOR_READERS)(self.waiting)
        router.post(f"{one}/approve")(self.approve)
        router.post(f"{one}/reject")(self.reject)
        router.post(f"{one}/cancel")(self.cancel)

    async def request(self, participant_id: str, wanted: WantedFacts, origin: Anyone) -> ChangeNow:
        """Change one's own data: at once, or by a request where it is approved data."""
        command = RequestChange(participant_id=participant_id, **dict(wanted))
        return await self._units.run(request_change, command, origin)

    async def waiting(self, meeting_id: str) -> list[ChangeRequest]:
        """The requests that wait, the oldest first."""
        return await self._views.waiting(meeting_id)

    async def approve(self, change_id: str, origin: Officer) -> ChangeNow:
        """Approve a change: it is applied, and the person mailed."""
        return await self._units.run(approve_change, ApproveChange(change_id=change_id), origin)

    async def reject(self, change_id: str, because: RejectedBecause, origin: Officer) -> ChangeNow:
        """Reject a change with a reason that is mailed."""
        command = RejectChange(change_id=change_id, reason=because.reason)
        return await self._units.run(reject_change, command, origin)

    async def cancel(self, change_id: str, origin: Anyone) -> ChangeNow:
        """Take one's own request back."""
        return await self._units.run(cancel_change, CancelChange(change_id=change_id), origin)
