"""Writing: the first draft, edits, and corrections of what went out; every change of text is a new version (P1)."""

from datetime import datetime

from services.media.domain.boilerplate import with_boilerplate
from services.media.domain.refusals import AnotherTextVersion, LanguageMissing, NotInThisState
from services.media.domain.release import Release, Status
from shared.contracts.media import ReleaseContent, ReleaseKind

OPEN = (Status.DRAFTED, Status.CLEARANCE_REQUESTED, Status.CLEARED, Status.SCHEDULED)
"""The states in which a text can still be edited."""


def draft(release_id: str, kind: ReleaseKind, content: ReleaseContent, *, by: str, now: datetime) -> Release:
    """Return a new release at its first text version."""
    _refuse_two_texts_in_one_language(content)
    return Release(
        release_id=release_id,
        kind=kind,
        content=with_boilerplate(content, now.date()),
        drafted_by=by,
        changed_at=now,
        version=1,
    )


def edit(release: Release, content: ReleaseContent, *, seen: int, now: datetime) -> Release:
    """Return the release with another text: the next version, with no clearance, no longer scheduled (P1)."""
    if release.status not in OPEN:
        raise NotInThisState(
            "This release is not being written any more.", next_step="Open a correction of what was published."
        )
    _refuse_unseen(release, seen)
    return _rewritten(release, content, now=now)


def correct(release: Release, content: ReleaseContent, *, reason: str, seen: int, now: datetime) -> Release:
    """Return a published release with a correction opened; the edition that is out stays until the next one (P5)."""
    if release.status is not Status.PUBLISHED:
        raise NotInThisState("Only a published release can be corrected.")
    _refuse_unseen(release, seen)
    return _rewritten(release, content, now=now, correction=reason)


def _rewritten(release: Release, content: ReleaseContent, *, now: datetime, **changes: object) -> Release:
    _refuse_two_texts_in_one_language(content)
    embargo = release.embargo_until if release.embargo_until and release.embargo_until > now else None
    return release.next(
        content=with_boilerplate(content, now.date()),
        text_version=release.text_version + 1,
        status=Status.DRAFTED,
        embargo_until=embargo,
        changed_at=now,
        **changes,
    )


def _refuse_unseen(release: Release, seen: int) -> None:
    if seen != release.text_version:
        raise AnotherTextVersion("Somebody changed the text since you opened it.", field="text_version")


def _refuse_two_texts_in_one_language(content: ReleaseContent) -> None:
    languages = [text.language for text in content.texts]
    if len(languages) != len(set(languages)):
        raise LanguageMissing("There are two texts in one language.", field="content")
