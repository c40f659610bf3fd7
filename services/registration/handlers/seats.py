"""Rooms arranged, quotas set, people seated and swapped."""

from collections.abc import Sequence

from services.registration.commands.seats import (
    ArrangeRoom,
    DelegationSeated,
    GiveUpSeat,
    RearrangeRoom,
    RoomNow,
    RoomPlan,
    SeatDelegation,
    SeatNow,
    SeatParticipant,
    SetSeatQuota,
    SwapSeat,
)
from services.registration.domain import Participant
from services.registration.domain.lists import RANK
from services.registration.domain.seating_refusals import NoSeating, NotSeated
from services.registration.domain.seats import (
    SEATED_ROLES,
    Allotment,
    Bench,
    ConferenceRoom,
    Quotas,
    allot,
    rearrange,
)
from services.registration.handlers.seating import (
    allotment_of,
    attends,
    leave_pool,
    must_be_of_the_delegation,
    offer_free_seats,
)
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import AttendanceMode
from shared.waiting import WaitingList


async def arrange_room(command: ArrangeRoom, unit: RegistrationUnit) -> RoomNow:
    """Every delegation gets its quota at once, in one unit, so that nobody's seats depend on who comes first."""
    meeting = await unit.meetings.get(command.meeting_id)
    pool = WaitingList(groups=tuple(Bench), places=command.capacity, answer_minutes=command.answer_minutes)
    room = ConferenceRoom(room_id=unit.new_id("room"), meeting_id=meeting.meeting_id, pool=pool, **_facts(command))
    delegations = await unit.delegations.all(meeting_id=meeting.meeting_id)
    for delegation in delegations:
        room.must_hold(delegation)
        room, allotment = allot(room, delegation)
        await unit.allotments.save(allotment)
    await unit.rooms.save(room)
    await unit.meetings.save(meeting.next(rooms=(*meeting.rooms, room.room_id)))
    return _room_now(room)


async def rearrange_room(command: RearrangeRoom, unit: RegistrationUnit) -> RoomNow:
    room = await unit.rooms.get(command.room_id)
    changed = room.model_copy(update=_facts(command) | {"pool": room.pool.with_(answer_minutes=command.answer_minutes)})
    room, moved = rearrange(room, changed, await unit.allotments.all(room_id=room.room_id))
    for allotment in moved:
        await unit.allotments.save(allotment)
    return _room_now(await offer_free_seats(room, unit))


async def set_seat_quota(command: SetSeatQuota, unit: RegistrationUnit) -> RoomNow:
    room = await unit.rooms.get(command.room_id)
    allotment = await allotment_of(room, await unit.delegations.get(command.delegation_id), unit)
    room = (await unit.rooms.get(command.room_id)).commit(command.quota - allotment.quota)
    await unit.allotments.save(allotment.resize(command.quota))
    return _room_now(await offer_free_seats(room, unit))


async def seat_delegation(command: SeatDelegation, unit: RegistrationUnit) -> DelegationSeated:
    """Seat those without a seat, head first; whoever finds none gets the way the room has for them."""
    room = await unit.rooms.get(command.room_id)
    allotment = await allotment_of(room, await unit.delegations.get(command.delegation_id), unit)
    people = await unit.participants.all(delegation_id=command.delegation_id, active=True)
    beyond = 0
    for one in await _unseated(people, allotment, room, unit):
        mode = AttendanceMode.IN_ROOM if allotment.free else room.beyond
        if allotment.free:
            allotment = allotment.take(one.participant_id)
            await leave_pool(await unit.rooms.get(room.room_id), one.participant_id, unit)
        beyond += mode is not AttendanceMode.IN_ROOM
        await attends(one, mode, room, unit)
    await unit.allotments.save(allotment)
    return DelegationSeated(delegation_id=command.delegation_id, seated=len(allotment.holders), beyond=beyond)


async def seat_participant(command: SeatParticipant, unit: RegistrationUnit) -> SeatNow:
    participant, room = await _both(command.participant_id, command.room_id, unit)
    must_be_of_the_delegation(participant, unit)
    allotment = await allotment_of(room, await unit.delegations.get(participant.delegation_id), unit)
    await unit.allotments.save(allotment.take(participant.participant_id))
    await leave_pool(await unit.rooms.get(room.room_id), participant.participant_id, unit)
    return await _now(participant, AttendanceMode.IN_ROOM, room, unit)


async def give_up_seat(command: GiveUpSeat, unit: RegistrationUnit) -> SeatNow:
    participant, room = await _both(command.participant_id, command.room_id, unit)
    must_be_of_the_delegation(participant, unit, or_self=True)
    allotment = await allotment_of(room, await unit.delegations.get(participant.delegation_id), unit)
    if participant.participant_id in allotment.holders:
        await unit.allotments.save(allotment.give_back(participant.participant_id))
    elif room.pool.holds(participant.participant_id):
        await leave_pool(await unit.rooms.get(room.room_id), participant.participant_id, unit)
    else:
        raise NotSeated("This person has no seat in this room.", field="participant_id")
    return await _now(participant, room.beyond, room, unit)


async def swap_seat(command: SwapSeat, unit: RegistrationUnit) -> SeatNow:
    participant, room = await _both(command.participant_id, command.room_id, unit)
    successor = await unit.participants.get(command.successor_id)
    must_be_of_the_delegation(participant, unit)
    if successor.delegation_id != participant.delegation_id:
        raise NoSeating("Seats are swapped within a delegation.", field="successor_id")
    _must_sit(successor)
    allotment = await allotment_of(room, await unit.delegations.get(participant.delegation_id), unit)
    await unit.allotments.save(allotment.swap(participant.participant_id, successor.participant_id))
    await leave_pool(await unit.rooms.get(room.room_id), successor.participant_id, unit)
    await attends(successor, AttendanceMode.IN_ROOM, room, unit)
    return await _now(participant, room.beyond, room, unit)


async def _unseated(
    people: Sequence[Participant], allotment: Allotment, room: ConferenceRoom, unit: RegistrationUnit
) -> list[Participant]:
    """Return who is to be seated: those of whom nothing is said; in a further room also who sits in the first."""
    meeting = await unit.meetings.get(room.meeting_id)
    first = meeting.rooms[:1] == (room.room_id,)
    modes = {None} if first else {None, AttendanceMode.IN_ROOM}
    found = [
        one
        for one in people
        if one.attendance in modes
        and one.role in SEATED_ROLES
        and one.participant_id not in allotment.holders
        and not room.pool.holds(one.participant_id)
    ]
    return sorted(found, key=lambda one: (RANK.index(one.role), one.registered_at))


async def _both(participant_id: str, room_id: str, unit: RegistrationUnit) -> tuple[Participant, ConferenceRoom]:
    participant = await unit.participants.get(participant_id)
    room = await unit.rooms.get(room_id)
    _must_sit(participant)
    if room.meeting_id != participant.meeting_id:
        raise NoSeating("This room belongs to another meeting.", field="room_id")
    return participant, room


def _must_sit(participant: Participant) -> None:
    participant.must_be_active()
    if participant.role not in SEATED_ROLES:
        raise NoSeating("People with this role do not take seats of the delegation.", field="participant_id")


async def _now(participant: Participant, mode: AttendanceMode, room: ConferenceRoom, unit: RegistrationUnit) -> SeatNow:
    participant = await attends(participant, mode, room, unit)
    return SeatNow(participant_id=participant.participant_id, attendance=mode)


def _facts(plan: RoomPlan) -> dict[str, object]:
    quotas = Quotas(
        states_parties=plan.states_parties, other_states=plan.other_states, organisations=plan.organisations
    )
    return {"name": plan.name, "capacity": plan.capacity, "quotas": quotas, "beyond": plan.beyond}


def _room_now(room: ConferenceRoom) -> RoomNow:
    return RoomNow(room_id=room.room_id, capacity=room.capacity, committed=room.committed, pool=room.pool.places)
