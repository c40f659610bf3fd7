"""Delegations: their list, the page of each, its note, credentials and focal point."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import InviteFocalPoint
from services.registration.domain import Delegation
from services.registration.handlers import invite_focal_point
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import CATEGORIES, CREDENTIALS, choices, state_choices
from shared.errors import Refused
from shared.pages import (
    LANGUAGES,
    Choice,
    Column,
    Fact,
    Filter,
    Form,
    ListPlan,
    Table,
    msg,
    read_form,
    read_listing,
    select,
    table_answer,
)

NOTED = (Choice("yes", "Notified"), Choice("late", "Notified late"), Choice("no", "Not notified"))
PLAN = ListPlan(
    columns=(
        Column("name", "Delegation", sorts=True),
        Column("category", "Category", sorts=True),
        Column("notified", "Note", sorts=True),
        Column("named", "Named", sorts=True, numeric=True),
        Column("credentials", "Credentials", sorts=True),
    ),
    filters=(
        Filter("category", "Category", choices(CATEGORIES)),
        Filter("notified", "Note", NOTED),
        Filter("credentials", "Credentials", state_choices(CREDENTIALS)),
    ),
    order="name",
    size=100,
)
EXPORTED = ("Delegation", "Category", "State", "Note", "Named", "Credentials", "Focal point", "E-mail")


class Delegations:
    """The delegations of a meeting and the page of each."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/delegations/{delegation_id}"
        router.get("/meetings/{code}/delegations", dependencies=READERS)(self.list)
        router.get(one, dependencies=READERS)(self.show)
        router.post(f"{one}/focal-point", dependencies=OFFICERS)(self.invite_focal_point)

    async def list(self, request: Request, code: str) -> Response:
        """Show the delegations asked for, or give them as a file."""
        meeting, speech = await self._room.meeting(code), self._room.pages.speech(request)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        shown = select(
            await self._room.views.delegations(meeting.meeting_id),
            listing,
            key=lambda one: one.delegation_id,
            text=lambda one: f"{one.name} {speech.named(one.name)} {one.state or ''}",
            values={
                "name": lambda one: speech.place(one.name),
                "category": lambda one: one.category.value,
                "notified": noted,
                "named": lambda one: len(one.names),
                "credentials": lambda one: one.credentials.state.value,
            },
        )
        if listing.format != "html":
            return table_answer(
                listing.format, Table(f"{meeting.address}-delegations", EXPORTED, _row, whole=True), shown.rows
            )
        return self._room.page(request, "delegations.html", meeting, listing=listing, shown=shown, noted=noted)

    async def show(self, request: Request, delegation_id: str) -> Response:
        """Show a delegation."""
        return await self._show(request, delegation_id, Form())

    async def invite_focal_point(self, request: Request, delegation_id: str) -> Response:
        """Make someone the focal point and mail them a link."""
        form = await read_form(request)
        try:
            command = form.command(InviteFocalPoint, delegation_id=delegation_id)
            await self._room.ask(request, invite_focal_point, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/delegations/{delegation_id}", said=msg("The link is mailed."))

    async def _show(self, request: Request, delegation_id: str, form: Form, *, status: int = 200) -> Response:
        seen = await self._room.views.delegation_with_people(delegation_id)
        delegation = seen.delegation
        meeting = await self._room.views.meeting(delegation.meeting_id)
        say = self._room.pages.speech(request).gettext
        facts = [
            Fact("Category", say(CATEGORIES[delegation.category])),
            Fact("Focal point", delegation.focal_point.name if delegation.focal_point else ""),
            Fact("E-mail", delegation.focal_point.email if delegation.focal_point else ""),
            *([Fact("Decision", delegation.decision_record)] if delegation.decision_record else []),
        ]
        happenings = await self._room.timeline(delegation_id)
        on_file = {one.note_id for one in await self._room.views.notes.of_delegation(delegation_id) if one.file_id}
        shown = {"seen": seen, "facts": facts, "happenings": happenings, "form": form, "on_file": on_file}
        shown["language_choices"] = choices(LANGUAGES)
        return self._room.page(request, "delegation.html", meeting, status=status, **shown)


def noted(delegation: Delegation) -> str:
    """Return whether a note came in, and whether late: yes, late or no."""
    if not delegation.notes:
        return "no"
    return "late" if delegation.notes[-1].late else "yes"


def _row(one: Delegation) -> tuple[object, ...]:
    whom = (one.focal_point.name, one.focal_point.email) if one.focal_point else ("", "")
    return (one.name, one.category.value, one.state, noted(one), len(one.names), one.credentials.state.value, *whom)
