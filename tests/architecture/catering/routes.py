"""The JSON API of catering: the body is the command."""

from typing import Annotated

from fastapi import APIRouter, Depends

from shared.records import Origin
from shared.unit import Units
from shared.web import asking
from shared.who import Role
from tests.architecture.catering.commands import LunchPlaced, OrderLunch
from tests.architecture.catering.handlers import order_lunch
from tests.architecture.catering.ports import CateringUnit


def routes(units: Units[CateringUnit]) -> APIRouter:
    """Return everything under `/catering/api`."""
    router = APIRouter(prefix="/catering/api", tags=["catering"])

    @router.post("/lunches", status_code=201)
    async def order(
        command: OrderLunch, origin: Annotated[Origin, Depends(asking(Role.REGISTRATION_OFFICER))]
    ) -> LunchPlaced:
        """Order lunch."""
        return await units.run(order_lunch, command, origin)

    return router
