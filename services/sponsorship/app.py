"""Where sponsorship is put together."""

from collections.abc import Sequence
from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.sponsorship.gateways import read_reference
from services.sponsorship.pages import MeetingCards, pages
from services.sponsorship.planner import PointsPlanner
from services.sponsorship.ports import SponsorshipUnit
from services.sponsorship.routes import routes
from services.sponsorship.settings import Settings
from services.sponsorship.store import KEPT, MongoViews
from services.sponsorship.subscribers import HEARS
from shared.identity import PUBLIC, permit
from shared.identity.link_pages import link_routes
from shared.pages import house_routes
from shared.web import House, Service, make_app

SERVICE = Service(
    name="sponsorship",
    title="Sponsorship: who pays",
    kept=KEPT,
    hears=HEARS,
    templates=Path(__file__).parent / "templates",
)


def create() -> FastAPI:
    """Return the service, from its environment."""
    return make_app(SERVICE, Settings(), build)


def build(house: House[SponsorshipUnit]) -> Sequence[APIRouter]:
    """Return every router of the service."""
    views = MongoViews(house.database)
    planner = PointsPlanner(read_reference())
    return [
        routes(house.units, views, planner),
        pages(house, views, planner),
        house_routes(house.pages, MeetingCards(views), dependencies=[permit(PUBLIC)], clock=house.clock),
        link_routes(house.units, house.identity, service=SERVICE.name),
    ]
