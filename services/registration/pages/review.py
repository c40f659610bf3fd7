"""The review queue: left who waits, oldest first, right the person; several decided at once."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from services.registration.commands import ParticipantNow
from services.registration.commands.review import ApproveParticipant, RejectParticipant, ReopenDecision
from services.registration.domain import Participant
from services.registration.handlers.review import approve_participant, reject_participant, reopen_decision
from services.registration.pages.person import person_shown
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.pages.sought import in_records
from services.registration.pages.words import CATEGORIES, choices
from services.registration.pages.words_review import DAYS, TABS, YES_NO, ReviewWords
from services.registration.ports import RegistrationUnit
from services.registration.ports.review import QueueAsked, ReviewViews
from shared.errors import Refused
from shared.identity import safe_next
from shared.pages import Choice, Column, Filter, Form, Listing, ListPlan, Shown, msg, read_form, read_listing
from shared.unit import Handler
from shared.web import origin_of

M = TypeVar("M", bound=BaseModel)
MOST = 200
"""At most so many are decided at once: a whole page of the queue, each in a unit of their own."""

UNDONE = 100
"""As many can be taken back by one button: their ids ride in the cookie that offers it."""

ABREAST = 25
"""Units that run side by side, and so are written together."""

COLUMNS = (Column("registered_at", msg("Registered")),)
FILTERS = (
    Filter("state", msg("State"), [Choice(key, word) for key, word in TABS.items()]),
    Filter("named", msg("Named in the note"), YES_NO),
    Filter("duplicates", msg("May be registered twice"), YES_NO),
    Filter("photo", msg("Photo"), YES_NO),
    Filter("late", msg("Late"), YES_NO),
    Filter("days", msg("Waits for"), DAYS),
    Filter("category", msg("Category"), choices(CATEGORIES)),
)


class ReviewPages:
    """The review queue of a meeting."""

    def __init__(self, room: Room, views: ReviewViews) -> None:
        self._room = room
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/review", dependencies=READERS)(self.queue)
        router.post("/meetings/{code}/review", dependencies=OFFICERS)(self.decide_several)

    async def queue(self, request: Request, code: str, person: str = "") -> Response:
        """Show the queue and one person of it; to the scripts the queue alone."""
        meeting = await self._room.meeting(code)
        listing = self._listing(request)
        look = partial(self._views.queue, meeting.meeting_id)
        queue = await look(await in_records(self._asked(listing), look))
        counts = await self._views.counts(meeting.meeting_id)
        ids = [one.participant.participant_id for one in queue.rows]
        at = person or (ids[0] if ids else "")
        shown: dict[str, object] = {"listing": listing, "queue": queue, "counts": counts, "person": at}
        shown |= {"page": Shown.behind(queue.rows, total=queue.total, last=queue.after)}
        shown |= {"listed": _address(listing, person=""), "stay": _address(listing, person=at)}
        shown |= {"tab": listing.value("state") or "received", "review": ReviewWords}
        if request.headers.get("x-fragment"):
            return self._room.piece(request, "review_queue.html", meeting, **shown)
        shown["shown"] = await person_shown(self._room, request, at) if at else None
        found = await self._views.suspicions(meeting.meeting_id, of=at) if at else []
        shown |= {"asked_person": person, "alike": found[:3]}
        shown["back"] = _address(listing, person=_after(ids, at))
        return self._room.page(request, "review.html", meeting, status=200, **shown)

    async def decide_several(self, request: Request, code: str) -> Response:
        """Hold one decision for everyone ticked, or take theirs back; a rejection asks for its reason first."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        back = safe_next(form.text("back") or request.query_params.get("back") or request.url.path)
        undone = tuple(one for one in request.query_params.get("undo", "").split(",") if one)
        chosen = form.all("ticked") or undone
        if len(chosen) > MOST:
            return self._room.pages.go(back, said=msg("At most 200 people are decided at once. Nobody was decided."))
        ticked = await asyncio.gather(*(self._room.views.participant(one) for one in chosen))
        if not ticked:
            return self._room.pages.go(back, said=msg("Nobody was ticked."))
        act, reason = form.text("act") or ("reopen" if undone else ""), reason_of(form)
        if act == "reject" and not reason:
            about: dict[str, object] = {"ticked": ticked, "back": back, "review": ReviewWords}
            status = 422 if form.text("asked") else 200
            return self._room.page(
                request, "reject_several.html", meeting, status=status, form=_asked_why(form), **about
            )
        left = await self._decide(request, form, ticked, act=act)
        if left:
            done = len(ticked) - len(left)
            return self._room.page(request, "undecided.html", meeting, status=422, left=left, done=done, back=back)
        if act == "reopen":
            return self._room.pages.go(back, said=msg("Taken back."))
        said = msg("Decided. Nothing is mailed before the decisions are published.")
        undo = f"{request.url.path}?{urlencode({'undo': ','.join(chosen), 'back': back})}"
        return self._room.pages.go(back, said=said, undo=undo if len(chosen) <= UNDONE else "")

    async def _decide(
        self, request: Request, form: Form, people: Sequence[Participant], *, act: str
    ) -> list[tuple[Participant, Refused]]:
        reason = reason_of(form)
        if act == "reopen":
            return await self._each(request, form, people, lambda id: (reopen_decision, _return(id)))
        if act == "reject":
            return await self._each(request, form, people, lambda id: (reject_participant, _rejection(id, reason)))
        return await self._each(request, form, people, lambda id: (approve_participant, _approval(id)))

    async def _each(
        self,
        request: Request,
        form: Form,
        people: Sequence[Participant],
        ask: Callable[[str], tuple[Handler[M, RegistrationUnit, ParticipantNow], M]],
    ) -> list[tuple[Participant, Refused]]:
        """Run one command a person, some side by side; return who was left as they are, and why."""

        async def decided(one: Participant) -> tuple[Participant, Refused] | None:
            handler, command = ask(one.participant_id)
            origin = origin_of(request, key=f"{form.key}:{one.participant_id}" if form.key else None)
            try:
                await self._room.units.run(handler, command, origin)
            except Refused as refused:
                return one, refused
            return None

        left: list[tuple[Participant, Refused]] = []
        for start in range(0, len(people), ABREAST):
            some = await asyncio.gather(*(decided(one) for one in people[start : start + ABREAST]))
            left += [one for one in some if one]
        return left

    def _listing(self, request: Request) -> Listing:
        plan = ListPlan(columns=COLUMNS, filters=self._filters(request), order="registered_at")
        return read_listing(request.url.path, request.query_params.multi_items(), plan=plan)

    def _filters(self, request: Request) -> list[Filter]:
        chosen = request.query_params.get("delegation_id", "")
        one = (Choice(chosen, chosen.rpartition("_")[2].upper()),)
        return [*FILTERS, *([Filter("delegation_id", msg("Delegation"), one)] if chosen else [])]

    def _asked(self, listing: Listing) -> QueueAsked:
        filters = dict(listing.chosen)
        days = filters.pop("days", "")
        return QueueAsked(
            **filters,
            before=self._room.clock() - timedelta(days=int(days)) if days else None,
            q=listing.q,
            after=listing.behind,
            size=listing.limit,
        )


def reason_of(form: Form) -> str:
    """Return the reason that was written, else the one that was chosen."""
    return form.text("written") or form.text("reason")


def _asked_why(form: Form) -> Form:
    """Return the form that asks for the reason; where it was asked before and left empty, it says so."""
    return form.refused(Refused(msg("Fill this in."), field="reason")) if form.text("asked") else form


def _return(participant_id: str) -> ReopenDecision:
    return ReopenDecision(participant_id=participant_id)


def _approval(participant_id: str) -> ApproveParticipant:
    return ApproveParticipant(participant_id=participant_id, hold=True)


def _rejection(participant_id: str, reason: str) -> RejectParticipant:
    return RejectParticipant(participant_id=participant_id, reason=reason, hold=True)


def _after(ids: list[str], at: str) -> str:
    """Return who comes after this one in the queue, or nobody."""
    here = ids.index(at) if at in ids else -1
    return ids[here + 1] if 0 <= here < len(ids) - 1 else ""


def _address(listing: Listing, *, person: str) -> str:
    """Return the address of the queue as it is filtered, with a person open."""
    query = "&".join(part for part in (listing.query(), urlencode({"person": person}) if person else "") if part)
    return f"{listing.path}?{query}" if query else listing.path
