"""The API of who comes with or inside a delegation."""

from fastapi import APIRouter

from services.registration.commands import DelegationNow, ParticipantNow
from services.registration.commands.company import (
    AdmitBadgeHolder,
    BadgeHolderAsked,
    CompanyAsked,
    RegisterCompany,
    SetSubAffiliations,
    SubAffiliations,
)
from services.registration.handlers.company import admit_badge_holder, register_company, set_sub_affiliations
from services.registration.ports import RegistrationUnit
from services.registration.routes.needs import Anyone, Mission
from shared.unit import Units


class CompanyRoutes:
    """Member organisations, accompanying persons, badge holders over HTTP."""

    def __init__(self, units: Units[RegistrationUnit]) -> None:
        self._units = units

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.post("/delegations/{delegation_id}/sub-affiliations")(self.set_sub_affiliations)
        router.post("/delegations/{delegation_id}/badge-holders", status_code=201)(self.admit)
        router.post("/participants/{participant_id}/company", status_code=201)(self.register_company)

    async def set_sub_affiliations(self, delegation_id: str, asked: SubAffiliations, origin: Mission) -> DelegationNow:
        """Say which organisations register inside a delegation (LOG09)."""
        command = SetSubAffiliations(delegation_id=delegation_id, names=asked.names)
        return await self._units.run(set_sub_affiliations, command, origin)

    async def admit(self, delegation_id: str, asked: BadgeHolderAsked, origin: Mission) -> ParticipantNow:
        """Confirm the holder of a standing badge whom the note names (domain 2.1)."""
        command = AdmitBadgeHolder(delegation_id=delegation_id, **dict(asked))
        return await self._units.run(admit_badge_holder, command, origin)

    async def register_company(self, participant_id: str, asked: CompanyAsked, origin: Anyone) -> ParticipantNow:
        """Register somebody who accompanies a participant."""
        command = RegisterCompany(participant_id=participant_id, **dict(asked))
        return await self._units.run(register_company, command, origin)
