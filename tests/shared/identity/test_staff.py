"""Staff sign in by OpenID Connect: against the provider of development, in process and over a real socket."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from shared.clock import utc_now
from shared.identity import SESSION_COOKIE, Identity, Issuer, Keys
from shared.identity.issuer import Client
from shared.identity.staff import ATTEMPT_COOKIE
from tests.fakes import FakeClock
from tests.shared.identity.house import PAGE, SECRET, a_browser, a_house, an_identity, an_officer, sign_in
from tests.shared.identity.issuers import InProcess, served

OUTDATED = ("get_jwt_config", "generate_user_info", ".*authlib.jose")
"""What the provider is warned of: it has not followed Authlib yet."""

pytestmark = [
    pytest.mark.real,
    *(pytest.mark.filterwarnings(f"ignore:{said}:DeprecationWarning") for said in OUTDATED),
]

Provider = tuple[str, httpx.AsyncBaseTransport | None]


@pytest.fixture(scope="module", params=["in process", "served"])
def provider(request: pytest.FixtureRequest) -> Iterator[Provider]:
    if request.param == "in process":
        yield "https://login.test", InProcess()
        return
    with pytest.MonkeyPatch.context() as environment, served() as address:
        environment.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
        yield address, None


@pytest.fixture
def issuer(provider: Provider) -> Issuer:
    url, transport = provider
    return Issuer(url, Client("plenary", "any secret"), transport=transport)


@pytest.fixture
def identity(issuer: Issuer) -> Identity:
    return Identity(keys=Keys(SECRET), public_url="https://house.test", issuer=issuer, clock=utc_now)


@pytest.fixture
async def browser(identity: Identity) -> AsyncIterator[httpx.AsyncClient]:
    async with a_browser(a_house(identity)) as browser:
        yield browser


async def agree(provider: Provider, address: str, *, sub: str) -> str:
    """Sign in at the provider as `sub`; return the address it sends the browser back to."""
    _, transport = provider
    async with httpx.AsyncClient(transport=transport) as elsewhere:
        answer = await elsewhere.post(address, data={"sub": sub})
    assert answer.status_code == 302
    return answer.headers["location"]


async def test_an_officer_signs_in_and_arrives_where_they_were_going(
    browser: httpx.AsyncClient, provider: Provider
) -> None:
    led = await browser.get("/desk?page=2", headers=PAGE)
    page = await browser.get(led.headers["location"])
    assert page.status_code == 200
    assert "/sign-in/start?next=/desk%3Fpage%3D2" in page.text
    start = await browser.get("/sign-in/start?next=/desk%3Fpage%3D2")
    asked = parse_qs(urlsplit(start.headers["location"]).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == ["https://house.test/sign-in/callback"]
    back = await browser.get(await agree(provider, start.headers["location"], sub="registration_officer"))
    assert (back.status_code, back.headers["location"]) == (303, "/desk?page=2")
    assert (await browser.get("/desk")).json() == "staff:registration_officer"
    assert ATTEMPT_COOKIE not in browser.cookies


async def test_any_process_may_answer_any_step(issuer: Issuer, provider: Provider) -> None:
    first, second = (
        a_house(Identity(keys=Keys(SECRET), public_url="https://house.test", issuer=issuer)) for _ in range(2)
    )
    async with a_browser(first) as one, a_browser(second) as other:
        start = await one.get("/sign-in/start")
        other.cookies = one.cookies
        back = await other.get(await agree(provider, start.headers["location"], sub="media_officer"))
        assert back.headers["location"] == "/"
        assert SESSION_COOKIE in other.cookies


async def test_somebody_without_a_role_is_told_whom_to_ask(browser: httpx.AsyncClient, provider: Provider) -> None:
    start = await browser.get("/sign-in/start")
    back = await browser.get(await agree(provider, start.headers["location"], sub="stranger@isu.example"))
    assert back.status_code == 403
    assert "Ask an administrator" in back.text
    assert SESSION_COOKIE not in browser.cookies


async def test_an_answer_nobody_here_asked_for_is_not_taken(browser: httpx.AsyncClient, provider: Provider) -> None:
    start = await browser.get("/sign-in/start")
    address = await agree(provider, start.headers["location"], sub="media_officer")
    browser.cookies.clear()
    back = await browser.get(address)
    assert (back.status_code, SESSION_COOKIE in browser.cookies) == (400, False)


async def test_an_answer_to_another_attempt_is_not_taken(browser: httpx.AsyncClient, provider: Provider) -> None:
    start = await browser.get("/sign-in/start")
    address = await agree(provider, start.headers["location"], sub="media_officer")
    await browser.get("/sign-in/start")
    assert (await browser.get(address)).status_code == 400


async def test_a_code_works_once(browser: httpx.AsyncClient, provider: Provider) -> None:
    start = await browser.get("/sign-in/start")
    kept = browser.cookies[ATTEMPT_COOKIE]
    address = await agree(provider, start.headers["location"], sub="media_officer")
    assert (await browser.get(address)).status_code == 303
    browser.cookies.clear()
    browser.cookies.set(ATTEMPT_COOKIE, kept)
    back = await browser.get(address)
    assert (back.status_code, SESSION_COOKIE in browser.cookies) == (400, False)


async def test_an_id_token_with_another_nonce_is_not_taken(issuer: Issuer, provider: Provider) -> None:
    address = await issuer.authorization_url(state="s", nonce="theirs", redirect_uri="https://house.test/cb")
    back = await agree(provider, address, sub="media_officer")
    code = parse_qs(urlsplit(back).query)["code"][0]
    proof = await issuer.redeem(code, verifier="v", redirect_uri="https://house.test/cb", nonce="ours")
    assert proof is None


async def test_whoever_turns_back_is_asked_again(browser: httpx.AsyncClient) -> None:
    start = await browser.get("/sign-in/start?next=/desk")
    state = parse_qs(urlsplit(start.headers["location"]).query)["state"][0]
    back = await browser.get("/sign-in/callback?" + urlencode({"state": state, "error": "access_denied"}))
    assert back.status_code == 400
    assert "You did not finish signing in." in back.text
    assert "/sign-in/start?next=/desk" in back.text


@pytest.mark.parametrize("next", ["https://evil.test/", "//evil.test", "/\\evil.test"])
async def test_signing_in_leads_nowhere_else(browser: httpx.AsyncClient, provider: Provider, next: str) -> None:
    assert "evil.test" not in (await browser.get("/sign-in", params={"next": next})).text.split("<main")[1]
    start = await browser.get("/sign-in/start", params={"next": next})
    back = await browser.get(await agree(provider, start.headers["location"], sub="media_officer"))
    assert back.headers["location"] == "/"


async def test_signing_out_ends_the_session_and_needs_the_form(browser: httpx.AsyncClient, identity: Identity) -> None:
    csrf = sign_in(browser, identity, an_officer())
    assert (await browser.post("/sign-out")).status_code == 403
    answer = await browser.post("/sign-out", data={"csrf": csrf})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert SESSION_COOKIE not in browser.cookies


async def test_a_house_without_an_issuer_says_so(clock: FakeClock) -> None:
    async with a_browser(a_house(an_identity(clock))) as browser:
        assert "no sign-in service is configured" in (await browser.get("/sign-in")).text
        assert (await browser.get("/sign-in/start")).status_code == 404


async def test_an_issuer_that_is_away_is_a_clear_answer(clock: FakeClock) -> None:
    away = httpx.MockTransport(lambda request: httpx.Response(502))
    issuer = Issuer("https://login.test", Client("plenary"), transport=away)
    async with a_browser(a_house(an_identity(clock, issuer=issuer))) as browser:
        answer = await browser.get("/sign-in/start")
        assert (answer.status_code, answer.json()["reason"]) == (503, "The sign-in service does not answer.")


async def test_too_many_attempts_from_one_address_are_held_up(identity: Identity) -> None:
    async with a_browser(a_house(identity)) as browser:
        answers = [(await browser.get("/sign-in/callback")).status_code for _ in range(121)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {400}
