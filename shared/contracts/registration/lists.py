"""What registration tells of its lists of participants."""

from typing import ClassVar

from shared.messages import Event
from shared.values import Instant


class ListOfParticipantsIssued(Event):
    """The list of participants was issued; immutable, the next one is a revision (R8)."""

    subject: ClassVar[str] = "registration.list_of_participants.issued.v1"
    list_of_participants_id: str
    meeting_id: str
    symbol: str
    issue: int
    states_parties: int
    observer_states: int
    organisations: int
    delegates: int
    women: int
    issued_at: Instant
