"""The app factory of every service."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TypeVar, cast

from fastapi import APIRouter, FastAPI

from shared.clock import Clock, utc_now
from shared.identity import PUBLIC, permit
from shared.identity.staff import staff_routes
from shared.logs import configure
from shared.pages import live_routes, static_app
from shared.settings import ServiceSettings
from shared.telemetry import trace
from shared.web.chain import Chain
from shared.web.house import House, Service
from shared.web.openapi import Described, Document
from shared.web.operations import health_routes, operations_routes
from shared.web.problems import answer_problems
from shared.webhooks.doors import webhook_doors

U = TypeVar("U")
Build = Callable[[House[U]], Sequence[APIRouter]]


def make_app(service: Service, settings: ServiceSettings, build: Build[U], *, clock: Clock = utc_now) -> FastAPI:
    """Return the app of one service: its own routes from `build`, and what every service answers."""
    configure(service.name, settings.log_format)
    house: House[U] = House(service, settings, clock=clock)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with house.running():
            yield

    app = Described(
        title=service.title,
        version="1",
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        separate_input_output_schemas=False,
    )
    app.state.house = house
    for router in build(house):
        app.include_router(router)
    _furnish(app, cast(House[object], house))
    return app


def _furnish(app: FastAPI, house: House[object]) -> None:
    prefix, name = house.service.prefix, house.service.name
    app.include_router(health_routes(house), prefix=prefix)
    app.include_router(operations_routes(house), prefix=prefix)
    app.include_router(live_routes(house.hub, dependencies=[permit(PUBLIC)]), prefix=prefix)
    app.include_router(staff_routes(house.identity, service=name))
    for router in webhook_doors(house.webhooks, house.timeline, house.clock) if house.webhooks else ():
        app.include_router(router)
    app.mount("/static", static_app())
    if house.service.static:
        app.mount(f"{prefix}/static", static_app(house.service.static))

    @app.get(f"{prefix}/openapi.json", include_in_schema=False, dependencies=[permit(PUBLIC)])
    async def openapi() -> Document:
        return app.openapi()

    answer_problems(app, house.pages)
    house.identity.install(app)
    app.add_middleware(Chain, metrics=house.metrics)
    trace(app, name)
