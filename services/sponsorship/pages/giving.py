"""Opening the fund of a meeting and recording what donors gave."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import OpenFund, RecordContribution
from services.sponsorship.domain import fund_of
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import Desk
from shared.errors import Refused
from shared.identity import permit
from shared.pages import Form, msg, read_form
from shared.records import Origin
from shared.web import asking
from shared.who import Role

GIVERS = (Role.FINANCE_OFFICER, Role.SPONSORSHIP_ADMINISTRATOR)
CURRENCIES = ("CHF", "EUR", "USD", "AUD", "CAD", "CZK", "DKK", "GBP", "JPY", "NOK", "NZD", "SEK")

Opening = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR))]
Giving = Annotated[Origin, Depends(asking(*GIVERS))]


def add(router: APIRouter, desk: Desk) -> None:
    """Add both forms."""
    _opening(router, desk)
    _giving(router, desk)


def _opening(router: APIRouter, desk: Desk) -> None:
    @router.get("/meetings/{code}/fund", dependencies=[permit(Role.SPONSORSHIP_ADMINISTRATOR)])
    async def ask(request: Request, code: str) -> Response:
        return await _fund_form(request, desk, code, form=Form.of(nominees_per_state=1))

    @router.post("/meetings/{code}/fund")
    async def open_fund(request: Request, code: str, origin: Opening) -> Response:
        form, meeting = await read_form(request), await desk.views.meeting(code)
        try:
            command = form.command(OpenFund, meeting_id=meeting.meeting_id, currency="CHF")
            await desk.units.run(handlers.open_fund, command, keyed(origin, form))
        except Refused as refused:
            return await _fund_form(request, desk, code, form=form.refused(refused), status=refused.status)
        return desk.pages.go(f"/sponsorship/meetings/{code}", said=msg("The fund is open."))


def _giving(router: APIRouter, desk: Desk) -> None:
    @router.get("/meetings/{code}/contribute", dependencies=[permit(*GIVERS)])
    async def ask(request: Request, code: str) -> Response:
        return await _contribution_form(request, desk, code, form=Form.of(rate="1"))

    @router.post("/meetings/{code}/contribute")
    async def record(request: Request, code: str, origin: Giving) -> Response:
        form, meeting = await read_form(request), await desk.views.meeting(code)
        states = tuple(form.text("earmark").replace(",", " ").upper().split())
        try:
            command = form.command(RecordContribution, fund_id=fund_of(meeting.meeting_id), earmark=states)
            await desk.units.run(handlers.record_contribution, command, keyed(origin, form))
        except Refused as refused:
            return await _contribution_form(request, desk, code, form=form.refused(refused), status=refused.status)
        return desk.pages.go(f"/sponsorship/meetings/{code}", said=msg("The contribution is booked."))


async def _fund_form(request: Request, desk: Desk, code: str, *, form: Form, status: int = 200) -> Response:
    meeting = card_of(await desk.views.meeting(code))
    return desk.pages.render(request, "fund.html", status=status, meeting=meeting, form=form)


async def _contribution_form(request: Request, desk: Desk, code: str, *, form: Form, status: int = 200) -> Response:
    meeting = card_of(await desk.views.meeting(code))
    return desk.pages.render(
        request, "contribution.html", status=status, meeting=meeting, form=form, currencies=CURRENCIES
    )


def keyed(origin: Origin, form: Form) -> Origin:
    """Return the origin with the form's own key: the same form sent twice does its work once."""
    return origin.model_copy(update={"key": form.key or origin.key})
