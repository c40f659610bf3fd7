"""A fifth service needs nothing of the kernel but what it offers: built here whole, and used."""

import ast
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from fastapi import FastAPI
from openapi_spec_validator import OpenAPIV31SpecValidator

from deploy.permissions import permissions_of
from deploy.services import Durable
from deploy.streams import stream
from shared.contracts.registration import MeetingAnnounced
from shared.errors import NotFound
from shared.identity.permits import undeclared_routes
from shared.web.openapi import doors
from shared.who import Role
from tests.architecture.catering import app as catering
from tests.architecture.catering.commands import OrderLunch, ServeLunch
from tests.architecture.catering.contract import LunchOrdered, LunchServed
from tests.architecture.catering.domain import MeetingCopy, NobodyEats
from tests.architecture.catering.handlers import keep_meeting, order_lunch, serve_lunch
from tests.architecture.catering.ports import CateringUnit
from tests.architecture.catering.store import KEPT
from tests.architecture.catering.subscribers import HEARS
from tests.architecture.services import SECRET
from tests.architecture.sources import expect_none, modules
from tests.architecture.test_rooms import ROOMS
from tests.contracts.reading import golden
from tests.fakes import World

HERE = "tests.architecture.catering"
NOON = datetime(2025, 12, 2, 12, tzinfo=UTC)
MEETING = MeetingAnnounced.model_validate(golden(MeetingAnnounced))


@pytest.fixture
def world() -> World[CateringUnit]:
    return World("catering", KEPT)


@pytest.fixture(scope="module")
def app() -> FastAPI:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PLENARY_SESSION_SECRET", SECRET)
        return catering.create()


def test_it_has_the_rooms_of_the_house() -> None:
    rooms = {one.name.removeprefix(f"{HERE}.") for one in modules("tests") if one.name.startswith(f"{HERE}.")}

    assert rooms - {"contract"} == set(ROOMS)


def test_it_knows_the_kernel_and_no_other_service() -> None:
    imported = {
        name
        for one in modules("tests")
        if one.name.startswith(HERE)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ImportFrom)
        for name in [node.module or ""]
    }

    expect_none(name for name in imported if name.startswith(("services", "deploy")))


async def test_it_hears_keeps_and_tells(world: World[CateringUnit]) -> None:
    for _ in range(2):
        await world.run(keep_meeting, MEETING)
    placed = await world.run(order_lunch, OrderLunch(meeting_id=MEETING.meeting_id, people=700, served_at=NOON))

    assert cast(MeetingCopy, world.state("meetings", MEETING.meeting_id)).title == MEETING.title
    assert world.told(LunchOrdered) == [
        LunchOrdered(lunch_id=placed.lunch_id, meeting_id=MEETING.meeting_id, people=700, served_at=NOON, version=1)
    ]
    assert world.scheduled() == [("catering.due.serve_lunch", NOON)]


async def test_what_falls_due_is_done_once_and_never_early(world: World[CateringUnit]) -> None:
    await world.run(keep_meeting, MEETING)
    placed = await world.run(order_lunch, OrderLunch(meeting_id=MEETING.meeting_id, people=7, served_at=NOON))
    due = ServeLunch(lunch_id=placed.lunch_id)
    world.clock.now = NOON - timedelta(seconds=1)
    await world.run(serve_lunch, due)
    early = world.told(LunchServed)
    world.clock.now = NOON
    for _ in range(2):
        await world.run(serve_lunch, due)

    assert early == []
    assert world.told(LunchServed) == [LunchServed(lunch_id=placed.lunch_id, meeting_id=MEETING.meeting_id, version=2)]


async def test_it_refuses_in_its_own_words(world: World[CateringUnit]) -> None:
    with pytest.raises(NotFound):
        await world.run(order_lunch, OrderLunch(meeting_id="mtg_unknown", people=7, served_at=NOON))
    await world.run(keep_meeting, MEETING)
    with pytest.raises(NobodyEats):
        await world.run(order_lunch, OrderLunch(meeting_id=MEETING.meeting_id, people=0, served_at=NOON))


def test_its_app_is_furnished_and_closed(app: FastAPI) -> None:
    expect_none(undeclared_routes(app))
    expect_none(
        path
        for path in ("/catering/health/ready", "/catering/metrics", "/catering/operations/replay", "/catering/live")
        if not any(known == path for known, _ in doors(app))
    )
    assert doors(app)[("/catering/api/lunches", "post")] == (Role.REGISTRATION_OFFICER,)


def test_its_openapi_document_is_valid(app: FastAPI) -> None:
    expect_none(str(error) for error in OpenAPIV31SpecValidator(app.openapi()).iter_errors())


def test_its_stream_and_its_permissions_follow_from_its_name_and_what_it_hears() -> None:
    allowed = permissions_of("catering", [Durable(stream=one.stream, name=one.durable) for one in HEARS])

    assert stream("catering").subjects == ["catering.>"]
    assert "catering.>" in allowed.publish
    assert "$JS.ACK.REGISTRATION.catering-keep_meeting.>" in allowed.publish
    assert "$JS.ACK.CATERING.catering-serve_lunch.>" in allowed.publish
