"""What becomes of a message: handled, tried again later, or kept as a dead letter that can be handled after all."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

import pytest
from faststream.nats import NatsMessage

from shared.delivery import LAST_TRY, DeadLetter, Delivery
from shared.nats import Hears, react
from shared.unit import Units
from shared.values import utc_iso
from tests.fakes import World
from tests.shared.toys import PLAN, Bell, PlanUnit, SeatTaken, Unlucky


class Broken(RuntimeError):
    """Something nobody foresaw."""


async def ring(fact: SeatTaken, unit: PlanUnit) -> None:
    bell = await unit.bells.get("bell_1")
    if bell.rung < 0:
        raise Unlucky("The bell is locked.")
    if bell.rung > 100:
        raise Broken
    await unit.bells.save(bell.next(rung=bell.rung + 1))


RINGING = react("media", SeatTaken, ring)
FACT = SeatTaken(seat_id="seat_1", by="Ana", version=1)


@dataclass
class Letters:
    """Dead letters in memory."""

    kept: dict[str, DeadLetter] = field(default_factory=dict)

    async def bury(self, letter: DeadLetter) -> None:
        self.kept[letter.id] = letter

    async def find(self, id: str) -> DeadLetter | None:
        return self.kept.get(id)

    async def all(self, limit: int = 500) -> list[DeadLetter]:
        return list(self.kept.values())[:limit]

    async def drop(self, id: str) -> bool:
        return self.kept.pop(id, None) is not None


@dataclass
class Sequence:
    stream: int = 7


@dataclass
class Metadata:
    num_delivered: int
    sequence: Sequence = field(default_factory=Sequence)


@dataclass
class Raw:
    subject: str
    metadata: Metadata


@dataclass
class Arrived:
    """A message as the broker hands it over, remembering what the server was told."""

    body: bytes = FACT.model_dump_json().encode()
    headers: dict[str, str] = field(default_factory=lambda: {"ce-id": "evt_1"})
    tries: int = 1
    answers: list[str] = field(default_factory=list)
    delay: float | None = None

    @property
    def raw_message(self) -> Raw:
        return Raw(FACT.subject, Metadata(self.tries))

    async def ack(self) -> None:
        self.answers.append("ack")

    async def reject(self) -> None:
        self.answers.append("term")

    async def nack(self, delay: float | None = None) -> None:
        self.answers.append("nack")
        self.delay = delay


@pytest.fixture
def world() -> World[PlanUnit]:
    world = World[PlanUnit]("media", PLAN.kept)
    world.keep(Bell(bell_id="bell_1", version=1))
    return world


@pytest.fixture
def letters() -> Letters:
    return Letters()


@pytest.fixture
def delivery(world: World[PlanUnit], letters: Letters) -> Delivery:
    return Delivery(cast(Units[object], world.units), letters, clock=world.clock)


async def arrive(delivery: Delivery, message: Arrived, hears: Hears = RINGING) -> list[str]:
    await delivery(hears, cast(NatsMessage, message))
    return message.answers


def lock(world: World[PlanUnit], rung: int) -> None:
    world.keep(Bell(bell_id="bell_1", rung=rung, version=1))


async def test_what_is_handled_is_acknowledged(delivery: Delivery, world: World[PlanUnit]) -> None:
    assert await arrive(delivery, Arrived()) == ["ack"]
    assert world.state("bells", "bell_1") == Bell(bell_id="bell_1", rung=1, version=2)


async def test_what_arrives_twice_is_acknowledged_twice_and_acts_once(
    delivery: Delivery, world: World[PlanUnit]
) -> None:
    assert [await arrive(delivery, Arrived()) for _ in range(2)] == [["ack"], ["ack"]]
    assert world.state("bells", "bell_1") == Bell(bell_id="bell_1", rung=1, version=2)


async def test_a_refused_message_is_kept_with_its_reason_and_not_sent_again(
    delivery: Delivery, world: World[PlanUnit], letters: Letters
) -> None:
    lock(world, rung=-1)

    assert await arrive(delivery, Arrived()) == ["term"]
    assert [(one.id, one.error, one.tries) for one in letters.kept.values()] == [
        ("media-ring:evt_1", "Unlucky: The bell is locked.", 1)
    ]


@pytest.mark.parametrize("body", [b"not json", b"{}", b'{"seat_id": 1}'])
async def test_an_unreadable_message_is_kept_at_once(delivery: Delivery, letters: Letters, body: bytes) -> None:
    assert await arrive(delivery, Arrived(body=body)) == ["term"]
    assert [one.body for one in letters.kept.values()] == [body.decode()]


async def test_a_message_without_an_id_is_kept_under_its_place_in_the_stream(
    delivery: Delivery, letters: Letters
) -> None:
    assert await arrive(delivery, Arrived(headers={})) == ["term"]
    assert list(letters.kept) == ["media-ring:7"]


async def test_a_failure_is_tried_again_after_a_growing_delay(delivery: Delivery, world: World[PlanUnit]) -> None:
    lock(world, rung=101)
    delays = []
    for tries in (1, 2, 3):
        message = Arrived(tries=tries)
        assert await arrive(delivery, message) == ["nack"]
        delays.append(message.delay or 0)

    assert 0 < delays[0] < delays[1] < delays[2]


async def test_the_last_try_leaves_a_dead_letter(delivery: Delivery, world: World[PlanUnit], letters: Letters) -> None:
    lock(world, rung=101)

    assert await arrive(delivery, Arrived(tries=LAST_TRY)) == ["term"]
    assert [one.tries for one in letters.kept.values()] == [LAST_TRY]


async def test_a_dead_letter_is_handled_for_its_hearer_once_the_cause_is_gone(
    delivery: Delivery, world: World[PlanUnit], letters: Letters
) -> None:
    lock(world, rung=-1)
    await arrive(delivery, Arrived())
    lock(world, rung=0)
    (letter,) = letters.kept.values()
    await delivery.retry(RINGING, letter)

    assert world.state("bells", "bell_1") == Bell(bell_id="bell_1", rung=1, version=2)
    assert letters.kept == {}


async def test_a_dead_letter_whose_cause_is_still_there_stays(
    delivery: Delivery, world: World[PlanUnit], letters: Letters
) -> None:
    lock(world, rung=-1)
    await arrive(delivery, Arrived())
    (letter,) = letters.kept.values()
    with pytest.raises(Unlucky):
        await delivery.retry(RINGING, letter)

    assert list(letters.kept) == [letter.id]


async def test_what_is_due_later_is_put_back_until_then(delivery: Delivery, world: World[PlanUnit]) -> None:
    due: datetime = world.clock.now + timedelta(seconds=9)
    message = Arrived(headers={"ce-id": "ring.bell_1.1", "ce-due": utc_iso(due)})

    assert await arrive(delivery, message) == ["nack"]
    assert message.delay == 9
