"""What media tells: releases, from clearance to publication and withdrawal."""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from shared.messages import Event
from shared.values import Instant, LongText, Text, Value

Principal = Annotated[str, StringConstraints(pattern=r"^(president|isu|state:[A-Z]{3})$")]
"""On whose behalf a text speaks: the President, the Implementation Support Unit, or a State (`state:KHM`)."""

Language = Literal["en", "fr", "es", "ar", "ru", "zh"]


class ReleaseKind(StrEnum):
    """What a release is: news, or an invitation to come and see (What, When, Who, Where, Why)."""

    PRESS_RELEASE = "press_release"
    ADVISORY = "advisory"


class Quote(Value):
    """What a principal is quoted as saying; that principal clears it (P2)."""

    principal: Principal
    text: LongText = Field(min_length=1)


class ReleaseText(Value):
    """The text in one language; paragraphs of the body are separated by blank lines, and there is no other markup."""

    language: Language = "en"
    headline: Text
    subheading: str = Field(default="", max_length=300)
    body: LongText = Field(min_length=1)
    quotes: tuple[Quote, ...] = ()
    boilerplate: LongText = ""
    """What stands under every text about the Convention; empty means: as it reads on the day of writing (P6)."""


class ReleaseContent(Value):
    """Everything a principal clears: one text a language, with its datelines, its contact and its principals."""

    on_behalf_of: tuple[Principal, ...] = Field(min_length=1)
    texts: tuple[ReleaseText, ...] = Field(min_length=1)
    datelines: tuple[Text, ...] = ()
    contact: str = Field(default="", max_length=300)
    required_languages: tuple[Language, ...] = ("en",)


class ReleaseFacts(Event):
    """What every event about a release carries; the text itself stays with media until its embargo (P3)."""

    release_id: str
    meeting_id: str | None = None
    text_version: int


class ReleaseCleared(ReleaseFacts):
    """Every principal cleared this version of the text (P1, P2)."""

    subject: ClassVar[str] = "media.release.cleared.v1"
    embargo_until: Instant | None = None


class ReleasePublished(ReleaseFacts):
    """The release is out: on the web, and on its way to every journalist (P4)."""

    subject: ClassVar[str] = "media.release.published.v1"
    headline: str
    published_at: Instant


class ReleaseWithdrawn(ReleaseFacts):
    """The release was withdrawn; the archive keeps it as withdrawn (P5)."""

    subject: ClassVar[str] = "media.release.withdrawn.v1"
    reason: str
