"""Signed tokens: the session in the cookie, bearer tokens of API clients and devices, and sealed notes to ourselves."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, OctKey
from pydantic import BaseModel, ConfigDict, ValidationError

from shared.clock import Clock, utc_now
from shared.values import Value
from shared.who import Grant, Role, Who

SESSION_LIFETIME = timedelta(hours=12)
BEARER_LIFETIME = timedelta(days=30)
SHORTEST_SECRET = 32
ISSUER = AUDIENCE = "plenary"

MOST_JOINED = 12
"""Earlier admissions a session goes on with: a cookie holds 4 kB."""

Use = Literal["session", "bearer", "sealed"]
_Grants = tuple[tuple[Role, str | None], ...]


class Admission(Value):
    """One way in: as whom, since when (seconds since 1970), by which link if by one, and what for."""

    subject: str
    since: int
    grants: frozenset[Grant]
    link_id: str = ""

    @property
    def limited(self) -> bool:
        """Tell whether it is for single things only, as what links give; roles of staff are for everything."""
        return any(grant.scope for grant in self.grants)


class SignedIn(Value):
    """What a token proves: who asks, in which session, until when (seconds since 1970), and how they came in."""

    who: Who
    session_id: str
    expires_at: int
    admissions: tuple[Admission, ...] = ()


class _Claims(BaseModel):
    """A person's claims in a token of ours."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    sub: str
    sid: str
    exp: int
    name: str
    email: str | None = None
    language: str = "en"
    grants: _Grants = ()
    iat: int = 0
    link: str = ""
    joined: tuple[tuple[str, int, str, _Grants], ...] = ()

    def admissions(self) -> tuple[Admission, ...]:
        """Return how this one came in, last and earlier."""
        ways = ((self.sub, self.iat, self.link, self.grants), *self.joined)
        return tuple(
            Admission(
                subject=subject,
                since=since,
                link_id=link_id,
                grants=frozenset(Grant(role=role, scope=scope) for role, scope in grants),
            )
            for subject, since, link_id, grants in ways
        )


class Keys:
    """Signs and reads tokens (HS256) with keys derived from the session secret.

    A former secret still reads what it signed, so that a secret can be changed without signing anyone out.
    """

    def __init__(self, secret: str, *, former: tuple[str, ...] = (), clock: Clock = utc_now) -> None:
        for each in (secret, *former):
            if len(each) < SHORTEST_SECRET:
                raise ValueError(f"PLENARY_SESSION_SECRET must have at least {SHORTEST_SECRET} characters.")
        derived = [_derive(each, "tokens") for each in (secret, *former)]
        self._signing = derived[0]
        self._keys = {_key_id(key): OctKey.import_key(key) for key in derived}
        self._forms = _derive(secret, "forms")
        self._clock = clock

    def session_token(
        self,
        who: Who,
        *,
        lifetime: timedelta = SESSION_LIFETIME,
        link_id: str = "",
        joined: Sequence[Admission] = (),
    ) -> str:
        """Return the token of a new session, for the cookie: begun by a link perhaps, beside earlier admissions."""
        earlier = [[one.subject, one.since, one.link_id, _plain(one.grants)] for one in joined[:MOST_JOINED]]
        ways = {"link": link_id, "joined": earlier} if link_id else {}
        return self._sign({**_claims_of(who), **ways, "sid": secrets.token_urlsafe(16)}, "session", lifetime=lifetime)

    def bearer_token(self, who: Who, *, lifetime: timedelta = BEARER_LIFETIME) -> str:
        """Return a token for an API client or a device, for the `Authorization` header."""
        return self._sign({**_claims_of(who), "sid": secrets.token_urlsafe(16)}, "bearer", lifetime=lifetime)

    def read(self, token: str, use: Use) -> SignedIn | None:
        """Return what a token of ours for this use proves, or None if it proves nothing (any more)."""
        try:
            claims = _Claims.model_validate(self._verify(token, use))
        except ValidationError:
            return None
        ways = claims.admissions()
        grants = frozenset(grant for one in ways for grant in one.grants)
        who = Who(subject=claims.sub, name=claims.name, email=claims.email, grants=grants, language=claims.language)
        return SignedIn(who=who, session_id=claims.sid, expires_at=claims.exp, admissions=ways)

    def read_token(self, token: str) -> Who | None:
        """Return who a session or bearer token of ours stands for, or None."""
        proof = self.read(token, "session") or self.read(token, "bearer")
        return proof.who if proof else None

    def csrf_token(self, session_id: str) -> str:
        """Return what every form of this session must send back."""
        return hmac.new(self._forms, session_id.encode(), hashlib.sha256).hexdigest()

    def seal(self, note: Mapping[str, str], *, lifetime: timedelta) -> str:
        """Return a note to ourselves that others can carry but not change."""
        return self._sign({"sub": "note", "note": dict(note)}, "sealed", lifetime=lifetime)

    def unseal(self, sealed: str) -> Mapping[str, str] | None:
        """Return a note of ours, or None if it was changed or is too old."""
        note = self._verify(sealed, "sealed").get("note")
        return {str(key): str(value) for key, value in note.items()} if isinstance(note, dict) else None

    def _sign(self, claims: Mapping[str, object], use: Use, *, lifetime: timedelta) -> str:
        now = self._clock()
        times = {"iat": int(now.timestamp()), "exp": int((now + lifetime).timestamp())}
        header = {"alg": "HS256", "kid": _key_id(self._signing)}
        claims = {"iss": ISSUER, "aud": AUDIENCE, "use": use, **times, **claims}
        return jwt.encode(header, dict(claims), self._keys[_key_id(self._signing)], algorithms=["HS256"])

    def _verify(self, token: str, use: Use) -> Mapping[str, object]:
        rules = jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            iss={"essential": True, "value": ISSUER},
            aud={"essential": True, "value": AUDIENCE},
            use={"essential": True, "value": use},
            exp={"essential": True},
            sub={"essential": True},
        )
        try:
            decoded = jwt.decode(token, self._key, algorithms=["HS256"])
            rules.validate(decoded.claims)
        except (JoseError, ValueError):
            return {}
        return decoded.claims

    def _key(self, token: GuestProtocol) -> OctKey:
        key = self._keys.get(str(token.headers().get("kid")))
        if key is None:
            raise ValueError("signed with a key that is not ours")
        return key


def _claims_of(who: Who) -> dict[str, object]:
    return {
        "sub": who.subject,
        "name": who.name,
        "email": who.email,
        "language": who.language,
        "grants": _plain(who.grants),
    }


def _plain(grants: frozenset[Grant]) -> list[list[str | None]]:
    ordered = sorted((grant.role.value, grant.scope or "") for grant in grants)
    return [[role, scope or None] for role, scope in ordered]


def _derive(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"plenary {purpose}".encode(), hashlib.sha256).digest()


def _key_id(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]
