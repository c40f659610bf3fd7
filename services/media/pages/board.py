"""What the Newsroom shows of its releases: what waits for the officer, the board by state, what happened last."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.media.domain.release import Release, Status
from shared.pages import Happening, State, Work, msg

STATUS = {
    Status.DRAFTED: (State.IN_HAND, msg("Draft")),
    Status.CLEARANCE_REQUESTED: (State.WAITING, msg("Waits for clearance")),
    Status.CLEARED: (State.IN_HAND, msg("Cleared")),
    Status.SCHEDULED: (State.WAITING, msg("Scheduled")),
    Status.PUBLISHED: (State.DONE, msg("Published")),
    Status.WITHDRAWN: (State.OFF, msg("Withdrawn")),
}
"""Colour and word of each state."""

_CHANGES = msg("A principal asks for changes")
_WRITE = msg("Draft, not yet sent for clearance")
_CORRECTION = msg("Correction, not yet sent for clearance")
_CLEARED = msg("Cleared by everyone, without a time to go out")


@dataclass(frozen=True, slots=True)
class Column:
    """The releases in one state."""

    state: str
    word: str
    releases: Sequence[Release]


def address(release: Release) -> str:
    """Return the officer's page of a release."""
    return f"/media/desk/{release.release_id}"


def columns(releases: Sequence[Release]) -> list[Column]:
    """Return the board: a column a state, in the order a text goes through them."""
    return [
        Column(state, word, [release for release in releases if release.status is status])
        for status, (state, word) in STATUS.items()
    ]


def waiting(releases: Sequence[Release]) -> list[Work]:
    """Return what the officer can do next, what waits longest first."""
    found = [work for release in sorted(releases, key=lambda one: one.changed_at) if (work := _work(release))]
    return sorted(found, key=lambda work: work.state != State.PROBLEM)


def clearing(releases: Sequence[Release], principal: str) -> list[Work]:
    """Return the texts that wait for a principal."""
    return [
        Work(
            title=release.headline,
            href=f"/media/clearances/{principal}/{release.release_id}",
            action=msg("Read"),
            since=release.changed_at,
            due=release.embargo_until,
        )
        for release in releases
    ]


def next_embargo(releases: Sequence[Release], now: datetime) -> Release | None:
    """Return the scheduled release that goes out next."""
    ahead = [
        one for one in releases if one.status is Status.SCHEDULED and one.embargo_until and one.embargo_until > now
    ]
    return min(ahead, key=lambda one: one.embargo_until or now, default=None)


def happened(releases: Sequence[Release], named: Callable[[str], str]) -> list[Happening]:
    """Return what happened to releases last, newest first: clearances, wishes, publications, withdrawals."""
    found = [one for release in releases for one in _happened(release, named)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:12]


def _work(release: Release) -> Work | None:
    wishes = [one for one in release.change_requests if one.text_version == release.text_version]
    if release.status is Status.DRAFTED and wishes:
        return Work(
            title=release.headline,
            href=f"{address(release)}/edit",
            action=msg("Edit"),
            detail=wishes[-1].reason,
            since=wishes[-1].at,
            state=State.PROBLEM,
            word=_CHANGES,
        )
    if release.status is Status.DRAFTED:
        word = _CORRECTION if release.editions else _WRITE
        return Work(
            title=release.headline, href=address(release), action=msg("Open"), since=release.changed_at, word=word
        )
    if release.status is Status.CLEARED:
        return Work(
            title=release.headline,
            href=f"{address(release)}#out",
            action=msg("Schedule or publish"),
            since=release.changed_at,
            due=release.embargo_until,
            state=State.IN_HAND,
            word=_CLEARED,
        )
    return None


def _happened(release: Release, named: Callable[[str], str]) -> list[Happening]:
    href = address(release)
    found = [
        Happening(what=msg("Cleared"), at=one.at, who=named(one.principal), why=release.headline, href=href)
        for one in release.text_clearances
    ]
    found += [
        Happening(what=_CHANGES, at=one.at, who=named(one.principal), why=one.reason, state=State.PROBLEM, href=href)
        for one in release.change_requests
    ]
    found += [
        Happening(what=msg("Published"), at=one.published_at, why=one.content.texts[0].headline, href=href)
        for one in release.editions
    ]
    if release.status is Status.WITHDRAWN:
        why = release.withdrawal
        found += [Happening(what=msg("Withdrawn"), at=release.changed_at, why=why, state=State.OFF, href=href)]
    return found
