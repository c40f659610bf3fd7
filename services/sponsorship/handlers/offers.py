"""Making offers: by the Coordinator's decision, and to the next reserve when money is freed."""

from services.sponsorship.commands import OfferSponsorship
from services.sponsorship.domain import (
    Decision,
    Fund,
    Nomination,
    NominationStatus,
    WrongDeadline,
    fund_of,
    in_rank,
    person_key,
    signed,
)
from services.sponsorship.handlers.letters import SUBJECT, TEXT, invited
from services.sponsorship.ports import SponsorshipUnit
from shared.identity.links import invite
from shared.values import Instant, Value


class OfferPlaced(Value):
    """An offer as made."""

    offer_id: str
    answer_by: Instant


async def offer_sponsorship(command: OfferSponsorship, unit: SponsorshipUnit) -> OfferPlaced:
    """Decide on a proposal (S4, S5), reserve its money (S3) and invite the nominee to answer."""
    nomination = await unit.nominations.get(command.nomination_id)
    meeting = await unit.meetings.get(nomination.meeting_id)
    if not unit.now < command.answer_by <= meeting.opens_at:
        raise WrongDeadline("An offer is answered before the meeting opens.", field="answer_by")
    decision = Decision(
        costs=command.costs, by=signed(unit.who, unit.now), answer_by=command.answer_by, reason=command.reason
    )
    fund = await unit.funds.get(fund_of(nomination.meeting_id))
    placed, fund = await _make(nomination, decision, fund=fund, unit=unit)
    await unit.funds.save(fund)
    return placed


async def offer_next_reserve(fund: Fund, unit: SponsorshipUnit) -> Fund:
    """Offer to the first reserve in rank whom the money can pay for and who comes, and return the fund after it.

    A reserve whom it cannot pay for keeps its place: with earmarks, freed money may be good for another State only.
    So does one who withdrew from the meeting: people decide whether they are offered it.
    """
    meeting = await unit.meetings.get(fund.meeting_id)
    if unit.now >= meeting.opens_at:
        return fund
    reserves = await unit.nominations.all(meeting_id=fund.meeting_id, status=NominationStatus.RESERVE)
    for one in in_rank(reserves):
        if one.reserve and fund.covers(one.state, one.reserve.costs) and not await _has_left(one, unit):
            _, fund = await _make(one, one.reserved(unit.now, meeting.opens_at), fund=fund, unit=unit)
            return fund
    return fund


async def _has_left(nomination: Nomination, unit: SponsorshipUnit) -> bool:
    person = person_key(nomination.state, nomination.delegate)
    known = await unit.participants.all(meeting_id=nomination.meeting_id, person=person)
    return bool(known) and all(one.has_left for one in known)


async def _make(
    nomination: Nomination, decision: Decision, *, fund: Fund, unit: SponsorshipUnit
) -> tuple[OfferPlaced, Fund]:
    nomination, offer = nomination.offer(unit.new_id("off"), decision, at=unit.now)
    fund = fund.reserve(offer.offer_id, state=offer.state, costs=offer.costs)
    await unit.nominations.save(nomination)
    await unit.offers.save(offer)
    unit.tell(offer.made())
    meeting = await unit.meetings.get(offer.meeting_id)
    lifetime = offer.answer_by - unit.now
    await invite(invited(nomination, offer), unit, subject=SUBJECT, text=TEXT, lifetime=lifetime, meeting=meeting.title)
    return OfferPlaced(offer_id=offer.offer_id, answer_by=offer.answer_by), fund
