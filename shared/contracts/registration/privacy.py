"""Words of personal data, how long each kind is kept, and what registration tells of who was erased."""

from datetime import timedelta
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from shared.contracts.registration.participants import ParticipantFacts
from shared.values import Value

LONGEST = 3_650
"""Days; what must be kept longer is no personal data of a conference."""


class PersonalKind(StrEnum):
    """The kinds of personal data; each is kept for a time of its own."""

    PASSPORT = "passport"
    BIRTH_DATE = "birth_date"
    NATIONALITY = "nationality"
    PHONE = "phone"
    PHOTO = "photo"
    DOCUMENTS = "documents"


class DocumentKind(StrEnum):
    """What a document is."""

    PASSPORT = "passport"
    VISA = "visa"
    LETTER = "letter"
    PRESS_CARD = "press_card"
    OTHER = "other"


class RetentionDays(Value):
    """Days after the meeting's last day for which each kind is kept; the defaults are inferred, so each may be set."""

    passport: int = Field(default=30, ge=0, le=LONGEST)
    birth_date: int = Field(default=30, ge=0, le=LONGEST)
    nationality: int = Field(default=30, ge=0, le=LONGEST)
    phone: int = Field(default=30, ge=0, le=LONGEST)
    photo: int = Field(default=90, ge=0, le=LONGEST)
    documents: int = Field(default=30, ge=0, le=LONGEST)

    def of(self, kind: PersonalKind) -> timedelta:
        """Return how long a kind is kept."""
        return timedelta(days=int(getattr(self, kind.value)))


class ParticipantErased(ParticipantFacts):
    """A person was erased: the name is gone here, and whoever keeps a copy writes this one over it.

    The marks find copies that are kept under no id of ours; they do not tell name or address (`shared/erasure.py`).
    """

    subject: ClassVar[str] = "registration.participant.erased.v1"
    name_mark: str = ""
    mailbox_mark: str = ""
