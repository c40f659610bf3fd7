"""Batches of badges: asked for from the list, watched while they are set, printed, marked as printed."""

from collections.abc import Awaitable, Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.badge_batches import (
    BatchNow,
    CancelBadgeBatch,
    ConfirmBadgesPrinted,
    RequestBadgeBatch,
    ResumeBadgeBatch,
)
from services.registration.handlers import badge_batches as handlers
from services.registration.handlers.badge_press_room import PressRoom
from services.registration.pages.room import OFFICERS, READERS, Room
from services.registration.ports.badges import BadgesAsked
from shared.errors import NotFound, Refused
from shared.files import file_answer
from shared.identity import safe_next
from shared.messages import Command
from shared.pages import Form, msg, read_form

Step = tuple[type[Command], Callable[..., Awaitable[BatchNow]], str]

STEPS: Mapping[str, Step] = {
    "printed": (ConfirmBadgesPrinted, handlers.confirm_badges_printed, msg("The badges are being marked as printed.")),
    "resume": (ResumeBadgeBatch, handlers.resume_badge_batch, msg("It goes on.")),
    "cancel": (CancelBadgeBatch, handlers.cancel_badge_batch, msg("Given up. The badges stay as they were.")),
}
NARROWED = ("state", "category", "holder_kind", "delegation_id", "outdated", "q")


class BadgeBatches:
    """Many badges at once."""

    def __init__(self, room: Room, press_room: PressRoom) -> None:
        self._room = room
        self._press_room = press_room

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/badge-batches/{batch_id}"
        router.post("/meetings/{code}/badges", dependencies=OFFICERS)(self.ask)
        router.get(one, dependencies=READERS)(self.show)
        router.get(f"{one}/badges.pdf", dependencies=OFFICERS)(self.paper)
        router.post(f"{one}/{{step}}", dependencies=OFFICERS)(self.step)

    async def ask(self, request: Request, code: str) -> Response:
        """Have the ticked badges set, or without a tick all that the list shows and that can be printed."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        ids = form.all("ticked") if form.text("act") == "print" else await self._asked(meeting.meeting_id, form)
        try:
            command = RequestBadgeBatch(meeting_id=meeting.meeting_id, badge_ids=tuple(ids))
            now = await self._room.ask(request, handlers.request_badge_batch, command, form=form)
        except Refused as refused:
            return self._room.pages.go(safe_next(form.text("back")), said=refused.reason)
        self._press_room.asked.set()
        return self._room.pages.go(f"/registration/badge-batches/{now.batch_id}")

    async def show(self, request: Request, batch_id: str) -> Response:
        """Show how far a batch has come; to the scripts the piece that changes alone."""
        batch = await self._room.badges.views.batch(batch_id)
        meeting = await self._room.views.meeting(batch.meeting_id)
        if request.headers.get("x-fragment"):
            return self._room.piece(request, "badge_batch_piece.html", meeting, batch=batch)
        return self._room.page(request, "badge_batch.html", meeting, batch=batch)

    async def paper(self, batch_id: str) -> Response:
        """Give the whole file."""
        batch = await self._room.badges.views.batch(batch_id)
        if batch.file_id is None:
            raise NotFound("This file is not ready.")
        return file_answer(await self._press_room.files.read(batch.file_id))

    async def step(self, request: Request, batch_id: str, step: str) -> Response:
        """Take a step of a batch."""
        if step not in STEPS:
            raise NotFound("There is no such page.")
        kind, handler, said = STEPS[step]
        form = await read_form(request)
        try:
            await self._room.ask(request, handler, form.command(kind, batch_id=batch_id), form=form)
        except Refused as refused:
            said = refused.reason
        self._press_room.asked.set()
        return self._room.pages.go(f"/registration/badge-batches/{batch_id}", said=said)

    async def _asked(self, meeting_id: str, form: Form) -> list[str]:
        asked = BadgesAsked.model_validate({name: form.text(name) for name in NARROWED})
        return await self._room.badges.views.to_print(meeting_id, asked)
