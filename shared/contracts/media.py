"""What media tells: releases, from clearance to publication and withdrawal."""

from typing import ClassVar

from shared.messages import Event
from shared.values import Instant


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
