"""What can be read as JSON: everything for staff, the archive for everyone, nothing before its instant (P3)."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.media.domain.copies import Participation
from services.media.domain.press import EmbargoReading, Representative
from services.media.domain.release import Release
from services.media.ports import Counts, InArchive, Journalists, JournalistsAsked, MediaReads, Published, Sent
from shared.errors import NotFound
from shared.identity import PUBLIC, permit
from shared.values import Value
from shared.who import Role

STAFF = [permit(Role.MEDIA_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)]
EVERYONE = [permit(PUBLIC)]


class SendingPage(Value):
    """How far the sending of a release is, and every recipient."""

    counts: Counts
    deliveries: tuple[Sent, ...]


def routes(views: MediaReads) -> APIRouter:
    """Return the routes that read."""
    router = APIRouter(tags=["reading"])
    _for_staff(router, views)
    _of_the_press(router, views)
    _for_everyone(router, views)
    return router


def _for_staff(router: APIRouter, views: MediaReads) -> None:
    @router.get("/releases", dependencies=STAFF)
    async def releases(meeting_id: str | None = None) -> list[Release]:
        return await views.releases(meeting_id)

    @router.get("/releases/{release_id}", dependencies=STAFF)
    async def release(release_id: str) -> Release:
        return await views.release(release_id)

    @router.get("/releases/{release_id}/deliveries", dependencies=STAFF)
    async def deliveries(release_id: str) -> SendingPage:
        rows = await views.sending.rows(release_id)
        return SendingPage(counts=await views.sending.counts(release_id), deliveries=tuple(rows))

    @router.get("/releases/{release_id}/embargo-readings", dependencies=STAFF)
    async def embargo_readings(release_id: str) -> list[EmbargoReading]:
        return await views.readings(release_id)


def _of_the_press(router: APIRouter, views: MediaReads) -> None:
    @router.get("/journalists", dependencies=STAFF)
    async def journalists(asked: Annotated[JournalistsAsked, Query()]) -> Journalists:
        """Letter keys stay between the journalists and us."""
        found = await views.journalists(asked)
        return found.model_copy(update={"rows": tuple(one.model_copy(update={"letter_key": ""}) for one in found.rows)})

    @router.get("/representatives", dependencies=STAFF)
    async def representatives() -> list[Representative]:
        return await views.representatives()

    @router.get("/meetings/{meeting_id}/participation", dependencies=EVERYONE)
    async def participation(meeting_id: str) -> Participation:
        found = await views.participation(meeting_id)
        if found is None:
            raise NotFound("No list of participants has been issued yet.")
        return found


def _for_everyone(router: APIRouter, views: MediaReads) -> None:
    @router.get("/archive", dependencies=EVERYONE)
    async def archive(year: int | None = None, meeting_id: str | None = None) -> list[InArchive]:
        return await views.archive.lines(year=year, meeting_id=meeting_id)

    @router.get("/archive/{release_id}", dependencies=EVERYONE)
    async def published(release_id: str) -> Published:
        return await views.archive.release(release_id)
