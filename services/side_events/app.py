"""Where side events are built and joined."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.side_events.gateways import HEADER, programme_rows
from services.side_events.pages import Desk, FrontPages, page_routes
from services.side_events.planner import propose
from services.side_events.ports import SideEventsUnit
from services.side_events.routes import routes
from services.side_events.settings import Settings
from services.side_events.store import KEPT, SideEventsViews
from services.side_events.subscribers import HEARS
from shared.identity import PUBLIC, permit
from shared.identity.link_pages import link_routes
from shared.pages import house_routes
from shared.web import House, Service, make_app

SERVICE = Service(
    name="side_events",
    title="Side events: requests, rooms and times, programme",
    kept=KEPT,
    hears=HEARS,
    templates=Path(__file__).parent / "templates",
)


def create() -> FastAPI:
    """Return the app of side events, from its environment."""
    return make_app(SERVICE, Settings(), build)


def build(house: House[SideEventsUnit]) -> list[APIRouter]:
    """Return what side events serve."""
    views = SideEventsViews(house.database)
    desk = Desk(house.pages, house.units, views, propose, house.timeline)
    front = house_routes(house.pages, FrontPages(views), dependencies=[permit(PUBLIC)], clock=house.clock)
    return [
        routes(house.units, views, rows=programme_rows, header=HEADER),
        link_routes(house.units, house.identity, service="side_events"),
        page_routes(desk),
        front,
    ]
