"""The nominee's page: what is offered, until when, and what accepting or declining means."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import AcceptOffer, DeclineOffer
from services.sponsorship.domain import NominationStatus, Offer, OfferStatus
from services.sponsorship.pages.giving import keyed
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import STAFF, Desk
from services.sponsorship.pages.rows import component_steps
from services.sponsorship.pages.words import STATUS
from shared.errors import Refused
from shared.identity import permit, scoped
from shared.pages import Form, msg, read_form
from shared.records import Origin
from shared.web import asking
from shared.who import Role, Who

NOMINEE = scoped(Role.NOMINEE, "offer_id")
ANSWERERS = (NOMINEE, Role.SPONSORSHIP_ADMINISTRATOR)

Answering = Annotated[Origin, Depends(asking(*ANSWERERS))]


def add(router: APIRouter, desk: Desk) -> None:
    """Add the page and both answers."""

    @router.get("/offers/{offer_id}", dependencies=[permit(NOMINEE, *STAFF)])
    async def show(request: Request, offer_id: str) -> Response:
        return await _page(request, desk, await desk.views.offer(offer_id), form=Form())

    @router.post("/offers/{offer_id}/accept")
    async def accept(request: Request, offer_id: str, origin: Answering) -> Response:
        form = await read_form(request)
        try:
            await desk.units.run(handlers.accept_offer, AcceptOffer(offer_id=offer_id), keyed(origin, form))
        except Refused as refused:
            return await _again(request, desk, offer_id, form=form.refused(refused), status=refused.status)
        return desk.pages.go(f"/sponsorship/offers/{offer_id}", said=msg("Thank you: the offer is accepted."))

    @router.post("/offers/{offer_id}/decline")
    async def decline(request: Request, offer_id: str, origin: Answering) -> Response:
        form = await read_form(request)
        try:
            command = form.command(DeclineOffer, offer_id=offer_id)
            await desk.units.run(handlers.decline_offer, command, keyed(origin, form))
        except Refused as refused:
            return await _again(request, desk, offer_id, form=form.refused(refused), status=refused.status)
        return desk.pages.go(f"/sponsorship/offers/{offer_id}", said=msg("The offer is declined."))


async def _again(request: Request, desk: Desk, offer_id: str, *, form: Form, status: int) -> Response:
    return await _page(request, desk, await desk.views.offer(offer_id), form=form, status=status)


async def _page(request: Request, desk: Desk, offer: Offer, *, form: Form, status: int = 200) -> Response:
    meeting = await desk.views.meeting_of(offer.meeting_id)
    nomination = await desk.views.nomination(offer.nomination_id)
    progress = await desk.views.progress(offer.meeting_id, [offer.person])
    who: Who = request.state.who
    may_answer = who.has(Role.NOMINEE, offer.offer_id) or who.has(Role.SPONSORSHIP_ADMINISTRATOR)
    return desk.pages.render(
        request,
        "offer.html",
        status=status,
        meeting=card_of(meeting),
        offer=offer,
        nomination=nomination,
        badge=STATUS[NominationStatus(offer.status.value)],
        steps=component_steps(nomination, offer, progress.get(offer.person)),
        open=offer.status is OfferStatus.OFFERED and desk.clock() < offer.answer_by,
        may_answer=may_answer,
        own=who.has(Role.NOMINEE, offer.offer_id),
        form=form,
    )
