"""Tokens prove who asks, for as long as they say and for nothing else."""

import base64
import json
from datetime import timedelta

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from shared.identity.tokens import Keys, Use
from tests.fakes import FakeClock
from tests.shared.identity.house import SECRET, a_focal_point, an_officer

OTHER_SECRET = "another secret of the tests, long enough as well"  # noqa: S105 - no secret of any house


@pytest.fixture
def keys(clock: FakeClock) -> Keys:
    return Keys(SECRET, clock=clock)


def test_a_session_token_brings_back_who_it_was_made_for(keys: Keys) -> None:
    proof = keys.read(keys.session_token(a_focal_point("del_1")), "session")
    assert proof is not None
    assert proof.who == a_focal_point("del_1")


def test_each_session_has_an_id_of_its_own(keys: Keys) -> None:
    first, second = (keys.read(keys.session_token(an_officer()), "session") for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.session_id != second.session_id
    assert keys.csrf_token(first.session_id) != keys.csrf_token(second.session_id)


def test_a_session_ends_after_twelve_hours(keys: Keys, clock: FakeClock) -> None:
    token = keys.session_token(an_officer())
    clock.move(hours=11, minutes=59)
    assert keys.read_token(token) == an_officer()
    clock.move(minutes=1)
    assert keys.read_token(token) is None


@pytest.mark.parametrize(("made_for", "read_as"), [("session", "bearer"), ("bearer", "session"), ("sealed", "session")])
def test_a_token_serves_one_use_only(keys: Keys, made_for: Use, read_as: Use) -> None:
    tokens: dict[Use, str] = {
        "session": keys.session_token(an_officer()),
        "bearer": keys.bearer_token(an_officer()),
        "sealed": keys.seal({"next": "/"}, lifetime=timedelta(minutes=1)),
    }
    assert keys.read(tokens[made_for], read_as) is None


def test_a_changed_token_proves_nothing(keys: Keys) -> None:
    header, payload, signature = keys.session_token(an_officer()).split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    claims["grants"] = [["administrator", None]]
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
    assert keys.read_token(f"{header}.{forged}.{signature}") is None


def test_an_unsigned_token_proves_nothing(keys: Keys) -> None:
    header, payload, _ = keys.session_token(an_officer()).split(".")
    names = json.loads(base64.urlsafe_b64decode(header + "=="))
    none = base64.urlsafe_b64encode(json.dumps({**names, "alg": "none"}).encode()).rstrip(b"=").decode()
    assert keys.read_token(f"{none}.{payload}.") is None


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "..", "é.é.é", "a" * 5000])
def test_what_is_no_token_proves_nothing(keys: Keys, token: str) -> None:
    assert keys.read_token(token) is None


@pytest.mark.parametrize("changes", [{"iss": "other"}, {"aud": "other"}, {"aud": None}, {"exp": None}, {"sub": None}])
def test_a_token_with_the_right_key_but_other_claims_proves_nothing(
    keys: Keys, clock: FakeClock, changes: dict[str, str | None]
) -> None:
    claims: dict[str, object] = {
        "iss": "plenary",
        "aud": "plenary",
        "use": "session",
        "sub": "staff:ana",
        "sid": "1",
        "name": "Ana Ruiz",
        "exp": int(clock.now.timestamp()) + 60,
    }
    signing, kid = keys._keys[next(iter(keys._keys))], next(iter(keys._keys))
    assert keys.read_token(_signed(claims, signing, kid)) is not None
    changed = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    assert keys.read_token(_signed(changed, signing, kid)) is None


def _signed(claims: dict[str, object], key: OctKey, kid: str) -> str:
    return jwt.encode({"alg": "HS256", "kid": kid}, dict(claims), key)


def test_another_house_s_token_proves_nothing(keys: Keys, clock: FakeClock) -> None:
    assert keys.read_token(Keys(OTHER_SECRET, clock=clock).session_token(an_officer())) is None


def test_a_former_secret_still_reads_what_it_signed(clock: FakeClock) -> None:
    token = Keys(SECRET, clock=clock).session_token(an_officer())
    renewed = Keys(OTHER_SECRET, former=(SECRET,), clock=clock)
    assert renewed.read_token(token) == an_officer()
    assert Keys(SECRET, clock=clock).read_token(renewed.session_token(an_officer())) is None


def test_a_sealed_note_comes_back_until_it_is_too_old(keys: Keys, clock: FakeClock) -> None:
    sealed = keys.seal({"state": "abc", "next": "/media/"}, lifetime=timedelta(minutes=10))
    assert keys.unseal(sealed) == {"state": "abc", "next": "/media/"}
    clock.move(minutes=10)
    assert keys.unseal(sealed) is None


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="PLENARY_SESSION_SECRET"):
        Keys("too short")
