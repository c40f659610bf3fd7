"""A small house with one door of each kind, and the people who knock."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from urllib.parse import urlsplit

import httpx
from fastapi import APIRouter, FastAPI, Form, Request
from fastapi.responses import JSONResponse

from shared.errors import Refused
from shared.identity import PUBLIC, SESSION_COOKIE, Identity, permit, scoped
from shared.identity.issuer import Issuer
from shared.identity.staff import staff_routes
from shared.identity.tokens import Keys
from shared.who import Grant, Role, Who
from tests.fakes import FakeClock

HOUSE = "https://house.test"
SECRET = "a secret of the tests, longer than thirty-two characters"  # noqa: S105 - no secret of any house
PAGE = {"Accept": "text/html"}


def an_officer(**changes: object) -> Who:
    """Return a registration officer."""
    officer = Who(
        subject="staff:ana",
        name="Ana Ruiz",
        email="ana@isu.example",
        grants=frozenset({Grant(role=Role.REGISTRATION_OFFICER)}),
    )
    return officer.model_copy(update=changes)


def a_focal_point(delegation_id: str) -> Who:
    """Return the focal point of one delegation."""
    grants = frozenset({Grant(role=Role.FOCAL_POINT, scope=delegation_id)})
    return Who(subject="fp_1", name="Sok Chan", email="sok@mission.example", grants=grants, language="fr")


def an_identity(clock: FakeClock, *, public_url: str = HOUSE, issuer: Issuer | None = None) -> Identity:
    """Return an identity whose time is `clock`."""
    return Identity(keys=Keys(SECRET, clock=clock), public_url=public_url, issuer=issuer, clock=clock)


def a_house(identity: Identity, *routers: APIRouter) -> FastAPI:
    """Return an app with guarded routes and the staff's sign-in."""
    app = FastAPI(openapi_url=None)
    identity.install(app)
    app.include_router(doors())
    app.include_router(staff_routes(identity, service="registration"))
    for router in routers:
        app.include_router(router)
    app.add_exception_handler(Refused, _refused)
    return app


def doors() -> APIRouter:
    """Return one route for each way to be let in."""
    router = APIRouter()

    @router.get("/open")
    async def open_to_all(request: Request, who: Annotated[Who, permit(PUBLIC)]) -> dict[str, str]:
        return {"subject": who.subject, "csrf": request.state.csrf}

    @router.get("/desk")
    async def desk(who: Annotated[Who, permit(Role.REGISTRATION_OFFICER)]) -> str:
        return who.subject

    @router.get("/delegations/{delegation_id}")
    async def delegation(
        delegation_id: str,
        who: Annotated[Who, permit(Role.REGISTRATION_OFFICER, scoped(Role.FOCAL_POINT, "delegation_id"))],
    ) -> str:
        return who.subject

    _add_forms(router)
    return router


def _add_forms(router: APIRouter) -> None:
    @router.post("/desk")
    async def desk_form(who: Annotated[Who, permit(Role.REGISTRATION_OFFICER)], note: Annotated[str, Form()]) -> str:
        return note

    @router.post("/desk/json")
    async def desk_json(who: Annotated[Who, permit(Role.REGISTRATION_OFFICER)], body: dict[str, str]) -> str:
        return body["note"]

    @router.post("/open")
    async def open_form(who: Annotated[Who, permit(PUBLIC)], note: Annotated[str, Form()]) -> str:
        return note


async def _refused(request: Request, refused: Exception) -> JSONResponse:
    assert isinstance(refused, Refused)
    return JSONResponse({"kind": refused.kind, "reason": refused.reason}, refused.status)


@asynccontextmanager
async def a_browser(app: FastAPI, *, at: str = HOUSE) -> AsyncIterator[httpx.AsyncClient]:
    """Return someone with a browser: keeps cookies, follows nothing by itself."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=at) as browser:
        yield browser


def sign_in(browser: httpx.AsyncClient, identity: Identity, who: Who) -> str:
    """Give the browser the session of `who`; return the token its forms must send."""
    token = identity.keys.session_token(who)
    browser.cookies.set(SESSION_COOKIE, token, domain=urlsplit(HOUSE).hostname or "")
    proof = identity.keys.read(token, "session")
    assert proof is not None
    return identity.keys.csrf_token(proof.session_id)


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]
