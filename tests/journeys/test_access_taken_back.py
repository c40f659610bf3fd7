"""A focal point is taken off in registration: what their link gave ends in sponsorship too, and nobody else's does."""

import pytest

from services.registration.commands import InviteFocalPoint
from services.registration.commands.missions import AddFocalPoint, HandOverDelegation, RemoveFocalPoint
from services.registration.handlers import invite_focal_point
from services.registration.handlers.missions import add_focal_point, hand_over_delegation, remove_focal_point
from shared.identity.access import GivenAccess
from shared.identity.links import SignInLink
from shared.identity.tokens import Admission
from tests.journeys.town import Town, an_open_meeting
from tests.registration.builders import OFFICER

ANGOLA = "del_apmbc-22msp_ago"
JOAO, RITA = "joao@mission.example", "rita@mission.example"


@pytest.fixture
async def town() -> Town:
    """João acts for Angola, and Rita beside him."""
    town = Town()
    await an_open_meeting(town)
    joao = InviteFocalPoint(delegation_id=ANGOLA, name="João Neto", email=JOAO)
    await town["registration"].run(invite_focal_point, joao, OFFICER)
    await add_rita(town)
    return town


async def add_rita(town: Town) -> None:
    rita = AddFocalPoint(delegation_id=ANGOLA, name="Rita Neto", email=RITA)
    await town["registration"].run(add_focal_point, rita, OFFICER)


def come_in(town: Town, address: str) -> Admission:
    """Use the newest link mailed to an address; return what the session keeps of it."""
    registration = town["registration"]
    links = [registration.state("links", id) for id in registration.backend.rows["_sign_in_links"]]
    link = [one for one in links if isinstance(one, SignInLink) and one.address == address][-1]
    registration.keep(link.next(used_at=town.clock.now))
    since = int(town.clock.now.timestamp())
    return Admission(subject=link.subject, since=since, link_id=link.link_id, grants=frozenset(link.person.grants))


async def let_in(town: Town, *admissions: Admission) -> tuple[Admission, ...]:
    await town.settle()
    return await GivenAccess(town["sponsorship"].backend, "/sponsorship/link", heard=True).left_of(admissions)


async def test_who_is_taken_off_nominates_nobody_any_more(town: Town) -> None:
    joao, rita = come_in(town, JOAO), come_in(town, RITA)
    assert await let_in(town, joao, rita) == (joao, rita)
    removal = RemoveFocalPoint(delegation_id=ANGOLA, email=RITA)
    await town["registration"].run(remove_focal_point, removal, OFFICER)

    assert await let_in(town, joao, rita) == (joao,)


async def test_who_is_asked_again_comes_in_again_and_not_by_the_former_link(town: Town) -> None:
    before = come_in(town, RITA)
    removal = RemoveFocalPoint(delegation_id=ANGOLA, email=RITA)
    await town["registration"].run(remove_focal_point, removal, OFFICER)
    await add_rita(town)
    again = come_in(town, RITA)

    assert await let_in(town, before, again) == (again,)


async def test_who_hands_over_or_is_replaced_is_shut_out(town: Town) -> None:
    joao, rita = come_in(town, JOAO), come_in(town, RITA)
    over = HandOverDelegation(delegation_id=ANGOLA, name="Rita Neto", email=RITA)
    await town["registration"].run(hand_over_delegation, over, OFFICER)
    assert await let_in(town, joao, rita) == (rita,)
    replaced = InviteFocalPoint(delegation_id=ANGOLA, name="João Neto", email=JOAO)
    await town["registration"].run(invite_focal_point, replaced, OFFICER)

    assert await let_in(town, joao, rita) == ()
