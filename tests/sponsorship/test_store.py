"""On a real MongoDB: money is never promised twice, however many ask at once, and views read what was written."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator

import pytest
from pydantic import BaseModel

from services.sponsorship import handlers
from services.sponsorship.commands import AcceptOffer, DeclineOffer
from services.sponsorship.domain import Balance, StateLimitReached
from services.sponsorship.ports import Counts, SponsorshipUnit
from services.sponsorship.store import KEPT, MongoViews
from shared.clock import new_id
from shared.errors import NotFound, Refused
from shared.mongo import Database, MongoBackend, connect, database_of, ensure_indexes
from shared.records import Origin
from shared.unit import Units
from shared.who import Who
from tests.fakes import FakeClock
from tests.servers import RealServers
from tests.sponsorship.builders import (
    ADA,
    CORA,
    FUND_ID,
    MEETING_ID,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_proposed,
    a_reserve,
    costs,
    to_offer,
    to_receive,
)

pytestmark = pytest.mark.real


class Keep(BaseModel):
    """A state to put there."""

    values: tuple[object, ...]


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, KEPT)
    yield database
    await client.drop_database(database.name)
    client.close()


@pytest.fixture
def units(database: Database) -> Units[SponsorshipUnit]:
    return Units(MongoBackend(database.client, database), KEPT, service="sponsorship", clock=FakeClock())


async def keep(units: Units[SponsorshipUnit], *values: BaseModel) -> None:
    async def put(message: Keep, unit: SponsorshipUnit) -> None:
        for value in values:
            kept = next(one for one in KEPT if isinstance(value, one.type))
            await getattr(unit, kept.name).save(value)

    await units.run(put, Keep(values=()), Origin())


async def attempt(units: Units[SponsorshipUnit], number: int, who: Who = CORA) -> str:
    try:
        await units.run(handlers.offer_sponsorship, to_offer(f"A{number:02d}", 1000), Origin(who=who))
    except Refused as refused:
        return refused.kind
    return "offered"


async def test_fifty_offers_at_once_take_exactly_the_money_there_is(
    units: Units[SponsorshipUnit], database: Database
) -> None:
    states = [f"A{number:02d}" for number in range(50)]
    await keep(units, a_meeting(), a_fund(a_contribution(20_500)), *(a_proposed(state, 1000) for state in states))
    answers = Counter(await asyncio.gather(*(attempt(units, number) for number in range(50))))

    fund = await MongoViews(database).fund(FUND_ID)
    assert answers == {"offered": 20, "FundExhausted": 30}
    assert fund is not None
    assert fund.balance() == Balance(currency="CHF", received=2_050_000, reserved=20 * costs(1000).total.minor)
    assert await database["offers"].count_documents({}) == len(fund.lines) == 20


async def test_no_money_is_left_unused_while_two_processes_compete_for_it(
    units: Units[SponsorshipUnit], database: Database
) -> None:
    other: Units[SponsorshipUnit] = Units(
        MongoBackend(database.client, database), KEPT, service="sponsorship", clock=FakeClock()
    )
    states = [f"A{number:02d}" for number in range(50)]
    await keep(units, a_meeting(), a_fund(a_contribution(40_000)), *(a_proposed(state, 1000) for state in states))
    answers = await asyncio.gather(*(attempt((units, other)[number % 2], number) for number in range(50)))

    fund = await MongoViews(database).fund(FUND_ID)
    assert Counter(answers) == {"offered": 40, "FundExhausted": 10}
    assert fund is not None
    assert fund.balance().left == 0


async def test_answers_at_once_move_every_reserve_up_and_add_up(
    units: Units[SponsorshipUnit], database: Database
) -> None:
    offered = [f"A{number:02d}" for number in range(20)]
    reserves = [a_reserve(f"B{number:02d}", rank=number + 1, francs=1000) for number in range(10)]
    nominations = [a_proposed(state, 1000) for state in offered]
    await keep(units, a_meeting(), a_fund(a_contribution(20_000)), *nominations, *reserves)
    await asyncio.gather(*(attempt(units, number) for number in range(20)))
    views, origin = MongoViews(database), Origin(who=ADA)
    offers = await views.offers(MEETING_ID)
    declined = [units.run(handlers.decline_offer, DeclineOffer(offer_id=one.offer_id), origin) for one in offers[:10]]
    accepted = [units.run(handlers.accept_offer, AcceptOffer(offer_id=one.offer_id), origin) for one in offers[10:]]
    await asyncio.gather(*declined, *accepted)

    fund = await views.fund(FUND_ID)
    assert fund is not None
    assert fund.balance() == Balance(currency="CHF", received=2_000_000, reserved=1_000_000, committed=1_000_000)
    assert await views.counts(MEETING_ID) == Counts(
        nominations=30, states=30, offered=30, open_offers=10, accepted=10, reserve=0
    )


async def test_a_state_that_nominates_twice_at_once_gets_one_place(
    units: Units[SponsorshipUnit], database: Database
) -> None:
    await keep(units, a_meeting(), a_delegation("AGO"), a_fund())
    commands = [to_receive("AGO", email=f"{number}@ago.example") for number in range(10)]
    answers = await asyncio.gather(
        *(units.run(handlers.receive_nomination, one, Origin(who=ADA)) for one in commands), return_exceptions=True
    )

    refused = [answer for answer in answers if isinstance(answer, StateLimitReached)]
    assert (len(refused), await database["nominations"].count_documents({})) == (9, 1)


async def test_views_refuse_what_is_not_there(database: Database) -> None:
    views = MongoViews(database)
    for missing in (
        views.meeting("nowhere"),
        views.nomination("nom_x"),
        views.offer("off_x"),
        views.delegation("del_x"),
    ):
        with pytest.raises(NotFound):
            await missing
    assert await views.fund(FUND_ID) is None


async def test_invited_states_are_read_by_name(units: Units[SponsorshipUnit], database: Database) -> None:
    organisation = a_delegation().model_copy(update={"delegation_id": "del_icbl", "state": None})
    await keep(units, a_delegation("SEN"), a_delegation("AGO"), organisation)

    assert [one.state for one in await MongoViews(database).invited_states(MEETING_ID)] == ["AGO", "SEN"]
