"""What was told is passed on before it is forgotten, at least once."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from shared.kept import Record
from shared.relay import Letter, Relay, Unsent
from tests.fakes import FakeClock


class Outbox:
    """One document with one entry in its outbox, in memory."""

    def __init__(self, record: Record) -> None:
        self.left = [Unsent(id=record.id, record=record)]
        self.emptied = asyncio.Event()

    async def unsent(self, limit: int) -> list[Letter]:
        return [Letter(collection="rows", id="row_1", unsent=tuple(self.left))] if self.left else []

    async def forget(self, sent: Sequence[tuple[str, str, list[str]]]) -> None:
        self.left.clear()
        self.emptied.set()


async def test_what_could_not_be_passed_on_is_told_and_passed_on_again() -> None:
    record = Record(id="evt_1", subject="registration.seat.taken.v1", body="{}", time=FakeClock()(), headers={})
    outbox, told, passed_on = Outbox(record), list[str](), list[str]()

    async def tell(one: Record) -> None:
        told.append(one.id)

    async def pass_on(records: Sequence[Record]) -> None:
        passed_on.extend(one.id for one in records)
        if len(passed_on) == 1:
            raise ConnectionError("the database is away")

    async def seal(records: object) -> None:
        return None

    relay = Relay(outbox, tell, seal, pass_on=pass_on)
    with suppress(ExceptionGroup):
        await relay.lead()
    left = list(outbox.left)
    leading = asyncio.create_task(relay.lead())
    async with asyncio.timeout(60):
        await outbox.emptied.wait()
    leading.cancel()
    await asyncio.gather(leading, return_exceptions=True)

    assert [one.id for one in left] == ["evt_1"]
    assert told == passed_on == ["evt_1", "evt_1"]
