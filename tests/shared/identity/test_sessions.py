"""The middleware finds out who asks, fast, from bearer token or cookie."""

import httpx
import pytest
from starlette.responses import Response

from shared.identity import SESSION_COOKIE, Identity, end_session, start_session
from shared.identity.sessions import Asking, Known, secure
from shared.who import NOBODY
from tests.fakes import FakeClock
from tests.shared.identity.house import a_focal_point, an_officer, sign_in


async def test_a_bearer_token_says_who_asks(browser: httpx.AsyncClient, identity: Identity) -> None:
    token = identity.keys.bearer_token(an_officer())
    answer = await browser.get("/open", headers={"Authorization": f"bearer {token}"})
    assert answer.json() == {"subject": "staff:ana", "csrf": ""}


async def test_a_bearer_token_goes_before_the_cookie_and_never_falls_back_to_it(
    browser: httpx.AsyncClient, identity: Identity
) -> None:
    sign_in(browser, identity, a_focal_point("del_1"))
    token = identity.keys.bearer_token(an_officer())
    assert (await browser.get("/open", headers={"Authorization": f"Bearer {token}"})).json()["subject"] == "staff:ana"
    assert (await browser.get("/open", headers={"Authorization": "Bearer spoilt"})).json()["subject"] == "nobody"


async def test_a_session_is_found_among_other_cookies(browser: httpx.AsyncClient, identity: Identity) -> None:
    browser.cookies.set("theme", "dark")
    sign_in(browser, identity, an_officer())
    browser.cookies.set("x_plenary_session", "spoilt")
    assert (await browser.get("/open")).json()["subject"] == "staff:ana"


async def test_a_session_known_already_still_ends_on_time(
    browser: httpx.AsyncClient, identity: Identity, clock: FakeClock
) -> None:
    sign_in(browser, identity, an_officer())
    clock.move(hours=11, minutes=59, seconds=50)
    assert (await browser.get("/desk")).status_code == 200
    clock.move(seconds=10)
    assert (await browser.get("/desk")).status_code == 401


def test_few_tokens_are_remembered_and_not_for_long() -> None:
    known = Known(size=2, seconds=60)
    for number in range(3):
        known.put(f"token {number}", Asking(NOBODY, str(number), expires_at=1_000), now=0)
    assert known.get("token 0", now=1) is None
    assert known.get("token 2", now=59) == Asking(NOBODY, "2", 1_000)
    assert known.get("token 2", now=60) is None


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("http://localhost:8080", False),
        ("http://127.0.0.1:8080", False),
        ("https://localhost", True),
        ("https://plenary.example", True),
        ("http://plenary.example", True),
        ("http://localhost.plenary.example", True),
    ],
)
def test_cookies_need_tls_but_on_this_very_machine(public_url: str, *, expected: bool) -> None:
    assert secure(public_url) is expected


def test_the_session_cookie_is_closed_to_scripts_and_to_other_sites() -> None:
    answer = Response()
    start_session(answer, "token", public_url="https://plenary.example")
    cookie = answer.headers["set-cookie"]
    assert cookie == f"{SESSION_COOKIE}=token; HttpOnly; Max-Age=43200; Path=/; SameSite=lax; Secure"
    assert answer.headers["cache-control"] == "no-store"


def test_signing_out_takes_the_cookie_away() -> None:
    answer = Response()
    end_session(answer, public_url="https://plenary.example")
    assert f'{SESSION_COOKIE}=""' in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
