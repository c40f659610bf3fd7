"""Media advisories about side events: What, When, Who, Where, Why (domain 5.2), kept true when the event changes."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from services.media.domain import drafting
from services.media.domain.copies import MeetingCopy, SideEventCopy
from services.media.domain.release import Release, Status, paragraphs
from shared.contracts.media import ReleaseContent, ReleaseKind, ReleaseText

CANCELLED = "Cancelled: "
_PLACE = re.compile(r"^(When|Where): ")


def release_id_of(side_event_id: str) -> str:
    """Return the id of the advisory about a side event: there is one each."""
    return f"rel_{side_event_id}"


def advise(event: SideEventCopy, meeting: MeetingCopy | None, *, now: datetime) -> Release:
    """Return the first draft of the advisory about a side event."""
    text = ReleaseText(headline=_headline(event), body="\n\n".join(_paragraphs(event, meeting)))
    datelines = (meeting.city,) if meeting else ()
    content = ReleaseContent(on_behalf_of=("isu",), texts=(text,), datelines=datelines)
    release = drafting.draft(
        release_id_of(event.side_event_id), ReleaseKind.ADVISORY, content, by="Side events programme", now=now
    )
    return release.model_copy(
        update={
            "meeting_id": event.meeting_id,
            "side_event_id": event.side_event_id,
            "side_event_version": event.version,
            "embargo_zone": event.zone,
        }
    )


def follow(release: Release, event: SideEventCopy, meeting: MeetingCopy | None, *, now: datetime) -> Release:
    """Return the advisory as the side event now is: another draft, or a correction of what is out; else unchanged.

    What people wrote into it stays: only the When and Where paragraphs, and the mark of a cancellation, are replaced.
    """
    if release.status is Status.WITHDRAWN or event.version <= release.side_event_version:
        return release
    content = _followed(release.content, event, meeting)
    if release.status is Status.PUBLISHED:
        reason = event.change or "The side event changed."
        followed = drafting.correct(release, content, reason=reason, seen=release.text_version, now=now)
    else:
        followed = drafting.edit(release, content, seen=release.text_version, now=now)
    return followed.model_copy(update={"side_event_version": event.version})


def _followed(content: ReleaseContent, event: SideEventCopy, meeting: MeetingCopy | None) -> ReleaseContent:
    fresh = {line.split(":", 1)[0]: line for line in _paragraphs(event, meeting) if _PLACE.match(line)}
    texts = tuple(
        text.model_copy(update={"headline": _marked(text.headline, event), "body": _replaced(text.body, fresh)})
        for text in content.texts
    )
    return content.model_copy(update={"texts": texts})


def _replaced(body: str, fresh: dict[str, str]) -> str:
    return "\n\n".join(fresh.get(one.split(":", 1)[0], one) if _PLACE.match(one) else one for one in paragraphs(body))


def _headline(event: SideEventCopy) -> str:
    return _marked(f"Media advisory: {event.title}"[:280], event)


def _marked(headline: str, event: SideEventCopy) -> str:
    bare = headline.removeprefix(CANCELLED)
    return (CANCELLED + bare)[:300] if event.cancelled else bare


def _paragraphs(event: SideEventCopy, meeting: MeetingCopy | None) -> list[str]:
    what = f"What: {event.title}. {event.description}".strip()
    why = f"Why: {event.theme.replace('_', ' ')}." if event.theme else ""
    on_the_margin = f"The side event takes place on the margin of the {meeting.title}." if meeting else ""
    who = f"Who: {', '.join(event.hosts)}"
    return [one for one in (what, _when(event, meeting), who, _where(event, meeting), why, on_the_margin) if one]


def _when(event: SideEventCopy, meeting: MeetingCopy | None) -> str:
    """Return the time as people at the venue read it (E8)."""
    if event.starts_at is None or event.ends_at is None:
        return ""
    zone = ZoneInfo(event.zone)
    start, end = event.starts_at.astimezone(zone), event.ends_at.astimezone(zone)
    place = meeting.city if meeting else event.zone
    return f"When: {start:%A} {start.day} {start:%B %Y}, {start:%H:%M}-{end:%H:%M} ({place} time)"


def _where(event: SideEventCopy, meeting: MeetingCopy | None) -> str:
    if event.room is None:
        return ""
    return f"Where: Room {event.room}" + (f", {meeting.venue}, {meeting.city}" if meeting else "")
