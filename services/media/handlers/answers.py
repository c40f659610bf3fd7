"""What the handlers of media answer."""

from services.media.domain.release import Release, Status
from shared.contracts.media import Principal, ReleaseContent
from shared.values import Instant, Value


class ReleaseStands(Value):
    """How a release stands after a command."""

    release_id: str
    status: Status
    text_version: int
    missing_clearances: tuple[Principal, ...]
    embargo_until: Instant | None = None


class JournalistStands(Value):
    """Who is on the list, and whether they confirmed."""

    journalist_id: str
    subscription: str


class EmbargoedText(Value):
    """A text shown to one journalist before its instant."""

    release_id: str
    text_version: int
    content: ReleaseContent
    embargo_until: Instant
    embargo_zone: str


def stands(release: Release) -> ReleaseStands:
    """Return how a release stands."""
    return ReleaseStands(
        release_id=release.release_id,
        status=release.status,
        text_version=release.text_version,
        missing_clearances=release.missing_clearances,
        embargo_until=release.embargo_until,
    )


class NoticeSent(Value):
    """Answer: to how many a notice goes."""

    notice_id: str
    recipients: int
