"""The form by which the Coordinator puts a nominee on the reserve list."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import PutOnReserve
from services.sponsorship.pages.deciding import DAYS_TO_ANSWER, Deciding, costs_typed
from services.sponsorship.pages.giving import keyed
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import Desk
from shared.errors import Refused
from shared.identity import permit
from shared.pages import Form, msg, read_form
from shared.who import Role


def add(router: APIRouter, desk: Desk) -> None:
    """Add the form."""

    @router.get("/nominations/{nomination_id}/reserve", dependencies=[permit(Role.SPONSORSHIP_COORDINATOR)])
    async def ask(request: Request, nomination_id: str) -> Response:
        proposal = (await desk.views.nomination(nomination_id)).proposal
        costs = costs_typed(proposal.costs) if proposal else {}
        form = Form.of(**costs, rank=1, answer_within_days=DAYS_TO_ANSWER)
        return await _page(request, desk, nomination_id, form=form)

    @router.post("/nominations/{nomination_id}/reserve")
    async def reserve(request: Request, nomination_id: str, origin: Deciding) -> Response:
        form = await read_form(request)
        try:
            command = form.command(PutOnReserve, nomination_id=nomination_id)
            await desk.units.run(handlers.put_on_reserve, command, keyed(origin, form))
        except Refused as refused:
            return await _page(request, desk, nomination_id, form=form.refused(refused), status=refused.status)
        said = msg("The nominee is on the reserve list.")
        return desk.pages.go(f"/sponsorship/nominations/{nomination_id}", said=said)


async def _page(request: Request, desk: Desk, nomination_id: str, *, form: Form, status: int = 200) -> Response:
    nomination = await desk.views.nomination(nomination_id)
    fund = await desk.views.fund_for(nomination.meeting_id)
    return desk.pages.render(
        request,
        "reserve.html",
        status=status,
        meeting=card_of(await desk.views.meeting_of(nomination.meeting_id)),
        nomination=nomination,
        currency=fund.currency if fund else "CHF",
        form=form,
    )
