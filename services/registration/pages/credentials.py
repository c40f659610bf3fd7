"""Credentials: the work list of a meeting, and those of one delegation with document, steps and undoing."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import RecordCredentials
from services.registration.commands.credentials import UndoCredentialsStep
from services.registration.domain import STEPS, Delegation
from services.registration.domain.missions import provisional
from services.registration.handlers.credentials import record_credentials, undo_credentials_step
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.uploads import held
from services.registration.pages.words import CREDENTIALS, state_choices
from shared.contracts.registration import CredentialsState, DeadlineKind
from shared.errors import NotFound, Refused
from shared.files import file_answer
from shared.pages import Choice, Column, Filter, Form, ListPlan, State, msg, read_form, read_listing, select

PLAN = ListPlan(
    columns=(
        Column("name", "State Party", sorts=True),
        Column("credentials", "Credentials", sorts=True),
        Column("authority", "Issued by"),
        Column("recorded_at", "Recorded", sorts=True),
        Column("next", "Next"),
    ),
    filters=(
        Filter("credentials", "Credentials", state_choices(CREDENTIALS)),
        Filter("other", "Authority", (Choice("yes", "Another than the usual"),)),
    ),
    order="waits",
    size=200,
)
URGENCY = (State.IN_HAND, State.PROBLEM, State.WAITING, State.DONE, State.OFF)
"""What the secretariat can go on with first, then what it waits for, then what is done."""


class CredentialsPages:
    """What the secretariat does with credentials (R6)."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/delegations/{delegation_id}/credentials"
        router.get("/meetings/{code}/credentials", dependencies=READERS)(self.list)
        router.get(one, dependencies=READERS)(self.show)
        router.post(one, dependencies=OFFICERS)(self.record)
        router.post(f"{one}/undo", dependencies=OFFICERS)(self.undo)
        router.get(f"{one}/file", dependencies=READERS)(self.file)

    async def list(self, request: Request, code: str) -> Response:
        """Show the credentials of the meeting."""
        meeting, speech = await self._room.meeting(code), self._room.pages.speech(request)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        asked = [one for one in await self._room.views.delegations(meeting.meeting_id) if _is_asked(one)]
        shown = select(
            asked,
            listing,
            key=lambda one: one.delegation_id,
            text=lambda one: (
                f"{one.name} {speech.named(one.name)} {one.credentials.issued_by} {one.credentials.authority}"
            ),
            values={
                "name": lambda one: speech.place(one.name),
                "credentials": lambda one: one.credentials.state.value,
                "recorded_at": lambda one: str(one.credentials.recorded_at or ""),
                "waits": lambda one: f"{URGENCY.index(CREDENTIALS[one.credentials.state][0])} {speech.place(one.name)}",
                "other": lambda one: "yes" if one.credentials.other_authority else "",
            },
        )
        about: dict[str, object] = {
            "listing": listing,
            "shown": shown,
            "total": len(asked),
            "in_order": sum(one.credentials.state is CredentialsState.IN_ORDER for one in asked),
            "deadline": meeting.deadline(DeadlineKind.CREDENTIALS),
            "next_steps": STEPS,
        }
        return self._room.page(request, "credentials.html", meeting, status=200, **about)

    async def show(self, request: Request, delegation_id: str) -> Response:
        """Show the credentials of one delegation."""
        return await self._show(request, delegation_id, Form())

    async def record(self, request: Request, delegation_id: str) -> Response:
        """Take credentials one step on, with the document where one is sent."""
        sent = await read_form(request)
        keep = partial(
            self._room.intake.credentials, delegation_id=delegation_id, origin=self._room.origin(request, sent)
        )
        form, wrong = await held(sent, {"file": keep})
        if wrong:
            return await self._show(request, delegation_id, form.refused(wrong), status=wrong.status)
        try:
            file_id = form.text("file") or None
            command = form.command(RecordCredentials, delegation_id=delegation_id, file_id=file_id)
            await self._room.ask(request, record_credentials, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(_own(delegation_id), said=msg("Credentials recorded."))

    async def undo(self, request: Request, delegation_id: str) -> Response:
        """Take the last step back."""
        form = await read_form(request)
        try:
            command = form.command(UndoCredentialsStep, delegation_id=delegation_id)
            await self._room.ask(request, undo_credentials_step, command, form=form)
        except Refused as refused:
            return await self._show(request, delegation_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(_own(delegation_id), said=msg("The step is undone."))

    async def file(self, delegation_id: str) -> Response:
        """Give the document."""
        delegation = await self._room.views.delegation(delegation_id)
        if delegation.credentials.file_id is None:
            raise NotFound("These credentials came without a document.", field="delegation_id")
        return file_answer(await self._room.intake.files.read(delegation.credentials.file_id))

    async def _show(self, request: Request, delegation_id: str, form: Form, *, status: int = 200) -> Response:
        delegation = await self._room.views.delegation(delegation_id)
        meeting = await self._room.views.meeting(delegation.meeting_id)
        rules = await self._room.views.missions.rules(meeting.meeting_id)
        authorities = list(rules.authorities)
        shown: dict[str, object] = {
            "delegation": delegation,
            "form": form,
            "steps": sorted(STEPS[delegation.credentials.state]),
            "authorities": authorities,
            "rules": rules,
            "provisional": provisional(delegation),
            "happenings": await self._room.timeline(delegation_id),
        }
        return self._room.page(request, "credentials_of.html", meeting, status=status, **shown)


def _is_asked(one: Delegation) -> bool:
    return one.credentials.state is not CredentialsState.NOT_REQUIRED


def _own(delegation_id: str) -> str:
    return f"/registration/delegations/{delegation_id}/credentials"
