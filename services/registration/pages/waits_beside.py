"""What waits at the desk beside people: notes, organisations that ask to observe, the press, who asks to be erased."""

import asyncio
from collections.abc import Sequence

from services.registration.domain import Meeting, MeetingStatus
from services.registration.domain.media import MediaApplication
from services.registration.domain.notes import NoteRecord
from services.registration.domain.observers import ObserverRequest, ObserverState
from services.registration.pages.observers import STATES
from services.registration.pages.queue import WorkList
from services.registration.ports import Views
from services.registration.ports.personal import AskedErasure
from shared.pages import Speech, State, Work, msg

DECIDES = frozenset({MeetingStatus.IN_SESSION, MeetingStatus.CONCLUDED})
"""Stages at which the Meeting has decided who observes (R4)."""


async def waits_beside(views: Views, meeting: Meeting, speech: Speech) -> list[WorkList]:
    """Return these work lists."""
    notes, asking, applied, erasures = await asyncio.gather(
        views.notes.notes(meeting.meeting_id),
        views.treaty.observer_requests(meeting.meeting_id),
        views.press.waiting(meeting.meeting_id),
        views.personal.asked_erasures(meeting.meeting_id),
    )
    rows = (
        ("notes", msg("Notes to acknowledge"), _notes(notes, meeting, speech)),
        ("observers", msg("Observers"), [_observer(one) for one in asking if _waits(one, meeting)]),
        ("press", msg("Accreditation of the press"), [_applicant(one) for one in applied if one.to_check]),
        ("erasures", msg("Requests to be erased"), [_erasure(one) for one in erasures]),
    )
    return [WorkList(key, title, some, len(some)) for key, title, some in rows]


def _notes(notes: Sequence[NoteRecord], meeting: Meeting, speech: Speech) -> list[Work]:
    """Return a row for each, the longest waiting first."""
    return [
        Work(
            title=speech.named(one.delegation),
            detail=one.reference,
            href=f"/registration/meetings/{meeting.address}/notes?state=waiting",
            action="Acknowledge",
            since=one.received_at,
            state=State.PROBLEM if one.late else State.WAITING,
            word="late" if one.late else "in time",
            key=one.note_id,
        )
        for one in reversed(notes)
        if not one.acknowledged_at
    ]


def _waits(one: ObserverRequest, meeting: Meeting) -> bool:
    if one.state is ObserverState.PROVISIONALLY_INVITED:
        return meeting.status in DECIDES
    return one.state in {ObserverState.REQUESTED, ObserverState.RECOMMENDED}


def _observer(one: ObserverRequest) -> Work:
    state, word = STATES[one.state]
    return Work(
        title=one.organisation,
        href=f"/registration/observers/{one.observer_request_id}",
        action="Look and decide",
        since=one.requested_at,
        state=state,
        word=word,
        key=one.observer_request_id,
    )


def _applicant(one: MediaApplication) -> Work:
    return Work(
        title=one.full_name,
        detail=one.outlet,
        href=f"/registration/accreditation/{one.media_application_id}",
        action="Check",
        since=one.applied_at,
        word="applied",
        key=one.media_application_id,
    )


def _erasure(one: AskedErasure) -> Work:
    return Work(
        title=one.who,
        href=f"/registration/participants/{one.participant_id}/erase",
        action="Look and decide",
        since=one.at,
        word="requested",
        key=f"erase {one.participant_id}",
    )
