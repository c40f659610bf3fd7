"""A person whom registration erased: nominations name them no more, the accounts do; each delivered twice."""

import pytest

from services.sponsorship.commands import AcceptOffer, AnswerErasure
from services.sponsorship.domain import Nomination, NominationStatus, NotAtThisStep, Offer, OfferStatus
from services.sponsorship.domain.ranking import Ranked
from services.sponsorship.handlers import accept_offer, answer_erasure, cancel_travel, offer_sponsorship
from services.sponsorship.handlers.forgetting import forget_nominee
from services.sponsorship.pages.round import Round
from services.sponsorship.pages.work import work_for
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import KEPT
from shared.contracts.registration import ParticipantErased, ParticipantWithdrawn
from shared.contracts.sponsorship import OfferWithdrawn
from tests.erasures import marked
from tests.fakes import World
from tests.sponsorship.builders import (
    ADA,
    CORA,
    NOW,
    a_contribution,
    a_delegation,
    a_fund,
    a_meeting,
    a_nomination,
    a_proposed,
    a_reserve,
    heard,
    to_offer,
)


@pytest.fixture
def world() -> World[SponsorshipUnit]:
    world = World[SponsorshipUnit]("sponsorship", KEPT, who=CORA)
    world.keep(a_meeting(), a_delegation(), a_fund(a_contribution()))
    return world


async def erased(world: World[SponsorshipUnit]) -> Nomination:
    told = heard(ParticipantErased, version=4, full_name="[erased]")
    told = marked(told, world, name="AGO, María", address="maria@ago.example")
    for _ in range(2):
        await world.run(forget_nominee, told)
    found = world.state("nominations", "nom_ago")
    assert isinstance(found, Nomination)
    return found


@pytest.mark.parametrize("nomination", [a_nomination(), a_proposed(), a_reserve("AGO")])
async def test_who_is_erased_is_nominated_no_more(world: World[SponsorshipUnit], nomination: Nomination) -> None:
    world.keep(nomination, a_nomination("COD"))
    left = await erased(world)

    assert (left.delegate, left.email, left.function) == ("[erased]", "nom_ago@erased.invalid", "")
    assert (left.status, left.live, left.version) == (NominationStatus.DECLINED, False, nomination.version + 1)
    assert world.state("nominations", "nom_cod") == a_nomination("COD")


async def test_an_open_offer_is_withdrawn_and_names_them_no_more_and_its_link_and_letter_are_gone(
    world: World[SponsorshipUnit],
) -> None:
    world.keep(a_proposed())
    await world.run(offer_sponsorship, to_offer())
    await erased(world)

    assert (offer(world).delegate, offer(world).status) == ("[erased]", OfferStatus.WITHDRAWN)
    assert [one.delegate for one in world.told(OfferWithdrawn) if isinstance(one, OfferWithdrawn)] == ["[erased]"]
    assert "maria" not in (repr(world.backend.rows) + repr(world.mails)).casefold()


async def test_whom_money_was_promised_to_stays_in_the_accounts(world: World[SponsorshipUnit]) -> None:
    world.keep(a_proposed())
    await world.run(offer_sponsorship, to_offer())
    await world.run(accept_offer, AcceptOffer(offer_id="off_1"), who=ADA)
    left = await erased(world)

    assert (left.delegate, left.status, offer(world).delegate) == ("[erased]", NominationStatus.ACCEPTED, "Maria Ago")


def offer(world: World[SponsorshipUnit]) -> Offer:
    found = world.state("offers", "off_1")
    assert isinstance(found, Offer)
    return found


async def a_namesake(world: World[SponsorshipUnit], **changes: object) -> Nomination:
    """Somebody of the nominee's name is erased, whose address sponsorship does not have."""
    told = heard(ParticipantErased, version=4, full_name="[erased]")
    told = marked(told, world, name="AGO, María", address="another@ago.example")
    for _ in range(2):
        await world.run(forget_nominee, told.model_copy(update=changes), message_id="evt_1")
    found = world.state("nominations", "nom_ago")
    assert isinstance(found, Nomination)
    return found


async def test_where_only_name_and_state_are_the_same_the_administrator_is_asked(
    world: World[SponsorshipUnit],
) -> None:
    world.keep(a_proposed())
    asked = await a_namesake(world)
    round_ = Round(a_meeting(), None, (Ranked(nomination=asked, place=1, points=0, parts=()),), (), {})

    assert asked.model_copy(update={"perhaps_erased_at": None, "version": 2}) == a_proposed()
    assert [one.href for one in work_for(ADA, round_, NOW) if one.word] == ["/sponsorship/nominations/nom_ago"]


@pytest.mark.parametrize(("erased", "left"), [(True, "[erased]"), (False, "Maria Ago")])
async def test_the_administrators_answer_is_carried_out_once(
    world: World[SponsorshipUnit], erased: bool, left: str
) -> None:
    world.keep(a_proposed())
    await world.run(offer_sponsorship, to_offer())
    await a_namesake(world)
    answer = AnswerErasure(nomination_id="nom_ago", erased=erased)
    await world.run(answer_erasure, answer)

    assert (await a_namesake(world)).delegate == offer(world).delegate == left
    assert offer(world).status is (OfferStatus.WITHDRAWN if erased else OfferStatus.OFFERED)
    with pytest.raises(NotAtThisStep):
        await world.run(answer_erasure, answer)


async def test_a_namesake_of_another_state_is_nobody_to_ask_about(world: World[SponsorshipUnit]) -> None:
    world.keep(a_proposed())

    assert await a_namesake(world, state="COD") == a_proposed()


@pytest.mark.parametrize("late", [False, True], ids=["withdrawn, erased", "erased, withdrawn"])
async def test_in_whatever_order_it_is_heard_the_offer_is_withdrawn_once(
    world: World[SponsorshipUnit], late: bool
) -> None:
    world.keep(a_proposed())
    await world.run(offer_sponsorship, to_offer())
    if late:
        await erased(world)
    for _ in range(2):
        await world.run(cancel_travel, heard(ParticipantWithdrawn, version=3))
    left = await erased(world)

    assert (left.delegate, left.status, offer(world).delegate) == ("[erased]", NominationStatus.WITHDRAWN, "[erased]")
    assert len(world.told(OfferWithdrawn)) == 1
