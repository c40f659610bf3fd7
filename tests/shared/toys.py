"""Two small services on the real kernel: one gives out seats, the other draws a plan of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, ClassVar, Protocol

import httpx
from fastapi import APIRouter, Depends, FastAPI

from shared.clock import new_id, utc_now
from shared.errors import Refused
from shared.identity import PUBLIC, Keys
from shared.kept import Kept, Unique
from shared.messages import Command, Event
from shared.nats import due, react
from shared.records import Origin
from shared.settings import ServiceSettings
from shared.stored import Stored
from shared.unit import Work
from shared.values import Aggregate, Due, Value
from shared.web import House, Service, asking, make_app
from shared.who import Grant, Role, Who
from tests.servers import RealServers

SECRET = "a secret for tests that is long enough to be one"  # noqa: S105 - of tests only


class Seat(Aggregate):
    seat_id: str
    room: str
    number: int
    taken_by: str
    free_at: datetime | None = None


class Drawn(Aggregate):
    seat_id: str
    taken_by: str


class Bell(Aggregate):
    bell_id: str
    rung: int = 0


class TakeSeat(Command):
    seat_id: str
    room: str = "XIX"
    number: int
    by: str
    free_in_ms: int | None = None


class FreeSeat(Command):
    seat_id: str


class SeatTaken(Event):
    subject: ClassVar[str] = "registration.seat.taken.v1"
    seat_id: str
    by: str


class SeatFreed(Event):
    subject: ClassVar[str] = "registration.seat.freed.v1"
    seat_id: str
    freed_at: datetime


class Taken(Value):
    seat_id: str


class Unlucky(Refused):
    """Nobody rings for seat 13."""


class SeatsUnit(Work, Protocol):
    seats: Stored[Seat]


class PlanUnit(Work, Protocol):
    drawn: Stored[Drawn]
    bells: Stored[Bell]


def seat_due(seat: Seat) -> list[Due]:
    return [Due(at=seat.free_at, command=FreeSeat(seat_id=seat.seat_id))] if seat.free_at else []


async def take_seat(command: TakeSeat, unit: SeatsUnit) -> Taken:
    free_at = unit.now + timedelta(milliseconds=command.free_in_ms) if command.free_in_ms else None
    seat = Seat(
        seat_id=command.seat_id,
        room=command.room,
        number=command.number,
        taken_by=command.by,
        free_at=free_at,
        version=1,
    )
    await unit.seats.save(seat)
    unit.tell(SeatTaken(seat_id=seat.seat_id, by=command.by, version=1))
    return Taken(seat_id=seat.seat_id)


async def free_seat(command: FreeSeat, unit: SeatsUnit) -> None:
    seat = await unit.seats.get(command.seat_id)
    if seat.free_at is None:
        return
    seat = seat.next(taken_by="", free_at=None)
    await unit.seats.save(seat)
    unit.tell(SeatFreed(seat_id=seat.seat_id, freed_at=unit.now, version=seat.version))


async def draw_seat(fact: SeatTaken, unit: PlanUnit) -> None:
    await unit.drawn.keep(Drawn(seat_id=fact.seat_id, taken_by=fact.by, version=fact.version))


async def ring_bell(fact: SeatTaken, unit: PlanUnit) -> None:
    if fact.seat_id == "seat_13":
        raise Unlucky("Nobody rings for seat 13.")
    bell = await unit.bells.find("bell_1") or Bell(bell_id="bell_1")
    await unit.bells.save(bell.next(rung=bell.rung + 1))


SEATS = Service(
    name="registration",
    title="Seats",
    kept=(Kept("seats", Seat, key="seat_id", unique=(Unique(("room", "number")),), due=seat_due),),
    hears=(due("registration", FreeSeat, free_seat),),
    templates=Path(__file__).parent,
)
PLAN = Service(
    name="media",
    title="Plan",
    kept=(Kept("drawn", Drawn, key="seat_id", copy=True), Kept("bells", Bell, key="bell_id")),
    hears=(react("media", SeatTaken, draw_seat, rebuilds=True), react("media", SeatTaken, ring_bell)),
    templates=Path(__file__).parent,
)


def seat_routes(house: House[SeatsUnit]) -> list[APIRouter]:
    router = APIRouter(prefix="/registration/api")

    @router.post("/seats", status_code=201)
    async def take(command: TakeSeat, origin: Annotated[Origin, Depends(asking(PUBLIC))]) -> Taken:
        return await house.units.run(take_seat, command, origin)

    @router.post("/secret")
    async def secret(origin: Annotated[Origin, Depends(asking(Role.AUDITOR))]) -> str:
        return origin.who.subject

    @router.get("/broken")
    async def broken(origin: Annotated[Origin, Depends(asking(PUBLIC))]) -> None:
        raise RuntimeError("a secret detail")

    return [router]


def plan_routes(house: House[PlanUnit]) -> list[APIRouter]:
    return []


def settings(servers: RealServers, **more: object) -> ServiceSettings:
    login = servers.admin_login
    given: dict[str, object] = {
        "mongo_url": servers.mongo_admin_url,
        "nats_url": servers.nats_url,
        "nats_user": login.user,
        "nats_password": login.password,
        "session_secret": SECRET,
        "log_format": "plain",
        **more,
    }
    return ServiceSettings.model_validate(given)


def administrator() -> dict[str, str]:
    """Return the headers of an administrator."""
    who = Who(subject="staff:adm", name="Adm", grants=frozenset({Grant(role=Role.ADMINISTRATOR)}))
    return {"Authorization": f"Bearer {Keys(SECRET).bearer_token(who)}"}


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Run an app with its lifespan and yield a client to it."""
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8080") as client:
            yield client


def seats_app(servers: RealServers, **more: object) -> FastAPI:
    return make_app(SEATS, settings(servers, **more), seat_routes, clock=utc_now)


def plan_app(servers: RealServers, **more: object) -> FastAPI:
    return make_app(PLAN, settings(servers, **more), plan_routes, clock=utc_now)


def fresh() -> str:
    return new_id("seat")
