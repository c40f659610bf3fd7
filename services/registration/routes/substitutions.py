"""The API of substitutions: one person instead of another, and the way back."""

from fastapi import APIRouter

from services.registration.commands.substitutions import (
    RevertSubstitution,
    SubstituteParticipant,
    SubstitutionNow,
    SuccessorAsked,
)
from services.registration.domain.substitutions import Substitution
from services.registration.handlers.substitutions import revert_substitution, substitute_participant
from services.registration.ports import RegistrationUnit
from services.registration.ports.seats import SeatViews
from services.registration.routes.needs import FOR_READERS, Anyone
from shared.unit import Units


class SubstitutionRoutes:
    """Substitutions over HTTP; the handler says who may act for whom."""

    def __init__(self, units: Units[RegistrationUnit], views: SeatViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/participants/{participant_id}"
        router.post(f"{one}/substitute", status_code=201)(self.substitute)
        router.get(f"{one}/substitutions", dependencies=FOR_READERS)(self.substitutions)
        router.post("/substitutions/{substitution_id}/revert")(self.revert)

    async def substitute(self, participant_id: str, successor: SuccessorAsked, origin: Anyone) -> SubstitutionNow:
        """Let another person take role, seat, entry in the note and badge (R8)."""
        command = SubstituteParticipant(participant_id=participant_id, **dict(successor))
        return await self._units.run(substitute_participant, command, origin)

    async def substitutions(self, participant_id: str) -> list[Substitution]:
        """By whom somebody was substituted, and instead of whom they came."""
        return await self._views.substitutions_of(participant_id)

    async def revert(self, substitution_id: str, origin: Anyone) -> SubstitutionNow:
        """Take a substitution back."""
        return await self._units.run(revert_substitution, RevertSubstitution(substitution_id=substitution_id), origin)
