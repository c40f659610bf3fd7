"""All routes of the JSON API under `/media/api`."""

from fastapi import APIRouter

from services.media.ports import MediaReads, MediaUnit
from services.media.routes import press, reading, releases
from shared.unit import Units


def routes(units: Units[MediaUnit], views: MediaReads) -> APIRouter:
    """Return the JSON API."""
    router = APIRouter(prefix="/media/api")
    for part in (releases.routes(units), press.routes(units), reading.routes(views)):
        router.include_router(part)
    return router
