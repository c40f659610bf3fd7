"""A meeting itself: announced, rescheduled and opened by form; States and organisations invited."""

from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import (
    AnnounceMeeting,
    InviteOrganisation,
    InviteStates,
    OpenRegistration,
    RescheduleMeeting,
)
from services.registration.domain import Meeting
from services.registration.handlers import (
    MeetingRescheduler,
    StatesInviter,
    announce_meeting,
    invite_organisation,
    open_registration,
)
from services.registration.pages.room import OFFICERS, Room
from services.registration.pages.words import DEADLINES, KINDS, choices
from shared.errors import Refused
from shared.pages import LANGUAGES, Form, msg, read_form

EMPTY = Form.of(convention="APMBC", zone="Europe/Zurich", city="Geneva", country="CHE", languages=tuple(LANGUAGES))


class MeetingPages:
    """What officers do with a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._reschedule = MeetingRescheduler(room.conventions)
        self._invite_states = StatesInviter(room.conventions)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/meetings/{code}"
        router.get("/announce", dependencies=OFFICERS)(self.announcement)
        router.post("/announce", dependencies=OFFICERS)(self.announce)
        router.get(f"{one}/plan", dependencies=OFFICERS)(self.plan)
        router.post(f"{one}/plan", dependencies=OFFICERS)(self.reschedule)
        router.post(f"{one}/open-registration", dependencies=OFFICERS)(self.open)
        router.post(f"{one}/invite-states", dependencies=OFFICERS)(self.invite_states)
        router.get(f"{one}/invite", dependencies=OFFICERS)(self.invitation)
        router.post(f"{one}/invite", dependencies=OFFICERS)(self.invite_organisation)

    async def announcement(self, request: Request) -> Response:
        """Show the form of a new meeting."""
        return self._announcement(request, EMPTY)

    async def announce(self, request: Request) -> Response:
        """Make a meeting known."""
        form = await read_form(request)
        try:
            now = await self._room.ask(
                request, announce_meeting, _without_empty(form).command(AnnounceMeeting), form=form
            )
        except Refused as refused:
            return self._announcement(request, form.refused(refused), status=refused.status)
        return self._room.pages.go(
            f"/registration/meetings/{now.code.lower()}/plan", said=msg("The meeting is announced.")
        )

    async def plan(self, request: Request, code: str) -> Response:
        """Show the meeting with its plan as a form, and what can be done next."""
        meeting = await self._room.meeting(code)
        return await self._plan(request, meeting, _filled(meeting))

    async def reschedule(self, request: Request, code: str) -> Response:
        """Give the meeting another plan."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = _without_empty(form).command(RescheduleMeeting, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, self._reschedule, command, form=form)
        except Refused as refused:
            return await self._plan(request, meeting, form.refused(refused), status=refused.status)
        changed = msg("The meeting is rescheduled. The category of some States changed with its opening date.")
        said = changed if now.recategorised else msg("The meeting is rescheduled.")
        return self._room.pages.go(request.url.path, said=said)

    async def open(self, request: Request, code: str) -> Response:
        """Open registration."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        await self._room.ask(request, open_registration, OpenRegistration(meeting_id=meeting.meeting_id), form=form)
        return self._room.pages.go(_plan_of(meeting), said=msg("Registration is open."))

    async def invite_states(self, request: Request, code: str) -> Response:
        """Invite every State and standing observer."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        await self._room.ask(request, self._invite_states, InviteStates(meeting_id=meeting.meeting_id), form=form)
        delegations = f"/registration/meetings/{meeting.address}/delegations"
        return self._room.pages.go(delegations, said=msg("Every State and standing observer is invited."))

    async def invitation(self, request: Request, code: str) -> Response:
        """Show the form that invites an organisation."""
        return self._room.page(request, "invite.html", await self._room.meeting(code), form=Form())

    async def invite_organisation(self, request: Request, code: str) -> Response:
        """Invite an organisation by a decision (R4)."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        try:
            command = form.command(InviteOrganisation, meeting_id=meeting.meeting_id)
            now = await self._room.ask(request, invite_organisation, command, form=form)
        except Refused as refused:
            return self._room.page(request, "invite.html", meeting, status=refused.status, form=form.refused(refused))
        return self._room.pages.go(f"/registration/delegations/{now.delegation_id}", said=msg("Invited."))

    def _announcement(self, request: Request, form: Form, *, status: int = 200) -> Response:
        return self._room.pages.render(
            request,
            "announce.html",
            status=status,
            form=form,
            kind_choices=choices(KINDS),
            language_choices=choices(LANGUAGES),
            deadline_kinds=tuple(DEADLINES),
        )

    async def _plan(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        shown: dict[str, object] = {
            "form": form,
            "deadline_kinds": tuple(DEADLINES),
            "happenings": await self._room.timeline(meeting.meeting_id),
            "counts": await self._room.views.counts(meeting.meeting_id),
        }
        return self._room.page(request, "plan.html", meeting, status=status, **shown)


def _plan_of(meeting: Meeting) -> str:
    return f"/registration/meetings/{meeting.address}/plan"


def _filled(meeting: Meeting) -> Form:
    """Return the plan as a form; each deadline has its own place, in the venue's wall clock."""
    values: dict[str, object] = {
        name: getattr(meeting, name) for name in ("opens_on", "closes_on", "venue", "city", "country", "zone")
    }
    for number, kind in enumerate(DEADLINES):
        at = meeting.deadline(kind)
        values[f"deadlines.{number}.kind"] = kind.value
        if at:
            values[f"deadlines.{number}.at"] = at.astimezone(ZoneInfo(meeting.zone)).strftime("%Y-%m-%dT%H:%M")
    return Form.of(**values)


def _without_empty(form: Form) -> Form:
    """Return a form without the deadlines that have no instant."""
    empty = {
        name.removesuffix("at")
        for name in form.values
        if name.startswith("deadlines.") and name.endswith(".at") and not form.text(name)
    }
    kept = {name: value for name, value in form.values.items() if not name.startswith(tuple(empty) or ("\0",))}
    return Form(kept, form.errors, form.files)
