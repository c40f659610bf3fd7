"""What the handlers of side events decide, save, tell and write to hosts."""

import pytest

from services.side_events.commands import (
    DeclineSideEvent,
    Requested,
    SetRequestRules,
)
from services.side_events.domain import (
    AlreadyApplied,
    ConditionsNotAccepted,
    LateRequests,
    NotADelegation,
    NotWaiting,
    OfficialSession,
    ReasonNeeded,
    RequestsClosed,
    RoomTaken,
    Speaker,
    SpeakerElsewhere,
    Status,
    Theme,
    WarningKind,
)
from services.side_events.handlers import (
    accept_side_event,
    add_room,
    decline_side_event,
    request_side_event,
    set_request_rules,
)
from services.side_events.ports import SideEventsUnit
from shared.contracts.side_events import (
    SideEventRequested,
    SideEventScheduled,
)
from tests.fakes import World
from tests.side_events.builders import (
    MEETING,
    VIII,
    ZONE,
    a_request,
    a_world,
    an_acceptance,
    an_added_room,
    at,
    session_times,
    the_event,
)

COLOMBIA = "del_apmbc-22msp_col"
MAG = "del_apmbc-22msp_mag"


@pytest.fixture
def world() -> World[SideEventsUnit]:
    return a_world()


async def two_requests(world: World[SideEventsUnit], **second: object) -> None:
    await world.run(request_side_event, a_request())
    await world.run(request_side_event, a_request(title="Second", lead_host=COLOMBIA, **second))


async def test_a_request_is_told_and_its_contact_gets_a_link(world: World[SideEventsUnit]) -> None:
    answer = await world.run(request_side_event, a_request(supporting_hosts=(COLOMBIA,), theme=Theme.CLEARANCE))

    assert answer == Requested(side_event_id="sev_1", late=False)
    assert world.told() == [
        SideEventRequested(
            side_event_id="sev_1",
            meeting_id=MEETING,
            title="Clearing the last mined areas",
            hosts=("Germany", "Colombia"),
            theme="clearance",
            version=1,
        )
    ]
    assert [mail.to for mail in world.mails] == ["lena@example.org"]
    assert "plenary:/side-events/link/" in world.mails[0].text


async def test_a_host_must_be_a_delegation_of_the_meeting(world: World[SideEventsUnit]) -> None:
    with pytest.raises(NotADelegation) as lead:
        await world.run(request_side_event, a_request(lead_host="del_nobody"))
    with pytest.raises(NotADelegation) as support:
        await world.run(request_side_event, a_request(supporting_hosts=("del_nobody",)))

    assert (lead.value.field, support.value.field) == ("lead_host", "supporting_hosts")


async def test_conditions_must_be_accepted(world: World[SideEventsUnit]) -> None:
    with pytest.raises(ConditionsNotAccepted):
        await world.run(request_side_event, a_request(accepts_conditions=False))


async def test_an_organisation_asks_once_alone_but_again_with_others_or_after_a_decline(
    world: World[SideEventsUnit],
) -> None:
    await world.run(request_side_event, a_request())
    with pytest.raises(AlreadyApplied):
        await world.run(request_side_event, a_request(title="One more"))
    await world.run(request_side_event, a_request(title="Together", supporting_hosts=(COLOMBIA,)))
    await world.run(decline_side_event, DeclineSideEvent(side_event_id="sev_1", reason="No room left."))
    await world.run(request_side_event, a_request(title="Again"))

    assert [told.title for told in world.told(SideEventRequested) if isinstance(told, SideEventRequested)] == [
        "Clearing the last mined areas",
        "Together",
        "Again",
    ]


async def test_a_late_request_is_marked_or_refused_as_configured(world: World[SideEventsUnit]) -> None:
    world.clock.move(days=5)
    assert (await world.run(request_side_event, a_request())).late

    await world.run(set_request_rules, SetRequestRules(meeting_id=MEETING, late_requests=LateRequests.REFUSE))
    with pytest.raises(RequestsClosed):
        await world.run(request_side_event, a_request(lead_host=COLOMBIA))


async def test_an_accepted_request_is_told_with_its_room_and_time(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request())
    await world.run(accept_side_event, an_acceptance())

    assert world.told(SideEventScheduled) == [
        SideEventScheduled(
            side_event_id="sev_1",
            meeting_id=MEETING,
            title="Clearing the last mined areas",
            hosts=("Germany",),
            room="XXIV, building E",
            starts_at=at(1, 13),
            ends_at=at(1, 15),
            zone=ZONE,
            version=2,
        )
    ]
    assert "Mon 1 Dec 2025, 13:00 (Geneva)" in world.mails[-1].text


async def test_a_request_is_decided_once(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request())
    await world.run(accept_side_event, an_acceptance())

    with pytest.raises(NotWaiting):
        await world.run(accept_side_event, an_acceptance(room_id=VIII))


async def test_a_room_is_not_given_twice_at_overlapping_times(world: World[SideEventsUnit]) -> None:
    await two_requests(world)
    await world.run(accept_side_event, an_acceptance())

    with pytest.raises(RoomTaken) as refusal:
        await world.run(accept_side_event, an_acceptance("sev_2", starts_at=at(1, 14), ends_at=at(1, 16)))
    assert refusal.value.reason == "The room is taken at this time by Clearing the last mined areas."

    await world.run(accept_side_event, an_acceptance("sev_2", starts_at=at(1, 16), ends_at=at(1, 18)))
    assert the_event(world, "sev_2").status is Status.SCHEDULED


async def test_a_combined_room_and_its_parts_exclude_each_other(world: World[SideEventsUnit]) -> None:
    one = await world.run(add_room, an_added_room(name="207"))
    two = await world.run(add_room, an_added_room(name="209"))
    both = await world.run(add_room, an_added_room(name="207-209", parts=(one.room_id, two.room_id)))
    await two_requests(world)
    await world.run(accept_side_event, an_acceptance(room_id=both.room_id))

    with pytest.raises(RoomTaken):
        await world.run(accept_side_event, an_acceptance("sev_2", room_id=two.room_id))


async def test_an_event_across_midnight_holds_both_days(world: World[SideEventsUnit]) -> None:
    await two_requests(world)
    await world.run(accept_side_event, an_acceptance(starts_at=at(1, 22), ends_at=at(2, 1)))

    with pytest.raises(RoomTaken):
        await world.run(accept_side_event, an_acceptance("sev_2", starts_at=at(2, 1), ends_at=at(2, 3)))


async def test_an_official_session_outranks_a_request(world: World[SideEventsUnit]) -> None:
    room = await world.run(add_room, an_added_room(name="XIX", official_sessions=(session_times(1, 10, 13),)))
    await world.run(request_side_event, a_request())

    with pytest.raises(OfficialSession):
        await world.run(accept_side_event, an_acceptance(room_id=room.room_id, starts_at=at(1, 12), ends_at=at(1, 14)))
    accessible = "The host was told that the lift is out of order."
    await world.run(
        accept_side_event,
        an_acceptance(room_id=room.room_id, override_reason=accessible),
    )


async def test_a_speaker_is_not_in_two_rooms_at_once(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request(speakers=(Speaker(name="José García"),)))
    speakers = (Speaker(name="Garcia José", title="Ambassador"),)
    await world.run(request_side_event, a_request(title="Second", lead_host=COLOMBIA, speakers=speakers))
    await world.run(accept_side_event, an_acceptance())

    with pytest.raises(SpeakerElsewhere):
        await world.run(accept_side_event, an_acceptance("sev_2", room_id=VIII, override_reason="Small is fine."))


async def test_warnings_need_a_reason_that_the_audit_keeps(world: World[SideEventsUnit]) -> None:
    await two_requests(world, theme=Theme.VICTIM_ASSISTANCE, supporting_hosts=("del_apmbc-22msp_deu",))
    await world.run(accept_side_event, an_acceptance())
    asked = an_acceptance("sev_2", room_id=VIII)

    with pytest.raises(ReasonNeeded) as refusal:
        await world.run(accept_side_event, asked)
    placed = await world.run(accept_side_event, asked.model_copy(update={"override_reason": "A ramp is put up."}))

    assert refusal.value.field == "override_reason"
    assert [warning.kind for warning in placed.warnings] == [
        WarningKind.CAPACITY,
        WarningKind.ACCESSIBILITY,
        WarningKind.SAME_HOST,
    ]
    trail = [record for change in world.backend.written for record in change.trail]
    assert trail[-1].reason == "A ramp is put up."


async def test_two_events_of_one_theme_at_one_time_are_warned_of(world: World[SideEventsUnit]) -> None:
    await world.run(request_side_event, a_request(theme=Theme.CLEARANCE))
    request = a_request(title="Second", lead_host=COLOMBIA, theme=Theme.CLEARANCE, expected_attendance=20)
    await world.run(request_side_event, request)
    await world.run(accept_side_event, an_acceptance())

    with pytest.raises(ReasonNeeded) as refusal:
        await world.run(accept_side_event, an_acceptance("sev_2", room_id=VIII))
    assert refusal.value.reason == "Clearing the last mined areas has the same theme at this time."
