"""The JSON API of sponsorship: body -> command -> handler -> answer."""

from fastapi import APIRouter

from services.sponsorship.ports import Planner, SponsorshipUnit, SponsorshipViews
from services.sponsorship.routes import asked, read
from shared.unit import Units


def routes(units: Units[SponsorshipUnit], views: SponsorshipViews, planner: Planner) -> APIRouter:
    """Return everything under `/sponsorship/api`."""
    router = APIRouter(prefix="/sponsorship/api", tags=["sponsorship"])
    asked.money(router, units)
    asked.nominations(router, units)
    asked.offers(router, units)
    asked.travel(router, units)
    read.of_funds(router, views)
    read.of_nominations(router, views, planner)
    read.of_offers(router, views)
    return router


__all__ = ["routes"]
