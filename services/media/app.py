"""The only place where media is put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.media.ports import MediaUnit
from services.media.routes import routes
from services.media.settings import Settings
from services.media.store import KEPT, MediaViews
from services.media.subscribers import HEARS
from shared.identity.link_pages import link_routes
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
    return [
        routes(house.units, views),
        link_routes(house.units, house.identity, service="media"),
    ]
