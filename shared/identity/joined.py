"""Identity as one process has it: built once from the settings, installed into the app, handed to the routes."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from starlette.types import ASGIApp

from shared.clock import Clock, utc_now
from shared.identity.access import GivenAccess
from shared.identity.headers import SecurityHeaders
from shared.identity.issuer import Client, Issuer
from shared.identity.permits import SignInFirst
from shared.identity.rates import Limit
from shared.identity.sessions import Place, Sessions
from shared.identity.tokens import Keys
from shared.settings import ServiceSettings


@dataclass(frozen=True)
class Identity:
    """Keys, issuer and limits of this process, and the access its links gave.

    `issuer` is None where staff cannot sign in, `access` where no links are mailed. A limit is per network address,
    behind which a mission or a whole congress centre may stand: a right link counts nowhere, a link that never was one
    counts as a guess.
    """

    keys: Keys
    public_url: str
    issuer: Issuer | None = None
    access: GivenAccess | None = None
    clock: Clock = utc_now
    sign_in_limit: Limit = field(default_factory=lambda: Limit(120, 60))
    ask_limit: Limit = field(default_factory=lambda: Limit(120, 60))
    guess_limit: Limit = field(default_factory=lambda: Limit(60, 60))

    @classmethod
    def from_settings(
        cls, settings: ServiceSettings, *, access: GivenAccess | None = None, clock: Clock = utc_now
    ) -> "Identity":
        """Return the identity these settings describe; ValueError if the session secret is too short."""
        secret, *former = settings.session_secret.split(",")
        issuer = Issuer(
            settings.oidc_issuer,
            Client(settings.oidc_client_id, settings.oidc_client_secret, settings.oidc_role_claim),
            clock=clock,
        )
        return cls(
            keys=Keys(secret, former=tuple(former), clock=clock),
            public_url=settings.public_url.rstrip("/"),
            issuer=issuer if settings.oidc_issuer else None,
            access=access,
            clock=clock,
        )

    def install(self, app: FastAPI) -> None:
        """Add what every request and answer passes: who is asking, security headers, the way to the sign-in page."""
        app.add_middleware(_sessions(self))
        app.add_middleware(_headers(self))
        app.add_exception_handler(SignInFirst, lead_to_sign_in)


async def lead_to_sign_in(request: Request, needed: Exception) -> RedirectResponse:
    """Answer a page nobody may see without signing in: go there first, then come back."""
    location = needed.location if isinstance(needed, SignInFirst) else "/sign-in"
    return RedirectResponse(location, 303, headers={"Cache-Control": "no-store"})


def _sessions(identity: Identity) -> Callable[[ASGIApp], ASGIApp]:
    def sessions(app: ASGIApp) -> ASGIApp:
        return Sessions(
            app,
            keys=identity.keys,
            place=Place(identity.public_url, identity.access),
            issuer=identity.issuer,
            clock=identity.clock,
        )

    return sessions


def _headers(identity: Identity) -> Callable[[ASGIApp], ASGIApp]:
    issuer = identity.issuer.url if identity.issuer else ""

    def headers(app: ASGIApp) -> ASGIApp:
        return SecurityHeaders(app, public_url=identity.public_url, issuer=issuer)

    return headers
