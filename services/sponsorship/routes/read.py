"""What can be read as JSON: counts for everyone, an offer for its nominee, the rest for staff."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query

from services.sponsorship.domain import Contribution, Fund, NominationStatus, Offer
from services.sponsorship.domain.ranking import Ranked
from services.sponsorship.ports import Counts, Planner, SponsorshipViews
from shared.errors import NotFound
from shared.identity import PUBLIC, permit, scoped
from shared.money import Currency, Money
from shared.values import Value
from shared.who import Role

READERS = (
    Role.SPONSORSHIP_ADMINISTRATOR,
    Role.SPONSORSHIP_COORDINATOR,
    Role.FINANCE_OFFICER,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)
STAFF = [permit(*READERS)]
NOMINEE = [permit(scoped(Role.NOMINEE, "offer_id"), *READERS)]


class FundSeen(Value):
    """A fund with its balance in minor units: received = left + reserved + committed + spent."""

    fund_id: str
    meeting_id: str
    currency: Currency
    nominees_per_state: int
    received: int
    reserved: int
    committed: int
    spent: int
    left: int
    contributions: tuple[Contribution, ...]


class OfferSeen(Value):
    """An offer as its nominee and the staff see it."""

    offer_id: str
    nomination_id: str
    meeting_id: str
    state: str
    delegate: str
    status: str
    total: Money
    ticket: Money
    hotel: Money
    allowance: Money
    answer_by: datetime
    ticketed: bool
    refund_open: bool


def of_funds(router: APIRouter, views: SponsorshipViews) -> None:
    """Funds and public counts."""

    @router.get("/funds/{fund_id}", dependencies=STAFF)
    async def fund(fund_id: str) -> FundSeen:
        found = await views.fund(fund_id)
        if found is None:
            raise NotFound("There is no such fund.", field="fund_id")
        return fund_seen(found)

    @router.get("/meetings/{meeting_id}/counts", dependencies=[permit(PUBLIC)])
    async def counts(meeting_id: str) -> Counts:
        meeting = await views.meeting_of(meeting_id)
        return await views.counts(meeting.meeting_id)


def of_nominations(router: APIRouter, views: SponsorshipViews, planner: Planner) -> None:
    """Nominations in the proposed order, with their points explained (S5)."""

    @router.get("/meetings/{meeting_id}/nominations", dependencies=STAFF)
    async def nominations(
        meeting_id: str, status: Annotated[NominationStatus | None, Query()] = None
    ) -> tuple[Ranked, ...]:
        meeting = await views.meeting_of(meeting_id)
        ranked = planner.rank(await views.nominations(meeting.meeting_id), day=meeting.opens_on)
        return tuple(one for one in ranked if status in (None, one.nomination.status))

    @router.get("/nominations/{nomination_id}", dependencies=STAFF)
    async def nomination(nomination_id: str) -> Ranked:
        found = await views.nomination(nomination_id)
        meeting = await views.meeting_of(found.meeting_id)
        ranked = planner.rank(await views.nominations(meeting.meeting_id), day=meeting.opens_on)
        return next(one for one in ranked if one.nomination.nomination_id == nomination_id)


def of_offers(router: APIRouter, views: SponsorshipViews) -> None:
    """Offers: each for its nominee, all for staff."""

    @router.get("/offers/{offer_id}", dependencies=NOMINEE)
    async def offer(offer_id: str) -> OfferSeen:
        return offer_seen(await views.offer(offer_id))

    @router.get("/meetings/{meeting_id}/offers", dependencies=STAFF)
    async def offers(meeting_id: str) -> tuple[OfferSeen, ...]:
        meeting = await views.meeting_of(meeting_id)
        return tuple(offer_seen(one) for one in await views.offers(meeting.meeting_id))


def fund_seen(fund: Fund) -> FundSeen:
    """Return a fund as it is read."""
    balance = fund.balance()
    return FundSeen(
        fund_id=fund.fund_id,
        meeting_id=fund.meeting_id,
        nominees_per_state=fund.nominees_per_state,
        contributions=fund.contributions,
        left=balance.left,
        **balance.model_dump(),
    )


def offer_seen(offer: Offer) -> OfferSeen:
    """Return an offer as it is read."""
    return OfferSeen(
        offer_id=offer.offer_id,
        nomination_id=offer.nomination_id,
        meeting_id=offer.meeting_id,
        state=offer.state,
        delegate=offer.delegate,
        status=offer.status.value,
        total=offer.costs.total,
        ticket=offer.costs.ticket,
        hotel=offer.costs.hotel,
        allowance=offer.costs.allowance,
        answer_by=offer.answer_by,
        ticketed=offer.ticket is not None,
        refund_open=offer.open_refund,
    )
