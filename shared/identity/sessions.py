"""Who is asking: read from the bearer token or the session cookie of every request, before any route."""

import logging
from datetime import timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from shared.clock import Clock, utc_now
from shared.identity.access import GivenAccess
from shared.identity.issuer import Issuer
from shared.identity.tokens import SESSION_LIFETIME, Admission, Keys, SignedIn
from shared.who import Who

SESSION_COOKIE = "plenary_session"

_logger = logging.getLogger(__name__)


class Asking(NamedTuple):
    """Who asks with one token, the form token of that session (empty for a bearer token), and how they came in."""

    who: Who
    csrf: str
    expires_at: float
    admissions: tuple[Admission, ...] = ()


class Place(NamedTuple):
    """Where people come in: the address of the house, and the access this service gave by links, if it mails any."""

    public_url: str
    access: GivenAccess | None = None


class Known:
    """The last tokens that were verified, few and not for long: verifying is the costly part of a request."""

    def __init__(self, *, size: int = 4096, seconds: float = 60) -> None:
        self._size = size
        self._seconds = seconds
        self._entries: dict[str, tuple[float, Asking]] = {}

    def get(self, token: str, now: float) -> Asking | None:
        """Return what was found out about `token`, unless that was too long ago or the token has expired."""
        entry = self._entries.get(token)
        if entry is None:
            return None
        until, asking = entry
        if now < until:
            return asking
        del self._entries[token]
        return None

    def put(self, token: str, asking: Asking, *, now: float) -> None:
        """Remember `asking`; the oldest entry makes room."""
        while len(self._entries) >= self._size:
            del self._entries[next(iter(self._entries))]
        self._entries[token] = (min(now + self._seconds, asking.expires_at), asking)


class Sessions:
    """Middleware: sets `request.state.who` (Who or None), `.csrf` (the session's form token) and `.by_cookie`.

    What was taken back since is taken off where the route says who may use it, from `.admissions` by `.access`: a
    database that does not answer is answered there.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        keys: Keys,
        place: Place,
        issuer: Issuer | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._app = app
        self._keys = keys
        self._issuer = issuer
        self._clock = clock
        self._place = place
        self._cookies, self._bearers = Known(), Known()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            state = scope.setdefault("state", {})
            bearer, cookie = _credentials(scope)
            asking = await self._bearer(bearer) if bearer is not None else self._session(cookie)
            state["who"] = asking.who if asking else None
            state["csrf"] = asking.csrf if asking else ""
            state["admissions"] = asking.admissions if asking else ()
            state["by_cookie"] = bearer is None
            state["public_url"], state["access"] = self._place
            state["ended"] = None
        await self._app(scope, receive, send)

    def _session(self, token: str | None) -> Asking | None:
        if not token:
            return None
        now = self._clock().timestamp()
        asking = self._cookies.get(token, now)
        if asking is None:
            proof = self._keys.read(token, "session")
            if proof is None:
                return None
            asking = Asking(proof.who, self._keys.csrf_token(proof.session_id), proof.expires_at, proof.admissions)
            self._cookies.put(token, asking, now=now)
        return asking

    async def _bearer(self, token: str) -> Asking | None:
        now = self._clock().timestamp()
        asking = self._bearers.get(token, now)
        if asking is None:
            proof = self._keys.read(token, "bearer") or await self._foreign(token)
            if proof is None:
                return None
            asking = Asking(proof.who, "", proof.expires_at, proof.admissions)
            self._bearers.put(token, asking, now=now)
        return asking

    async def _foreign(self, token: str) -> SignedIn | None:
        return await self._issuer.read_bearer(token) if self._issuer else None


def start_session(response: Response, token: str, *, public_url: str, lifetime: timedelta = SESSION_LIFETIME) -> None:
    """Put a session token into the cookie of `response`."""
    response.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(lifetime.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure(public_url),
    )
    response.headers["Cache-Control"] = "no-store"


def end_session(response: Response, *, public_url: str) -> None:
    """Take the session cookie away."""
    response.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=secure(public_url))
    response.headers["Cache-Control"] = "no-store"


def secure(public_url: str) -> bool:
    """Tell whether cookies need TLS: always, but on this very machine without it."""
    parts = urlsplit(public_url)
    return not (parts.scheme == "http" and parts.hostname in ("localhost", "127.0.0.1", "::1"))


def _credentials(scope: Scope) -> tuple[str | None, str | None]:
    """Return the bearer token and the session cookie a request carries."""
    bearer, cookie = None, None
    for name, value in scope["headers"]:
        if name == b"authorization" and value[:7].lower() == b"bearer ":
            bearer = value[7:].strip().decode("latin-1")
        elif name == b"cookie" and b"plenary_session=" in value:
            cookie = _cookie(value.decode("latin-1"))
    return bearer, cookie


def _cookie(header: str) -> str | None:
    for part in header.split(";"):
        name, _, value = part.strip().partition("=")
        if name == SESSION_COOKIE:
            return value
    return None
