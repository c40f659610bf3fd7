"""The API of delegations: notify, credentials, focal point; their list."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.registration.commands import (
    CredentialsStep,
    DelegationNow,
    InviteFocalPoint,
    NoteVerbale,
    NotifyDelegation,
    PersonToAsk,
    RecordCredentials,
)
from services.registration.domain import Delegation, name_key
from services.registration.handlers import invite_focal_point, notify_delegation, record_credentials
from services.registration.ports import RegistrationUnit, Views
from services.registration.routes.needs import FOR_READERS, Mission, Officer
from shared.contracts.registration import Category, CredentialsState
from shared.identity import Role, permit, scoped
from shared.unit import Units
from shared.values import Value


class DelegationsAsked(Value):
    """Which delegations of a meeting."""

    category: Category | None = None
    notified: bool | None = None
    credentials: CredentialsState | None = None
    q: str = ""

    def fits(self, delegation: Delegation) -> bool:
        """Tell whether a delegation is asked for."""
        return (
            self.category in {None, delegation.category}
            and self.notified in {None, bool(delegation.notes)}
            and self.credentials in {None, delegation.credentials.state}
            and name_key(self.q) in name_key(delegation.name)
        )


class DelegationRoutes:
    """Delegations over HTTP; a focal point may notify its own."""

    def __init__(self, units: Units[RegistrationUnit], views: Views) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/delegations/{delegation_id}"
        own = [permit(Role.REGISTRATION_OFFICER, Role.AUDITOR, scoped(Role.FOCAL_POINT, "delegation_id"))]
        router.get("/meetings/{meeting_id}/delegations", dependencies=FOR_READERS)(self.delegations)
        router.get(one, dependencies=own)(self.delegation)
        router.post(f"{one}/notify")(self.notify)
        router.post(f"{one}/credentials")(self.record_credentials)
        router.post(f"{one}/focal-point")(self.invite_focal_point)

    async def delegations(self, meeting_id: str, asked: Annotated[DelegationsAsked, Query()]) -> list[Delegation]:
        """The delegations of a meeting, by name."""
        return [one for one in await self._views.delegations(meeting_id) if asked.fits(one)]

    async def delegation(self, delegation_id: str) -> Delegation:
        """One delegation."""
        return await self._views.delegation(delegation_id)

    async def notify(self, delegation_id: str, note: NoteVerbale, origin: Mission) -> DelegationNow:
        """Take the names of a note verbale or letter (track 1)."""
        command = NotifyDelegation(delegation_id=delegation_id, **dict(note))
        return await self._units.run(notify_delegation, command, origin)

    async def record_credentials(self, delegation_id: str, step: CredentialsStep, origin: Officer) -> DelegationNow:
        """Record a step of a delegation's credentials (R6)."""
        command = RecordCredentials(delegation_id=delegation_id, **dict(step))
        return await self._units.run(record_credentials, command, origin)

    async def invite_focal_point(self, delegation_id: str, person: PersonToAsk, origin: Officer) -> DelegationNow:
        """Make someone the focal point and mail them a sign-in link."""
        command = InviteFocalPoint(delegation_id=delegation_id, **dict(person))
        return await self._units.run(invite_focal_point, command, origin)
