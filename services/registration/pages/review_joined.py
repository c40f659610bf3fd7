"""The pages of the review, joined."""

from fastapi import APIRouter

from services.registration.pages.corrections import Corrections
from services.registration.pages.decisions import Decisions
from services.registration.pages.duplicates import Duplicates
from services.registration.pages.review import ReviewPages
from services.registration.pages.room import Room
from services.registration.ports.review import ReviewViews


def review_pages(room: Room, views: ReviewViews) -> APIRouter:
    """Return the pages of the review under `/registration`."""
    router = APIRouter(prefix="/registration", include_in_schema=False)
    for part in (ReviewPages, Decisions, Corrections, Duplicates):
        part(room, views).join(router)
    return router
