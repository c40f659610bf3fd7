"""Seats: a room with its quotas, one small allotment a delegation as the guard, a pool for those who wait (R7).

The quotas of all delegations and the pool together never exceed the room; the holders of an allotment never exceed its
quota. Each is a document, so two who ask at once meet there.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Self

from services.registration.domain.delegations import Delegation
from services.registration.domain.seating_refusals import AlreadySeated, NoSeatFree, NotSeated, QuotaInUse, RoomFull
from shared import waiting
from shared.contracts.registration import AttendanceMode, Category, DelegateRole
from shared.values import Aggregate, Value
from shared.waiting import WaitingList


class Bench(StrEnum):
    """Which quota a delegation has, and in which order those who wait are served."""

    STATES_PARTIES = "states_parties"
    OTHER_STATES = "other_states"
    ORGANISATIONS = "organisations"


BENCHES = {
    Category.STATE_PARTY: Bench.STATES_PARTIES,
    Category.STANDING_OBSERVER: Bench.ORGANISATIONS,
    Category.OTHER_ORGANISATION: Bench.ORGANISATIONS,
}
SEATED_ROLES = frozenset(
    {
        DelegateRole.HEAD,
        DelegateRole.ALTERNATE,
        DelegateRole.REPRESENTATIVE,
        DelegateRole.ADVISER,
        DelegateRole.OBSERVER,
        DelegateRole.EXPERT,
        DelegateRole.VA_EXPERT,
    }
)
"""Who sits with a delegation; interpreters, drivers and those who accompany do not take its seats."""


def bench_of(category: Category) -> Bench:
    """Return on which bench a delegation sits."""
    return BENCHES.get(category, Bench.OTHER_STATES)


class Quotas(Value):
    """Seats of each delegation, by bench."""

    states_parties: int = 2
    other_states: int = 1
    organisations: int = 1

    def of(self, bench: Bench) -> int:
        """Return the quota of a delegation on this bench."""
        quota: int = getattr(self, bench.value)
        return quota


class ConferenceRoom(Aggregate):
    """A room of a meeting: what is committed to delegations, and the pool of what is left for those who wait."""

    room_id: str
    meeting_id: str
    name: str
    capacity: int
    quotas: Quotas = Quotas()
    beyond: AttendanceMode = AttendanceMode.OVERFLOW
    committed: int = 0
    pool: WaitingList = WaitingList(groups=tuple(Bench))

    @property
    def uncommitted(self) -> int:
        """Seats that are neither a delegation's nor held or offered from the pool."""
        return self.capacity - self.committed - self.pool.used

    def rearranged(self, **changes: object) -> Self:
        """Return the room with other facts; what is committed or held must still have its seat."""
        return self.next(**changes)._fitted()

    def must_hold(self, delegation: Delegation) -> None:
        """Refuse unless the quota of one more delegation fits."""
        if self.quotas.of(bench_of(delegation.category)) > self.uncommitted:
            raise RoomFull("The quotas of all delegations together are more than the room has.", field="capacity")

    def commit(self, seats: int) -> Self:
        """Give so many seats more (or fewer) to delegations."""
        if seats > self.uncommitted:
            raise RoomFull("The room has not so many free seats.", field="quota")
        return self.next(committed=self.committed + seats)._fitted()

    def with_pool(self, pool: WaitingList) -> Self:
        """Return the room with a pool that changed."""
        return self.next(pool=pool)

    def _fitted(self) -> Self:
        places = self.capacity - self.committed
        if places < self.pool.used:
            raise RoomFull("More seats are committed or held than the room would have.", field="capacity")
        return self.model_copy(update={"pool": waiting.resize(self.pool, places)})


class Allotment(Aggregate):
    """The seats of one delegation in one room, and who sits on them: the smallest guard there is."""

    allotment_id: str
    room_id: str
    meeting_id: str
    delegation_id: str
    delegation: str
    bench: Bench
    quota: int
    holders: tuple[str, ...] = ()

    @property
    def free(self) -> int:
        """How many seats nobody sits on."""
        return self.quota - len(self.holders)

    def take(self, participant_id: str) -> Self:
        """Let a participant sit down."""
        if participant_id in self.holders:
            raise AlreadySeated("This person has a seat already.", field="participant_id")
        if self.free < 1:
            raise NoSeatFree("Every seat of the delegation is taken.", field="participant_id")
        return self.next(holders=(*self.holders, participant_id))

    def give_back(self, participant_id: str) -> Self:
        """Let a participant stand up."""
        if participant_id not in self.holders:
            raise NotSeated("This person has no seat of the delegation.", field="participant_id")
        return self.next(holders=tuple(one for one in self.holders if one != participant_id))

    def swap(self, participant_id: str, successor_id: str) -> Self:
        """Let another participant of the delegation sit on somebody's seat."""
        if participant_id not in self.holders:
            raise NotSeated("This person has no seat of the delegation.", field="participant_id")
        if successor_id in self.holders:
            raise AlreadySeated("This person has a seat already.", field="successor_id")
        return self.next(holders=tuple(successor_id if one == participant_id else one for one in self.holders))

    def hand_over(self, participant_id: str, successor_id: str) -> Self:
        """Let somebody's successor have the seat; a successor who sits already leaves it to the delegation."""
        if successor_id in self.holders:
            return self.give_back(participant_id)
        return self.swap(participant_id, successor_id)

    def resize(self, quota: int) -> Self:
        """Give the delegation another quota; nobody who sits is made to stand up."""
        if quota < len(self.holders):
            raise QuotaInUse("More people of the delegation are seated than that.", field="quota")
        return self.next(quota=quota)


def allotment_id_of(room_id: str, delegation_id: str) -> str:
    """Return the id of the seats of a delegation in a room."""
    return f"alt_{room_id}_{delegation_id}"


def allot(room: ConferenceRoom, delegation: Delegation) -> tuple[ConferenceRoom, Allotment]:
    """Give a delegation its seats: its bench's quota, or what the room still has."""
    bench = bench_of(delegation.category)
    quota = max(0, min(room.quotas.of(bench), room.uncommitted))
    allotment = Allotment(
        allotment_id=allotment_id_of(room.room_id, delegation.delegation_id),
        room_id=room.room_id,
        meeting_id=room.meeting_id,
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        bench=bench,
        quota=quota,
        version=1,
    )
    return room.commit(quota), allotment


def rearrange(
    room: ConferenceRoom, changed: ConferenceRoom, allotments: Iterable[Allotment]
) -> tuple[ConferenceRoom, list[Allotment]]:
    """Give every delegation that has its bench's old quota the new one, as far as nobody has to stand up."""
    moved = []
    committed = room.committed
    for one in allotments:
        old, new = room.quotas.of(one.bench), changed.quotas.of(one.bench)
        quota = max(new, len(one.holders))
        if one.quota == old != quota:
            moved.append(one.next(quota=quota))
            committed += quota - old
    return changed.model_copy(update={"version": room.version}).rearranged(committed=committed), moved
