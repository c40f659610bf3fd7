"""What registration tells of participants."""

from typing import ClassVar

from shared.contracts.registration.words import Category, DelegateRole
from shared.messages import Event
from shared.values import Instant


class ParticipantFacts(Event):
    """What every event about a participant carries; never passport data, birth date or photo (R9)."""

    participant_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    category: Category
    state: str | None = None
    full_name: str
    role: DelegateRole
    language: str = "en"


class ParticipantRegistered(ParticipantFacts):
    """A person registered for a meeting (track 2)."""

    subject: ClassVar[str] = "registration.participant.registered.v1"


class ParticipantConfirmed(ParticipantFacts):
    """Both tracks are complete: notified by the delegation and registered in person (R3)."""

    subject: ClassVar[str] = "registration.participant.confirmed.v1"


class ParticipantWithdrawn(ParticipantFacts):
    """A person does not come after all."""

    subject: ClassVar[str] = "registration.participant.withdrawn.v1"


class ParticipantRejected(ParticipantFacts):
    """The secretariat does not admit a person; hearers do what they do when somebody withdraws."""

    subject: ClassVar[str] = "registration.participant.rejected.v1"


class ParticipantMerged(ParticipantFacts):
    """A registration was given up for another one of the same person, who comes under that one."""

    subject: ClassVar[str] = "registration.participant.merged.v1"
    into: str


class ParticipantReopened(ParticipantFacts):
    """A decision on a person was taken back: they are registered, not confirmed, and looked at again."""

    subject: ClassVar[str] = "registration.participant.reopened.v1"


class ParticipantCorrected(ParticipantFacts):
    """The secretariat corrected what is known of a person; `status` says how far they are, for nothing else changed."""

    subject: ClassVar[str] = "registration.participant.corrected.v1"
    status: str


class ParticipantCheckedIn(ParticipantFacts):
    """A person arrived at the venue for the first time."""

    subject: ClassVar[str] = "registration.participant.checked_in.v1"
    arrived_at: Instant
