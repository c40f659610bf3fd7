"""Commands about the press and about those who clear texts."""

from typing import Annotated

from fastapi import APIRouter, Depends
from fastapi.responses import Response

from services.media import handlers
from services.media.commands import AddJournalist, ConfirmSubscription, NameRepresentative, Subscribe, Unsubscribe
from services.media.handlers.answers import JournalistStands
from services.media.ports import MediaUnit
from services.media.routes.bodies import KeyBody
from shared.identity import PUBLIC, Limit, limited
from shared.records import Origin
from shared.unit import Units
from shared.web import asking
from shared.who import Role

Officer = Annotated[Origin, Depends(asking(Role.MEDIA_OFFICER))]
Anyone = Annotated[Origin, Depends(asking(PUBLIC))]


def routes(units: Units[MediaUnit]) -> APIRouter:
    """Return the routes that change the list of journalists and the representatives."""
    router = APIRouter(tags=["press"])
    within_limit = [limited(Limit(30, 60))]

    @router.post("/representatives", status_code=204)
    async def name_representative(command: NameRepresentative, origin: Officer) -> None:
        await units.run(handlers.name_representative, command, origin)

    @router.post("/journalists", status_code=201)
    async def add_journalist(command: AddJournalist, origin: Officer) -> JournalistStands:
        return await units.run(handlers.add_journalist, command, origin)

    @router.post("/subscriptions", status_code=202, response_class=Response, dependencies=within_limit)
    async def subscribe(command: Subscribe, origin: Anyone) -> None:
        await units.run(handlers.subscribe, command, origin)

    @router.post("/subscriptions/confirm", dependencies=within_limit)
    async def confirm_subscription(body: KeyBody, origin: Anyone) -> JournalistStands:
        return await units.run(handlers.confirm_subscription, ConfirmSubscription(letter_key=body.letter_key), origin)

    @router.post("/subscriptions/end", dependencies=within_limit)
    async def unsubscribe(body: KeyBody, origin: Anyone) -> JournalistStands:
        return await units.run(handlers.unsubscribe, Unsubscribe(letter_key=body.letter_key), origin)

    return router
