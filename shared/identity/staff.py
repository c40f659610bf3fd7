"""Staff sign in by OpenID Connect (authorization code with PKCE); any of the processes may answer any step.

What one step must know of the one before travels in a sealed cookie, so nothing is kept between them.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import timedelta
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from shared.errors import NotFound
from shared.identity.issuer import Issuer
from shared.identity.joined import Identity
from shared.identity.permits import PUBLIC, permit, safe_next
from shared.identity.rates import limited
from shared.identity.sessions import end_session, secure, start_session
from shared.pages import Pages, msg
from shared.pages.rooms import rooms
from shared.who import Who

TEMPLATES = Path(__file__).parent / "templates"
ATTEMPT_COOKIE = "plenary_sign_in"
ATTEMPT_LIFETIME = timedelta(minutes=10)

CANCELLED = msg("You did not finish signing in.")
STALE = msg("That took too long, or was started in another window. Please sign in again.")
REFUSED = msg("The sign-in service did not confirm who you are. Please sign in again.")


def staff_routes(identity: Identity, *, service: str) -> APIRouter:
    """Return `/sign-in`, `/sign-in/start`, `/sign-in/callback` and `/sign-out`; every service serves them alike."""
    router = APIRouter(include_in_schema=False)
    steps = StaffSignIn(identity, Pages(service, templates=TEMPLATES, now=identity.clock))
    few = limited(identity.sign_in_limit)
    router.get("/sign-in", dependencies=[permit(PUBLIC)])(steps.page)
    router.get("/sign-in/start", dependencies=[permit(PUBLIC), few])(steps.start)
    router.get("/sign-in/callback", dependencies=[permit(PUBLIC), few])(steps.callback)
    router.post("/sign-out", dependencies=[permit(PUBLIC)])(steps.sign_out)
    return router


class StaffSignIn:
    """The steps of signing in as staff."""

    def __init__(self, identity: Identity, pages: Pages) -> None:
        self._identity = identity
        self._pages = pages
        self._redirect_uri = f"{identity.public_url}/sign-in/callback"

    async def page(self, request: Request, next: str = "/") -> Response:
        """Show the ways to sign in."""
        return self._page(request, next=safe_next(next))

    async def start(self, request: Request, next: str = "/") -> Response:
        """Send the browser to the issuer."""
        attempt = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        address = await self._issuer().authorization_url(
            state=attempt["state"],
            nonce=attempt["nonce"],
            redirect_uri=self._redirect_uri,
            code_challenge=challenge_of(attempt["verifier"]),
            code_challenge_method="S256",
        )
        answer = RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
        sealed = self._identity.keys.seal({**attempt, "next": safe_next(next)}, lifetime=ATTEMPT_LIFETIME)
        answer.set_cookie(
            ATTEMPT_COOKIE,
            sealed,
            max_age=int(ATTEMPT_LIFETIME.total_seconds()),
            path="/sign-in",
            httponly=True,
            samesite="lax",
            secure=secure(self._identity.public_url),
        )
        return answer

    async def callback(self, request: Request, *, state: str = "", code: str = "", error: str = "") -> Response:
        """Take the browser back from the issuer and start the session."""
        attempt = self._identity.keys.unseal(request.cookies.get(ATTEMPT_COOKIE, ""))
        if attempt is None or not hmac.compare_digest(attempt["state"].encode(), state.encode()):
            return self._page(request, next="/", trouble=STALE, status=400)
        if error or not code:
            return self._page(request, next=attempt["next"], trouble=CANCELLED, status=400)
        proof = await self._issuer().redeem(
            code, verifier=attempt["verifier"], redirect_uri=self._redirect_uri, nonce=attempt["nonce"]
        )
        if proof is None:
            return self._page(request, next=attempt["next"], trouble=REFUSED, status=400)
        return self._let_in(request, proof.who, next=attempt["next"])

    async def sign_out(self, request: Request) -> Response:
        """End the session of this browser."""
        answer = self._pages.go("/", said=self._pages.speech(request).say(msg("You are signed out.")))
        end_session(answer, public_url=self._identity.public_url)
        return answer

    def _let_in(self, request: Request, who: Who, *, next: str) -> Response:
        if not who.grants:
            return self._forget(self._pages.render(request, "no_role.html", status=403, person=who))
        answer = RedirectResponse(safe_next(next), 303)
        start_session(answer, self._identity.keys.session_token(who), public_url=self._identity.public_url)
        return self._forget(answer)

    def _page(self, request: Request, *, next: str, trouble: str = "", status: int = 200) -> Response:
        staff = self._identity.issuer is not None
        page = self._pages.render(
            request, "sign_in.html", status=status, next=next, trouble=trouble, staff=staff, doors=rooms()
        )
        return self._forget(page) if trouble else page

    def _forget(self, answer: Response) -> Response:
        answer.delete_cookie(ATTEMPT_COOKIE, path="/sign-in")
        return answer

    def _issuer(self) -> Issuer:
        if self._identity.issuer is None:
            raise NotFound("Staff cannot sign in here: no sign-in service is configured.")
        return self._identity.issuer


def challenge_of(verifier: str) -> str:
    """Return the S256 code challenge of a verifier (RFC 7636, section 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
