"""The only place where catering is put together."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from shared.web import House, Service, make_app
from tests.architecture.catering.pages import page_routes
from tests.architecture.catering.ports import CateringUnit
from tests.architecture.catering.routes import routes
from tests.architecture.catering.settings import Settings
from tests.architecture.catering.store import KEPT, CateringViews
from tests.architecture.catering.subscribers import HEARS

SERVICE = Service(
    name="catering",
    title="Catering: what is eaten",
    kept=KEPT,
    hears=HEARS,
    templates=Path(__file__).parent / "templates",
)


def create() -> FastAPI:
    """Return the app of catering, from its environment."""
    return make_app(SERVICE, Settings(), build)


def build(house: House[CateringUnit]) -> list[APIRouter]:
    """Return what catering serves."""
    return [routes(house.units), page_routes(house.pages, CateringViews(house.database))]
