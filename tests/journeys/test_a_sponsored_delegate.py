"""One fact flowing: nominated, offered, expected, withdrawn, travel cancelled; and the reserve who comes instead."""

from datetime import date, timedelta

import pytest

from services.registration.commands import (
    RegisterParticipant,
    WithdrawParticipant,
)
from services.registration.domain import Expectation
from services.registration.handlers import (
    register_participant,
    withdraw_participant,
)
from services.sponsorship.commands import AcceptOffer, OpenFund, RecordContribution
from services.sponsorship.domain import Fund, Offer, OfferStatus
from services.sponsorship.handlers import (
    accept_offer,
    offer_sponsorship,
    open_fund,
    propose_offer,
    put_on_reserve,
    receive_nomination,
    record_contribution,
)
from tests.journeys.town import Town, an_open_meeting
from tests.registration.builders import MEETING_ID, OFFICER
from tests.sponsorship.builders import ADA, CORA, FUND_ID, chf, costs, to_offer, to_propose, to_receive, to_reserve

ANGOLA = "del_apmbc-22msp_ago"


@pytest.fixture
async def town() -> Town:
    """The meeting is open, the fund has money for one, Angola is proposed and the Congo is on reserve."""
    town = Town()
    sponsorship = town["sponsorship"]
    await an_open_meeting(town)
    await sponsorship.run(open_fund, OpenFund(meeting_id=MEETING_ID), ADA)
    gift = RecordContribution(fund_id=FUND_ID, donor="Switzerland", amount=chf(3000), received_on=date(2025, 9, 1))
    await sponsorship.run(record_contribution, gift, ADA)
    for state in ("AGO", "COD"):
        nominated = await sponsorship.run(receive_nomination, to_receive(state), ADA)
        proposal = to_propose(state).model_copy(update={"nomination_id": nominated.nomination_id})
        await sponsorship.run(propose_offer, proposal, ADA)
    return town


async def offered_to_angola(town: Town) -> str:
    """Offer to Angola's nominee, put the Congo's on reserve; return the offer's id."""
    sponsorship = town["sponsorship"]
    reserve = to_reserve("COD").model_copy(update={"nomination_id": "nom_2", "costs": costs(3000)})
    await sponsorship.run(put_on_reserve, reserve, CORA)
    placed = await sponsorship.run(offer_sponsorship, to_offer("AGO", nomination_id="nom_1"), CORA)
    await town.settle()
    return str(placed.offer_id)


def expectations(town: Town) -> list[Expectation]:
    rows = town["registration"].backend.rows.get("expectations", {})
    found = [town["registration"].state("expectations", id) for id in rows]
    return [one for one in found if isinstance(one, Expectation)]


def offers(town: Town) -> dict[str, OfferStatus]:
    world = town["sponsorship"]
    found = [world.state("offers", id) for id in world.backend.rows["offers"]]
    return {one.state: one.status for one in found if isinstance(one, Offer)}


def money(town: Town) -> Fund:
    fund = town["sponsorship"].state("funds", FUND_ID)
    assert isinstance(fund, Fund)
    return fund


async def withdraw_angola(town: Town) -> None:
    registering = RegisterParticipant(
        delegation_id=ANGOLA, full_name=to_receive("AGO").delegate, email="maria@ago.example.org"
    )
    person = await town["registration"].run(register_participant, registering, OFFICER)
    withdrawal = WithdrawParticipant(participant_id=person.participant_id, reason="Needed in Luanda")
    await town["registration"].run(withdraw_participant, withdrawal, OFFICER)
    await town.settle()


async def test_who_accepted_is_expected_at_the_desk(town: Town) -> None:
    offer_id = await offered_to_angola(town)
    await town["sponsorship"].run(accept_offer, AcceptOffer(offer_id=offer_id), ADA)
    await town.settle()

    assert [(one.state, one.active) for one in expectations(town)] == [("AGO", True)]


async def test_who_withdraws_travels_no_more_and_is_expected_no_more(town: Town) -> None:
    offer_id = await offered_to_angola(town)
    await town["sponsorship"].run(accept_offer, AcceptOffer(offer_id=offer_id), ADA)
    await town.settle()
    await withdraw_angola(town)

    assert offers(town)["AGO"] == OfferStatus.TRAVEL_CANCELLED
    assert [(one.state, one.active) for one in expectations(town)] == [("AGO", False)]


async def test_who_withdraws_before_answering_leaves_the_offer_to_the_reserve(town: Town) -> None:
    await offered_to_angola(town)
    await withdraw_angola(town)

    assert offers(town) == {"AGO": OfferStatus.WITHDRAWN, "COD": OfferStatus.OFFERED}
    assert (money(town).balance().reserved, expectations(town)) == (300_000, [])


async def test_an_offer_that_lapses_goes_to_the_first_reserve_whatever_is_delivered_twice(town: Town) -> None:
    await offered_to_angola(town)
    await town.wait_until(to_offer("AGO").answer_by + timedelta(seconds=1))

    assert offers(town) == {"AGO": OfferStatus.LAPSED, "COD": OfferStatus.OFFERED}
    assert len(town["sponsorship"].mails) == 2
    assert len(money(town).contributions) == 1
