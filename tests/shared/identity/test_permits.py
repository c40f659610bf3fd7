"""Every route says who may use it; who may not is refused, sent to sign in, or recognised as a forgery."""

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from shared.identity import Identity, permit, safe_next, scoped, undeclared_routes
from shared.pages import static_app
from shared.who import Role
from tests.fakes import FakeClock
from tests.shared.identity.house import PAGE, a_browser, a_focal_point, a_house, an_identity, an_officer, sign_in


async def test_an_open_route_is_open_to_nobody_in_particular(browser: httpx.AsyncClient) -> None:
    assert (await browser.get("/open")).json() == {"subject": "nobody", "csrf": ""}


async def test_a_program_that_is_not_signed_in_is_told_so(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/desk")
    assert (answer.status_code, answer.json()["kind"]) == (401, "SignInNeeded")


async def test_a_person_who_is_not_signed_in_is_led_to_sign_in_and_back(browser: httpx.AsyncClient) -> None:
    answer = await browser.get("/desk?filter=late&page=2", headers=PAGE)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/desk%3Ffilter%3Dlate%26page%3D2"


async def test_a_fragment_asked_for_by_a_script_is_not_answered_with_the_sign_in_page(
    browser: httpx.AsyncClient,
) -> None:
    assert (await browser.get("/desk", headers={**PAGE, "Sec-Fetch-Dest": "empty"})).status_code == 401


async def test_a_role_opens_its_route(browser: httpx.AsyncClient, identity: Identity) -> None:
    sign_in(browser, identity, an_officer())
    assert (await browser.get("/desk")).json() == "staff:ana"


async def test_another_role_does_not_open_it(browser: httpx.AsyncClient, identity: Identity) -> None:
    sign_in(browser, identity, a_focal_point("del_1"))
    answer = await browser.get("/desk", headers=PAGE)
    assert (answer.status_code, answer.json()["kind"]) == (403, "NotAllowed")


async def test_a_focal_point_sees_the_own_delegation_and_no_other(
    browser: httpx.AsyncClient, identity: Identity
) -> None:
    sign_in(browser, identity, a_focal_point("del_1"))
    assert (await browser.get("/delegations/del_1")).json() == "fp_1"
    assert (await browser.get("/delegations/del_2")).status_code == 403


async def test_any_of_the_needs_is_enough(browser: httpx.AsyncClient, identity: Identity) -> None:
    sign_in(browser, identity, an_officer())
    assert (await browser.get("/delegations/del_2")).status_code == 200


async def test_a_form_with_its_token_is_taken(browser: httpx.AsyncClient, identity: Identity) -> None:
    csrf = sign_in(browser, identity, an_officer())
    assert (await browser.get("/open")).json()["csrf"] == csrf
    assert (await browser.post("/desk", data={"note": "hello", "csrf": csrf})).json() == "hello"


async def test_a_form_with_a_file_and_its_token_is_taken(browser: httpx.AsyncClient, identity: Identity) -> None:
    csrf = sign_in(browser, identity, an_officer())
    answer = await browser.post("/desk", data={"note": "hello", "csrf": csrf}, files={"photo": b"..."})
    assert answer.json() == "hello"


async def test_a_script_sends_the_token_in_a_header(browser: httpx.AsyncClient, identity: Identity) -> None:
    csrf = sign_in(browser, identity, an_officer())
    answer = await browser.post("/desk/json", json={"note": "hello"}, headers={"X-CSRF-Token": csrf})
    assert answer.json() == "hello"


async def test_a_form_without_its_token_is_refused(browser: httpx.AsyncClient, identity: Identity) -> None:
    sign_in(browser, identity, an_officer())
    assert (await browser.post("/desk", data={"note": "hello"})).status_code == 403
    assert (await browser.post("/desk/json", json={"note": "hello"})).status_code == 403


async def test_a_form_with_the_token_of_another_session_is_refused(
    browser: httpx.AsyncClient, identity: Identity
) -> None:
    others = sign_in(browser, identity, an_officer())
    browser.cookies.clear()
    sign_in(browser, identity, an_officer())
    assert (await browser.post("/desk", data={"note": "hello", "csrf": others})).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.test"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_form_from_another_site_is_refused_even_with_its_token(
    browser: httpx.AsyncClient, identity: Identity, headers: dict[str, str]
) -> None:
    csrf = sign_in(browser, identity, an_officer())
    assert (await browser.post("/desk", data={"note": "hello", "csrf": csrf}, headers=headers)).status_code == 403


async def test_a_form_from_another_site_is_refused_on_open_routes_too(browser: httpx.AsyncClient) -> None:
    assert (await browser.post("/open", data={"note": "hello"})).json() == "hello"
    assert (
        await browser.post("/open", data={"note": "hello"}, headers={"Origin": "http://evil.test"})
    ).status_code == 403


@pytest.mark.parametrize("headers", [{"Origin": "https://house.test"}, {"Sec-Fetch-Site": "same-origin"}])
async def test_a_form_from_here_is_taken(
    browser: httpx.AsyncClient, identity: Identity, headers: dict[str, str]
) -> None:
    csrf = sign_in(browser, identity, an_officer())
    assert (await browser.post("/desk", data={"note": "hello", "csrf": csrf}, headers=headers)).status_code == 200


async def test_a_page_of_ours_over_plain_http_is_another_site(browser: httpx.AsyncClient, identity: Identity) -> None:
    form = {"note": "hello", "csrf": sign_in(browser, identity, an_officer())}
    assert (await browser.post("/desk", data=form, headers={"Origin": "http://house.test"})).status_code == 403


async def test_the_house_may_be_reached_by_another_name_of_its_own(clock: FakeClock) -> None:
    identity = an_identity(clock, public_url="http://127.0.0.1:8080")
    async with a_browser(a_house(identity), at="http://localhost:8080") as browser:
        form = {"note": "hello"}
        assert (await browser.post("/open", data=form, headers={"Origin": "http://localhost:8080"})).status_code == 200
        assert (await browser.post("/open", data=form, headers={"Origin": "http://localhost:9999"})).status_code == 403


async def test_a_bearer_request_needs_no_form_token(browser: httpx.AsyncClient, identity: Identity) -> None:
    bearer = {"Authorization": f"Bearer {identity.keys.bearer_token(an_officer())}"}
    answer = await browser.post("/desk/json", json={"note": "hello"}, headers={**bearer, "Origin": "http://evil.test"})
    assert answer.json() == "hello"


def test_a_route_without_a_permit_is_found(identity: Identity) -> None:
    app = a_house(identity)
    assert undeclared_routes(app) == []

    @app.get("/forgotten")
    async def forgotten() -> None: ...

    async def bare(request: Request) -> Response:
        return Response()

    app.mount("/static", static_app())
    app.router.routes.append(Mount("/inner", routes=[Route("/bare", bare)]))
    inner = FastAPI(docs_url=None, redoc_url=None)
    inner.get("/told", dependencies=[permit(Role.AUDITOR)])(forgotten)
    app.mount("/other", inner)
    assert undeclared_routes(app) == ["GET /forgotten", "GET,HEAD /inner/bare", "GET,HEAD /other/openapi.json"]


def test_a_permit_must_say_something_that_can_be_met() -> None:
    with pytest.raises(ValueError, match="needs a role"):
        permit()
    with pytest.raises(ValueError, match="scope"):
        permit(Role.FOCAL_POINT)
    assert scoped(Role.FOCAL_POINT, "delegation_id").parameter == "delegation_id"


@pytest.mark.parametrize("address", ["/", "/media/?page=2", "/a/b#c", "/registration/meetings/22MSP"])
def test_a_path_of_ours_is_a_safe_next_page(address: str) -> None:
    assert safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "",
        None,
        "http://evil.test",
        "//evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "/\t/evil.test",
        "/\n/evil",
        "javascript:1",
        "evil",
    ],
)
def test_anything_else_is_not(address: str | None) -> None:
    assert safe_next(address) == "/"
