"""What the issuer of staff signs is believed; whatever only looks like it is not."""

import base64
import hmac
import json
from collections.abc import Mapping

import pytest
from joserfc.jwk import ECKey, RSAKey

from shared.errors import Unavailable
from shared.identity.issuer import Client, Issuer, who_of
from shared.identity.tokens import SignedIn
from shared.who import Grant, Role, Who
from tests.fakes import FakeClock
from tests.shared.identity.house import a_browser, a_house, an_identity
from tests.shared.identity.issuers import ISSUER, OwnIssuer

pytestmark = pytest.mark.real

ANA = Who(
    subject="staff:ana",
    name="Ana Ruiz",
    email="ana@isu.example",
    grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)}),
)


@pytest.fixture
def own(clock: FakeClock) -> OwnIssuer:
    return OwnIssuer(clock)


@pytest.fixture
def issuer(own: OwnIssuer, clock: FakeClock) -> Issuer:
    return Issuer(ISSUER, Client("plenary"), transport=own.transport, clock=clock)


async def test_a_token_of_the_issuer_for_us_is_believed(issuer: Issuer, own: OwnIssuer, clock: FakeClock) -> None:
    expires_at = int(clock.now.timestamp()) + 300
    assert await issuer.read_bearer(own.token()) == SignedIn(who=ANA, session_id="", expires_at=expires_at)


async def test_so_is_one_signed_on_an_elliptic_curve(issuer: Issuer, own: OwnIssuer) -> None:
    own.key = ECKey.generate_key("P-256", auto_kid=True)
    own.published = [own.key]
    assert await issuer.read_bearer(own.token(alg="ES256")) is not None


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another client"},
        {"aud": None},
        {"iss": "https://evil.test"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"sub": None},
    ],
)
async def test_a_token_for_others_or_of_others_is_not(
    issuer: Issuer, own: OwnIssuer, changes: Mapping[str, object]
) -> None:
    assert await issuer.read_bearer(own.token(changes)) is None


async def test_a_token_signed_with_another_key_of_the_same_name_is_not(issuer: Issuer, own: OwnIssuer) -> None:
    kid = own.key.kid or ""
    own.key = RSAKey.import_key(RSAKey.generate_key(2048).as_pem(private=True), {"kid": kid})
    assert await issuer.read_bearer(own.token()) is None


async def test_a_token_signed_with_the_public_key_as_a_secret_is_not(issuer: Issuer, own: OwnIssuer) -> None:
    await issuer.read_bearer(own.token())
    claims = {"iss": ISSUER, "aud": "plenary", "sub": "ana", "exp": 9_999_999_999, "roles": ["administrator"]}
    signed = ".".join(_part(part) for part in ({"alg": "HS256", "kid": own.key.kid}, claims))
    signature = hmac.digest(own.key.as_pem(private=False), signed.encode(), "sha256")
    forged = f"{signed}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"
    assert await issuer.read_bearer(forged) is None


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


@pytest.mark.parametrize("token", ["", "a.b.c", "eyJhbGciOiJub25lIn0.e30.", "eyJhbGciOiJSUzI1NiJ9.e30.", "é"])
async def test_what_is_no_token_is_not_and_the_issuer_is_not_bothered(
    issuer: Issuer, own: OwnIssuer, token: str
) -> None:
    assert await issuer.read_bearer(token) is None
    assert own.asked <= 1


async def test_a_new_key_of_the_issuer_is_learnt(issuer: Issuer, own: OwnIssuer, clock: FakeClock) -> None:
    assert await issuer.read_bearer(own.token()) is not None
    own.key = RSAKey.generate_key(2048, auto_kid=True)
    own.published = [own.key]
    clock.move(seconds=10)
    assert await issuer.read_bearer(own.token()) is not None
    assert own.asked == 2


async def test_unknown_keys_do_not_make_us_ask_again_and_again(issuer: Issuer, own: OwnIssuer) -> None:
    assert await issuer.read_bearer(own.token()) is not None
    for _ in range(5):
        own.key = RSAKey.generate_key(2048, auto_kid=True)
        assert await issuer.read_bearer(own.token()) is None
    assert own.asked == 1


async def test_known_keys_go_on_while_the_issuer_is_away(issuer: Issuer, own: OwnIssuer, clock: FakeClock) -> None:
    assert await issuer.read_bearer(own.token()) is not None
    own.away = True
    clock.move(hours=2)
    assert await issuer.read_bearer(own.token()) is not None


async def test_an_issuer_that_is_away_is_said_to_be_away(issuer: Issuer, own: OwnIssuer) -> None:
    own.away = True
    assert await issuer.read_bearer(own.token()) is None
    with pytest.raises(Unavailable, match="does not answer"):
        await issuer.authorization_url(state="s")


async def test_an_issuer_that_calls_itself_otherwise_is_not_taken(issuer: Issuer, own: OwnIssuer) -> None:
    own.issuer = "https://evil.test"
    with pytest.raises(Unavailable, match="another address"):
        await issuer.authorization_url(state="s")


async def test_its_bearer_tokens_open_routes(issuer: Issuer, own: OwnIssuer, clock: FakeClock) -> None:
    async with a_browser(a_house(an_identity(clock, issuer=issuer))) as client:
        bearer = {"Authorization": f"Bearer {own.token()}"}
        assert (await client.get("/desk", headers=bearer)).json() == "staff:ana"
        clock.move(minutes=6)
        assert (await client.get("/desk", headers=bearer)).status_code == 401


@pytest.mark.parametrize(
    ("claims", "role_claim"),
    [
        ({"roles": ["auditor", "no such role", "focal_point", 7]}, "roles"),
        ({"roles": "auditor something"}, "roles"),
        ({"realm_access": {"roles": ["auditor"]}}, "realm_access.roles"),
        ({"https://isu.example/roles": ["auditor"]}, "https://isu.example/roles"),
    ],
)
def test_roles_are_read_from_the_claim_and_unknown_ones_left_out(claims: Mapping[str, object], role_claim: str) -> None:
    who = who_of({"sub": "ana", "locale": "fr-CH", **claims}, role_claim)
    assert who == Who(subject="staff:ana", name="ana", grants=frozenset({Grant(role=Role.AUDITOR)}), language="fr")


@pytest.mark.parametrize("roles", [None, 7, {}, [], ["nominee"], {"auditor": True}])
def test_a_claim_that_says_nothing_gives_nothing(roles: object) -> None:
    assert who_of({"sub": "ana", "roles": roles, "locale": "xx"}, "roles") == Who(subject="staff:ana", name="ana")
