"""On a real bus with the service's own permissions: facts of registration arrive, deadlines come by themselves."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta

import httpx
import pytest

from services.sponsorship.commands import AcceptOffer
from services.sponsorship.domain import OfferStatus, fund_of
from services.sponsorship.handlers import OfferPlaced, accept_offer, offer_sponsorship
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import MongoViews
from shared.bus import Bus
from shared.clock import new_id, utc_now
from shared.contracts.registration import (
    Category,
    DelegationInvited,
    LinkRevoked,
    MeetingAnnounced,
    ParticipantConfirmed,
    ParticipantWithdrawn,
)
from shared.identity import SESSION_COOKIE, Keys
from shared.messages import Event
from shared.records import Origin, event_record
from shared.schedules import GRACE
from shared.web import House
from shared.who import Grant, Role, Who
from tests.running import SECRET
from tests.servers import RealServers
from tests.sponsorship.builders import (
    ADA,
    CORA,
    MEETING_ID,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_proposed,
    a_reserve,
    heard,
    to_offer,
)
from tests.sponsorship.conftest import Put, running
from tests.stacks import soon, until

pytestmark = pytest.mark.real

Tell = Callable[..., Awaitable[None]]


@pytest.fixture(scope="module")
async def api(servers: RealServers) -> AsyncIterator[httpx.AsyncClient]:
    """The running service by the real clock."""
    async with running(servers, utc_now) as client:
        yield client


@pytest.fixture
def views(house: House[SponsorshipUnit]) -> MongoViews:
    return MongoViews(house.database)


@pytest.fixture
async def tell(servers: RealServers) -> AsyncIterator[Tell]:
    login = servers.nats_login("registration")
    bus = Bus(servers.nats_url, service="registration", user=login.user, password=login.password)
    await bus.connect()

    async def tell(*events: Event) -> None:
        for event in events:
            await bus.tell(event_record(event, id=new_id("evt"), now=utc_now(), origin=Origin()))

    yield tell
    await bus.close()


async def offered(house: House[SponsorshipUnit], put: Put, answer_by: datetime | None = None) -> OfferPlaced:
    """Offer to Angola, to be answered soon unless it is said until when."""
    began = utc_now()
    later = (began + timedelta(days=30)).date()
    meeting = a_meeting(opens_on=later, closes_on=later)
    await put(meeting, a_fund(a_contribution(3000)), a_proposed("AGO"), a_reserve("COD"))
    command = to_offer("AGO", answer_by=answer_by or soon(began))
    return await house.units.run(offer_sponsorship, command, Origin(who=CORA))


async def test_what_registration_tells_is_kept(put: Put, tell: Tell, views: MongoViews) -> None:
    await put()
    meeting_id = f"mtg_{new_id('m')}"
    facts = a_meeting(meeting_id=meeting_id).model_dump() | {
        "kind": "MSP",
        "country": "Switzerland",
        "languages": ("en",),
    }
    invited = DelegationInvited(
        delegation_id=new_id("del"),
        meeting_id=meeting_id,
        name="Angola",
        category=Category.STATE_PARTY,
        state="AGO",
        version=1,
    )
    confirmed = heard(ParticipantConfirmed, participant_id=new_id("par"), meeting_id=meeting_id)
    await tell(MeetingAnnounced.model_validate(facts), invited, confirmed)

    async def kept() -> bool:
        invited = await views.invited_states(meeting_id)
        return bool(invited and await views.progress(meeting_id, ["AGO ago maria"]))

    await until(kept)
    assert (await views.meeting_of(meeting_id)).title == a_meeting().title


async def test_an_unanswered_offer_lapses_by_itself_and_the_reserve_follows(
    house: House[SponsorshipUnit], put: Put, views: MongoViews
) -> None:
    placed = await offered(house, put)

    async def lapsed() -> bool:
        return (await views.offer(placed.offer_id)).status is OfferStatus.LAPSED

    await until(lapsed)
    # What is late by more than the grace was not its schedule's doing: the sweep asked for it.
    assert placed.answer_by <= utc_now() < placed.answer_by + GRACE
    assert [one.state for one in await views.offers(MEETING_ID)] == ["COD", "AGO"]


async def test_a_withdrawal_told_twice_cancels_the_journey_once(
    house: House[SponsorshipUnit], put: Put, tell: Tell, views: MongoViews
) -> None:
    placed = await offered(house, put, utc_now() + timedelta(days=1))
    await house.units.run(accept_offer, AcceptOffer(offer_id=placed.offer_id), Origin(who=ADA))
    gone = heard(ParticipantWithdrawn, participant_id=new_id("par"))
    await tell(gone, gone)

    async def cancelled() -> bool:
        return (await views.offer(placed.offer_id)).status is OfferStatus.TRAVEL_CANCELLED

    await until(cancelled)
    fund = await views.fund(fund_of(MEETING_ID))
    assert fund is not None
    assert (fund.balance().reserved, fund.balance().left) == (300_000, 0)


async def test_a_focal_point_whom_registration_took_off_is_shut_out(
    api: httpx.AsyncClient, put: Put, tell: Tell
) -> None:
    await put(a_meeting(), a_delegation(), a_fund())
    grants = frozenset({Grant(role=Role.FOCAL_POINT, scope="del_apmbc-22msp_ago")})
    rita, link_id = Who(subject="focal_point:rita", name="Rita", grants=grants), new_id("lnk")
    before, after = (Keys(SECRET).session_token(rita, link_id=one) for one in (link_id, new_id("lnk")))

    async def lets_in(session: str) -> bool:
        page = "/sponsorship/delegations/del_apmbc-22msp_ago/nominate"
        return (await api.get(page, headers={"Cookie": f"{SESSION_COOKIE}={session}"})).status_code == 200

    assert await lets_in(before)
    gone = LinkRevoked(link_id=link_id, revoked_at=utc_now(), version=3)
    await tell(gone, gone)

    async def shut_out() -> bool:
        return not await lets_in(before)

    await until(shut_out)
    assert await lets_in(after)
