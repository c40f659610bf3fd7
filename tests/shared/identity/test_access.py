"""Access that was taken back ends with the next request, what others gave goes on; staff cost no read."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace

import httpx
import pytest

from shared.identity import Identity, undeclared_routes
from shared.identity.access import REVOKED, GivenAccess, RevokedLink, ends, who_is_left
from shared.identity.link_pages import link_routes
from shared.identity.links import LINKS, LinksUnit, close_links, hash_of
from shared.identity.tokens import Admission
from shared.kept import Row
from shared.who import Grant, Role
from tests.fakes import FakeClock, MemoryBackend, World
from tests.shared.identity.house import PAGE, a_browser, a_focal_point, a_house, an_identity, an_officer, sign_in
from tests.shared.identity.test_links import Ask, a_link, an_invited, shut_out

HERE, THERE = "/delegations/del_1", "/delegations/del_2"
OTHER = an_invited(subject="fp_2", grants=(Grant(role=Role.FOCAL_POINT, scope="del_2"),))


@dataclass
class CountingBackend(MemoryBackend):
    """A database in memory that counts what it is asked."""

    asked: list[object] = field(default_factory=list)

    async def select(
        self, collection: str, equals: Mapping[str, object], *, after: str = "", most: int = 0
    ) -> list[Row]:
        self.asked.append(equals)
        return await super().select(collection, equals, after=after, most=most)


@pytest.fixture
def world(clock: FakeClock) -> World[LinksUnit]:
    return World("registration", (LINKS,), clock=clock)


@pytest.fixture
def identity(clock: FakeClock, world: World[LinksUnit]) -> Identity:
    return replace(an_identity(clock), access=GivenAccess(world.backend, "/registration/link"))


@pytest.fixture
async def browser(world: World[LinksUnit], identity: Identity) -> AsyncIterator[httpx.AsyncClient]:
    app = a_house(identity, link_routes(world.units, identity, service="registration"))
    assert undeclared_routes(app) == []
    async with a_browser(app) as browser:
        yield browser


async def statuses(browser: httpx.AsyncClient, *paths: str) -> list[int]:
    return [(await browser.get(path)).status_code for path in paths]


async def test_a_session_ends_with_the_link_it_came_by(browser: httpx.AsyncClient, world: World[LinksUnit]) -> None:
    world.keep(a_link())
    await browser.post("/registration/link/key_12")
    assert await statuses(browser, HERE) == [200]
    await world.run(shut_out, Ask(person=an_invited()))
    answer = await browser.get(HERE)
    assert answer.status_code == 401
    assert answer.json() == {"kind": "AccessEnded", "reason": "Your access has ended."}
    assert (await browser.get("/open")).json()["subject"] == "nobody"


async def test_a_page_leads_to_the_form_for_another_link(browser: httpx.AsyncClient, world: World[LinksUnit]) -> None:
    world.keep(a_link())
    await browser.post("/registration/link/key_12")
    await world.run(shut_out, Ask(person=an_invited()))
    answer = await browser.get(HERE, headers=PAGE)
    assert (answer.status_code, answer.headers["location"]) == (303, "/registration/link?ended=1")
    form = await browser.get(answer.headers["location"], headers=PAGE)
    assert "Your access has ended." in form.text
    assert 'name="email"' in form.text


async def test_access_given_again_works_at_once(browser: httpx.AsyncClient, world: World[LinksUnit]) -> None:
    world.keep(a_link())
    await browser.post("/registration/link/key_12")
    await world.run(shut_out, Ask(person=an_invited()))
    world.keep(a_link(link_id="lnk_2", token_hash=hash_of("again")))
    await browser.post("/registration/link/again")
    assert await statuses(browser, HERE) == [200]


async def test_only_what_was_taken_back_is_taken_off(browser: httpx.AsyncClient, world: World[LinksUnit]) -> None:
    world.keep(a_link(), a_link(link_id="lnk_2", token_hash=hash_of("other"), subject="fp_2", person=OTHER))
    await browser.post("/registration/link/key_12")
    csrf = (await browser.get("/open")).json()["csrf"]
    await browser.post("/registration/link/other", data={"csrf": csrf})
    assert await statuses(browser, HERE, THERE) == [200, 200]
    await world.run(shut_out, Ask(person=OTHER))
    assert await statuses(browser, HERE, THERE) == [200, 401]
    assert (await browser.get("/open")).json()["subject"] == "fp_1"


async def test_a_link_that_was_taken_back_is_not_carried_into_the_next_session(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link(), a_link(link_id="lnk_2", token_hash=hash_of("other"), subject="fp_2", person=OTHER))
    await browser.post("/registration/link/key_12")
    await world.run(shut_out, Ask(person=an_invited()))
    await browser.post("/registration/link/other")
    assert await statuses(browser, HERE, THERE) == [403, 200]


async def test_what_another_service_gave_goes_on_here(
    browser: httpx.AsyncClient, world: World[LinksUnit], identity: Identity
) -> None:
    sign_in(browser, identity, a_focal_point("del_1"))
    await world.run(shut_out, Ask(person=OTHER))
    assert await statuses(browser, HERE) == [200]


async def test_what_another_service_gave_ends_here_once_it_told_so(clock: FakeClock) -> None:
    world: World[LinksUnit] = World("sponsorship", (LINKS, REVOKED), clock=clock)
    access = GivenAccess(world.backend, "/sponsorship/link", heard=True)
    ways = [Admission(subject="fp_1", since=1, grants=frozenset(OTHER.grants), link_id=id) for id in ("lnk_1", "")]
    assert await access.left_of(ways) == tuple(ways)
    world.keep(RevokedLink(link_id="lnk_1", revoked_at=clock.now, version=3))
    assert await access.left_of(ways) == tuple(ways[1:])


async def test_a_bearer_token_from_before_ends_too_and_one_from_after_works(
    browser: httpx.AsyncClient, world: World[LinksUnit], identity: Identity, clock: FakeClock
) -> None:
    world.keep(a_link())
    before = {"Authorization": f"Bearer {identity.keys.bearer_token(a_focal_point('del_1'))}"}
    assert (await browser.get(HERE, headers=before)).status_code == 200
    clock.move(seconds=1)
    await world.run(shut_out, Ask(person=an_invited()))
    assert (await browser.get(HERE, headers=before)).status_code == 401
    clock.move(seconds=1)
    after = {"Authorization": f"Bearer {identity.keys.bearer_token(a_focal_point('del_1'))}"}
    assert (await browser.get(HERE, headers=after)).status_code == 200


async def test_staff_cost_no_read_and_link_people_one(clock: FakeClock) -> None:
    backend = CountingBackend((LINKS,))
    identity = replace(an_identity(clock), access=GivenAccess(backend, "/registration/link"))
    async with a_browser(a_house(identity)) as browser:
        sign_in(browser, identity, an_officer())
        assert await statuses(browser, "/desk", "/open", HERE) == [200, 200, 200]
        assert backend.asked == []
        sign_in(browser, identity, a_focal_point("del_1"))
        assert await statuses(browser, HERE) == [200]
        assert backend.asked == [{"subject": "fp_1"}]


async def test_who_came_in_stays_while_the_links_not_used_yet_are_taken_back(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    async def close(command: Ask, unit: LinksUnit) -> None:
        await close_links(command.person.subject, unit)

    world.keep(a_link(), a_link(link_id="lnk_2", token_hash=hash_of("again")))
    await browser.post("/registration/link/key_12")
    await world.run(close, Ask(person=an_invited()))
    assert await statuses(browser, HERE) == [200]
    assert (await browser.post("/registration/link/again", headers={"Sec-Fetch-Site": "none"})).status_code == 403
    browser.cookies.clear()
    assert (await browser.post("/registration/link/again")).status_code == 410


async def test_signing_out_ends_the_session_in_this_browser(
    browser: httpx.AsyncClient, world: World[LinksUnit]
) -> None:
    world.keep(a_link())
    await browser.post("/registration/link/key_12")
    csrf = (await browser.get("/open")).json()["csrf"]
    assert (await browser.post("/sign-out", data={"csrf": csrf})).status_code == 303
    assert await statuses(browser, HERE) == [401]


def test_an_admission_ends_with_its_own_link_or_else_by_the_hour() -> None:
    came = Admission(subject="fp_1", since=int(a_link().issued_at.timestamp()), grants=frozenset(), link_id="lnk_1")
    taken_back = a_link(revoked_at=a_link().issued_at)
    assert not ends(a_link(), came)
    assert ends(taken_back, came)
    assert not ends(taken_back, came.model_copy(update={"link_id": "lnk_2"}))
    assert ends(taken_back, came.model_copy(update={"link_id": ""}))
    assert not ends(taken_back, came.model_copy(update={"link_id": "", "since": came.since + 1}))
    assert not ends(taken_back, came.model_copy(update={"subject": "fp_2"}))


def test_nobody_is_left_of_somebody_without_any_admission() -> None:
    assert who_is_left(a_focal_point("del_1"), ()) is None
