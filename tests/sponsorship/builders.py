"""Valid values of sponsorship by default; tests name only what matters to them."""

from datetime import UTC, date, datetime
from typing import TypeVar

from pydantic import BaseModel

from services.sponsorship.commands import OfferSponsorship, ProposeOffer, PutOnReserve, ReceiveNomination
from services.sponsorship.domain import (
    Contribution,
    DelegationCopy,
    Fund,
    MeetingCopy,
    Nomination,
    Proposal,
    Reserve,
    Signed,
)
from shared.contracts.registration import Category, Deadline, DeadlineKind, DelegateRole, ParticipantFacts
from shared.contracts.sponsorship import Costs, Expertise
from shared.money import Money
from shared.who import Grant, Role, Who

MEETING_ID = "mtg_apmbc-22msp"
FUND_ID = "fun_apmbc-22msp"
NOW = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
ANSWER_BY = datetime(2025, 11, 17, 17, 0, tzinfo=UTC)

ADA = Who(subject="staff:ada", name="Ada", grants=frozenset({Grant(role=Role.SPONSORSHIP_ADMINISTRATOR)}))
CORA = Who(subject="staff:cora", name="Cora", grants=frozenset({Grant(role=Role.SPONSORSHIP_COORDINATOR)}))

P = TypeVar("P", bound=ParticipantFacts)
V = TypeVar("V", bound=BaseModel)


def chf(francs: int) -> Money:
    """Return whole francs."""
    return Money(minor=francs * 100, currency="CHF")


def costs(francs: int = 3000) -> Costs:
    """Return costs of so many francs in all."""
    return Costs(ticket=chf(francs - 2 * (francs // 3)), hotel=chf(francs // 3), allowance=chf(francs // 3))


def signed_by(who: Who) -> Signed:
    """Return a signature of some days ago."""
    return Signed(subject=who.subject, name=who.name, at=NOW)


def a_meeting(**changes: object) -> MeetingCopy:
    """Return the reference meeting as heard."""
    meeting = MeetingCopy(
        meeting_id=MEETING_ID,
        code="APMBC-22MSP",
        title="Twenty-Second Meeting of the States Parties",
        opens_on=date(2025, 12, 1),
        closes_on=date(2025, 12, 5),
        venue="Palais des Nations",
        city="Geneva",
        zone="Europe/Zurich",
        convention="APMBC",
        deadlines=(Deadline(kind=DeadlineKind.SPONSORSHIP, at=datetime(2025, 11, 12, 17, tzinfo=UTC)),),
        version=1,
    )
    return _with(meeting, changes)


def a_delegation(state: str = "AGO", **changes: object) -> DelegationCopy:
    """Return the delegation of a State."""
    delegation = DelegationCopy(
        delegation_id=f"del_apmbc-22msp_{state.lower()}",
        meeting_id=MEETING_ID,
        name=f"State {state}",
        category=Category.STATE_PARTY,
        state=state,
        version=1,
    )
    return _with(delegation, changes)


def a_contribution(francs: int = 10_000, **changes: object) -> Contribution:
    """Return money from a donor, for every State."""
    given = Contribution(
        contribution_id="ctr_1",
        donor="Switzerland",
        amount=chf(francs),
        rate="1",
        booked=chf(francs),
        received_on=date(2025, 9, 1),
    )
    return _with(given, changes)


def a_fund(*contributions: Contribution, **changes: object) -> Fund:
    """Return the fund of the reference meeting."""
    fund = Fund(fund_id=FUND_ID, meeting_id=MEETING_ID, contributions=contributions, version=1)
    return _with(fund, changes)


def a_nomination(state: str = "AGO", **changes: object) -> Nomination:
    """Return a nomination as received."""
    nomination = Nomination(
        nomination_id=f"nom_{state.lower()}",
        meeting_id=MEETING_ID,
        state=state,
        country=f"State {state}",
        delegation_id=f"del_apmbc-22msp_{state.lower()}",
        note_verbale="NV 112/2025",
        delegate=f"Maria {state.title()}",
        email=f"maria@{state.lower()}.example",
        function="Deputy Director, National Mine Action Authority",
        expertise=Expertise.CLEARANCE,
        received=signed_by(ADA),
        version=1,
    )
    return _with(nomination, changes)


def a_proposed(state: str = "AGO", francs: int = 3000, **changes: object) -> Nomination:
    """Return a nomination that Ada proposed."""
    proposal = Proposal(costs=costs(francs), by=signed_by(ADA))
    return _with(a_nomination(state).propose(proposal), changes)


def a_reserve(state: str = "COD", *, rank: int = 1, francs: int = 3000) -> Nomination:
    """Return a nomination that Cora put on the reserve list."""
    reserve = Reserve(rank=rank, costs=costs(francs), answer_within_days=5, by=signed_by(CORA))
    return a_proposed(state, francs).put_on_reserve(reserve)


def to_receive(state: str = "AGO", **changes: object) -> ReceiveNomination:
    """Return the command that brings a nomination in."""
    command = ReceiveNomination(
        meeting_id=MEETING_ID,
        state=state,
        note_verbale="NV 112/2025",
        delegate=f"Maria {state.title()}",
        email=f"maria@{state.lower()}.example",
        function="Deputy Director",
        expertise=Expertise.CLEARANCE,
        languages=("fr", "en"),
    )
    return _with(command, changes)


def to_propose(state: str = "AGO", francs: int = 3000) -> ProposeOffer:
    """Return the command that proposes an offer."""
    return ProposeOffer(nomination_id=f"nom_{state.lower()}", costs=costs(francs))


def to_offer(state: str = "AGO", francs: int = 3000, **changes: object) -> OfferSponsorship:
    """Return the command that offers."""
    command = OfferSponsorship(nomination_id=f"nom_{state.lower()}", costs=costs(francs), answer_by=ANSWER_BY)
    return _with(command, changes)


def to_reserve(state: str = "AGO", rank: int = 1) -> PutOnReserve:
    """Return the command that puts on reserve."""
    return PutOnReserve(nomination_id=f"nom_{state.lower()}", rank=rank, costs=costs())


def heard(
    kind: type[P], *, state: str | None = "AGO", full_name: str = "AGO Maria", version: int = 1, **more: object
) -> P:
    """Return a fact about a participant as registration tells it."""
    return kind.model_validate(
        {
            "participant_id": f"par_{state}",
            "meeting_id": MEETING_ID,
            "delegation_id": "del_x",
            "delegation": "State",
            "category": Category.STATE_PARTY,
            "state": state,
            "full_name": full_name,
            "role": DelegateRole.REPRESENTATIVE,
            "version": version,
            **more,
        }
    )


def _with(value: V, changes: dict[str, object]) -> V:
    return value.model_copy(update=changes)
