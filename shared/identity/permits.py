"""Who may use a route: declared on the route, denied by default."""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode, urlsplit

from fastapi import Depends, FastAPI, params
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from starlette.requests import Request
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from shared.errors import NotAllowed, SignInNeeded
from shared.identity.access import who_is_left
from shared.pages.languages import msg
from shared.uploads import read_sent
from shared.who import NOBODY, SCOPED, Role, Who

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
CSRF_FIELD = "csrf"
CSRF_HEADER = "X-CSRF-Token"
ENDED = msg("Your access has ended.")


class Public:
    """The need of a route that everyone may use."""


PUBLIC: Final = Public()


@dataclass(frozen=True)
class Scoped:
    """The need of a role for the id in a path parameter."""

    role: Role
    parameter: str


Need = Role | Scoped | Public


def scoped(role: Role, parameter: str) -> Scoped:
    """Return the need of `role` for the very thing whose id is the path parameter `parameter`."""
    return Scoped(role, parameter)


class SignInFirst(SignInNeeded):
    """Nobody is signed in and a person looks at a page: send them to sign in and back again."""

    def __init__(self, back_to: str) -> None:
        super().__init__("Please sign in first.")
        self.location = "/sign-in?" + urlencode({"next": back_to}, safe="/")


class AccessEnded(SignInNeeded):
    """The access that a mailed link gave was taken back."""

    next_step = "Ask for a new sign-in link."


class NewLinkFirst(SignInFirst):
    """The access of somebody who looks at a page was taken back: say so where they can ask for another link."""

    def __init__(self, link_form: str) -> None:
        SignInNeeded.__init__(self, ENDED)
        self.location = f"{link_form}?ended=1"


class Permit:
    """Lets a request pass if one of the needs is met, and if it cannot have been forged by another site."""

    def __init__(self, needs: tuple[Need, ...]) -> None:
        if not needs:
            raise ValueError("permit() needs a role, scoped(...) or PUBLIC")
        unscoped = [need for need in needs if need in SCOPED]
        if unscoped:
            raise ValueError(f"{unscoped[0]} means nothing without a scope: use scoped(...)")
        self.needs = needs

    async def __call__(self, request: Request) -> Who:
        ended = await take_off_what_ended(request)
        who: Who | None = request.state.who
        if PUBLIC not in self.needs:
            met = who is not None and any(_met(need, who, path=request.path_params) for need in self.needs)
            if not met and ended:
                raise _ask_for_link(request)
            if who is None:
                raise _sign_in(request)
            if not met:
                raise NotAllowed("Your role does not allow this.")
        if request.method not in SAFE_METHODS and request.state.by_cookie:
            await refuse_forgery(request)
        return who or NOBODY


def permit(*needs: Need) -> params.Depends:
    """Return the dependency that lets only those pass who meet one of `needs`, as `Who`.

    `who: Annotated[Who, permit(Role.MEDIA_OFFICER)]`, or `dependencies=[permit(PUBLIC)]` where nobody asks who it is.
    With `PUBLIC` the one who asks may be `NOBODY`. Raises SignInNeeded (for pages: leads to sign in) or NotAllowed.
    """
    dependency: params.Depends = Depends(Permit(needs))
    return dependency


async def refuse_forgery(request: Request) -> None:
    """Refuse what another site may have made the browser send: a foreign origin, or no form token of this session."""
    if not same_origin(request.headers, public_url=request.state.public_url):
        raise NotAllowed("This was sent from another site.", next_step="Open the page here and send it again.")
    if request.state.who is None:
        return
    sent = request.headers.get(CSRF_HEADER) or await _form_token(request)
    if not hmac.compare_digest(sent.encode(), str(request.state.csrf).encode()):
        raise NotAllowed("This page is out of date.", next_step="Load the page again and repeat what you did.")


def same_origin(headers: Mapping[str, str], *, public_url: str) -> bool:
    """Tell whether a request comes from a page of ours, as far as the browser says where it comes from."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    public = urlsplit(public_url)
    return origin in (None, f"{public.scheme}://{public.netloc}", f"{public.scheme}://{headers.get('host')}")


async def take_off_what_ended(request: Request) -> bool:
    """Take off who asks what was taken back since they came in, once a request; tell whether there was anything."""
    state = request.state
    if state.ended is None:
        left = await state.access.left_of(state.admissions) if state.access else state.admissions
        state.ended = len(left) < len(state.admissions)
        if state.ended:
            state.who, state.admissions = who_is_left(state.who, left), left
    return bool(state.ended)


def safe_next(address: str | None) -> str:
    """Return `address` if it is a path of this site, else `/`: a sign-in must not lead anywhere else."""
    if not address or not address.startswith("/") or address.startswith("//") or "\\" in address:
        return "/"
    if any(ord(character) < 33 or ord(character) == 127 for character in address):
        return "/"
    parts = urlsplit(address)
    return "/" if parts.scheme or parts.netloc else address


def undeclared_routes(app: FastAPI) -> list[str]:
    """Return the routes (`GET /path`) on which nobody said who may use them; mounts of static files are exempt."""
    return sorted(_undeclared(app.routes, ""))


def _undeclared(routes: Iterable[BaseRoute], prefix: str) -> Iterable[str]:
    for route in iter_route_contexts(list(routes)):
        dependant = getattr(route, "dependant", None)
        path = prefix + (route.path or "")
        if isinstance(route.original_route, Mount):
            if not isinstance(route.original_route.app, StaticFiles):
                yield from _undeclared(route.original_route.routes, path) if route.original_route.routes else (path,)
        elif dependant is None or not _declares(dependant):
            yield f"{','.join(sorted(route.methods or {'WS'}))} {path}"


def _declares(dependant: Dependant) -> bool:
    return isinstance(dependant.call, Permit) or any(_declares(each) for each in dependant.dependencies)


def _met(need: Need, who: Who, *, path: Mapping[str, object]) -> bool:
    if isinstance(need, Scoped):
        return who.has(need.role, str(path[need.parameter]))
    return isinstance(need, Role) and who.has(need)


def _sign_in(request: Request) -> SignInNeeded:
    if _looks_at_page(request):
        query = f"?{request.url.query}" if request.url.query else ""
        return SignInFirst(request.url.path + query)
    return SignInNeeded("Nobody is signed in.")


def _ask_for_link(request: Request) -> SignInNeeded:
    return NewLinkFirst(request.state.access.link_form) if _looks_at_page(request) else AccessEnded(ENDED)


def _looks_at_page(request: Request) -> bool:
    page = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("accept", "")
    return page and request.headers.get("sec-fetch-dest", "document") == "document"


async def _form_token(request: Request) -> str:
    if not request.headers.get("content-type", "").startswith(FORM_TYPES):
        return ""
    return next(iter((await read_sent(request)).values.get(CSRF_FIELD, ())), "")
