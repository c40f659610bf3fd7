"""What registration tells of the press: who is accredited, and who no longer is."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from shared.messages import Event


class ApplicantKind(StrEnum):
    """Who applies: their documents differ."""

    JOURNALIST = "journalist"
    SERVICE_PROVIDER = "service_provider"


class MediaDocumentKind(StrEnum):
    """The documents that accreditation asks for; nothing is granted without all of them."""

    LETTER_OF_ASSIGNMENT = "letter_of_assignment"
    PRESS_CARD = "press_card"
    PASSPORT = "passport"
    BROADCASTER_LETTER = "broadcaster_letter"


class MediaAccredited(Event):
    """A representative of the media is accredited for days of a meeting; never documents (R9)."""

    subject: ClassVar[str] = "registration.media_application.accredited.v1"
    media_application_id: str
    meeting_id: str
    full_name: str
    outlet: str
    email: str
    language: str = "en"
    valid_from: date
    valid_to: date


class MediaAccreditationRevoked(Event):
    """An accreditation was taken back."""

    subject: ClassVar[str] = "registration.media_application.revoked.v1"
    media_application_id: str
    meeting_id: str
