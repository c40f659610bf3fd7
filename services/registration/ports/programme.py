"""What pages and the API read of an experts' programme."""

from datetime import datetime
from typing import Protocol

from services.registration.domain.programme import InvitationState, Session
from shared.values import Value


class InvitationShown(Value):
    """An invitation without what the expert needs, which is read one by one and noted."""

    invitation_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    name: str
    email: str
    state: InvitationState
    accessible_room: bool = False
    invited_at: datetime
    answered_at: datetime | None = None
    participant_id: str | None = None
    read_by: tuple[str, ...] = ()


class ProgrammeViews(Protocol):
    """The read side of experts' programmes."""

    async def sessions(self, meeting_id: str) -> list[Session]:
        """Return the sessions of a programme by time."""

    async def invitations(self, meeting_id: str) -> list[InvitationShown]:
        """Return the invitations of a programme by name."""

    async def invitation(self, invitation_id: str) -> InvitationShown:
        """Return one invitation, or refuse with NotFound."""
