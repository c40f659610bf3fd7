"""The page of one nomination: score, proposal beside decision, components, timeline, and the next act."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from operator import attrgetter
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from services.sponsorship import handlers
from services.sponsorship.commands import AnswerErasure, OfferSponsorship, ProposeOffer
from services.sponsorship.domain import MeetingCopy, Nomination, NominationStatus, Offer, OfferStatus
from services.sponsorship.pages.giving import keyed
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import STAFF, Desk, Round, read_round
from services.sponsorship.pages.rows import component_steps
from services.sponsorship.pages.words import EXPERTISE, GENDERS, STATUS, label_of, said, units_text
from shared.contracts.sponsorship import Costs
from shared.errors import Refused
from shared.identity import permit
from shared.pages import Fact, Form, Happening, Speech, msg, read_form
from shared.records import Origin
from shared.web import asking
from shared.who import Role, Who

Proposing = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_ADMINISTRATOR))]
Deciding = Annotated[Origin, Depends(asking(Role.SPONSORSHIP_COORDINATOR))]

DAYS_TO_ANSWER = 7


def add(router: APIRouter, desk: Desk) -> None:
    """Add the page and its acts."""

    @router.get("/nominations/{nomination_id}", dependencies=[permit(*STAFF)])
    async def show(request: Request, nomination_id: str) -> Response:
        return await show_nomination(request, desk, nomination_id)

    @router.post("/nominations/{nomination_id}/propose")
    async def propose(request: Request, nomination_id: str, origin: Proposing) -> Response:
        async def act(form: Form) -> str:
            command = form.command(ProposeOffer, nomination_id=nomination_id)
            await desk.units.run(handlers.propose_offer, command, keyed(origin, form))
            return msg("The offer is before the Coordinator.")

        return await acted(request, desk, nomination_id, act=act, name="propose")

    @router.post("/nominations/{nomination_id}/erasure")
    async def erasure(request: Request, nomination_id: str, origin: Proposing) -> Response:
        async def act(form: Form) -> str:
            command = form.command(AnswerErasure, nomination_id=nomination_id)
            await desk.units.run(handlers.answer_erasure, command, keyed(origin, form))
            return msg("Saved.")

        return await acted(request, desk, nomination_id, act=act, name="erasure")

    @router.post("/nominations/{nomination_id}/offer")
    async def offer(request: Request, nomination_id: str, origin: Deciding) -> Response:
        async def act(form: Form) -> str:
            command = form.command(OfferSponsorship, nomination_id=nomination_id)
            await desk.units.run(handlers.offer_sponsorship, command, keyed(origin, form))
            return msg("The offer is made, its money is reserved, and the nominee was mailed.")

        return await acted(request, desk, nomination_id, act=act, name="offer")


Act = Callable[[Form], Awaitable[str]]


async def acted(request: Request, desk: Desk, nomination_id: str, *, act: Act, name: str) -> Response:
    """Carry out one act of the page; where it is refused, show the page with what was typed into that form."""
    form = await read_form(request)
    try:
        words = await act(form)
    except Refused as refused:
        forms = {name: form.refused(refused)}
        return await show_nomination(request, desk, nomination_id, forms=forms, status=refused.status)
    return desk.pages.go(f"/sponsorship/nominations/{nomination_id}", said=words)


async def show_nomination(
    request: Request, desk: Desk, nomination_id: str, *, forms: dict[str, Form] | None = None, status: int = 200
) -> Response:
    """Return the page of a nomination with its forms as they were typed, or filled in from the proposal."""
    found = await desk.views.nomination(nomination_id)
    round_ = await read_round(desk, found.meeting_id.removeprefix("mtg_"))
    ranked = next(one for one in round_.ranked if one.nomination.nomination_id == nomination_id)
    nomination, offer = ranked.nomination, round_.offer_of(ranked.nomination)
    who: Who = request.state.who
    return desk.pages.render(
        request,
        "nomination.html",
        status=status,
        meeting=card_of(round_.meeting),
        ranked=ranked,
        nomination=nomination,
        offer=offer,
        badge=STATUS[nomination.status],
        facts=_facts(nomination, desk.pages.speech(request)),
        steps=component_steps(nomination, offer, round_.progress.get(offer.person) if offer else None),
        happenings=await _timeline(desk, nomination, offer),
        acts=_acts(who, nomination, offer),
        forms=_filled(desk, nomination, round_.meeting) | (forms or {}),
        francs=round_.francs,
        left=_left(round_),
    )


def _acts(who: Who, nomination: Nomination, offer: Offer | None) -> dict[str, bool]:
    """Return which forms this person gets: what the role allows and the state asks for."""
    administrator, coordinator = who.has(Role.SPONSORSHIP_ADMINISTRATOR), who.has(Role.SPONSORSHIP_COORDINATOR)
    proposed = nomination.status is NominationStatus.PROPOSED
    reserve = nomination.status is NominationStatus.RESERVE
    accepted = offer is not None and offer.status is OfferStatus.ACCEPTED
    return {
        "erasure": administrator and nomination.perhaps_erased_at is not None,
        "propose": administrator and (nomination.status is NominationStatus.RECEIVED or (proposed and not coordinator)),
        "offer": coordinator and (proposed or reserve),
        "reserve": coordinator and proposed,
        "ticket": administrator and accepted and offer is not None and offer.ticket is None,
        "refund": offer is not None and offer.open_refund and (administrator or who.has(Role.FINANCE_OFFICER)),
    }


def _filled(desk: Desk, nomination: Nomination, meeting: MeetingCopy) -> dict[str, Form]:
    proposal = nomination.reserve or nomination.proposal
    costs = costs_typed(proposal.costs) if proposal else {}
    until = min(desk.clock() + timedelta(days=DAYS_TO_ANSWER), meeting.opens_at)
    local = until.astimezone(ZoneInfo(meeting.zone)).strftime("%Y-%m-%dT%H:%M")
    return {
        "propose": Form.of(**costs),
        "offer": Form.of(**costs, answer_by=local),
        "erasure": Form(),
        "ticket": Form.of(cost=units_text(proposal.costs.ticket)) if proposal else Form(),
        "refund": Form(),
    }


def costs_typed(costs: Costs) -> dict[str, str]:
    """Return costs as they are typed into a form."""
    parts = {"ticket": costs.ticket, "hotel": costs.hotel, "allowance": costs.allowance}
    return {f"costs.{name}": units_text(amount) for name, amount in parts.items()}


def _facts(nomination: Nomination, speech: Speech) -> list[Fact]:
    papers = nomination.documents
    there = [
        label
        for label, given in (
            (msg("application form"), papers.application_form),
            (msg("passport copy"), papers.passport_copy),
            (msg("health insurance"), papers.health_insurance),
        )
        if given
    ]
    return [
        Fact(msg("Country"), speech.named(nomination.country)),
        Fact(msg("Note verbale"), nomination.note_verbale),
        Fact(msg("Function"), nomination.function),
        Fact(msg("Expertise"), speech.say(label_of(EXPERTISE, nomination.expertise.value))),
        Fact(msg("Gender"), speech.say(label_of(GENDERS, nomination.gender.value))),
        Fact(msg("Mail"), nomination.email),
        Fact(msg("Documents"), speech.listed(*map(speech.say, there))),
    ]


async def _timeline(desk: Desk, nomination: Nomination, offer: Offer | None) -> list[Happening]:
    """Return what happened to the nomination and its offer, each act once: both change in the same command."""
    found = await desk.timeline(nomination.nomination_id)
    found += await desk.timeline(offer.offer_id) if offer else []
    once = {(one.what, one.at): said(one) for one in found}
    return sorted(once.values(), key=attrgetter("at"), reverse=True)


def _left(round_: Round) -> object:
    return round_.francs(round_.fund.balance().left) if round_.fund else None
