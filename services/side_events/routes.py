"""The JSON API of side events: the body is the command, its id stands in the address."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query
from starlette.responses import StreamingResponse

from services.side_events import handlers
from services.side_events.commands import (
    AcceptSideEvent,
    AddRoom,
    AnswerErasure,
    CancelSideEvent,
    ConfirmSideEvent,
    DeclineSideEvent,
    Displaced,
    ErasureAnswer,
    HoldOfficialSession,
    HowRequestsAreTaken,
    InviteHost,
    MoveSideEvent,
    NewRoomAndTime,
    OfficialSessionTimes,
    PublishSideEvent,
    Requested,
    RequestSideEvent,
    RoomAdded,
    RoomAndTime,
    SetRequestRules,
    Why,
)
from services.side_events.domain import Room, SideEvent
from services.side_events.ports import (
    Asked,
    Counts,
    Found,
    Placed,
    ProgrammeEntry,
    ProgrammeRows,
    SideEventsUnit,
    Views,
)
from shared.identity import PUBLIC, permit, scoped
from shared.pages import csv_answer
from shared.pages.rooms import is_staff
from shared.records import Origin
from shared.unit import Units
from shared.values import Value
from shared.web import asking, gives
from shared.who import Role, Who

OFFICER = Role.SIDE_EVENTS_OFFICER
READERS = (OFFICER, Role.MEDIA_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)

ByOfficer = Annotated[Origin, Depends(asking(OFFICER))]


class Done(Value):
    """The answer to a command that returns nothing else."""

    status: Literal["done"] = "done"


def routes(units: Units[SideEventsUnit], views: Views, *, rows: ProgrammeRows, header: Sequence[str]) -> APIRouter:
    """Return every route of the API; `rows` and `header` write the programme as a file."""
    router = APIRouter(prefix="/side-events/api", tags=["side events"])
    _requests(router, units)
    _decisions(router, units)
    _rooms(router, units, views)
    _reads(router, views)
    _programme(router, views, rows=rows, header=header)
    return router


def _requests(router: APIRouter, units: Units[SideEventsUnit]) -> None:
    @router.post("/side-events", status_code=201)
    async def request(command: RequestSideEvent, origin: ByOfficer) -> Requested:
        return await units.run(handlers.request_side_event, command, origin)

    @router.post("/meetings/{meeting_id}/request-rules")
    async def rules(meeting_id: str, body: HowRequestsAreTaken, origin: ByOfficer) -> Done:
        await units.run(handlers.set_request_rules, SetRequestRules(meeting_id=meeting_id, **dict(body)), origin)
        return Done()

    @router.post("/side-events/{side_event_id}/invite")
    async def invite(side_event_id: str, origin: ByOfficer) -> Done:
        await units.run(handlers.invite_host, InviteHost(side_event_id=side_event_id), origin)
        return Done()


def _decisions(router: APIRouter, units: Units[SideEventsUnit]) -> None:
    by_host = Annotated[Origin, Depends(asking(OFFICER, scoped(Role.HOST, "side_event_id")))]

    @router.post("/side-events/{side_event_id}/accept")
    async def accept(side_event_id: str, body: RoomAndTime, origin: ByOfficer) -> Placed:
        command = AcceptSideEvent(side_event_id=side_event_id, **dict(body))
        return await units.run(handlers.accept_side_event, command, origin)

    @router.post("/side-events/{side_event_id}/move")
    async def move(side_event_id: str, body: NewRoomAndTime, origin: ByOfficer) -> Placed:
        command = MoveSideEvent(side_event_id=side_event_id, **dict(body))
        return await units.run(handlers.move_side_event, command, origin)

    @router.post("/side-events/{side_event_id}/decline")
    async def decline(side_event_id: str, body: Why, origin: ByOfficer) -> Done:
        command = DeclineSideEvent(side_event_id=side_event_id, reason=body.reason)
        await units.run(handlers.decline_side_event, command, origin)
        return Done()

    @router.post("/side-events/{side_event_id}/confirm")
    async def confirm(side_event_id: str, origin: by_host) -> Done:
        await units.run(handlers.confirm_side_event, ConfirmSideEvent(side_event_id=side_event_id), origin)
        return Done()

    @router.post("/side-events/{side_event_id}/publish")
    async def publish(side_event_id: str, origin: ByOfficer) -> Done:
        await units.run(handlers.publish_side_event, PublishSideEvent(side_event_id=side_event_id), origin)
        return Done()

    @router.post("/side-events/{side_event_id}/erasure")
    async def erasure(side_event_id: str, body: ErasureAnswer, origin: ByOfficer) -> Done:
        await units.run(handlers.answer_erasure, AnswerErasure(side_event_id=side_event_id, **dict(body)), origin)
        return Done()

    @router.post("/side-events/{side_event_id}/cancel")
    async def cancel(side_event_id: str, body: Why, origin: by_host) -> Done:
        command = CancelSideEvent(side_event_id=side_event_id, reason=body.reason)
        await units.run(handlers.cancel_side_event, command, origin)
        return Done()


def _rooms(router: APIRouter, units: Units[SideEventsUnit], views: Views) -> None:
    @router.post("/rooms", status_code=201)
    async def add(command: AddRoom, origin: ByOfficer) -> RoomAdded:
        return await units.run(handlers.add_room, command, origin)

    @router.post("/rooms/{room_id}/official-sessions")
    async def hold(room_id: str, body: OfficialSessionTimes, origin: ByOfficer) -> Displaced:
        command = HoldOfficialSession(room_id=room_id, **dict(body))
        return await units.run(handlers.hold_official_session, command, origin)

    @router.get("/rooms", dependencies=[permit(PUBLIC)])
    async def rooms() -> list[Room]:
        return await views.rooms()


def _reads(router: APIRouter, views: Views) -> None:
    @router.get("/meetings/{meeting_id}/side-events", dependencies=[permit(*READERS)])
    async def find(meeting_id: str, asked: Annotated[Asked, Query()]) -> Found:
        return await views.find(meeting_id, asked)

    @router.get("/side-events/{side_event_id}")
    async def one(
        side_event_id: str, who: Annotated[Who, permit(*READERS, scoped(Role.HOST, "side_event_id"))]
    ) -> SideEvent:
        event = await views.side_event(side_event_id)
        return event if is_staff(who) else event.without_questions()


def _programme(router: APIRouter, views: Views, *, rows: ProgrammeRows, header: Sequence[str]) -> None:
    @router.get("/meetings/{meeting_id}/programme", dependencies=[permit(PUBLIC)])
    async def programme(meeting_id: str) -> list[ProgrammeEntry]:
        return await views.programme(meeting_id)

    @router.get("/meetings/{meeting_id}/programme.csv", dependencies=[permit(PUBLIC)], **gives("text/csv"))
    async def programme_file(meeting_id: str) -> StreamingResponse:
        return csv_answer("side-events", header, rows=rows(await views.programme(meeting_id)))

    @router.get("/meetings/{meeting_id}/counts", dependencies=[permit(PUBLIC)])
    async def counts(meeting_id: str) -> Counts:
        return await views.counts(meeting_id)
