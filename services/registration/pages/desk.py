"""The Desk: what waits for the secretariat on the left, the person on the right; and the pieces the Hall shows."""

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from services.registration.domain import Meeting
from services.registration.domain.expectations import Naming
from services.registration.pages.changes import changes_waiting
from services.registration.pages.door_alerts import alerts_waiting
from services.registration.pages.person import PersonShown, person_shown
from services.registration.pages.queue import Queue, WorkList, queue_of, to_be_named
from services.registration.pages.room import READERS, Room
from services.registration.pages.sought import in_records
from services.registration.pages.waits_beside import waits_beside
from services.registration.pages.words import RECENT
from services.registration.ports import Counts, PeopleAsked
from shared.identity import PUBLIC, permit
from shared.pages import Happening, Tile, msg
from shared.pages.wording import Wording
from shared.who import Role, Who

ANYONE = [permit(PUBLIC)]
AT_FIRST = 6
"""Rows of the first work list of the desk, at which somebody works; the others show that they wait."""
OF_EACH = 3
"""Rows of each work list, on the desk and in the Hall."""
FIGURES = 3
"""Figures that the Hall shows of registration."""

SEES_PEOPLE = (Role.REGISTRATION_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR)


class Desk:
    """The first page of registration for everybody: staff work here, others are led to their own page."""

    def __init__(self, room: Room) -> None:
        self._room = room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}", dependencies=ANYONE)(self.desk)
        router.get("/meetings/{code}/queue", dependencies=READERS)(self.queue)
        router.get("/meetings/{code}/waits", dependencies=READERS)(self.whole)
        router.get("/meetings/{code}/tile", dependencies=ANYONE)(self.tile)
        router.get("/meetings/{code}/waiting", dependencies=ANYONE)(self.waiting)
        router.get("/meetings/{code}/recent", dependencies=ANYONE)(self.recent)

    async def desk(self, request: Request, code: str, person: str = "", q: str = "") -> Response:
        """Show the queue and the person it is about; without one chosen, the first who waits."""
        meeting = await self._room.meeting(code)
        who = request.state.who
        if not sees_people(who):
            return RedirectResponse(
                _own_page(meeting, who) or f"/registration/meetings/{meeting.address}/register", 303
            )
        if q.strip():
            return RedirectResponse(await self._sought(meeting, q.strip()), 303)
        queue = (await self._queue(request, meeting)).cut(OF_EACH, first=AT_FIRST)
        shown = await self._person(request, person or queue.first)
        counts = await self._room.views.counts(meeting.meeting_id)
        about: dict[str, object] = {"queue": queue, "shown": shown, "tiles": tiles(meeting, counts)}
        about.update(person=person or queue.first, asked=bool(person))
        return self._room.page(request, "desk.html", meeting, status=200, **about)

    async def queue(self, request: Request, code: str, person: str = "") -> Response:
        """Return the queue alone, when something changed."""
        meeting = await self._room.meeting(code)
        queue = (await self._queue(request, meeting)).cut(OF_EACH, first=AT_FIRST)
        return self._room.piece(request, "queue.html", meeting, queue=queue, person=person)

    async def whole(self, request: Request, code: str, list: str = "") -> Response:
        """Show one work list whole, the others as tabs; to the scripts the piece that changes alone."""
        meeting = await self._room.meeting(code)
        queue = await self._queue(request, meeting)
        show = self._room.piece if request.headers.get("x-fragment") else self._room.page
        template = "whole_list.html" if request.headers.get("x-fragment") else "whole.html"
        return show(request, template, meeting, queue=queue, chosen=queue.chosen(list))

    async def tile(self, request: Request, code: str) -> Response:
        """Return the figures for the Hall."""
        meeting = await self._room.meeting(code)
        counts = await self._room.views.counts(meeting.meeting_id)
        own = _own_page(meeting, request.state.who)
        shown = tiles(meeting, counts)[:FIGURES]
        if not sees_people(request.state.who):
            shown = [replace(tile, href="") for tile in shown]
        return self._room.piece(request, "hall_tile.html", meeting, tiles=shown, own=own)

    async def waiting(self, request: Request, code: str) -> Response:
        """Return what waits for the secretariat; nothing for others."""
        meeting = await self._room.meeting(code)
        if not sees_people(request.state.who):
            return Response(status_code=204)
        queue = (await self._queue(request, meeting)).cut(OF_EACH)
        return self._room.piece(request, "waiting.html", meeting, title=msg("The Desk"), work=queue.top)

    async def recent(self, request: Request, code: str) -> Response:
        """Return what happened last, with names for those who may see them only."""
        meeting = await self._room.meeting(code)
        if not sees_people(request.state.who):
            return Response(status_code=204)
        wording = Wording(self._room.pages.speech(request), self._room.clock)
        happenings = [
            Happening(
                what=RECENT[one.what][1],
                state=RECENT[one.what][0],
                at=one.at,
                who=wording.listed(one.who, wording.named(one.delegation)),
                href=one.href,
            )
            for one in await self._room.views.recent(meeting.meeting_id)
        ]
        return self._room.piece(request, "recent.html", meeting, happenings=happenings)

    async def _queue(self, request: Request, meeting: Meeting) -> Queue:
        views, speech = self._room.views, self._room.pages.speech(request)
        tracks = await views.tracks(meeting.meeting_id)
        rules = await views.missions.rules(meeting.meeting_id)
        naming = Naming(days=rules.naming_days, now=self._room.clock())
        expected = to_be_named(await views.expected(meeting.meeting_id), naming)
        delegations = await views.delegations(meeting.meeting_id)
        queue = queue_of(meeting, tracks, expected=expected, delegations=delegations, speech=speech)
        changes = changes_waiting(await views.changes.waiting(meeting.meeting_id))
        alerts = alerts_waiting(await views.doors_now.alerts(meeting.meeting_id, state="open"))
        queue = queue.led_by(WorkList("doors", msg("Alerts of the doors"), alerts, len(alerts)))
        queue = queue.with_lists(WorkList("changes", msg("Changes to decide"), changes, len(changes)))
        return queue.with_lists(*await waits_beside(views, meeting, speech))

    async def _sought(self, meeting: Meeting, q: str) -> str:
        """Return where the search of the desk leads: to the one person found, else to the list."""
        look = partial(self._room.views.participants, meeting.meeting_id)
        found = await look(await in_records(PeopleAsked(q=q, size=2), look))
        at = f"/registration/meetings/{meeting.address}"
        if len(found.rows) == 1:
            return f"{at}?person={found.rows[0].participant_id}"
        return f"{at}/participants?{urlencode({'q': q})}"

    async def _person(self, request: Request, participant_id: str) -> PersonShown | None:
        return await person_shown(self._room, request, participant_id) if participant_id else None


def sees_people(who: Who | None) -> bool:
    """Tell whether somebody may see who is registered."""
    return who is not None and any(who.has(role) for role in SEES_PEOPLE)


def tiles(meeting: Meeting, counts: Counts) -> list[Tile]:
    """Return the figures of a meeting."""
    people = f"/registration/meetings/{meeting.address}/participants"
    return [
        Tile(label="Registered", figure=counts.registered, href=people),
        Tile(label="Confirmed", figure=counts.confirmed, of=counts.registered, href=f"{people}?status=confirmed"),
        Tile(label="Present", figure=counts.present, of=counts.confirmed, href=f"{people}?status=present"),
        Tile(label="States Parties present", figure=counts.states_parties_present),
        Tile(
            label="Delegations notified",
            figure=counts.notified,
            of=counts.delegations,
            href=f"/registration/meetings/{meeting.address}/delegations",
        ),
    ]


def _own_page(meeting: Meeting, who: Who | None) -> str:
    """Return where somebody who is not of the secretariat belongs; nothing for who has no page yet."""
    start = f"del_{meeting.address}_"
    own = [scope for scope in who.scopes(Role.FOCAL_POINT) if scope.startswith(start)] if who else []
    if own:
        return f"/registration/delegations/{own[0]}/portal"
    if who and who.scopes(Role.PARTICIPANT):
        return "/registration/me"
    applied = who.scopes(Role.PRESS_APPLICANT) if who else []
    return f"/registration/press/{applied[0]}" if applied else ""
