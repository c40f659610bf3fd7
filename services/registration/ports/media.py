"""What is read of the accreditation of the press."""

from typing import Protocol

from services.registration.domain.media import MediaApplication, MediaRules
from shared.values import PageSize, Value


class PressAsked(Value):
    """Which applications of a meeting, in which order, from where on."""

    status: str = ""
    q: str = ""
    sort: str = "applied_at"
    descending: bool = False
    after: str | None = None
    size: PageSize = 50


class Press(Value):
    """One page of applications, how many match in all, and the id behind which the next page starts."""

    rows: tuple[MediaApplication, ...]
    total: int
    after: str | None = None


class MediaViews(Protocol):
    """The read side of accreditation."""

    async def application(self, media_application_id: str) -> MediaApplication:
        """Return an application, or refuse with NotFound."""

    async def applications(self, meeting_id: str, asked: PressAsked) -> Press:
        """Return one page of applications."""

    async def waiting(self, meeting_id: str) -> list[MediaApplication]:
        """Return the applications that are not decided, the oldest first."""

    async def rules(self, meeting_id: str) -> MediaRules:
        """Return the rules of a meeting, the usual ones where none were set."""
