"""A side event published, moved with its meeting, cancelled: the press release about it follows by itself."""

from datetime import date, timedelta

import pytest

from services.media.domain.release import Release
from services.registration.commands import RegisterParticipant, RescheduleMeeting, WithdrawParticipant
from services.registration.commands.privacy import EraseParticipant
from services.registration.gateways import PackagedConventions
from services.registration.handlers import MeetingRescheduler, register_participant, withdraw_participant
from services.registration.handlers.privacy import erase_participant
from services.side_events.commands import AnswerErasure, CancelSideEvent, ConfirmSideEvent, PublishSideEvent
from services.side_events.domain import SideEvent
from services.side_events.handlers import (
    accept_side_event,
    add_room,
    answer_erasure,
    cancel_side_event,
    confirm_side_event,
    publish_side_event,
    request_side_event,
)
from tests.journeys.town import Town, an_open_meeting
from tests.registration.builders import MEETING_ID
from tests.registration.builders import OFFICER as DESK
from tests.side_events.builders import OFFICER, a_request, an_acceptance, an_added_room, at

WEEK = timedelta(days=7)


@pytest.fixture
async def town() -> Town:
    """One side event is published, on the first day at lunch."""
    town = Town()
    await an_open_meeting(town)
    side_events = town["side_events"]
    room = await side_events.run(add_room, an_added_room(), OFFICER)
    requested = await side_events.run(request_side_event, a_request(), OFFICER)
    id = requested.side_event_id
    await side_events.run(accept_side_event, an_acceptance(id, room_id=room.room_id), OFFICER)
    await side_events.run(confirm_side_event, ConfirmSideEvent(side_event_id=id), OFFICER)
    await side_events.run(publish_side_event, PublishSideEvent(side_event_id=id), OFFICER)
    await town.settle()
    return town


def the_side_event(town: Town) -> SideEvent:
    world = town["side_events"]
    (id,) = world.backend.rows["side_events"]
    event = world.state("side_events", id)
    assert isinstance(event, SideEvent)
    return event


def the_advisory(town: Town) -> Release:
    world = town["media"]
    (id,) = world.backend.rows["releases"]
    release = world.state("releases", id)
    assert isinstance(release, Release)
    return release


async def test_a_published_side_event_is_drafted_as_an_advisory_once(town: Town) -> None:
    text = the_advisory(town).content.texts[0]

    assert "Clearing the last mined areas" in text.headline
    assert "1 December 2025" in text.body


async def test_a_meeting_moved_by_a_week_takes_its_side_events_and_their_advisories_along(town: Town) -> None:
    reschedule = RescheduleMeeting(
        meeting_id=MEETING_ID,
        opens_on=date(2025, 12, 8),
        closes_on=date(2025, 12, 12),
        venue="Palais des Nations",
        city="Geneva",
        country="CHE",
    )
    await town["registration"].run(MeetingRescheduler(PackagedConventions.read()), reschedule, DESK)
    await town.settle()

    placement = the_side_event(town).placement
    assert placement
    assert placement.slot.starts_at == at(1, 13) + WEEK
    assert "8 December 2025" in the_advisory(town).content.texts[0].body


async def test_a_cancelled_side_event_is_marked_in_its_advisory(town: Town) -> None:
    cancellation = CancelSideEvent(side_event_id=the_side_event(town).side_event_id, reason="The speaker is ill")
    await town["side_events"].run(cancel_side_event, cancellation, OFFICER)
    await town.settle()

    assert the_advisory(town).content.texts[0].headline.startswith("Cancelled")


async def erased_at_the_desk(town: Town, *, name: str, email: str) -> None:
    registration, host = town["registration"], the_side_event(town).lead_host_id
    person = RegisterParticipant(delegation_id=host, full_name=name, email=email)
    id = (await registration.run(register_participant, person, DESK)).participant_id
    await registration.run(withdraw_participant, WithdrawParticipant(participant_id=id, reason="Ill"), DESK)
    await registration.run(erase_participant, EraseParticipant(participant_id=id), DESK)
    await town.settle()


async def test_a_namesake_of_who_is_erased_at_the_desk_stays_until_people_answer(town: Town) -> None:
    contact = the_side_event(town).contact
    await erased_at_the_desk(town, name=contact.name, email="another@mission.example")
    event = the_side_event(town)
    assert (event.contact, [one.about for one in event.questions]) == (contact, [contact.name])
    answer = AnswerErasure(side_event_id=event.side_event_id, person=contact.name, erased=False)
    await town["side_events"].run(answer_erasure, answer, OFFICER)

    assert (the_side_event(town).contact, the_side_event(town).questions) == (contact, ())


async def test_who_is_erased_at_the_desk_is_no_side_events_contact(town: Town) -> None:
    contact = the_side_event(town).contact
    await erased_at_the_desk(town, name=contact.name, email=contact.email)

    assert the_side_event(town).contact.name == "[erased]"
    assert [flag.about for flag in the_side_event(town).flags] == ["[erased]"]
    assert contact.email not in repr(town["side_events"].backend.rows)
