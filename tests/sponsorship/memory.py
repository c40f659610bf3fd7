"""Sponsorship in memory: what the tests of handlers look at."""

from services.sponsorship.domain import Balance, Fund, Nomination, Offer
from services.sponsorship.ports import SponsorshipUnit
from shared.who import Grant, Role, Who
from tests.fakes import World
from tests.sponsorship.builders import FUND_ID

Sponsorship = World[SponsorshipUnit]
NOMINEE = Who(subject="nominee:nom_ago", name="Maria", grants=frozenset({Grant(role=Role.NOMINEE, scope="off_1")}))


def offer_of(world: Sponsorship, offer_id: str = "off_1") -> Offer:
    """Return an offer as it stands."""
    state = world.state("offers", offer_id)
    assert isinstance(state, Offer)
    return state


def nomination_of(world: Sponsorship, nomination_id: str) -> Nomination:
    """Return a nomination as it stands."""
    state = world.state("nominations", nomination_id)
    assert isinstance(state, Nomination)
    return state


def balance_of(world: Sponsorship) -> Balance:
    """Return where the fund's money is."""
    state = world.state("funds", FUND_ID)
    assert isinstance(state, Fund)
    return state.balance()
