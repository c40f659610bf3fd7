"""Clearance: asked for, given for one version of the text by each principal, or answered with wishes (P1, P2)."""

from datetime import datetime

from services.media.domain.refusals import AnotherTextVersion, LanguageMissing, NotAPrincipal, NotInThisState
from services.media.domain.release import ChangeRequest, Release, Status, TextClearance
from shared.contracts.media import Principal, ReleaseCleared


def request(release: Release, *, answer_to: str | None, now: datetime) -> Release:
    """Return the release as waiting for its principals; every required language must have its text."""
    if release.status is not Status.DRAFTED:
        raise NotInThisState("Clearance can be asked for while a release is a draft.")
    written = {text.language for text in release.content.texts}
    if not written.issuperset(release.content.required_languages):
        raise LanguageMissing("A language marked as required has no text yet.", field="content")
    return release.next(status=Status.CLEARANCE_REQUESTED, answer_to=answer_to, changed_at=now)


def clear(
    release: Release, principal: Principal, *, text_version: int, by: str, now: datetime
) -> tuple[Release, *tuple[ReleaseCleared, ...]]:
    """Return the release with the principal's clearance of `text_version`, and the fact once all have cleared it."""
    _refuse_unless_asked(release, principal, text_version)
    if release.clearance(principal):
        return (release,)
    given = TextClearance(principal=principal, by=by, at=now, text_version=text_version)
    cleared = release.next(text_clearances=(*release.text_clearances, given), changed_at=now)
    if cleared.missing_clearances:
        return (cleared,)
    cleared = cleared.model_copy(update={"status": Status.CLEARED})
    return cleared, ReleaseCleared(
        release_id=cleared.release_id,
        meeting_id=cleared.meeting_id,
        text_version=text_version,
        embargo_until=cleared.embargo_until,
        version=cleared.version,
    )


def request_changes(release: Release, wish: ChangeRequest) -> Release:
    """Return the release as a draft again, with what the principal wants changed on record."""
    _refuse_unless_asked(release, wish.principal, wish.text_version)
    kept = tuple(one for one in release.text_clearances if one != release.clearance(wish.principal))
    return release.next(
        status=Status.DRAFTED,
        text_clearances=kept,
        change_requests=(*release.change_requests, wish),
        changed_at=wish.at,
    )


def _refuse_unless_asked(release: Release, principal: Principal, text_version: int) -> None:
    if release.status is not Status.CLEARANCE_REQUESTED and not release.clearance(principal):
        raise NotInThisState("Nobody asks for a clearance of this release now.")
    if text_version != release.text_version:
        raise AnotherTextVersion("The text was changed since you read it.", field="text_version")
    if principal not in release.principals:
        raise NotAPrincipal("The text does not speak for this principal.", field="principal")
    if release.status in (Status.PUBLISHED, Status.WITHDRAWN):
        raise NotInThisState("This release is out already, or withdrawn.")
