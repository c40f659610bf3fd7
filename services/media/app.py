"""The only place where media is put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.media.gateways import AtomFeed
from services.media.pages import MeetingCards, Room, page_routes
from services.media.ports import MediaUnit
from services.media.routes import routes
from services.media.settings import Settings
from services.media.store import KEPT, MediaViews
from services.media.subscribers import HEARS
from shared.identity import PUBLIC, permit
from shared.identity.link_pages import link_routes
from shared.pages import house_routes
from shared.web import House, Service, make_app

SERVICE = Service(
    name="media",
    prefix="/media",
    title="Plenary: media",
    kept=KEPT,
    hears=HEARS,
    templates=Path(__file__).parent / "templates",
)


def create() -> FastAPI:
    """Return the service, as the environment describes it."""
    return make_app(SERVICE, Settings(), build)


def build(house: House[MediaUnit]) -> list[APIRouter]:
    """Return every router of media over one house."""
    views = MediaViews(house.database)
    room = Room(pages=house.pages, units=house.units, views=views, clock=house.clock, timeline=house.timeline)
    feed = AtomFeed(house.settings.public_url).write
    return [
        routes(house.units, views),
        page_routes(room, feed),
        link_routes(house.units, house.identity, service="media"),
        house_routes(house.pages, MeetingCards(views), dependencies=[permit(PUBLIC)], clock=house.clock),
    ]
