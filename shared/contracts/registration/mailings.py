"""The words of mails to many: texts by language, groups of people, conditions that narrow them."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.contracts.registration.words import Category, DelegateRole
from shared.values import Value

Subject = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\r\n]*$")]
Body = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
MailLanguage = Literal["en", "fr", "es", "ar", "ru", "zh"]


class AudienceKind(StrEnum):
    """Groups of people a meeting writes to."""

    EVERYONE = "everyone"
    PARTICIPANTS = "participants"
    FOCAL_POINTS = "focal_points"
    NOT_NOTIFIED = "not_notified"
    CREDENTIALS_AWAITED = "credentials_awaited"
    NOT_REGISTERED = "not_registered"


class MailText(Value):
    """Subject and body in one language."""

    language: MailLanguage
    subject: Subject
    body: Body


class AudienceAsked(Value):
    """A group, narrowed by conditions; an empty condition narrows nothing."""

    kind: AudienceKind = AudienceKind.PARTICIPANTS
    statuses: tuple[Literal["registered", "confirmed", "present", "withdrawn", "rejected"], ...] = ()
    categories: tuple[Category, ...] = ()
    roles: tuple[DelegateRole, ...] = ()
    languages: tuple[MailLanguage, ...] = ()
    delegation_id: str = Field(default="", max_length=200)
