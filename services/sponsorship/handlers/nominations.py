"""Nominations: taken in, proposed, put on the reserve list."""

from services.sponsorship.commands import ProposeOffer, PutOnReserve, ReceiveNomination
from services.sponsorship.domain import (
    DelegationCopy,
    MeetingCopy,
    Nomination,
    NotInvited,
    Proposal,
    Reserve,
    StateLimitReached,
    fund_of,
    signed,
)
from services.sponsorship.ports import SponsorshipUnit
from shared.values import Value
from shared.who import Role


class Nominated(Value):
    """A nomination as taken in; `late` when it came after the meeting's deadline for nominations."""

    nomination_id: str
    late: bool


async def receive_nomination(command: ReceiveNomination, unit: SponsorshipUnit) -> Nominated:
    """Take in a nomination of an invited State (S1) that has a place left (S2); focal points for their own State."""
    meeting = await unit.meetings.get(command.meeting_id)
    delegation = await _nominating(command, unit)
    nomination = await _new(command, unit, meeting=meeting, delegation=delegation)
    await unit.nominations.save(nomination)
    unit.tell(nomination.told())
    return Nominated(nomination_id=nomination.nomination_id, late=nomination.late)


async def propose_offer(command: ProposeOffer, unit: SponsorshipUnit) -> None:
    """Put an offer before the Coordinator (S4)."""
    nomination = await unit.nominations.get(command.nomination_id)
    proposal = Proposal(costs=command.costs, by=signed(unit.who, unit.now), note=command.note)
    await unit.nominations.save(nomination.propose(proposal))


async def put_on_reserve(command: PutOnReserve, unit: SponsorshipUnit) -> None:
    """Decide that this nominee follows when money is freed (S4)."""
    nomination = await unit.nominations.get(command.nomination_id)
    reserve = Reserve(
        rank=command.rank,
        costs=command.costs,
        answer_within_days=command.answer_within_days,
        by=signed(unit.who, unit.now),
        reason=command.reason,
    )
    await unit.nominations.save(nomination.put_on_reserve(reserve))


async def _nominating(command: ReceiveNomination, unit: SponsorshipUnit) -> DelegationCopy:
    delegation = await unit.delegations.one(meeting_id=command.meeting_id, state=command.state)
    if delegation is None:
        raise NotInvited("This State is not invited to the meeting.", field="state")
    if not unit.who.has(Role.SPONSORSHIP_ADMINISTRATOR):
        unit.who.must_have(Role.FOCAL_POINT, delegation.delegation_id)
    return delegation


async def _new(
    command: ReceiveNomination, unit: SponsorshipUnit, *, meeting: MeetingCopy, delegation: DelegationCopy
) -> Nomination:
    close = meeting.nominations_close_at
    asked = {name: getattr(command, name) for name in type(command).model_fields}
    return Nomination(
        **asked,
        nomination_id=unit.new_id("nom"),
        country=delegation.name,
        delegation_id=delegation.delegation_id,
        late=close is not None and unit.now > close,
        received=signed(unit.who, unit.now),
        place=await _free_place(command, unit),
        version=1,
    )


async def _free_place(command: ReceiveNomination, unit: SponsorshipUnit) -> int:
    """Return the State's lowest free place in this round (S2); a unique index settles who takes it."""
    fund = await unit.funds.get(fund_of(command.meeting_id))
    theirs = await unit.nominations.all(meeting_id=command.meeting_id, state=command.state, live=True)
    taken = {one.place for one in theirs}
    free = (place for place in range(1, fund.nominees_per_state + 1) if place not in taken)
    place = next(free, None)
    if place is None:
        raise StateLimitReached("This State has nominated as many delegates as the round allows.", field="state")
    return place
