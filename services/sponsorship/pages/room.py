"""Money: the room of sponsorship's staff; for everyone else, what is theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.sponsorship.domain import DelegationCopy, MeetingCopy
from services.sponsorship.pages.bars import bars_of, tiles_of
from services.sponsorship.pages.meetings import card_of
from services.sponsorship.pages.round import STAFF, Desk, Round, read_round
from services.sponsorship.pages.rows import EXPORTED, VALUES, exported, plan_for, rows_of, searched
from services.sponsorship.pages.words import STATUS, rate_text
from services.sponsorship.pages.work import work_for
from shared.identity import PUBLIC, SignInFirst, permit
from shared.pages import Bar, Table, Tile, Work, read_listing, select, table_answer
from shared.who import NOBODY, Role, Who


def add(router: APIRouter, desk: Desk) -> None:
    """Add the room's page and the part of it that is kept current."""

    @router.get("/meetings/{code}", dependencies=[permit(PUBLIC)])
    async def room(request: Request, code: str) -> Response:
        who: Who = request.state.who or NOBODY
        if who == NOBODY:
            raise SignInFirst(request.url.path)
        if not is_reader(who):
            return await _mine(request, desk, await desk.views.meeting(code), who)
        return _money(request, desk, await read_round(desk, code), who)

    @router.get("/meetings/{code}/now", dependencies=[permit(*STAFF)])
    async def now(request: Request, code: str) -> Response:
        round_ = await read_round(desk, code)
        return desk.pages.fragment(request, "now.html", standing=_standing(request, desk, round_, request.state.who))


def is_reader(who: Who) -> bool:
    """Tell whether somebody may see names and money."""
    return any(who.has(role) for role in STAFF)


def _money(request: Request, desk: Desk, round_: Round, who: Who) -> Response:
    rows = rows_of(round_)
    listing = read_listing(request.url.path, request.query_params.multi_items(), plan=plan_for(rows, round_))
    shown = select(rows, listing, key=lambda row: row.nomination_id, text=searched, values=VALUES)
    if listing.format != "html":
        table = Table(f"nominations-{round_.meeting.code.lower()}", EXPORTED, exported)
        return table_answer(listing.format, table, shown.rows)
    return desk.pages.render(
        request,
        "room.html",
        meeting=card_of(round_.meeting),
        listing=listing,
        shown=shown,
        fund=round_.fund,
        refunds=[one for one in round_.offers if one.refund],
        rate_text=rate_text,
        francs=round_.francs,
        may_give=who.has(Role.FINANCE_OFFICER) or who.has(Role.SPONSORSHIP_ADMINISTRATOR),
        may_nominate=who.has(Role.SPONSORSHIP_ADMINISTRATOR),
        standing=_standing(request, desk, round_, who),
    )


@dataclass(frozen=True, slots=True)
class Standing:
    """The part of the room that is kept current: what waits, and where the money is."""

    work: list[Work]
    bars: list[Bar]
    tiles: list[Tile]


def _standing(request: Request, desk: Desk, round_: Round, who: Who) -> Standing:
    speech, fund = desk.pages.speech(request), round_.fund
    return Standing(
        work=work_for(who, round_, desk.clock()),
        bars=bars_of(fund, speech) if fund else [],
        tiles=tiles_of(fund.balance(), speech.language) if fund else [],
    )


async def _mine(request: Request, desk: Desk, meeting: MeetingCopy, who: Who) -> Response:
    delegations = await _represented(desk, meeting, who)
    ids = {one.delegation_id for one in delegations}
    nominations = await desk.views.nominations(meeting.meeting_id)
    offers = await desk.views.offers(meeting.meeting_id)
    return desk.pages.render(
        request,
        "mine.html",
        meeting=card_of(meeting),
        delegations=delegations,
        nominations=[one for one in nominations if one.delegation_id in ids],
        offers=[one for one in offers if who.has(Role.NOMINEE, one.offer_id)],
        counts=await desk.views.counts(meeting.meeting_id),
        statuses=STATUS,
    )


async def _represented(desk: Desk, meeting: MeetingCopy, who: Who) -> Sequence[DelegationCopy]:
    invited = await desk.views.invited_states(meeting.meeting_id)
    return [one for one in invited if who.has(Role.FOCAL_POINT, one.delegation_id)]
