"""What registration tells of a person's wish to be forgotten."""

from typing import ClassVar

from shared.messages import Event


class ParticipantErased(Event):
    """A person was erased: whoever keeps a copy of the name or the address removes it."""

    subject: ClassVar[str] = "registration.participant.erased.v1"

    participant_id: str
    meeting_id: str
