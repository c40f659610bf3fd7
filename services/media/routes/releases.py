"""Commands about releases, from the first draft to the archive."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.media import handlers
from services.media.commands import (
    ClearRelease,
    CorrectRelease,
    DraftRelease,
    EditRelease,
    PublishRelease,
    RequestChanges,
    RequestClearance,
    ScheduleRelease,
    WithdrawRelease,
)
from services.media.handlers.answers import ReleaseStands
from services.media.ports import MediaUnit
from services.media.routes.bodies import ChangesBody, ClearBody, CorrectBody, EditBody, ReasonBody, ScheduleBody
from shared.records import Origin
from shared.unit import Units
from shared.web import asking
from shared.who import Role

Officer = Annotated[Origin, Depends(asking(Role.MEDIA_OFFICER))]
Clearing = Annotated[Origin, Depends(asking(Role.PRINCIPAL))]


def routes(units: Units[MediaUnit]) -> APIRouter:
    """Return the routes that change releases."""
    router = APIRouter(prefix="/releases", tags=["releases"])
    _write(router, units)
    _clear(router, units)
    _let_go(router, units)
    return router


def _write(router: APIRouter, units: Units[MediaUnit]) -> None:
    @router.post("", status_code=201)
    async def draft_release(command: DraftRelease, origin: Officer) -> ReleaseStands:
        return await units.run(handlers.draft_release, command, origin)

    @router.post("/{release_id}/edit")
    async def edit_release(release_id: str, body: EditBody, origin: Officer) -> ReleaseStands:
        command = EditRelease(release_id=release_id, text_version=body.text_version, content=body.content)
        return await units.run(handlers.edit_release, command, origin)

    @router.post("/{release_id}/correct")
    async def correct_release(release_id: str, body: CorrectBody, origin: Officer) -> ReleaseStands:
        command = CorrectRelease(
            release_id=release_id, text_version=body.text_version, content=body.content, reason=body.reason
        )
        return await units.run(handlers.correct_release, command, origin)


def _clear(router: APIRouter, units: Units[MediaUnit]) -> None:
    @router.post("/{release_id}/request-clearance")
    async def request_clearance(release_id: str, origin: Officer) -> ReleaseStands:
        return await units.run(handlers.request_clearance, RequestClearance(release_id=release_id), origin)

    @router.post("/{release_id}/clear")
    async def clear_release(release_id: str, body: ClearBody, origin: Clearing) -> ReleaseStands:
        command = ClearRelease(release_id=release_id, principal=body.principal, text_version=body.text_version)
        return await units.run(handlers.clear_release, command, origin)

    @router.post("/{release_id}/request-changes")
    async def request_changes(release_id: str, body: ChangesBody, origin: Clearing) -> ReleaseStands:
        command = RequestChanges(
            release_id=release_id, principal=body.principal, text_version=body.text_version, reason=body.reason
        )
        return await units.run(handlers.request_changes, command, origin)


def _let_go(router: APIRouter, units: Units[MediaUnit]) -> None:
    @router.post("/{release_id}/schedule")
    async def schedule_release(release_id: str, body: ScheduleBody, origin: Officer) -> ReleaseStands:
        command = ScheduleRelease(release_id=release_id, embargo_until=body.embargo_until, zone=body.zone)
        return await units.run(handlers.schedule_release, command, origin)

    @router.post("/{release_id}/publish")
    async def publish_release(release_id: str, origin: Officer) -> ReleaseStands:
        return await units.run(handlers.publish_release, PublishRelease(release_id=release_id), origin)

    @router.post("/{release_id}/withdraw")
    async def withdraw_release(release_id: str, body: ReasonBody, origin: Officer) -> ReleaseStands:
        command = WithdrawRelease(release_id=release_id, reason=body.reason)
        return await units.run(handlers.withdraw_release, command, origin)
