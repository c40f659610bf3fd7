"""From the fund to the offer: what sponsorship does with each message."""

from datetime import UTC, datetime

import pytest

from services.sponsorship import handlers
from services.sponsorship.commands import (
    OpenFund,
    RecordContribution,
)
from services.sponsorship.domain import (
    AlreadyNominated,
    Balance,
    FundExhausted,
    FundOpenAlready,
    NominationStatus,
    NotAtThisStep,
    NotInvited,
    OfferStatus,
    ReasonNeeded,
    SamePerson,
    StateLimitReached,
    WrongDeadline,
)
from services.sponsorship.store import KEPT
from shared.contracts.sponsorship import (
    ContributionReceived,
    NominationReceived,
    OfferMade,
)
from shared.errors import NotAllowed
from shared.money import Money
from shared.who import NOBODY, Grant, Role, Who
from tests.sponsorship.builders import (
    ADA,
    ANSWER_BY,
    CORA,
    FUND_ID,
    MEETING_ID,
    a_contribution,
    a_fund,
    a_meeting,
    a_proposed,
    chf,
    costs,
    to_offer,
    to_propose,
    to_receive,
    to_reserve,
)
from tests.sponsorship.memory import Sponsorship, balance_of, nomination_of, offer_of


async def test_a_meeting_has_one_fund() -> None:
    world = Sponsorship("sponsorship", KEPT, who=ADA)
    world.keep(a_meeting())
    opened = await world.run(handlers.open_fund, OpenFund(meeting_id=MEETING_ID))
    with pytest.raises(FundOpenAlready):
        await world.run(handlers.open_fund, OpenFund(meeting_id=MEETING_ID))

    assert opened.fund_id == FUND_ID


async def test_a_contribution_is_booked_at_its_rate_and_told(world: Sponsorship) -> None:
    euros = Money(minor=3_000_000, currency="EUR")
    command = RecordContribution(
        fund_id=FUND_ID, donor="Germany", amount=euros, rate="0.94", received_on="2025-09-01", earmark=("SEN", "AGO")
    )
    await world.run(handlers.record_contribution, command)

    assert balance_of(world).received == 500_000 + 2_820_000
    assert world.told(ContributionReceived) == [
        ContributionReceived(
            fund_id=FUND_ID, meeting_id=MEETING_ID, donor="Germany", amount=euros, booked=chf(28_200), version=2
        )
    ]


async def test_a_nomination_is_taken_in_with_its_note_verbale(world: Sponsorship) -> None:
    nominated = await world.run(handlers.receive_nomination, to_receive("AGO"))

    nomination = nomination_of(world, nominated.nomination_id)
    assert (nomination.country, nomination.note_verbale, nomination.late) == ("State AGO", "NV 112/2025", False)
    assert world.told(NominationReceived) == [nomination.told()]


async def test_a_nomination_after_the_deadline_is_marked_late(world: Sponsorship) -> None:
    world.clock.move(days=3)

    assert (await world.run(handlers.receive_nomination, to_receive("AGO"))).late


async def test_a_state_that_is_not_invited_cannot_nominate(world: Sponsorship) -> None:
    with pytest.raises(NotInvited):
        await world.run(handlers.receive_nomination, to_receive("XXA"))


async def test_a_focal_point_nominates_for_the_own_state_only(world: Sponsorship) -> None:
    grant = Grant(role=Role.FOCAL_POINT, scope="del_apmbc-22msp_ago")
    focal_point = Who(subject="fp", name="Focal point", grants=frozenset({grant}))
    await world.run(handlers.receive_nomination, to_receive("AGO"), focal_point)
    with pytest.raises(NotAllowed):
        await world.run(handlers.receive_nomination, to_receive("COD"), focal_point)


async def test_nobody_nominates_without_a_state_behind(world: Sponsorship) -> None:
    with pytest.raises(NotAllowed):
        await world.run(handlers.receive_nomination, to_receive("AGO"), NOBODY)


async def test_a_state_nominates_one_delegate_a_round(world: Sponsorship) -> None:
    await world.run(handlers.receive_nomination, to_receive("AGO"))
    with pytest.raises(StateLimitReached):
        await world.run(handlers.receive_nomination, to_receive("AGO", email="other@ago.example"))


async def test_a_round_may_allow_more_nominations_a_state(world: Sponsorship) -> None:
    world.keep(a_fund(a_contribution(), nominees_per_state=2))
    for email in ("one@ago.example", "two@ago.example"):
        await world.run(handlers.receive_nomination, to_receive("AGO", email=email))
    with pytest.raises(StateLimitReached):
        await world.run(handlers.receive_nomination, to_receive("AGO", email="three@ago.example"))


async def test_two_states_cannot_nominate_the_same_person(world: Sponsorship) -> None:
    await world.run(handlers.receive_nomination, to_receive("AGO"))
    with pytest.raises(AlreadyNominated):
        await world.run(handlers.receive_nomination, to_receive("COD", email="maria@ago.example"))


async def test_an_offer_reserves_its_money_and_invites_the_nominee(offered: Sponsorship) -> None:
    offer = offer_of(offered)
    assert (offer.status, offer.proposed.name, offer.decided.name) == (OfferStatus.OFFERED, "Ada", "Cora")
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, reserved=300_000)
    assert offered.told(OfferMade) == [offer.made()]
    assert [(mail.to, "/sponsorship/link/" in mail.text) for mail in offered.mails] == [("maria@ago.example", True)]
    assert ("sponsorship.due.lapse_offer", ANSWER_BY) in offered.scheduled()


async def test_proposer_and_decider_are_two_people(world: Sponsorship) -> None:
    both = Who(subject=ADA.subject, name="Ada", grants=ADA.grants | CORA.grants)
    world.keep(a_proposed("AGO"))
    with pytest.raises(SamePerson):
        await world.run(handlers.offer_sponsorship, to_offer(), both)
    with pytest.raises(SamePerson):
        await world.run(handlers.put_on_reserve, to_reserve(), both)


async def test_nothing_is_offered_that_was_not_proposed(world: Sponsorship) -> None:
    nominated = await world.run(handlers.receive_nomination, to_receive("AGO"))
    with pytest.raises(NotAtThisStep):
        await world.run(handlers.offer_sponsorship, to_offer(nomination_id=nominated.nomination_id), CORA)


async def test_another_amount_than_proposed_needs_a_reason(world: Sponsorship) -> None:
    world.keep(a_proposed("AGO", 3000))
    with pytest.raises(ReasonNeeded):
        await world.run(handlers.offer_sponsorship, to_offer("AGO", 2400), CORA)
    placed = await world.run(handlers.offer_sponsorship, to_offer("AGO", 2400, reason="Fares fell."), CORA)

    offer = offer_of(world, placed.offer_id)
    assert (offer.costs, offer.decided_because) == (costs(2400), "Fares fell.")


async def test_an_offer_must_be_answered_before_the_meeting_opens(world: Sponsorship) -> None:
    world.keep(a_proposed("AGO"))
    for answer_by in (world.clock(), datetime(2025, 12, 1, 9, tzinfo=UTC)):
        with pytest.raises(WrongDeadline):
            await world.run(handlers.offer_sponsorship, to_offer(answer_by=answer_by), CORA)


async def test_an_offer_beyond_the_money_is_refused_and_leaves_nothing(offered: Sponsorship) -> None:
    offered.keep(a_proposed("KHM"))
    with pytest.raises(FundExhausted):
        await offered.run(handlers.offer_sponsorship, to_offer("KHM"), CORA)

    assert nomination_of(offered, "nom_khm").status is NominationStatus.PROPOSED
    assert len(offered.told(OfferMade)) == len(offered.mails) == 1


async def test_a_proposal_can_be_replaced_until_it_is_decided(world: Sponsorship) -> None:
    world.keep(a_proposed("AGO", 3000))
    await world.run(handlers.propose_offer, to_propose("AGO", 2700))
    await world.run(handlers.offer_sponsorship, to_offer("AGO", 2700), CORA)
    with pytest.raises(NotAtThisStep):
        await world.run(handlers.propose_offer, to_propose("AGO", 2400))
