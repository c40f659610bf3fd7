"""After acceptance: the ticket is entered, an unused one is refunded."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import CloseRefundTask, RecordTicket
from services.sponsorship.pages.deciding import acted
from services.sponsorship.pages.giving import keyed
from services.sponsorship.pages.round import Desk
from shared.pages import Form, msg
from shared.records import Origin
from shared.web import asking
from shared.who import Role

Ticketing = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR))]
Refunding = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR, Role.FINANCE_OFFICER))]


def add(router: APIRouter, desk: Desk) -> None:
    """Add both acts; their forms are on the page of the nomination."""

    @router.post("/offers/{offer_id}/ticket")
    async def ticket(request: Request, offer_id: str, origin: Ticketing) -> Response:
        async def act(form: Form) -> str:
            command = form.command(RecordTicket, offer_id=offer_id)
            await desk.units.run(handlers.record_ticket, command, keyed(origin, form))
            return msg("The ticket is entered and its cost is spent.")

        offer = await desk.views.offer(offer_id)
        return await acted(request, desk, offer.nomination_id, act=act, name="ticket")

    @router.post("/offers/{offer_id}/refund")
    async def refund(request: Request, offer_id: str, origin: Refunding) -> Response:
        async def act(form: Form) -> str:
            command = form.command(CloseRefundTask, offer_id=offer_id)
            await desk.units.run(handlers.close_refund_task, command, keyed(origin, form))
            return msg("The refund is booked and the task is closed.")

        offer = await desk.views.offer(offer_id)
        return await acted(request, desk, offer.nomination_id, act=act, name="refund")
