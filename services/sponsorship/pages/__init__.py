"""The pages of sponsorship's people, over the same handlers and views as the API."""

from fastapi import APIRouter

from services.sponsorship.pages import answering, deciding, fragments, giving, nominating, reserving, room, travelling
from services.sponsorship.pages.meetings import MeetingCards
from services.sponsorship.pages.round import Desk
from services.sponsorship.ports import Planner, SponsorshipUnit, SponsorshipViews
from shared.web import House


def pages(house: House[SponsorshipUnit], views: SponsorshipViews, planner: Planner) -> APIRouter:
    """Return every page under `/sponsorship`."""
    router = APIRouter(prefix="/sponsorship", include_in_schema=False)
    desk = Desk(
        pages=house.pages,
        units=house.units,
        views=views,
        planner=planner,
        timeline=house.timeline,
        clock=house.clock,
    )
    for part in (room, fragments, giving, nominating, deciding, reserving, answering, travelling):
        part.add(router, desk)
    return router


__all__ = ["MeetingCards", "pages"]
