"""What registrations, withdrawals, rejections and substitutions do to seats, in their own unit."""

from services.registration.domain import Delegation, Meeting, Participant
from services.registration.domain.seats import (
    SEATED_ROLES,
    Allotment,
    ConferenceRoom,
    allot,
    allotment_id_of,
)
from services.registration.handlers.mailed import Letter, both_clocks
from services.registration.handlers.review_letters import write
from services.registration.ports import RegistrationUnit
from shared import waiting
from shared.contracts.registration import AttendanceMode
from shared.errors import NotAllowed
from shared.pages.languages import msg
from shared.who import Role

SEAT_OFFERED = Letter(
    subject=msg("A seat in the room is offered to you"),
    text=msg(
        "Dear %(name)s,\n\na seat in %(room)s has become free and you are next in the waiting list. Accept or decline "
        "it on your page by %(answer_by)s (UTC); after that it goes to the next. This link signs you in once, until "
        "%(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def seat_registrant(
    participant: Participant, meeting: Meeting, wish: AttendanceMode | None, unit: RegistrationUnit
) -> Participant:
    """Give who registers a seat of their delegation, or the way the room has for those beyond it (R7).

    A meeting without rooms costs nothing here; a full allotment is read and not written.
    """
    if not meeting.rooms or participant.role not in SEATED_ROLES:
        return participant
    if wish in {AttendanceMode.OVERFLOW, AttendanceMode.ONLINE}:
        return participant.model_copy(update={"attendance": wish})
    room = await unit.rooms.get(meeting.rooms[0])
    allotment = await allotment_of(room, await unit.delegations.get(participant.delegation_id), unit)
    if allotment.free < 1:
        return participant.model_copy(update={"attendance": room.beyond})
    await unit.allotments.save(allotment.take(participant.participant_id))
    return participant.model_copy(update={"attendance": AttendanceMode.IN_ROOM})


async def leave_seats(participant: Participant, unit: RegistrationUnit) -> Participant:
    """Free what somebody who no longer comes sat on, was offered or waited for; return them without attendance."""
    meeting = await unit.meetings.get(participant.meeting_id)
    for room_id in meeting.rooms:
        allotment = await unit.allotments.find(allotment_id_of(room_id, participant.delegation_id))
        if allotment and participant.participant_id in allotment.holders:
            await unit.allotments.save(allotment.give_back(participant.participant_id))
        await leave_pool(await unit.rooms.get(room_id), participant.participant_id, unit)
    return participant.model_copy(update={"attendance": None})


async def hand_seats_over(participant: Participant, successor: Participant, unit: RegistrationUnit) -> Participant:
    """Give seats, offers and turns of somebody to whoever comes instead; return the successor with their attendance.

    Where both have something in a room, the better of it stays and the other is free.
    """
    meeting = await unit.meetings.get(participant.meeting_id)
    for room_id in meeting.rooms:
        allotment = await unit.allotments.find(allotment_id_of(room_id, participant.delegation_id))
        if allotment and participant.participant_id in allotment.holders:
            allotment = allotment.hand_over(participant.participant_id, successor.participant_id)
            await unit.allotments.save(allotment)
        if allotment and successor.participant_id in allotment.holders:
            for one in (participant, successor):
                await leave_pool(await unit.rooms.get(room_id), one.participant_id, unit)
        else:
            room = await unit.rooms.get(room_id)
            pool = waiting.hand_over(room.pool, participant.participant_id, successor=successor.participant_id)
            if pool != room.pool:
                await offer_free_seats(room.with_pool(pool), unit)
    both = (participant.attendance, successor.attendance)
    mode = AttendanceMode.IN_ROOM if AttendanceMode.IN_ROOM in both else successor.attendance or participant.attendance
    return successor.model_copy(update={"attendance": mode})


async def allotment_of(room: ConferenceRoom, delegation: Delegation, unit: RegistrationUnit) -> Allotment:
    """Return the seats of a delegation in a room; one invited after the room was arranged gets them now."""
    there = await unit.allotments.find(allotment_id_of(room.room_id, delegation.delegation_id))
    if there:
        return there
    room, allotment = allot(room, delegation)
    await unit.rooms.save(room)
    await unit.allotments.save(allotment)
    return allotment


async def leave_pool(room: ConferenceRoom, participant_id: str, unit: RegistrationUnit) -> None:
    """Take somebody off the waiting list and the pool of a room; what is free goes to the next."""
    if room.pool.knows(participant_id):
        await offer_free_seats(room.with_pool(waiting.leave(room.pool, participant_id)), unit)


async def offer_free_seats(room: ConferenceRoom, unit: RegistrationUnit) -> ConferenceRoom:
    """Offer what is free in the pool to those who come first, mail them, and save the room."""
    meeting = await unit.meetings.get(room.meeting_id)
    pool, offers = waiting.refill(room.pool, unit.now, until=meeting.over_at)
    for offer in offers:
        participant = await unit.participants.get(offer.key)
        answer_by = both_clocks(offer.until, meeting, language=participant.language)
        await write(SEAT_OFFERED, participant, unit, room=room.name, answer_by=answer_by)
    room = room.model_copy(update={"pool": pool})
    await unit.rooms.save(room)
    return room


async def attends(
    participant: Participant, mode: AttendanceMode, room: ConferenceRoom, unit: RegistrationUnit
) -> Participant:
    """Say on the participant from where they follow; that is said for the first room of the meeting.

    The participant is written for any room: so two who decide about the same person meet there.
    """
    meeting = await unit.meetings.get(participant.meeting_id)
    first = meeting.rooms[:1] == (room.room_id,)
    participant = participant.next(attendance=mode, changed_at=unit.now) if first else participant.next()
    await unit.participants.save(participant)
    return participant


def must_be_of_the_delegation(participant: Participant, unit: RegistrationUnit, *, or_self: bool = False) -> None:
    """Refuse unless an officer asks, the focal point of the delegation, or (where it is theirs) the participant."""
    who = unit.who
    allowed = who.has(Role.REGISTRATION_OFFICER) or who.has(Role.FOCAL_POINT, participant.delegation_id)
    if not allowed and not (or_self and who.has(Role.PARTICIPANT, participant.participant_id)):
        raise NotAllowed("Only the secretariat or the focal point of the delegation can do this.")
