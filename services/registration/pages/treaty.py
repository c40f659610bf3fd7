"""Treaty status: the States of a convention, what each is on a chosen day, and what they did since (R5)."""

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.treaty import RecordTreatyStatus, StrikeTreatyStatus
from services.registration.domain import Convention, TreatyState
from services.registration.domain.treaty import TreatyAct
from services.registration.domain.treaty_status import as_of_now
from services.registration.handlers.treaty import TreatyStatusRecorder, TreatyStatusStriker
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import CATEGORIES, choices
from shared.contracts.registration import Category
from shared.errors import NotFound, Refused
from shared.pages import (
    Choice,
    Column,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Speech,
    Table,
    msg,
    read_form,
    read_listing,
    select,
    table_answer,
)

ACTS: Mapping[TreatyAct, str] = {
    TreatyAct.SIGNATURE: msg("Signature"),
    TreatyAct.RATIFICATION: msg("Ratification"),
    TreatyAct.ACCESSION: msg("Accession"),
    TreatyAct.SUCCESSION: msg("Succession"),
    TreatyAct.WITHDRAWAL: msg("Withdrawal"),
}
PLAN = ListPlan(
    columns=(
        Column("name", "States", sorts=True),
        Column("category", "Category", sorts=True),
        Column("signed", "Signed", sorts=True),
        Column("deposited", "Deposited", sorts=True),
        Column("binds", "Entry into force", sorts=True),
        Column("withdrawn", "Withdrawal", sorts=True),
    ),
    filters=(Filter("category", "Category", choices(CATEGORIES)),),
    order="name",
    size=250,
)
HEADER = ("State", "ISO 3166-1", "Category", "Signed", "Deposited", "Entry into force", "Withdrawal takes effect")


class TreatyPages:
    """Conventions and the acts of States."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._record = TreatyStatusRecorder(room.conventions)
        self._strike = TreatyStatusStriker(room.conventions)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/conventions", dependencies=READERS)(self.conventions)
        router.get("/conventions/{convention}", dependencies=READERS)(self.states)
        router.post("/conventions/{convention}/acts", dependencies=OFFICERS)(self.record)
        router.post("/conventions/{convention}/acts/{state}/strike", dependencies=OFFICERS)(self.strike)

    async def conventions(self, request: Request) -> Response:
        """Show the conventions that are known."""
        return self._room.pages.render(request, "conventions.html", conventions=self._room.conventions.all())

    async def states(self, request: Request, convention: str) -> Response:
        """Show the States of a convention on a day, or give them as a file."""
        return await self._states(request, convention, Form())

    async def record(self, request: Request, convention: str) -> Response:
        """Record an act of a State."""
        form = await read_form(request)
        try:
            command = form.command(RecordTreatyStatus, convention=convention)
            now = await self._room.ask(request, self._record, command, form=form)
        except Refused as refused:
            return await self._states(request, convention, form.refused(refused), status=refused.status)
        changed = msg("Recorded. Its category changed at meetings to come.")
        said = changed if now.recategorised else msg("Recorded.")
        return self._room.pages.go(f"/registration/conventions/{convention}", said=said)

    async def strike(self, request: Request, convention: str, state: str) -> Response:
        """Take back the last act of a State."""
        form = await read_form(request)
        command = StrikeTreatyStatus(convention=convention, state=state)
        await self._room.ask(request, self._strike, command, form=form)
        return self._room.pages.go(f"/registration/conventions/{convention}", said=msg("The act is struck."))

    async def _states(self, request: Request, code: str, form: Form, *, status: int = 200) -> Response:
        known = self._room.conventions.find(code)
        if known is None:
            raise NotFound("There is no such convention.", field="convention")
        recorded = await self._room.views.treaty.statuses(code)
        newest, day = as_of_now(known, recorded), _day(request, self._room.clock().date())
        speech = self._room.pages.speech(request)
        listing, shown = _shown(request, newest, day, speech)
        if listing.format != "html":
            table: Table[TreatyState] = Table(f"{code.lower()}-states", HEADER, lambda one: _row(one, newest, day))
            return table_answer(listing.format, table, shown.rows)
        about: dict[str, object] = {
            "convention": newest,
            "listing": listing,
            "shown": shown,
            "day": day,
            "category": lambda one: newest.category_on(one.iso3, day),
            "parties": sum(newest.category_on(one.iso3, day) is Category.STATE_PARTY for one in newest.states),
            "recorded": [one for one in recorded if one.acts],
            "acts": ACTS,
            "act_choices": choices(ACTS),
            "state_choices": _state_choices(newest, speech),
            "form": form,
        }
        return self._room.pages.render(request, "convention.html", status=status, headers=None, **about)


def _day(request: Request, today: date) -> date:
    try:
        return date.fromisoformat(request.query_params.get("on", ""))
    except ValueError:
        return today


def _shown(request: Request, convention: Convention, day: date, speech: Speech) -> tuple[Listing, Shown[TreatyState]]:
    listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
    shown = select(
        convention.states,
        listing,
        key=lambda one: one.iso3,
        text=lambda one: f"{one.name} {speech.named(one.name)} {one.iso3}",
        values={
            "name": lambda one: speech.place(one.name),
            "category": lambda one: str(convention.category_on(one.iso3, day) or ""),
            "signed": lambda one: _sorted(one.signed),
            "deposited": lambda one: _sorted(one.deposited),
            "binds": lambda one: _sorted(convention.binds(one)),
            "withdrawn": lambda one: _sorted(one.withdrawal_effective),
        },
    )
    return listing, shown


def _state_choices(convention: Convention, speech: Speech) -> list[Choice]:
    ordered = sorted(convention.states, key=lambda one: speech.place(one.name))
    return [Choice(one.iso3, speech.named(one.name)) for one in ordered]


def _sorted(day: date | None) -> str:
    """Return a day as lists sort it; what has not happened comes last."""
    return (day or date.max).isoformat()


def _row(one: TreatyState, convention: Convention, day: date) -> tuple[object, ...]:
    category = convention.category_on(one.iso3, day)
    dates = (one.signed, one.deposited, convention.binds(one), one.withdrawal_effective)
    return (one.name, one.iso3, category.value if category else "", *(each or "" for each in dates))
