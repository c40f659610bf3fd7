"""What registration tells of delegations."""

from typing import ClassVar

from shared.contracts.registration.words import Category
from shared.messages import Event
from shared.values import Instant


class DelegationFacts(Event):
    """What every event about a delegation carries."""

    delegation_id: str
    meeting_id: str
    name: str
    category: Category
    state: str | None = None
    """ISO 3166-1 alpha-3 code where the delegation is a State's."""
    provisional: bool = False
    """Invited provisionally: the meeting has yet to approve this observer (domain 1.2)."""


class DelegationInvited(DelegationFacts):
    """A State or organisation was invited to a meeting."""

    subject: ClassVar[str] = "registration.delegation.invited.v1"


class DelegationNotified(DelegationFacts):
    """A note verbale or letter named a delegation's people, one of them as head (R1, R2)."""

    subject: ClassVar[str] = "registration.delegation.notified.v1"
    named: int
    late: bool = False


class ObserverApproved(DelegationFacts):
    """The meeting approved an organisation that had been invited provisionally (R4)."""

    subject: ClassVar[str] = "registration.delegation.approved.v1"


class ObserverRejected(DelegationFacts):
    """The meeting did not approve an organisation; what was prepared for it is undone everywhere (R4, E6)."""

    subject: ClassVar[str] = "registration.delegation.rejected.v1"


class LinkRevoked(Event):
    """The access of a focal point was taken back: sessions that came in by this link end, wherever they are used."""

    subject: ClassVar[str] = "registration.link.revoked.v1"
    link_id: str
    revoked_at: Instant
