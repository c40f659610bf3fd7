"""Going out: the embargo, publication at or after its instant, withdrawal (P1, P4, P5)."""

from datetime import datetime

from services.media.domain.refusals import EmbargoInThePast, NotCleared, NotInThisState, UnderEmbargo
from services.media.domain.release import Edition, Release, Status
from shared.contracts.media import ReleasePublished, ReleaseWithdrawn

READY = (Status.CLEARED, Status.SCHEDULED)


def plan(release: Release, embargo_until: datetime, *, zone: str, now: datetime) -> Release:
    """Return a draft with the instant at which it is meant to go out; it does not go out by itself yet."""
    if embargo_until <= now:
        raise EmbargoInThePast("This instant has gone by.", field="embargo_until")
    return release.model_copy(update={"embargo_until": embargo_until, "embargo_zone": zone})


def schedule(release: Release, embargo_until: datetime, *, zone: str, now: datetime) -> Release:
    """Return the release to go out by itself at `embargo_until`; scheduled again, only the last instant counts."""
    _refuse_uncleared(release)
    return plan(release, embargo_until, zone=zone, now=now).next(status=Status.SCHEDULED, changed_at=now)


def publish(release: Release, now: datetime) -> tuple[Release, ReleasePublished]:
    """Return the release with the version at hand as its latest edition, never before the embargo is over (P4)."""
    _refuse_uncleared(release)
    if release.embargo_until and now < release.embargo_until:
        raise UnderEmbargo("The embargo is not over.")
    edition = Edition(
        text_version=release.text_version,
        content=release.content,
        published_at=now,
        correction=release.correction if release.editions else "",
    )
    published = release.next(status=Status.PUBLISHED, editions=(*release.editions, edition), changed_at=now)
    return published, ReleasePublished(
        release_id=release.release_id,
        meeting_id=release.meeting_id,
        text_version=release.text_version,
        headline=release.headline,
        published_at=now,
        version=published.version,
    )


def withdraw(release: Release, *, reason: str, now: datetime) -> tuple[Release, ReleaseWithdrawn]:
    """Return the release as withdrawn; what was out stays in the archive, marked (P5)."""
    if release.status is Status.WITHDRAWN:
        raise NotInThisState("This release is withdrawn already.")
    withdrawn = release.next(status=Status.WITHDRAWN, withdrawal=reason, changed_at=now)
    return withdrawn, ReleaseWithdrawn(
        release_id=release.release_id,
        meeting_id=release.meeting_id,
        text_version=release.text_version,
        reason=reason,
        version=withdrawn.version,
    )


def _refuse_uncleared(release: Release) -> None:
    if release.status in (Status.PUBLISHED, Status.WITHDRAWN):
        raise NotInThisState("This release is out already, or withdrawn.")
    if release.status not in READY or release.missing_clearances:
        raise NotCleared("Not every principal has cleared this version of the text.")
