"""A person whom registration erased: nominations name them no more, the accounts do; each delivered twice."""

import pytest

from services.sponsorship.commands import AcceptOffer
from services.sponsorship.domain import Nomination, NominationStatus, Offer, OfferStatus
from services.sponsorship.handlers import accept_offer, offer_sponsorship
from services.sponsorship.handlers.forgetting import forget_nominee
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import KEPT
from shared.contracts.registration import ParticipantErased
from shared.contracts.sponsorship import OfferWithdrawn
from tests.erasures import marked
from tests.fakes import World
from tests.sponsorship.builders import (
    ADA,
    CORA,
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
