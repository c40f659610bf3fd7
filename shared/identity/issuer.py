"""The OpenID Connect issuer of staff: its addresses and keys, the exchange of a code, and what its tokens prove."""

import asyncio
import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus, urlencode

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import GuestProtocol, JWKRegistry, Key, KeySet
from joserfc.jws import extract_compact
from pydantic import BaseModel, ConfigDict, ValidationError

from shared.clock import Clock, utc_now
from shared.errors import Unavailable
from shared.identity.tokens import SignedIn
from shared.who import SCOPED, Grant, Role, Who

ALGORITHMS = ["RS256", "ES256"]
LANGUAGES = ("en", "fr", "es", "ar", "ru", "zh")
KEYS_AGE = 3600
KEYS_PAUSE = 10
"""Seconds: an unknown key id makes us ask for the keys again, but not more often than this."""

TIMEOUT = 10.0

_logger = logging.getLogger(__name__)


class Metadata(BaseModel):
    """The part of the discovery document that is used."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


@dataclass(frozen=True)
class Client:
    """What we are to the issuer, and in which claim it names roles."""

    id: str
    secret: str = ""
    role_claim: str = "roles"


class Issuer:
    """One issuer as one client sees it; addresses and keys are fetched when first needed and kept for an hour."""

    def __init__(
        self,
        url: str,
        client: Client,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.url = url.rstrip("/")
        self._us = client
        self._transport = transport
        self._clock = clock
        self._asking = asyncio.Lock()
        self._metadata: Metadata | None = None
        self._keys = KeySet([])
        self._asked_at = float("-inf")

    async def authorization_url(self, **parameters: str) -> str:
        """Return where the browser goes to sign in; `parameters` are state, nonce, redirect_uri, code_challenge ..."""
        metadata = await self._discovered()
        asked = {"response_type": "code", "client_id": self._us.id, "scope": "openid profile email", **parameters}
        return f"{metadata.authorization_endpoint}?{urlencode(asked)}"

    async def redeem(self, code: str, *, verifier: str, redirect_uri: str, nonce: str) -> SignedIn | None:
        """Exchange a code for the ID token and return what it proves; None if issuer or token refuse."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
            "client_id": self._us.id,
        }
        answer = await self._exchange(form)
        token = answer.get("id_token")
        claims = await self._claims(token) if isinstance(token, str) else None
        if claims is None or not hmac.compare_digest(str(claims.get("nonce")).encode(), nonce.encode()):
            return None
        return self._proof(claims)

    async def read_bearer(self, token: str) -> SignedIn | None:
        """Return what a token signed by the issuer for this client proves, or None."""
        try:
            claims = await self._claims(token)
        except Unavailable:
            _logger.warning("a bearer token could not be verified: the issuer %s does not answer", self.url)
            return None
        return self._proof(claims) if claims else None

    def _proof(self, claims: Mapping[str, object]) -> SignedIn | None:
        who = who_of(claims, self._us.role_claim)
        try:
            return SignedIn.model_validate({"who": who, "session_id": "", "expires_at": claims["exp"]})
        except ValidationError:
            return None

    async def _claims(self, token: str) -> Mapping[str, object] | None:
        """Return the claims of a token of the issuer for this client, or None; asks again for keys it does not know."""
        try:
            await self._learn_key(token)
            decoded = jwt.decode(token, self._key, algorithms=ALGORITHMS)
            self._rules().validate(decoded.claims)
        except (JoseError, ValueError):
            return None
        return decoded.claims

    def _rules(self) -> jwt.JWTClaimsRegistry:
        return jwt.JWTClaimsRegistry(
            now=int(self._clock().timestamp()),
            iss={"essential": True, "values": [self.url, self.url + "/"]},
            aud={"essential": True, "value": self._us.id},
            exp={"essential": True},
            sub={"essential": True},
            leeway=30,
        )

    async def _learn_key(self, token: str) -> None:
        """Fetch the issuer's keys if they are old or do not hold this token's; ValueError if it is no token."""
        header = extract_compact(token.encode()).headers()
        if header.get("alg") not in ALGORITHMS:
            raise ValueError("not an algorithm of the issuer's")
        known = header.get("kid") in {key.kid for key in self._keys}
        if self._since_asked() < (KEYS_AGE if known else KEYS_PAUSE):
            return
        try:
            await self._learn_keys()
        except Unavailable:
            if not known:
                raise
            _logger.warning("the issuer %s does not answer; its known keys go on", self.url)

    async def _learn_keys(self) -> None:
        async with self._asking:
            if self._since_asked() >= KEYS_PAUSE:
                self._asked_at = self._clock().timestamp()
                metadata = await self._discovered()
                self._keys = _key_set(await self._fetch("GET", metadata.jwks_uri))

    def _since_asked(self) -> float:
        return self._clock().timestamp() - self._asked_at

    def _key(self, token: GuestProtocol) -> Key:
        kid = token.headers().get("kid")
        keys = [key for key in self._keys if kid is None or key.kid == kid]
        if len(keys) != 1:
            raise ValueError("signed with a key the issuer does not publish")
        return keys[0]

    async def _discovered(self) -> Metadata:
        if self._metadata is None:
            address = f"{self.url}/.well-known/openid-configuration"
            try:
                metadata = Metadata.model_validate(await self._fetch("GET", address))
            except ValidationError as error:
                raise Unavailable("The sign-in service does not describe itself as OpenID Connect says.") from error
            if metadata.issuer.rstrip("/") != self.url:
                raise Unavailable("The sign-in service calls itself by another address than the one configured.")
            self._metadata = metadata
        return self._metadata

    async def _exchange(self, form: dict[str, str]) -> Mapping[str, object]:
        """Ask the token endpoint; with a secret by HTTP Basic where the issuer knows it, else in the form."""
        metadata = await self._discovered()
        if not self._us.secret:
            return await self._fetch("POST", metadata.token_endpoint, form=form)
        if "client_secret_basic" not in metadata.token_endpoint_auth_methods_supported:
            return await self._fetch("POST", metadata.token_endpoint, form={**form, "client_secret": self._us.secret})
        names = (quote_plus(self._us.id), quote_plus(self._us.secret))
        return await self._fetch("POST", metadata.token_endpoint, form=form, auth=names)

    async def _fetch(
        self, method: str, url: str, *, form: dict[str, str] | None = None, auth: tuple[str, str] | None = None
    ) -> Mapping[str, object]:
        """Return the JSON object at `url`; empty if the issuer refuses; Unavailable if it does not answer as it should.

        A client for each question: a sign-in asks twice, and nothing has to be closed when the process ends.
        """
        try:
            async with httpx.AsyncClient(transport=self._transport, timeout=TIMEOUT) as client:
                answer = await client.request(method, url, data=form, auth=auth)
            if answer.is_client_error:
                _logger.warning("the issuer refused %s: %s %s", url, answer.status_code, answer.text[:300])
                return {}
            document = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise Unavailable("The sign-in service does not answer.") from error
        return document if isinstance(document, dict) else {}


def who_of(claims: Mapping[str, object], role_claim: str) -> Who:
    """Return the person of staff that verified claims describe; roles nobody here knows are left out."""
    email = claims.get("email")
    subject = str(claims["sub"])
    return Who(
        subject=f"staff:{subject}",
        name=str(claims.get("name") or email or subject),
        email=email if isinstance(email, str) else None,
        grants=frozenset(Grant(role=role) for role in _roles(claims, role_claim)),
        language=_language(claims.get("locale")),
    )


def _roles(claims: Mapping[str, object], role_claim: str) -> list[Role]:
    """Return the roles in the claim; a dotted name leads into nested claims (`realm_access.roles`)."""
    found: object = claims.get(role_claim)
    if found is None:
        found = claims
        for step in role_claim.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    names = found.replace(",", " ").split() if isinstance(found, str) else found
    if not isinstance(names, list):
        return []
    return [role for role in Role if role not in SCOPED and role.value in names]


def _language(locale: object) -> str:
    language = locale[:2].lower() if isinstance(locale, str) else "en"
    return language if language in LANGUAGES else "en"


def _key_set(document: Mapping[str, object]) -> KeySet:
    """Return the issuer's keys, without those of kinds we cannot use."""
    entries = document.get("keys")
    keys = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return KeySet([JWKRegistry.import_key(entry) for entry in keys if entry.get("kty") in ("RSA", "EC")])
