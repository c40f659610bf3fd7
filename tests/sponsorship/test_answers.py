"""From the answer to the refund: what sponsorship does with each message."""

from datetime import UTC, datetime, timedelta

import pytest

from services.sponsorship import handlers
from services.sponsorship.commands import (
    AcceptOffer,
    CloseRefundTask,
    DeclineOffer,
    LapseOffer,
    RecordTicket,
)
from services.sponsorship.domain import (
    Balance,
    DeadlinePassed,
    NominationStatus,
    NotAtThisStep,
    OfferStatus,
)
from shared.contracts.registration import (
    ParticipantRegistered,
    ParticipantRejected,
    ParticipantReopened,
    ParticipantWithdrawn,
)
from shared.contracts.sponsorship import (
    OfferAccepted,
    OfferDeclined,
    OfferLapsed,
    OfferMade,
    OfferWithdrawn,
    TravelCancelled,
)
from shared.errors import NotDueYet
from tests.sponsorship.builders import (
    ANSWER_BY,
    MEETING_ID,
    a_reserve,
    chf,
    heard,
    to_receive,
)
from tests.sponsorship.memory import NOMINEE, Sponsorship, balance_of, nomination_of, offer_of


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
            accepted_at=offered.clock.now,
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


async def test_an_open_offer_is_withdrawn_from_who_withdraws_and_the_reserve_follows(offered: Sponsorship) -> None:
    for _ in range(2):
        await offered.run(handlers.cancel_travel, heard(ParticipantWithdrawn))
    offer = offer_of(offered)

    assert (offer.status, nomination_of(offered, "nom_ago").live) == (OfferStatus.WITHDRAWN, False)
    assert len(offered.told(OfferWithdrawn)) == 1
    assert [one.state for one in (offer, offer_of(offered, "off_2"))] == ["AGO", "COD"]
    assert balance_of(offered) == Balance(currency="CHF", received=500_000, reserved=300_000)
    with pytest.raises(NotAtThisStep):
        await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    await offered.run(handlers.lapse_offer, LapseOffer(offer_id="off_1"))
    assert offer_of(offered) == offer


@pytest.mark.parametrize(
    "comes",
    [heard(ParticipantReopened, version=3), heard(ParticipantRegistered, participant_id="par_again")],
    ids=["reopened since", "registered again"],
)
async def test_late_news_of_a_withdrawal_takes_nothing_from_who_comes(
    offered: Sponsorship, comes: ParticipantReopened | ParticipantRegistered
) -> None:
    await offered.run(handlers.keep_participant, comes)
    for _ in range(2):
        await offered.run(handlers.cancel_travel, heard(ParticipantWithdrawn, version=2))

    assert offer_of(offered).status is OfferStatus.OFFERED


async def test_a_reserve_who_withdrew_is_not_offered_what_is_free(offered: Sponsorship) -> None:
    await offered.run(handlers.keep_participant, heard(ParticipantWithdrawn, state="COD", full_name="Maria Cod"))
    await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1"), NOMINEE)

    assert nomination_of(offered, "nom_cod").status is NominationStatus.RESERVE
    assert balance_of(offered).reserved == 0


async def test_a_rejected_delegate_travels_no_more(offered: Sponsorship) -> None:
    await offered.run(handlers.accept_offer, AcceptOffer(offer_id="off_1"), NOMINEE)
    for _ in range(2):
        await offered.run(handlers.cancel_travel, heard(ParticipantRejected), message_id="evt_1")

    assert offer_of(offered).status is OfferStatus.TRAVEL_CANCELLED
    assert len(offered.told(TravelCancelled)) == 1


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


async def test_a_declined_nominee_frees_the_place_of_the_state(offered: Sponsorship) -> None:
    await offered.run(handlers.decline_offer, DeclineOffer(offer_id="off_1"))

    await offered.run(handlers.receive_nomination, to_receive("AGO", email="substitute@ago.example"))
