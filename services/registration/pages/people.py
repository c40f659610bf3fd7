"""The list of participants: searched, filtered, sorted, exported, confirmed several at once."""

from functools import partial

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands import ConfirmParticipant
from services.registration.domain import Meeting, Participant
from services.registration.handlers import confirm_participant
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.sought import in_records
from services.registration.pages.words import CATEGORIES, STATUS, card_of, choices, state_choices
from services.registration.ports import People as PeoplePage
from services.registration.ports import PeopleAsked
from shared.errors import Refused
from shared.identity import safe_next
from shared.pages import (
    Choice,
    Column,
    Filter,
    Form,
    Listing,
    ListPlan,
    Shown,
    Table,
    msg,
    read_form,
    read_listing,
    table_answer,
)
from shared.pages.house import days_of
from shared.pages.wording import Wording
from shared.web import origin_of

COLUMNS = (
    Column("name_key", "Name", sorts=True),
    Column("delegation", "Delegation", sorts=True),
    Column("role", "Role"),
    Column("status", "Status", sorts=True),
    Column("registered_at", "Registered", sorts=True),
    Column("arrived", "Arrived"),
)
EXPORTED = ("Name", "E-mail", "Delegation", "Category", "Role", "Function", "Organisation", "Status", "Arrived")


class People:
    """The list of participants of a meeting."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/participants", dependencies=READERS)(self.list)
        router.post("/meetings/{code}/participants", dependencies=OFFICERS)(self.confirm_several)

    async def list(self, request: Request, code: str) -> Response:
        """Show the participants asked for, or give them as a file."""
        meeting = await self._room.meeting(code)
        listing = self._listing(request, meeting)
        asked = await in_records(_asked(listing), partial(self._room.views.participants, meeting.meeting_id))
        if listing.format != "html":
            everyone = self._room.views.every_participant(meeting.meeting_id, asked)
            return table_answer(
                listing.format, Table(f"{meeting.address}-participants", EXPORTED, _row, whole=True), everyone
            )
        people = await self._room.views.participants(meeting.meeting_id, asked)
        return self._room.page(request, "participants.html", meeting, listing=listing, shown=_shown(people))

    async def confirm_several(self, request: Request, code: str) -> Response:
        """Say whom a confirmation goes to, then confirm each; whoever is not named is left and counted."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        back = safe_next(form.text("back") or request.url.path)
        ticked = [await self._room.views.participant(one) for one in form.all("ticked")[:200]]
        if not ticked:
            return self._room.pages.go(back, said=msg("Nobody was ticked."))
        if not form.text("confirmed"):
            return self._room.page(request, "confirm.html", meeting, ticked=ticked, back=back)
        left = [one for one in ticked if not await self._confirmed(request, one, form)]
        if left:
            return self._room.page(request, "left.html", meeting, status=422, done=len(ticked) - len(left), left=left)
        return self._room.pages.go(back, said=msg("All were confirmed. The confirmations are mailed."))

    async def _confirmed(self, request: Request, participant: Participant, form: Form) -> bool:
        command = ConfirmParticipant(participant_id=participant.participant_id)
        origin = origin_of(request, key=f"{form.key}:{participant.participant_id}")
        try:
            await self._room.units.run(confirm_participant, command, origin)
        except Refused:
            return False
        return True

    def _listing(self, request: Request, meeting: Meeting) -> Listing:
        wording = Wording(self._room.pages.speech(request), self._room.clock)
        days = [(one.on.isoformat(), wording.day(one.on, "EEE d").striptags()) for one in days_of(card_of(meeting))]
        chosen = request.query_params.get("delegation_id", "")
        filters = [
            Filter("status", "Status", state_choices(STATUS)),
            Filter("category", "Category", choices(CATEGORIES)),
            Filter("arrived_on", "Arrived on", [Choice(day, word) for day, word in days]),
        ]
        if chosen:
            filters.append(Filter("delegation_id", "Delegation", (Choice(chosen, chosen.rpartition("_")[2].upper()),)))
        plan = ListPlan(columns=COLUMNS, filters=filters, order="name_key")
        return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)


def _asked(listing: Listing) -> PeopleAsked:
    return PeopleAsked(
        **dict(listing.chosen),
        q=listing.q,
        sort=listing.sort,
        descending=listing.descending,
        after=listing.behind,
        size=listing.limit,
    )


def _shown(people: PeoplePage) -> Shown[Participant]:
    return Shown.behind(people.rows, total=people.total, last=people.after)


def _row(one: Participant) -> tuple[object, ...]:
    about = (one.full_name, one.email, one.delegation, one.category.value, one.role.value)
    return (*about, one.function, one.organisation, one.status.value, one.arrived_at)
