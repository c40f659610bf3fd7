"""The pages behind a link: a look changes nothing, the button signs in once, the form gives nothing away."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from shared.identity import SESSION_COOKIE, Identity, undeclared_routes
from shared.identity.link_pages import joined, link_routes
from shared.identity.links import LINKS, LinksUnit, hash_of
from shared.identity.tokens import Admission
from shared.who import Grant, Role, Who
from tests.fakes import FakeClock, World
from tests.shared.identity.house import HOUSE, a_browser, a_focal_point, a_house, an_officer, hidden, sign_in
from tests.shared.identity.test_links import a_link, an_invited


@pytest.fixture
def world(clock: FakeClock) -> World[LinksUnit]:
    return World("side_events", (LINKS,), clock=clock)


@pytest.fixture
async def browser(world: World[LinksUnit], identity: Identity) -> AsyncIterator[httpx.AsyncClient]:
    app = a_house(identity, link_routes(world.units, identity, service="side_events"))
    assert undeclared_routes(app) == []
    async with a_browser(app) as browser:
        yield browser


async def test_a_mail_scanner_that_looks_at_the_link_does_not_use_it_up(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    for _ in range(3):
        page = await browser.get("/side-events/link/key_12")
        assert page.status_code == 200
        assert page.text.count('action="/side-events/link/key_12"') == 1
    assert SESSION_COOKIE not in browser.cookies
    assert world.state("links", "lnk_1") == a_link()


async def test_the_button_signs_in_and_leads_to_the_first_page(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    answer = await browser.post("/side-events/link/key_12", headers={"Origin": HOUSE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/registration/delegations/del_1")
    assert (await browser.get("/delegations/del_1")).json() == "fp_1"
    assert (await browser.get("/delegations/del_2")).status_code == 403


async def test_a_used_link_leads_to_the_form_for_another_one(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    await browser.post("/side-events/link/key_12")
    browser.cookies.clear()
    answer = await browser.post("/side-events/link/key_12")
    assert (answer.status_code, SESSION_COOKIE in browser.cookies) == (410, False)
    assert "This sign-in link was used already." in answer.text
    assert 'name="email"' in answer.text


async def test_who_is_signed_in_still_reaches_the_page_by_the_used_link(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    await browser.post("/side-events/link/key_12", headers={"Origin": HOUSE})
    page = await browser.get("/side-events/link/key_12")
    form = page.text[page.text.index('action="/side-events/link/') :]
    again = await browser.post("/side-events/link/key_12", data={"csrf": hidden(form, "csrf")})
    assert (again.status_code, again.headers["location"]) == (303, "/registration/delegations/del_1")


@pytest.mark.parametrize("days", [0, 30])
async def test_an_old_link_and_a_guessed_one_look_alike(
    browser: httpx.AsyncClient, world: World[LinksUnit], days: int
) -> None:
    world.keep(a_link())
    world.clock.move(days=days)
    answer = await browser.post(f"/side-events/link/{'key_12' if days else 'guessed'}")
    assert answer.status_code == 410
    assert "This sign-in link is no longer valid." in answer.text


async def test_another_site_cannot_press_the_button(browser: httpx.AsyncClient, world: World[LinksUnit]) -> None:
    world.keep(a_link())
    answer = await browser.post("/side-events/link/key_12", headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403
    assert world.state("links", "lnk_1") == a_link()


async def test_somebody_signed_in_already_may_press_the_button_on_the_page(
    browser: httpx.AsyncClient, world: World[LinksUnit], identity: Identity
) -> None:
    sign_in(browser, identity, an_officer())
    world.keep(a_link())
    page = await browser.get("/side-events/link/key_12")
    form = page.text[page.text.index('action="/side-events/link/') :]
    answer = await browser.post("/side-events/link/key_12", data={"csrf": hidden(form, "csrf")})
    assert answer.status_code == 303


async def test_a_known_and_an_unknown_address_get_the_same_answer(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    world.clock.move(days=3)
    assert (await browser.get("/side-events/link")).status_code == 200
    known = await browser.post("/side-events/link", data={"email": " sok@mission.example "})
    unknown = await browser.post("/side-events/link", data={"email": "nobody@mission.example"})
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("sok@", "nobody@") == unknown.text
    (mail,) = world.backend.mails.values()
    (path,) = re.findall(r"plenary:(/\S+)", mail.text)
    assert path.startswith("/registration/link/")


async def test_what_is_no_address_is_shown_beside_the_field(browser: httpx.AsyncClient) -> None:
    answer = await browser.post("/side-events/link", data={"email": "sok at mission"})
    assert answer.status_code == 422
    assert "Write your e-mail address" in answer.text
    assert 'value="sok at mission"' in answer.text


async def test_whoever_tries_many_links_is_held_up(browser: httpx.AsyncClient) -> None:
    answers = [(await browser.post(f"/side-events/link/guess_{number}")).status_code for number in range(61)]
    assert answers == [410] * 60 + [429]


async def test_an_office_behind_one_address_is_not_held_up_by_its_own_links(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    """As many focal points as there are States, in one network and in one minute; one pressed a used link often."""
    for number in range(130):
        world.keep(a_link(link_id=f"lnk_{number}", token_hash=hash_of(f"key_{number}")))
        assert (await browser.get(f"/side-events/link/key_{number}")).status_code == 200
        assert (await browser.post(f"/side-events/link/key_{number}")).status_code == 303
        browser.cookies.clear()
    assert {(await browser.post("/side-events/link/key_0")).status_code for _ in range(61)} == {410}


def test_a_second_link_to_the_same_address_adds_to_the_first() -> None:
    person = an_invited(subject="hst_1", grants=(Grant(role=Role.HOST, scope="req_1"),))
    before = an_admission(a_focal_point("del_1"))
    assert joined(a_focal_point("del_1"), person, [before]) == (before,)


def test_what_a_link_gives_again_is_not_carried_twice() -> None:
    assert joined(a_focal_point("del_1"), an_invited(), [an_admission(a_focal_point("del_1"))]) == ()


def test_it_adds_nothing_to_somebody_else_or_to_staff() -> None:
    person = an_invited(grants=())
    other = a_focal_point("del_9").model_copy(update={"email": "other@mission.example"})
    assert joined(None, person, []) == ()
    assert joined(other, person, [an_admission(other)]) == ()
    officer = an_officer(email=person.email)
    assert joined(officer, person, [an_admission(officer)]) == ()


def an_admission(who: Who) -> Admission:
    """Return how somebody came in who is signed in."""
    return Admission(subject=who.subject, since=0, grants=who.grants)
