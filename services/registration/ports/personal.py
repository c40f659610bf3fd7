"""What pages of personal data read: summaries without secrets."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from services.registration.domain import Participant
from services.registration.domain.erasures import Erasure
from services.registration.domain.personal import Removal
from services.registration.domain.retention import Retention
from shared.contracts.registration.privacy import PersonalKind
from shared.values import Value


class PersonalSummary(Value):
    """Of which kinds something is kept of a participant, and what was removed; never what it said."""

    participant_id: str
    held: tuple[PersonalKind, ...] = ()
    removed: tuple[Removal, ...] = ()


class AskedErasure(Value):
    """A request that waits, and whose it is."""

    participant_id: str
    who: str = ""
    delegation: str = ""
    at: datetime


class PersonalViews(Protocol):
    """The read side of personal data, without them."""

    async def summary(self, participant_id: str) -> PersonalSummary:
        """Return of which kinds something is kept, and what was removed."""

    async def erasure(self, participant_id: str) -> Erasure | None:
        """Return a person's request, or None."""

    async def asked_erasures(self, meeting_id: str) -> list[AskedErasure]:
        """Return the requests of a meeting that wait, the oldest first."""

    async def retention(self, meeting_id: str) -> Retention | None:
        """Return the rules and reports of a meeting, or None."""

    async def held(self, meeting_id: str) -> dict[str, int]:
        """Return of how many people each kind is kept at a meeting."""


class Everything(Protocol):
    """Everything that is kept about a person, wherever in the service it lies."""

    async def about(self, participant: Participant) -> Mapping[str, object]:
        """Return the documents by their collection, the mails sent and what was done, as plain values."""
