"""What side events do when registration tells something; each reaction also delivered twice."""

from datetime import date

import pytest

from services.side_events.domain import FlagKind, Slot, Speaker
from services.side_events.handlers import (
    accept_side_event,
    flag_missing_person,
    keep_delegation,
    keep_meeting,
    move_or_flag,
    request_side_event,
)
from services.side_events.ports import SideEventsUnit
from shared.contracts.registration import Category, DelegationInvited, ParticipantRejected, ParticipantReopened
from shared.contracts.side_events import SideEventMoved
from tests.fakes import World
from tests.side_events.builders import (
    MEETING,
    a_delegation,
    a_meeting,
    a_request,
    a_withdrawal,
    a_world,
    an_acceptance,
    at,
    new_dates,
    the_event,
    told_of,
)

COLOMBIA = "del_apmbc-22msp_col"
A_WEEK_LATER = new_dates(date(2025, 12, 8), date(2025, 12, 12))
A_DAY_LATER = new_dates(date(2025, 12, 2), date(2025, 12, 6))
SHORTER = new_dates(date(2025, 12, 2), date(2025, 12, 5))


@pytest.fixture
async def world() -> World[SideEventsUnit]:
    """A world where sev_1 has Monday lunch and sev_2 Tuesday lunch in the same room."""
    world = a_world()
    await world.run(request_side_event, a_request(speakers=(Speaker(name="Ana María Pérez"),)))
    await world.run(request_side_event, a_request(title="Second", lead_host=COLOMBIA))
    await world.run(accept_side_event, an_acceptance())
    await world.run(accept_side_event, an_acceptance("sev_2", starts_at=at(2, 13), ends_at=at(2, 15)))
    return world


def slots(world: World[SideEventsUnit]) -> list[Slot | None]:
    placed = [the_event(world, id).placement for id in ("sev_1", "sev_2")]
    return [one and Slot(starts_at=one.starts_at, ends_at=one.ends_at) for one in placed]


def lunch(day: int) -> Slot:
    return Slot(starts_at=at(day, 13), ends_at=at(day, 15))


async def test_a_meeting_moved_by_a_week_takes_its_side_events_along(world: World[SideEventsUnit]) -> None:
    await world.run(move_or_flag, A_WEEK_LATER, message_id="m1")

    assert slots(world) == [lunch(8), lunch(9)]
    assert [told.previous_starts_at for told in world.told(SideEventMoved) if isinstance(told, SideEventMoved)] == [
        at(1, 13),
        at(2, 13),
    ]


async def test_a_move_told_twice_moves_once(world: World[SideEventsUnit]) -> None:
    for _ in range(2):
        await world.run(move_or_flag, A_WEEK_LATER, message_id="m1")

    assert (slots(world), len(world.told(SideEventMoved))) == ([lunch(8), lunch(9)], 2)


async def test_an_event_inside_the_new_dates_stays_and_one_in_its_way_is_flagged(
    world: World[SideEventsUnit],
) -> None:
    await world.run(move_or_flag, A_DAY_LATER, message_id="m1")

    event = the_event(world)
    assert slots(world) == [None, lunch(2)]
    assert [flag.about for flag in event.flags] == [
        "The meeting has other dates. The room is taken at this time by Second."
    ]
    assert world.mails[-1].subject == "Your side event needs a new room or time"


async def test_a_shorter_meeting_flags_what_lies_outside_and_frees_its_room(world: World[SideEventsUnit]) -> None:
    await world.run(move_or_flag, SHORTER, message_id="m1")
    assert slots(world) == [None, lunch(2)]

    await world.run(request_side_event, a_request(title="Third", supporting_hosts=(COLOMBIA,)))
    await world.run(accept_side_event, an_acceptance("sev_3"))


async def test_new_deadlines_alone_move_nothing(world: World[SideEventsUnit]) -> None:
    await world.run(move_or_flag, new_dates(date(2025, 12, 1), date(2025, 12, 5)), message_id="m1")

    assert (slots(world), world.told(SideEventMoved)) == ([lunch(1), lunch(2)], [])


async def test_another_zone_flags_everything(world: World[SideEventsUnit]) -> None:
    elsewhere = new_dates(date(2025, 12, 1), date(2025, 12, 5), zone="Asia/Phnom_Penh")
    await world.run(move_or_flag, elsewhere, message_id="m1")

    assert slots(world) == [None, None]


async def test_dates_older_than_those_known_are_left_alone(world: World[SideEventsUnit]) -> None:
    world.keep(a_meeting(version=3))
    await world.run(move_or_flag, A_WEEK_LATER, message_id="m1")

    assert slots(world) == [lunch(1), lunch(2)]


async def test_a_withdrawn_speaker_is_flagged_once(world: World[SideEventsUnit]) -> None:
    for message_id in ("m1", "m1", "m2"):
        await world.run(flag_missing_person, a_withdrawal("Ana Maria PEREZ"), message_id=message_id)

    flags = [(flag.kind, flag.about) for flag in the_event(world).flags]
    assert flags == [(FlagKind.SPEAKER_WITHDRAWN, "Ana Maria PEREZ")]


async def test_a_withdrawn_contact_is_flagged_at_every_event_of_theirs(world: World[SideEventsUnit]) -> None:
    await world.run(flag_missing_person, a_withdrawal("Lena Berg"), message_id="m1")

    kinds = [the_event(world, id).flags[0].kind for id in ("sev_1", "sev_2")]
    assert kinds == [FlagKind.CONTACT_WITHDRAWN] * 2


async def test_a_rejected_speaker_is_flagged_once_and_unflagged_when_the_decision_is_taken_back(
    world: World[SideEventsUnit],
) -> None:
    for _ in range(2):
        await world.run(flag_missing_person, told_of("Ana Maria Perez", ParticipantRejected), message_id="m1")
    assert [flag.kind for flag in the_event(world).flags] == [FlagKind.SPEAKER_WITHDRAWN]

    for _ in range(2):
        await world.run(flag_missing_person, told_of("Ana Maria PEREZ", ParticipantReopened), message_id="m2")
    assert the_event(world).flags == ()


async def test_copies_are_kept_when_newer(world: World[SideEventsUnit]) -> None:
    for _ in range(2):
        await world.run(keep_meeting, A_WEEK_LATER)
    told = DelegationInvited(
        version=1,
        delegation_id="del_apmbc-22msp_nor",
        meeting_id=MEETING,
        name="Norway",
        category=Category.STATE_PARTY,
        state="NOR",
    )
    for _ in range(2):
        await world.run(keep_delegation, told)

    meeting = a_meeting(version=2, opens_on=date(2025, 12, 8), closes_on=date(2025, 12, 12), deadlines=())
    assert world.state("meetings", MEETING) == meeting
    assert world.state("delegations", "del_apmbc-22msp_nor") == a_delegation("nor", "Norway")
