"""Rooms and allotments in MongoDB; each is the document that guards its own number."""

from collections.abc import Sequence

from services.registration.commands.seats import LapseSeats
from services.registration.domain import Participant
from services.registration.domain.seats import Allotment, ConferenceRoom
from services.registration.domain.substitutions import Substitution
from services.registration.ports.seats import SeatPlan
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one
from shared.values import Due


def due_of(room: ConferenceRoom) -> Sequence[Due]:
    """Return when the first offer of a seat lapses."""
    at = room.pool.next_lapse
    return (Due(at=at, command=LapseSeats(room_id=room.room_id)),) if at else ()


SEATS = (
    Kept(
        "rooms",
        ConferenceRoom,
        key="room_id",
        collection="conference_rooms",
        indexes=(("meeting_id",),),
        due=due_of,
    ),
    Kept(
        "substitutions",
        Substitution,
        key="substitution_id",
        indexes=(("delegation_id", "at"), ("participant_id",), ("successor_id",)),
    ),
    Kept("allotments", Allotment, key="allotment_id", indexes=(("room_id", "delegation"), ("delegation_id",))),
)


class SeatReader:
    """Reads rooms, allotments and who sits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def rooms(self, meeting_id: str) -> list[ConferenceRoom]:
        return await find_all(
            self._database["conference_rooms"], {"meeting_id": meeting_id}, ConferenceRoom, key="room_id"
        )

    async def seat_plan(self, room_id: str) -> SeatPlan:
        room = await find_one(self._database["conference_rooms"], {"_id": room_id}, ConferenceRoom, key="room_id")
        if room is None:
            raise NotFound("There is no such room.", field="room_id")
        allotments = await find_all(
            self._database["allotments"],
            {"room_id": room_id},
            Allotment,
            key="allotment_id",
            sort=(("delegation", 1),),
        )
        pool = room.pool
        keys = [key for one in allotments for key in one.holders]
        keys += [one.key for one in (*pool.held, *pool.offers, *pool.waiting)]
        people = await find_all(
            self._database["participants"], {"_id": {"$in": keys}}, Participant, key="participant_id"
        )
        return SeatPlan(room=room, allotments=tuple(allotments), people=tuple(people))

    async def substitutions_of(self, participant_id: str) -> list[Substitution]:
        either = {"$or": [{"participant_id": participant_id}, {"successor_id": participant_id}]}
        return await find_all(
            self._database["substitutions"], either, Substitution, key="substitution_id", sort=(("at", -1),)
        )

    async def seats_of(self, delegation_id: str) -> list[Allotment]:
        return await find_all(
            self._database["allotments"], {"delegation_id": delegation_id}, Allotment, key="allotment_id"
        )
