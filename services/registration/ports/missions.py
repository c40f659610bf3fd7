"""What pages read of what delegations did for themselves."""

from typing import Protocol

from services.registration.domain.missions import Endorsement, MissionRules, PersonInvited


class MissionViews(Protocol):
    """The read side of missions."""

    async def rules(self, meeting_id: str) -> MissionRules:
        """Return the rules of a meeting; those of every meeting until somebody sets others."""

    async def endorsement(self, participant_id: str) -> Endorsement | None:
        """Return what the delegation said of one registration, or None."""

    async def endorsements(self, delegation_id: str) -> list[Endorsement]:
        """Return what the delegation said of its registrations."""

    async def invited(self, delegation_id: str) -> list[PersonInvited]:
        """Return whom the delegation asked to register, the latest first."""

    async def invitation(self, invitation_id: str) -> PersonInvited:
        """Return one invitation, or refuse with NotFound."""
