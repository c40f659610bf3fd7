"""Seats in memory: quotas, what is beyond them, swaps, the pool and its waiting list (R7)."""

import re

import pytest

from services.registration.commands import RegisterParticipant, WithdrawParticipant
from services.registration.commands.review import RejectParticipant, ReopenDecision
from services.registration.commands.seats import (
    AcceptSeat,
    DeclineSeat,
    GiveUpSeat,
    JoinWaitingList,
    LapseSeats,
    LeaveWaitingList,
    RearrangeRoom,
    SeatDelegation,
    SeatParticipant,
    SetSeatQuota,
    SwapSeat,
)
from services.registration.domain import Participant
from services.registration.domain.seating_refusals import (
    AlreadySeated,
    NoSeatFree,
    NoSeating,
    NotSeated,
    QuotaInUse,
    RoomFull,
)
from services.registration.domain.seats import Allotment, ConferenceRoom, allot, allotment_id_of, rearrange
from services.registration.handlers import register_participant, withdraw_participant
from services.registration.handlers.review import reject_participant, reopen_decision
from services.registration.handlers.seats import (
    arrange_room,
    give_up_seat,
    rearrange_room,
    seat_delegation,
    seat_participant,
    set_seat_quota,
    swap_seat,
)
from services.registration.handlers.waiting_lists import (
    accept_seat,
    decline_seat,
    join_waiting_list,
    lapse_seats,
    leave_waiting_list,
)
from services.registration.ports import RegistrationUnit
from services.registration.store import KEPT
from shared.contracts.registration import AttendanceMode, DelegateRole
from shared.errors import NotAllowed
from shared.waiting import OfferLapsed
from tests.fakes import World
from tests.registration.builders import JAPAN_ID, OFFICER, a_delegation, a_meeting, a_participant
from tests.registration.seat_builders import ELSEWHERE, MISSION, ROOM_ID, a_room, an_arrangement, an_observer

M = AttendanceMode


@pytest.fixture
async def world() -> World[RegistrationUnit]:
    """Japan with two seats, the United States with one, one more in the pool."""
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation(), an_observer())
    await world.run(arrange_room, an_arrangement())
    return world


async def registered(world: World[RegistrationUnit], number: int, **more: object) -> tuple[str, AttendanceMode | None]:
    about = {"delegation_id": JAPAN_ID, "full_name": f"Person {number}", "email": f"{number}@mission.example"}
    now = await world.run(register_participant, RegisterParticipant.model_validate(about | more))
    return now.participant_id, now.attendance


def the_room(world: World[RegistrationUnit]) -> ConferenceRoom:
    room = world.state("rooms", ROOM_ID)
    assert isinstance(room, ConferenceRoom)
    return room


def seats(world: World[RegistrationUnit], delegation_id: str = JAPAN_ID) -> Allotment:
    allotment = world.state("allotments", allotment_id_of(ROOM_ID, delegation_id))
    assert isinstance(allotment, Allotment)
    return allotment


def mode_of(world: World[RegistrationUnit], participant_id: str) -> AttendanceMode | None:
    participant = world.state("participants", participant_id)
    assert isinstance(participant, Participant)
    return participant.attendance


def test_quotas_follow_the_bench_and_the_pool_is_what_is_left() -> None:
    room, japan = allot(a_room(), a_delegation())
    room, usa = allot(room, an_observer())

    assert (japan.quota, usa.quota, room.committed, room.pool.places) == (2, 1, 3, 7)
    assert allot(a_room(capacity=1), a_delegation())[1].quota == 1


def test_another_default_reaches_whoever_has_the_old_one_and_makes_nobody_stand_up() -> None:
    room, japan = allot(a_room(), a_delegation())
    room, usa = allot(room, an_observer())
    full = japan.take("par_1").take("par_2")
    fewer = room.model_copy(update={"quotas": room.quotas.model_copy(update={"states_parties": 1, "other_states": 3})})
    changed, moved = rearrange(room, fewer, [full, usa])

    assert ([(one.delegation, one.quota) for one in moved], changed.committed) == (
        [("United States of America", 3)],
        5,
    )


async def test_registrations_fill_the_quota_and_the_rest_follow_from_the_overflow_room(
    world: World[RegistrationUnit],
) -> None:
    """M15: so many in plenary, others in overflow rooms; the quota never limits registrations."""
    modes = [(await registered(world, number))[1] for number in range(4)]
    online = await registered(world, 8, delegation_id="del_apmbc-22msp_usa", attendance="online")
    driver = await registered(world, 9, role=DelegateRole.DRIVER)

    assert modes == [M.IN_ROOM, M.IN_ROOM, M.OVERFLOW, M.OVERFLOW]
    assert (online[1], driver[1], seats(world).free) == (M.ONLINE, None, 0)


async def test_without_rooms_a_registration_is_one_document() -> None:
    world = World[RegistrationUnit]("registration", KEPT, who=OFFICER)
    world.keep(a_meeting(), a_delegation())
    assert (await registered(world, 1))[1] is None
    assert len(world.backend.written) == 1


async def test_rooms_too_small_for_the_quotas_are_not_arranged(world: World[RegistrationUnit]) -> None:
    with pytest.raises(RoomFull):
        await world.run(arrange_room, an_arrangement(capacity=2))


async def test_withdrawal_and_rejection_free_the_seat_and_a_reopened_decision_takes_it_again(
    world: World[RegistrationUnit],
) -> None:
    first, _ = await registered(world, 1)
    second, _ = await registered(world, 2)
    await world.run(withdraw_participant, WithdrawParticipant(participant_id=first))
    await world.run(reject_participant, RejectParticipant(participant_id=second, reason="Not of the delegation"))
    freed = seats(world).free
    await world.run(reopen_decision, ReopenDecision(participant_id=second))

    assert (freed, mode_of(world, first), mode_of(world, second)) == (2, None, M.IN_ROOM)


async def test_a_quota_is_raised_within_the_room_alone(world: World[RegistrationUnit]) -> None:
    await world.run(set_seat_quota, SetSeatQuota(room_id=ROOM_ID, delegation_id=JAPAN_ID, quota=3))
    for number in range(3):
        await registered(world, number)
    with pytest.raises(RoomFull):
        await world.run(set_seat_quota, SetSeatQuota(room_id=ROOM_ID, delegation_id=JAPAN_ID, quota=4))
    with pytest.raises(QuotaInUse):
        await world.run(set_seat_quota, SetSeatQuota(room_id=ROOM_ID, delegation_id=JAPAN_ID, quota=2))

    assert (the_room(world).committed, the_room(world).pool.places, seats(world).quota) == (4, 0, 3)


async def test_a_room_is_rearranged(world: World[RegistrationUnit]) -> None:
    plan = {"name": "Room XVIII", "capacity": 9, "states_parties": 4, "beyond": "online"}
    now = await world.run(rearrange_room, RearrangeRoom.model_validate({"room_id": ROOM_ID, **plan}))

    assert (now.committed, now.pool, seats(world).quota, the_room(world).name) == (5, 4, 4, "Room XVIII")


async def test_the_focal_point_swaps_who_sits(world: World[RegistrationUnit]) -> None:
    sitting, _ = await registered(world, 1)
    await registered(world, 2)
    standing, _ = await registered(world, 3)
    swap = SwapSeat(participant_id=sitting, successor_id=standing, room_id=ROOM_ID)
    with pytest.raises(NotAllowed):
        await world.run(swap_seat, swap, ELSEWHERE)
    await world.run(swap_seat, swap, MISSION)
    with pytest.raises(NotSeated):
        await world.run(swap_seat, swap, MISSION)

    assert (mode_of(world, sitting), mode_of(world, standing)) == (M.OVERFLOW, M.IN_ROOM)


async def test_a_seat_is_given_up_and_given_again(world: World[RegistrationUnit]) -> None:
    sitting, _ = await registered(world, 1)
    await registered(world, 2)
    standing, _ = await registered(world, 3)
    with pytest.raises(NoSeatFree):
        await world.run(seat_participant, SeatParticipant(participant_id=standing, room_id=ROOM_ID), MISSION)
    await world.run(give_up_seat, GiveUpSeat(participant_id=sitting, room_id=ROOM_ID), MISSION)
    await world.run(seat_participant, SeatParticipant(participant_id=standing, room_id=ROOM_ID), MISSION)
    with pytest.raises(AlreadySeated):
        await world.run(seat_participant, SeatParticipant(participant_id=standing, room_id=ROOM_ID), MISSION)

    assert (mode_of(world, sitting), mode_of(world, standing)) == (M.OVERFLOW, M.IN_ROOM)


async def test_those_who_registered_before_there_was_a_room_are_seated_head_first(
    world: World[RegistrationUnit],
) -> None:
    for number, role in enumerate((DelegateRole.ADVISER, DelegateRole.EXPERT, DelegateRole.HEAD, DelegateRole.DRIVER)):
        world.keep(a_participant(participant_id=f"par_x{number}", role=role, email=f"x{number}@m.example"))
    answer = await world.run(seat_delegation, SeatDelegation(room_id=ROOM_ID, delegation_id=JAPAN_ID))

    assert (answer.seated, answer.beyond, seats(world).holders) == (2, 1, ("par_x2", "par_x0"))
    assert [mode_of(world, f"par_x{number}") for number in range(4)] == [M.IN_ROOM, M.OVERFLOW, M.IN_ROOM, None]


async def waiting_for_one_seat(world: World[RegistrationUnit]) -> tuple[str, str]:
    """Japan is full; two of its people wait for the one seat of the pool."""
    people = [(await registered(world, number))[0] for number in range(4)]
    for one in people[2:]:
        await world.run(join_waiting_list, JoinWaitingList(participant_id=one, room_id=ROOM_ID), MISSION)
    return people[2], people[3]


async def test_the_pool_is_offered_by_mail_and_accepted(world: World[RegistrationUnit]) -> None:
    first, second = await waiting_for_one_seat(world)
    (mail,) = world.mails
    accepted = await world.run(accept_seat, AcceptSeat(participant_id=first, room_id=ROOM_ID))

    assert (mail.to, mail.subject) == ("2@mission.example", "A seat in the room is offered to you · APMBC-22MSP")
    assert re.search(r"by \w+ \d+ \w+ \d{4}, (\d\d):\d\d \(Geneva\) = .+ \(UTC\)", mail.text)
    assert (accepted.attendance, the_room(world).pool.free) == (M.IN_ROOM, 0)
    left = await world.run(leave_waiting_list, LeaveWaitingList(participant_id=second, room_id=ROOM_ID))
    assert left.waiting is None
    taken = seats(world).holders[0]
    with pytest.raises(AlreadySeated):
        await world.run(join_waiting_list, JoinWaitingList(participant_id=taken, room_id=ROOM_ID))


async def test_an_offer_not_answered_goes_to_the_next_once_however_often_it_falls_due(
    world: World[RegistrationUnit],
) -> None:
    first, second = await waiting_for_one_seat(world)
    ((_, due),) = [one for one in world.scheduled() if "lapse_seats" in one[0]]
    await world.run(lapse_seats, LapseSeats(room_id=ROOM_ID))
    early = the_room(world).pool.offer_to(first)
    world.clock.now = due
    for _ in range(2):
        await world.run(lapse_seats, LapseSeats(room_id=ROOM_ID), message_id="evt_1")
    with pytest.raises(Exception, match="No place is offered"):
        await world.run(accept_seat, AcceptSeat(participant_id=first, room_id=ROOM_ID))

    assert early is not None
    assert the_room(world).pool.offer_to(second) is not None
    assert [mail.to for mail in world.mails] == ["2@mission.example", "3@mission.example"]


async def test_an_answer_after_the_instant_is_too_late_even_before_the_clock_rang(
    world: World[RegistrationUnit],
) -> None:
    first, _ = await waiting_for_one_seat(world)
    world.clock.move(days=1)
    with pytest.raises(OfferLapsed):
        await world.run(accept_seat, AcceptSeat(participant_id=first, room_id=ROOM_ID))


async def test_a_declined_seat_and_the_seat_of_who_withdraws_go_to_the_next(world: World[RegistrationUnit]) -> None:
    first, second = await waiting_for_one_seat(world)
    declined = await world.run(decline_seat, DeclineSeat(participant_id=first, room_id=ROOM_ID))
    await world.run(accept_seat, AcceptSeat(participant_id=second, room_id=ROOM_ID))
    third = (await registered(world, 7))[0]
    await world.run(join_waiting_list, JoinWaitingList(participant_id=third, room_id=ROOM_ID))
    await world.run(withdraw_participant, WithdrawParticipant(participant_id=second))

    assert (declined.waiting, declined.offered) == (None, False)
    assert the_room(world).pool.offer_to(third) is not None


async def test_nobody_waits_for_a_room_of_another_meeting(world: World[RegistrationUnit]) -> None:
    person, _ = await registered(world, 1, role=DelegateRole.INTERPRETER)
    with pytest.raises(NoSeating):
        await world.run(join_waiting_list, JoinWaitingList(participant_id=person, room_id=ROOM_ID))
    with pytest.raises(NoSeating):
        await world.run(seat_participant, SeatParticipant(participant_id=person, room_id=ROOM_ID))
