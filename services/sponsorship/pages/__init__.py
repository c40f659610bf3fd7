"""The pages of sponsorship's people, over the same handlers and views as the API."""

from fastapi import APIRouter

from services.sponsorship.domain.reference import Reference
from services.sponsorship.pages import answering, deciding, fragments, giving, nominating, reserving, room, travelling
from services.sponsorship.pages.meetings import MeetingCards
from services.sponsorship.pages.round import Desk
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.store import SponsorshipViews
from shared.web import House


def pages(house: House[SponsorshipUnit], views: SponsorshipViews, reference: Reference) -> APIRouter:
    """Return every page under `/sponsorship`."""
    router = APIRouter(prefix="/sponsorship", include_in_schema=False)
    desk = Desk(
        pages=house.pages,
        units=house.units,
        views=views,
        reference=reference,
        timeline=house.timeline,
        clock=house.clock,
    )
    for part in (room, fragments, giving, nominating, deciding, reserving, answering, travelling):
        part.add(router, desk)
    return router


__all__ = ["MeetingCards", "pages"]
