"""A meeting itself: drafted, announced and rescheduled by form; States and organisations invited."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import (
    AnnounceMeeting,
    InviteOrganisation,
    InviteStates,
    RescheduleMeeting,
)
from services.registration.commands.meetings import DraftMeeting, MeetingToPlan, WhenAndWhere
from services.registration.domain import Meeting, UnknownConvention
from services.registration.domain.conventions import usual_deadlines, usual_symbol
from services.registration.handlers import (
    MeetingRescheduler,
    StatesInviter,
    announce_meeting,
    invite_organisation,
)
from services.registration.handlers.meetings import draft_meeting
from services.registration.pages.plan_versions import based_on, both, is_stale
from services.registration.pages.room import OFFICERS, Room
from services.registration.pages.stages import NEXT, STAGES
from services.registration.pages.words import DEADLINES, KINDS, choices
from shared.contracts.registration import Deadline, MeetingKind
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import LANGUAGES, Choice, Form, msg, read_form
from shared.values import Text, Value


class WhatIsUsual(Value):
    """What the usual deadlines of a meeting, its symbols and whether credentials are asked follow from."""

    code: str = ""
    convention: Text
    kind: MeetingKind
    opens_on: date
    zone: Text


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
        router.get("/meetings", dependencies=[permit(PUBLIC)])(self.every)
        router.get("/announce", dependencies=OFFICERS)(self.announcement)
        router.post("/announce", dependencies=OFFICERS)(self.announce)
        router.get(f"{one}/plan", dependencies=OFFICERS)(self.plan)
        router.post(f"{one}/plan", dependencies=OFFICERS)(self.reschedule)
        router.post(f"{one}/invite-states", dependencies=OFFICERS)(self.invite_states)
        router.get(f"{one}/invite", dependencies=OFFICERS)(self.invitation)
        router.post(f"{one}/invite", dependencies=OFFICERS)(self.invite_organisation)

    async def every(self) -> Response:
        """Lead who cut a code off the address to the list of meetings."""
        return self._room.pages.go("/")

    async def announcement(self, request: Request) -> Response:
        """Show the form of a new meeting, or of a draft."""
        code = request.query_params.get("draft", "")
        drafts = await self._room.views.drafts()
        known = next((one for one in drafts if one.code == code), None)
        return await self._announcement(request, _drafted(known) if known else EMPTY)

    async def announce(self, request: Request) -> Response:
        """Make a meeting known."""
        form = await read_form(request)
        try:
            if form.text("act") == "usual":
                return await self._announcement(request, self._with_what_is_usual(form))
            filled = _without_empty(form)
            if form.text("act") == "draft":
                await self._room.ask(request, draft_meeting, filled.command(DraftMeeting), form=form)
                return self._room.pages.go("/registration/announce", said=msg("The draft is kept."))
            now = await self._room.ask(request, announce_meeting, filled.command(AnnounceMeeting), form=form)
        except Refused as refused:
            return await self._announcement(request, form.refused(refused), status=refused.status)
        return self._room.pages.go(
            f"/registration/meetings/{now.code.lower()}/plan", said=msg("The meeting is announced.")
        )

    async def plan(self, request: Request, code: str) -> Response:
        """Show the meeting with its plan as a form, and what can be done next."""
        meeting = await self._room.meeting(code)
        return await self._plan(request, meeting, _filled(meeting))

    async def reschedule(self, request: Request, code: str) -> Response:
        """Give the meeting another plan; where somebody was faster show both versions."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        if is_stale(form, _filled(meeting)):
            return await self._both(request, meeting, form)
        try:
            command = _rescheduled(form, meeting).model_copy(update={"based_on": meeting.version})
            now = await self._room.ask(request, self._reschedule, command, form=form)
        except Refused as refused:
            return await self._plan(request, meeting, form.refused(refused), status=refused.status)
        changed = msg("The meeting is rescheduled. The category of some States changed with its opening date.")
        said = changed if now.recategorised else msg("The meeting is rescheduled.")
        return self._room.pages.go(request.url.path, said=said)

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

    async def _announcement(self, request: Request, form: Form, *, status: int = 200) -> Response:
        known = await self._room.views.meetings()
        conventions = self._room.conventions.all()
        return self._room.pages.render(
            request,
            "announce.html",
            status=status,
            form=form,
            kind_choices=choices(KINDS),
            language_choices=choices(LANGUAGES),
            deadline_kinds=tuple(DEADLINES),
            convention_choices=[Choice(one.code, one.named(self._language(request))) for one in conventions],
            parent_choices=[Choice(one.meeting_id, f"{one.code}: {one.title}") for one in known],
            drafts=await self._room.views.drafts(),
        )

    def _with_what_is_usual(self, form: Form) -> Form:
        """Return the form with what follows from convention, kind and opening date (domain 2.6); a symbol stays."""
        about = form.command(WhatIsUsual)
        convention = self._room.conventions.find(about.convention)
        if convention is None:
            raise UnknownConvention("There are no treaty facts for this convention.", field="convention")
        usual = usual_deadlines(convention, about.kind, opens_on=about.opens_on, zone=about.zone)
        symbol = usual_symbol(convention, about.kind, opens_on=about.opens_on, code=about.code)
        asked = ("1",) if about.kind.value in convention.credentials_at else ()
        own = {"symbol_pattern": (form.text("symbol_pattern") or symbol,), "credentials_required": asked}
        return Form({**form.values, **_as_fields(usual, about.zone), **own}, files=form.files)

    def _language(self, request: Request) -> str:
        return self._room.pages.speech(request).language

    async def _both(self, request: Request, meeting: Meeting, form: Form) -> Response:
        rows, agreed = both(form, _filled(meeting))
        done = await self._room.timeline(meeting.meeting_id)
        shown: dict[str, object] = {"rows": rows, "agreed": agreed, "by": done[0].who if done else ""}
        return self._room.page(request, "plan_both.html", meeting, status=409, **shown)

    async def _plan(self, request: Request, meeting: Meeting, form: Form, *, status: int = 200) -> Response:
        shown: dict[str, object] = {
            "form": form,
            "was": based_on(form, _filled(meeting)),
            "deadline_kinds": tuple(DEADLINES),
            "happenings": await self._room.timeline(meeting.meeting_id),
            "stages": STAGES,
            "acts": NEXT[meeting.status],
            "counts": await self._room.views.counts(meeting.meeting_id),
        }
        return self._room.page(request, "plan.html", meeting, status=status, **shown)


def _filled(meeting: Meeting) -> Form:
    """Return the plan as a form; each deadline has its own place, in the venue's wall clock."""
    filled = Form.of(**{name: getattr(meeting, name) for name in WhenAndWhere.model_fields})
    return Form({**filled.values, **_as_fields(meeting.deadlines, meeting.zone)})


def _drafted(meeting: Meeting) -> Form:
    """Return a draft as the form it was typed into."""
    fields = [name for name in MeetingToPlan.model_fields if name != "deadlines"]
    filled = Form.of(**{name: value for name in fields if (value := getattr(meeting, name)) not in (None, False)})
    return Form({**filled.values, **_as_fields(meeting.deadlines, meeting.zone)})


def _as_fields(deadlines: Sequence[Deadline], zone: str) -> dict[str, tuple[str, ...]]:
    """Return deadlines as the fields of a form, each kind in its place."""
    place, known = ZoneInfo(zone), {one.kind: one.at for one in deadlines}
    fields: dict[str, tuple[str, ...]] = {}
    for number, kind in enumerate(DEADLINES):
        at = known.get(kind)
        fields[f"deadlines.{number}.kind"] = (kind.value,)
        fields[f"deadlines.{number}.at"] = (at.astimezone(place).strftime("%Y-%m-%dT%H:%M") if at else "",)
    return fields


def _rescheduled(form: Form, meeting: Meeting) -> RescheduleMeeting:
    """Return the command of a new plan; deadlines left as they were move along with the opening date."""
    before = _as_fields(meeting.deadlines, meeting.zone)
    if all(form.text(name) == (value or ("",))[0] for name, value in before.items()):
        kept = {name: value for name, value in form.values.items() if not name.startswith("deadlines.")}
        return Form(kept).command(RescheduleMeeting, meeting_id=meeting.meeting_id, deadlines=None)
    typed = _without_empty(form)
    if any(name.startswith("deadlines.") and name.endswith(".at") for name in typed.values):
        return typed.command(RescheduleMeeting, meeting_id=meeting.meeting_id)
    return typed.command(RescheduleMeeting, meeting_id=meeting.meeting_id, deadlines=())


def _without_empty(form: Form) -> Form:
    """Return a form without the deadlines that have no instant."""
    empty = {
        name.removesuffix("at")
        for name in form.values
        if name.startswith("deadlines.") and name.endswith(".at") and not form.text(name)
    }
    kept = {name: value for name, value in form.values.items() if not name.startswith(tuple(empty) or ("\0",))}
    return Form(kept, form.errors, form.files)
