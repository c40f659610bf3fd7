"""The waiting list of a room: joined and left, offers accepted, declined and lapsed."""

from services.registration.commands.seats import (
    AcceptSeat,
    DeclineSeat,
    JoinWaitingList,
    LapseSeats,
    LeaveWaitingList,
    SeatNow,
)
from services.registration.domain import Participant
from services.registration.domain.seating_refusals import AlreadySeated, NoSeating
from services.registration.domain.seats import SEATED_ROLES, ConferenceRoom, allotment_id_of, bench_of
from services.registration.handlers.seating import attends, must_be_of_the_delegation, offer_free_seats
from services.registration.ports import RegistrationUnit
from shared import waiting
from shared.contracts.registration import AttendanceMode
from shared.waiting import Waiter


async def join_waiting_list(command: JoinWaitingList, unit: RegistrationUnit) -> SeatNow:
    """The participant is written as well: so nobody is seated or leaves while they join."""
    participant = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(participant, unit, or_self=True)
    participant.must_be_active()
    room = await unit.rooms.get(command.room_id)
    if room.meeting_id != participant.meeting_id or participant.role not in SEATED_ROLES:
        raise NoSeating("There is no seat to wait for.", field="room_id")
    allotment = await unit.allotments.find(allotment_id_of(room.room_id, participant.delegation_id))
    if allotment and participant.participant_id in allotment.holders:
        raise AlreadySeated("This person has a seat already.", field="participant_id")
    waiter = Waiter(
        key=participant.participant_id,
        group=bench_of(participant.category),
        share=participant.delegation_id,
        since=unit.now,
    )
    room = await offer_free_seats(room.with_pool(waiting.join(room.pool, waiter)), unit)
    await unit.participants.save(participant.next())
    return _now(participant, room)


async def leave_waiting_list(command: LeaveWaitingList, unit: RegistrationUnit) -> SeatNow:
    participant = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(participant, unit, or_self=True)
    room = await unit.rooms.get(command.room_id)
    if not room.pool.holds(participant.participant_id):
        room = await offer_free_seats(room.with_pool(waiting.leave(room.pool, participant.participant_id)), unit)
    return _now(participant, room)


async def accept_seat(command: AcceptSeat, unit: RegistrationUnit) -> SeatNow:
    participant = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(participant, unit, or_self=True)
    room = await unit.rooms.get(command.room_id)
    room = room.with_pool(waiting.accept(room.pool, participant.participant_id, at=unit.now))
    await unit.rooms.save(room)
    participant = await attends(participant, AttendanceMode.IN_ROOM, room, unit)
    return _now(participant, room)


async def decline_seat(command: DeclineSeat, unit: RegistrationUnit) -> SeatNow:
    participant = await unit.participants.get(command.participant_id)
    must_be_of_the_delegation(participant, unit, or_self=True)
    room = await unit.rooms.get(command.room_id)
    room = room.with_pool(waiting.decline(room.pool, participant.participant_id))
    return _now(participant, await offer_free_seats(room, unit))


async def lapse_seats(command: LapseSeats, unit: RegistrationUnit) -> None:
    """Heard when the first offer falls due; twice, or when nothing has lapsed, it changes nothing."""
    room = await unit.rooms.find(command.room_id)
    if room is None:
        return
    pool, lapsed = waiting.lapse(room.pool, unit.now)
    if lapsed:
        await offer_free_seats(room.with_pool(pool), unit)


def _now(participant: Participant, room: ConferenceRoom) -> SeatNow:
    place = waiting.standing(room.pool, participant.participant_id)
    return SeatNow(
        participant_id=participant.participant_id,
        attendance=participant.attendance,
        waiting=place.number if place else None,
        offered=room.pool.offer_to(participant.participant_id) is not None,
    )
