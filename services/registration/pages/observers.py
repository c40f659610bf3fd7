"""Organisations that ask to observe: the public form, the list of requests, each request with its next step (R4)."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.observers import (
    DecideObserver,
    InviteObserver,
    RecommendObserver,
    RequestObserverStatus,
)
from services.registration.domain.conventions import ObserverRoute
from services.registration.domain.observers import ObserverRequest, ObserverState
from services.registration.handlers.observers import (
    ObserverInviter,
    decide_observer,
    recommend_observer,
    request_observer_status,
)
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.words import state_choices
from shared.errors import Refused
from shared.identity import PUBLIC, permit
from shared.pages import (
    LANGUAGES,
    Choice,
    Column,
    Fact,
    Filter,
    Form,
    ListPlan,
    State,
    Table,
    msg,
    read_form,
    read_listing,
    select,
    table_answer,
)

ANYONE = [permit(PUBLIC)]
S = ObserverState

STATES: Mapping[ObserverState, tuple[State, str]] = {
    S.REQUESTED: (State.WAITING, msg("requested")),
    S.RECOMMENDED: (State.IN_HAND, msg("recommended")),
    S.NOT_RECOMMENDED: (State.PROBLEM, msg("not recommended")),
    S.PROVISIONALLY_INVITED: (State.IN_HAND, msg("provisionally invited")),
    S.APPROVED: (State.DONE, msg("approved")),
    S.REJECTED: (State.OFF, msg("not approved")),
}
PLAN = ListPlan(
    columns=(
        Column("organisation", "Organisation", sorts=True),
        Column("requested_at", "Asked", sorts=True),
        Column("state", "State", sorts=True),
    ),
    filters=(Filter("state", "State", state_choices(STATES)),),
    order="requested_at",
    size=100,
)
HEADER = ("Organisation", "Contact", "E-mail", "Asked", "Late", "State", "Recommendation", "Decision")


class ObserverPages:
    """Requests for observer status."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._invite = ObserverInviter(room.conventions)

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/observers/{observer_request_id}"
        router.get("/meetings/{code}/observe", dependencies=ANYONE)(self.form)
        router.post("/meetings/{code}/observe", dependencies=ANYONE)(self.request)
        router.get("/meetings/{code}/observers", dependencies=READERS)(self.list)
        router.get(one, dependencies=READERS)(self.show)
        router.post(f"{one}/recommend", dependencies=OFFICERS)(self.recommend)
        router.post(f"{one}/invite", dependencies=OFFICERS)(self.invite)
        router.post(f"{one}/decide", dependencies=OFFICERS)(self.decide)

    async def form(self, request: Request, code: str) -> Response:
        """Show the form by which an organisation asks."""
        meeting = await self._room.meeting(code)
        languages = [Choice(one, name) for one, name in LANGUAGES.items()]
        return self._room.page(request, "observe.html", meeting, form=Form(), languages_to_choose=languages)

    async def request(self, request: Request, code: str) -> Response:
        """Take a request."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        languages = [Choice(one, name) for one, name in LANGUAGES.items()]
        try:
            command = form.command(RequestObserverStatus, meeting_id=meeting.meeting_id)
            await self._room.ask(request, request_observer_status, command, form=form)
        except Refused as refused:
            about: dict[str, object] = {"form": form.refused(refused), "languages_to_choose": languages}
            return self._room.page(request, "observe.html", meeting, status=refused.status, **about)
        return self._room.page(request, "observe_sent.html", meeting, organisation=command.organisation)

    async def list(self, request: Request, code: str) -> Response:
        """Show the requests for one meeting, or give them as a file."""
        meeting = await self._room.meeting(code)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        shown = select(
            await self._room.views.treaty.observer_requests(meeting.meeting_id),
            listing,
            key=lambda one: one.observer_request_id,
            text=lambda one: f"{one.organisation} {one.contact_name}",
            values={
                "organisation": lambda one: one.organisation,
                "requested_at": lambda one: one.requested_at.isoformat(),
                "state": lambda one: one.state.value,
            },
        )
        if listing.format != "html":
            return table_answer(listing.format, Table(f"{meeting.address}-observers", HEADER, _row), shown.rows)
        return self._room.page(request, "observers.html", meeting, listing=listing, shown=shown, states=STATES)

    async def show(self, request: Request, observer_request_id: str) -> Response:
        """Show one request and what can be done next."""
        return await self._show(request, observer_request_id, Form())

    async def recommend(self, request: Request, observer_request_id: str) -> Response:
        """Record the recommendation."""
        form = await read_form(request)
        try:
            command = form.command(RecommendObserver, observer_request_id=observer_request_id)
            await self._room.ask(request, recommend_observer, command, form=form)
        except Refused as refused:
            return await self._show(request, observer_request_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/observers/{observer_request_id}", said=msg("Recorded."))

    async def invite(self, request: Request, observer_request_id: str) -> Response:
        """Invite provisionally and mail the contact."""
        form = await read_form(request)
        try:
            command = InviteObserver(observer_request_id=observer_request_id)
            await self._room.ask(request, self._invite, command, form=form)
        except Refused as refused:
            return await self._show(request, observer_request_id, form.refused(refused), status=refused.status)
        said = msg("Invited provisionally; the contact has a sign-in link as focal point.")
        return self._room.pages.go(f"/registration/observers/{observer_request_id}", said=said)

    async def decide(self, request: Request, observer_request_id: str) -> Response:
        """Record the decision of the Meeting."""
        form = await read_form(request)
        try:
            command = form.command(DecideObserver, observer_request_id=observer_request_id)
            await self._room.ask(request, decide_observer, command, form=form)
        except Refused as refused:
            return await self._show(request, observer_request_id, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/observers/{observer_request_id}", said=msg("Recorded."))

    async def _show(self, request: Request, observer_request_id: str, form: Form, *, status: int = 200) -> Response:
        one = await self._room.views.treaty.observer_request(observer_request_id)
        meeting = await self._room.views.meeting(one.meeting_id)
        convention = self._room.conventions.find(meeting.convention)
        by_president = bool(convention and convention.observers is ObserverRoute.INVITED_BY_PRESIDENT)
        people = 0
        if one.delegation_id:
            people = len((await self._room.views.delegation_with_people(one.delegation_id)).people)
        shown: dict[str, object] = {
            "asked": one,
            "state": STATES[one.state],
            "facts": _facts(one),
            "by_president": by_president,
            "people": people,
            "happenings": await self._room.timeline(observer_request_id),
            "form": form,
        }
        return self._room.page(request, "observer.html", meeting, status=status, **shown)


def _facts(one: ObserverRequest) -> list[Fact]:
    found = one.findings
    return [
        Fact("Contact", f"{one.contact_name}, {one.contact_email}"),
        Fact("Website", one.website),
        Fact("Purpose", one.purpose),
        Fact("Activities", one.activities),
        Fact("Recommendation", found.record if found else ""),
        Fact("Weighed by", one.weighed_by),
        Fact("Decision of the Meeting", one.decision_record),
        Fact("Recorded by", one.decided_by),
    ]


def _row(one: ObserverRequest) -> tuple[object, ...]:
    found = one.findings.record if one.findings else ""
    about = (one.organisation, one.contact_name, one.contact_email, one.requested_at, one.late)
    return (*about, one.state.value, found, one.decision_record)
