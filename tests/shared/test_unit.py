"""Units decide once, write once, and remember what they answered."""

from datetime import UTC, datetime, timedelta

import pytest

from shared.errors import AlreadyTaken, KeyReused, NotFound, Refused
from shared.kept import AuditRecord, Change, Kept, Unique
from shared.messages import Command, Event
from shared.records import Origin, ride
from shared.stored import Stored
from shared.unit import Work
from shared.values import Aggregate, Due, Value
from shared.who import Who
from tests.fakes import World

NOON = datetime(2025, 12, 1, 12, tzinfo=UTC)


class Seat(Aggregate):
    seat_id: str
    room: str
    number: int
    taken_by: str | None = None
    free_again_at: datetime | None = None


class SeatTaken(Event):
    subject = "tests.seat.taken.v1"
    seat_id: str
    by: str


class TakeSeat(Command):
    seat_id: str
    by: str


class FreeSeat(Command):
    seat_id: str


class AddSeat(Command):
    seat_id: str
    room: str
    number: int


class Taken(Value):
    seat_id: str


class SeatUnit(Work):
    seats: Stored[Seat]


class SeatOccupied(Refused):
    """Somebody sits there."""


def seat_due(seat: Seat) -> list[Due]:
    return [Due(at=seat.free_again_at, command=FreeSeat(seat_id=seat.seat_id))] if seat.free_again_at else []


KEPT = (Kept("seats", Seat, key="seat_id", unique=(Unique(("room", "number")),), due=seat_due),)
OFFICER = Who(subject="staff:ana", name="Ana")


async def take_seat(command: TakeSeat, unit: SeatUnit) -> Taken:
    seat = await unit.seats.get(command.seat_id)
    if seat.taken_by:
        raise SeatOccupied("Somebody sits there.", field="seat_id")
    seat = seat.next(taken_by=command.by, free_again_at=NOON)
    await unit.seats.save(seat)
    unit.tell(SeatTaken(seat_id=seat.seat_id, by=command.by, version=seat.version))
    return Taken(seat_id=seat.seat_id)


async def add_seat(command: AddSeat, unit: SeatUnit) -> None:
    await unit.seats.save(Seat(seat_id=command.seat_id, room=command.room, number=command.number, version=1))


@pytest.fixture
def world() -> World[SeatUnit]:
    world = World[SeatUnit]("tests", KEPT)
    world.keep(Seat(seat_id="s1", room="XIX", number=1, version=1))
    return world


async def test_a_unit_writes_the_next_version_and_tells(world: World[SeatUnit]) -> None:
    answer = await world.run(take_seat, TakeSeat(seat_id="s1", by="Ana"))

    assert answer == Taken(seat_id="s1")
    assert world.state("seats", "s1") == Seat(
        seat_id="s1", room="XIX", number=1, taken_by="Ana", free_again_at=NOON, version=2
    )
    assert world.told(SeatTaken) == [SeatTaken(seat_id="s1", by="Ana", version=2)]


async def test_what_falls_due_is_scheduled_with_the_state(world: World[SeatUnit]) -> None:
    await world.run(take_seat, TakeSeat(seat_id="s1", by="Ana"))

    assert world.scheduled() == [("tests.due.free_seat", NOON)]


def test_the_trail_rides_in_the_document_the_message_named() -> None:
    changes = [Change(collection="seats", id=id, expected=0, version=1, body={}) for id in ("a", "b")]
    trail = AuditRecord(
        id="aud_1", at=datetime(2025, 12, 1, tzinfo=UTC), who="ana", name="Ana", command="Take", correlation_id="c"
    )

    assert [bool(one.trail) for one in ride(changes, (), trail, named=("b", "c"))] == [False, True]
    assert [bool(one.trail) for one in ride(changes, (), trail)] == [True, False]


async def test_a_refusal_writes_nothing_but_its_audit_record(world: World[SeatUnit]) -> None:
    await world.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), OFFICER)
    with pytest.raises(SeatOccupied):
        await world.run(take_seat, TakeSeat(seat_id="s1", by="Ben"), OFFICER)

    trail = [record for change in world.backend.written for record in change.trail]
    assert [(one.who, one.command, one.outcome, one.objects) for one in trail] == [
        ("staff:ana", "TakeSeat", "done", (("seats", "s1", 1, 2),)),
        ("staff:ana", "TakeSeat", "refused: SeatOccupied", ()),
    ]


async def test_the_same_key_and_body_get_the_kept_answer(world: World[SeatUnit]) -> None:
    origin = Origin(who=OFFICER, key="k1")
    first = await world.units.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), origin)
    again = await world.units.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), origin)

    assert (again, len(world.told(SeatTaken))) == (first, 1)


async def test_the_same_key_with_another_body_is_refused(world: World[SeatUnit]) -> None:
    origin = Origin(who=OFFICER, key="k1")
    await world.units.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), origin)
    with pytest.raises(KeyReused):
        await world.units.run(take_seat, TakeSeat(seat_id="s1", by="Ben"), origin)


async def test_keys_of_two_people_do_not_meet(world: World[SeatUnit]) -> None:
    world.keep(Seat(seat_id="s2", room="XIX", number=2, version=1))
    await world.units.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), Origin(who=OFFICER, key="k1"))
    other = Origin(who=Who(subject="staff:ben", name="Ben"), key="k1")

    assert await world.units.run(take_seat, TakeSeat(seat_id="s2", by="Ben"), other) == Taken(seat_id="s2")


async def test_a_message_heard_twice_acts_once(world: World[SeatUnit]) -> None:
    await world.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), message_id="m1")
    await world.run(take_seat, TakeSeat(seat_id="s1", by="Ana"), message_id="m1")

    assert len(world.told(SeatTaken)) == 1


async def test_a_unique_index_answers_with_its_refusal(world: World[SeatUnit]) -> None:
    with pytest.raises(AlreadyTaken) as refusal:
        await world.run(add_seat, AddSeat(seat_id="s9", room="XIX", number=1))

    assert refusal.value.field == "number"


async def test_who_learns_from_a_unique_index_decides_again(world: World[SeatUnit]) -> None:
    """Somebody adds the seat between the look and the writing: the handler looks again before anything is refused."""

    async def find_or_add(command: AddSeat, unit: SeatUnit) -> str:
        there = await unit.seats.one(room=command.room, number=command.number)
        if there is None:
            world.keep(Seat(seat_id="s2", room=command.room, number=command.number, version=1))
            await add_seat(command, unit)
        return there.seat_id if there else command.seat_id

    assert await world.run(find_or_add, AddSeat(seat_id="s3", room="XX", number=1)) == "s2"


async def test_a_document_changed_between_two_reads_of_a_unit_is_decided_about_again(world: World[SeatUnit]) -> None:
    """What was read first must not be written over what came in between."""
    seen: list[str | None] = []

    async def take_if_free(command: TakeSeat, unit: SeatUnit) -> None:
        seat = await unit.seats.get(command.seat_id)
        seen.append(seat.taken_by)
        if len(seen) == 1:
            world.keep(seat.next(taken_by="Ben"))
        await unit.seats.all(room="XIX")
        if seat.taken_by is None:
            await unit.seats.save(seat.next(taken_by=command.by))

    await world.run(take_if_free, TakeSeat(seat_id="s1", by="Ana"))
    seat = world.state("seats", "s1")
    assert (seen, seat.model_dump()["taken_by"]) == ([None, "Ben"], "Ben")


async def test_something_unknown_is_not_found(world: World[SeatUnit]) -> None:
    with pytest.raises(NotFound):
        await world.run(take_seat, TakeSeat(seat_id="nowhere", by="Ana"))


async def test_a_copy_is_only_replaced_by_a_newer_one(world: World[SeatUnit]) -> None:
    async def copy(command: AddSeat, unit: SeatUnit) -> None:
        await unit.seats.keep(
            Seat(seat_id=command.seat_id, room=command.room, number=command.number, version=command.number)
        )

    for number in (3, 2):
        await world.run(copy, AddSeat(seat_id="s5", room="XX", number=number))

    assert world.state("seats", "s5") == Seat(seat_id="s5", room="XX", number=3, version=3)


async def test_every_write_makes_a_version_so_that_two_who_change_the_same_always_meet(world: World[SeatUnit]) -> None:
    async def move(command: AddSeat, unit: SeatUnit) -> None:
        seat = await unit.seats.get(command.seat_id)
        await unit.seats.save(seat.model_copy(update={"number": command.number}))

    await world.run(move, AddSeat(seat_id="s1", room="XIX", number=2))

    assert world.state("seats", "s1") == Seat(seat_id="s1", room="XIX", number=2, version=2)


async def test_the_clock_can_be_moved(world: World[SeatUnit]) -> None:
    before = world.clock()
    world.clock.move(hours=1)

    assert world.clock() - before == timedelta(hours=1)
