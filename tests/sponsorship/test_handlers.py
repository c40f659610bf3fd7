"""What sponsorship does with each message, from nomination to refund."""

from datetime import UTC, datetime, timedelta

import pytest

from services.sponsorship import handlers
from services.sponsorship.commands import (
    AcceptOffer,
    CloseRefundTask,
    DeclineOffer,
    LapseOffer,
    OpenFund,
    RecordContribution,
    RecordTicket,
)
from services.sponsorship.domain import (
    AlreadyNominated,
    Balance,
    DeadlinePassed,
    Fund,
    FundExhausted,
    FundOpenAlready,
    Nomination,
    NominationStatus,
    NotAtThisStep,
    NotInvited,
    Offer,
    OfferStatus,
    ReasonNeeded,
    SamePerson,
    StateLimitReached,
    WrongDeadline,
)
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import KEPT
from shared.contracts.registration import ParticipantWithdrawn
from shared.contracts.sponsorship import (
    ContributionReceived,
    NominationReceived,
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    OfferMade,
    TravelCancelled,
)
from shared.errors import NotAllowed, NotDueYet
from shared.money import Money
from shared.who import NOBODY, Grant, Role, Who
from tests.fakes import World
from tests.sponsorship.builders import (
    ADA,
    ANSWER_BY,
    CORA,
    FUND_ID,
    MEETING_ID,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_proposed,
    a_reserve,
    chf,
    costs,
    heard,
    to_offer,
    to_propose,
    to_receive,
    to_reserve,
)

Sponsorship = World[SponsorshipUnit]
NOMINEE = Who(subject="nominee:nom_ago", name="Maria", grants=frozenset({Grant(role=Role.NOMINEE, scope="off_1")}))


@pytest.fixture
def world() -> Sponsorship:
    world = Sponsorship("sponsorship", KEPT, who=ADA)
    world.keep(a_meeting(), a_delegation("AGO"), a_delegation("COD"), a_fund(a_contribution(5000)))
    return world


@pytest.fixture
async def offered(world: Sponsorship) -> Sponsorship:
    """Angola was offered 3,000 of 5,000 francs; the Congo is on the reserve list."""
    world.keep(a_proposed("AGO"), a_reserve("COD"))
    await world.run(handlers.offer_sponsorship, to_offer("AGO"), CORA)
    return world


def offer_of(world: Sponsorship, offer_id: str = "off_1") -> Offer:
    state = world.state("offers", offer_id)
    assert isinstance(state, Offer)
    return state


def nomination_of(world: Sponsorship, nomination_id: str) -> Nomination:
    state = world.state("nominations", nomination_id)
    assert isinstance(state, Nomination)
    return state


def balance_of(world: Sponsorship) -> Balance:
    state = world.state("funds", FUND_ID)
    assert isinstance(state, Fund)
    return state.balance()


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


async def test_a_declined_nominee_frees_the_place_of_the_state(offered: Sponsorship) -> None:
    await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1"))

    await offered.run(handlers.receive_nomination, to_receive("AGO", email="substitute@ago.example"))


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


async def test_an_accepted_offer_commits_its_money(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)

    assert nomination_of(offered, "nom_ago").status is NominationStatus.ACCEPTED
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, committed=300_000)
    assert offered.told(OfferAccepted) == [
        OfferAccepted(
            offer_id="off_1",
            nomination_id="nom_ago",
            meeting_id=MEETING_ID,
            state="AGO",
            delegate="Maria Ago",
            version=2,
        )
    ]


async def test_an_offer_is_answered_once_and_in_time(offered: Sponsorship) -> None:
    offered.clock.now = ANSWER_BY
    with pytest.raises(DeadlinePassed):
        await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    offered.clock.now = ANSWER_BY - timedelta(seconds=1)
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    with pytest.raises(NotAtThisStep):
        await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1"), NOMINEE)


async def test_a_declined_offer_goes_to_the_first_reserve(offered: Sponsorship) -> None:
    offered.keep(a_reserve("KHM", rank=2))
    await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1", reason="Another duty."), NOMINEE)

    following = offer_of(offered, "off_2")
    assert (following.state, following.from_reserve, following.decided.name) == ("COD", True, "Cora")
    assert following.answer_by == offered.clock() + timedelta(days=5)
    assert nomination_of(offered, "nom_khm").status is NominationStatus.RESERVE
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, reserved=300_000)
    assert [type(event) for event in offered.told(OfferDeclined, OfferMade)] == [OfferMade, OfferDeclined, OfferMade]
    assert [mail.to for mail in offered.mails] == ["maria@ago.example", "maria@cod.example"]


async def test_a_reserve_whom_the_money_cannot_pay_for_keeps_its_place(offered: Sponsorship) -> None:
    offered.keep(a_reserve("COD", rank=1, francs=6000), a_reserve("KHM", rank=2))
    await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1"), NOMINEE)

    assert nomination_of(offered, "nom_cod").status is NominationStatus.RESERVE
    assert offer_of(offered, "off_2").state == "KHM"


async def test_nobody_follows_once_the_meeting_has_opened(offered: Sponsorship) -> None:
    offered.clock.now = datetime(2025, 12, 1, 8, tzinfo=UTC)
    await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"))

    assert nomination_of(offered, "nom_cod").status is NominationStatus.RESERVE


async def test_an_offer_lapses_at_its_deadline_and_not_before(offered: Sponsorship) -> None:
    offered.clock.now = ANSWER_BY - timedelta(milliseconds=1)
    with pytest.raises(NotDueYet):
        await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"), message_id="due_1")
    offered.clock.now = ANSWER_BY
    for _ in range(2):
        await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"), message_id="due_1")

    assert offer_of(offered).status is OfferStatus.LAPSED
    assert len(offered.told(OfferLapsed)) == 1
    assert offer_of(offered, "off_2").status is OfferStatus.OFFERED


async def test_a_deadline_that_comes_twice_under_two_ids_lapses_once(offered: Sponsorship) -> None:
    offered.clock.now = ANSWER_BY
    for message_id in ("due_1", "due_2"):
        await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"), message_id=message_id)

    assert len(offered.told(OfferLapsed)) == 1


async def test_an_accepted_offer_does_not_lapse(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    offered.clock.now = ANSWER_BY
    await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"))

    assert offer_of(offered).status is OfferStatus.ACCEPTED


async def test_a_withdrawn_delegate_travels_no_more_and_the_money_is_free(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    for _ in range(2):
        await offered.run(handlers.cancel_travel, heard(ParticipantWithdrawn), message_id="evt_1")

    offer = offer_of(offered)
    assert (offer.status, offer.refund) == (OfferStatus.TRAVEL_CANCELLED, None)
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, reserved=300_000)
    assert [event.refund_task for event in offered.told(TravelCancelled) if isinstance(event, TravelCancelled)] == [
        False
    ]
    assert offer_of(offered, "off_2").state == "COD"


async def test_after_ticketing_a_withdrawal_opens_a_refund_task(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    await offered.run(handlers.record_ticket, RecordTicket(offer_id="off_1", reference="ZRH-7", cost=chf(800)))
    offered.keep(a_reserve("COD", francs=4500))
    await offered.run(handlers.cancel_travel, heard(ParticipantWithdrawn, full_name="María Ago"))
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, spent=80_000)
    assert offer_of(offered).open_refund

    await offered.run(handlers.close_refund_task, CloseRefundTask(offer_id="off_1", refunded=chf(650)))
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, spent=15_000)
    assert not offer_of(offered).open_refund
    with pytest.raises(NotAtThisStep):
        await offered.run(handlers.close_refund_task, CloseRefundTask(offer_id="off_1", refunded=chf(1)))


async def test_the_withdrawal_of_somebody_else_cancels_nothing(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    for other in (heard(ParticipantWithdrawn, full_name="Ana Ago"), heard(ParticipantWithdrawn, state="COD")):
        await offered.run(handlers.cancel_travel, other)

    assert offer_of(offered).status is OfferStatus.ACCEPTED


async def test_a_ticket_is_issued_once_and_after_acceptance(offered: Sponsorship) -> None:
    ticket = RecordTicket(offer_id="off_1", reference="ZRH-7", cost=chf(800))
    with pytest.raises(NotAtThisStep):
        await offered.run(handlers.record_ticket, ticket)
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    await offered.run(handlers.record_ticket, ticket)
    with pytest.raises(NotAtThisStep):
        await offered.run(handlers.record_ticket, ticket)


async def test_a_proposal_can_be_replaced_until_it_is_decided(world: Sponsorship) -> None:
    world.keep(a_proposed("AGO", 3000))
    await world.run(handlers.propose_offer, to_propose("AGO", 2700))
    await world.run(handlers.offer_sponsorship, to_offer("AGO", 2700), CORA)
    with pytest.raises(NotAtThisStep):
        await world.run(handlers.propose_offer, to_propose("AGO", 2400))
