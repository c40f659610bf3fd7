"""Every door says who may use it, and every command over HTTP may be sent twice."""

from collections.abc import Iterator, Sequence

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from shared.identity.permits import Permit, Scoped, undeclared_routes
from tests.architecture.services import create
from tests.architecture.sources import SERVICES, expect_none

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def app(service: str) -> FastAPI:
    return create(service)


def test_every_route_says_who_may_use_it(app: FastAPI) -> None:
    expect_none(undeclared_routes(app))


def test_every_scope_is_in_the_address_it_guards(app: FastAPI) -> None:
    """A scope that the path does not name would fail for everybody it is meant for."""
    expect_none(
        f"{method} {path}: no {{{need.parameter}}}"
        for method, path, dependant in _routes(app)
        for permit in _permits(dependant)
        for need in permit.needs
        if isinstance(need, Scoped) and f"{{{need.parameter}}}" not in path
    )


def test_every_command_over_http_takes_an_idempotency_key(app: FastAPI) -> None:
    expect_none(
        f"{method} {path}"
        for method, path, dependant in _routes(app)
        if method in UNSAFE and "/api/" in path and "idempotency-key" not in _headers(dependant)
    )


def test_every_path_of_a_service_is_below_its_prefix_or_the_houses(app: FastAPI, service: str) -> None:
    prefix = f"/{service.replace('_', '-')}"
    house = ("/sign-in", "/sign-out", "/static", "/meetings", "/language")
    strange = [path for _, path, _ in _routes(app) if path != "/" and not path.startswith((f"{prefix}/", *house))]

    expect_none(path for path in strange if path != prefix)


def test_every_service_answers_what_operators_and_the_front_door_need(app: FastAPI, service: str) -> None:
    prefix = f"/{service.replace('_', '-')}"
    paths = {path for _, path, _ in _routes(app)}
    wanted = [
        "/",
        "/meetings/{code}",
        "/sign-in",
        "/sign-out",
        "/language",
        *(f"{prefix}/{path}" for path in ("health/live", "health/ready", "metrics", "openapi.json", "live")),
        *(f"{prefix}/meetings/{{code}}/{piece}" for piece in ("tile", "waiting", "recent")),
    ]

    expect_none(path for path in wanted if path not in paths)


def _routes(app: FastAPI) -> Iterator[tuple[str, str, Dependant]]:
    for route in iter_route_contexts(list(app.routes)):
        dependant = getattr(route, "dependant", None)
        if isinstance(dependant, Dependant):
            for method in sorted(route.methods or ()):
                yield method, route.path or "", dependant


def _permits(dependant: Dependant) -> Iterator[Permit]:
    if isinstance(dependant.call, Permit):
        yield dependant.call
    for each in dependant.dependencies:
        yield from _permits(each)


def _headers(dependant: Dependant) -> set[str]:
    own = {str(one.alias).lower() for one in dependant.header_params}
    inner: Sequence[Dependant] = dependant.dependencies
    return own.union(*(_headers(each) for each in inner))
