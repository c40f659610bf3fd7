"""The notes of a meeting: which wait to be acknowledged, their files, and moving one that was entered elsewhere."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.registration.commands.notes import AcknowledgeNote, MoveNote
from services.registration.domain.notes import NoteRecord
from services.registration.handlers.notes import acknowledge_note, move_note
from services.registration.pages.registering import by_name
from services.registration.pages.room import MISSION, OFFICERS, READERS, Room
from services.registration.ports.notes import NoteViews
from shared.errors import NotFound, Refused
from shared.files import file_answer
from shared.identity import safe_next
from shared.pages import Choice, Column, Filter, Form, ListPlan, msg, read_form, read_listing, select
from shared.web import origin_of

PLAN = ListPlan(
    columns=(
        Column("delegation", "Delegation", sorts=True),
        Column("reference", "Reference"),
        Column("received_at", "Came in", sorts=True),
        Column("named", "Names", numeric=True),
        Column("state", "State"),
        Column("acts", "What to do"),
    ),
    filters=(
        Filter("state", "State", (Choice("waiting", "To acknowledge"), Choice("acknowledged", "Acknowledged"))),
        Filter("late", "Deadline", (Choice("late", "Late"), Choice("in_time", "In time"))),
    ),
    order="waits",
)

LATEST = 9_999_999_999
"""Later than any instant in seconds, and as long when written."""


class NotesOnFile:
    """Notes as the secretariat works with them."""

    def __init__(self, room: Room, notes: NoteViews) -> None:
        self._room = room
        self._notes = notes

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        router.get("/meetings/{code}/notes", dependencies=READERS)(self.list)
        router.post("/meetings/{code}/notes", dependencies=OFFICERS)(self.acknowledge_several)
        router.post("/notes/{note_id}/acknowledge", dependencies=OFFICERS)(self.acknowledge)
        router.get("/notes/{note_id}/move", dependencies=OFFICERS)(self.form)
        router.post("/notes/{note_id}/move", dependencies=OFFICERS)(self.move)
        router.get("/notes/{note_id}/file", dependencies=READERS)(self.file)
        router.get("/delegations/{delegation_id}/notes/{note_id}/file", dependencies=MISSION)(self.own_file)

    async def list(self, request: Request, code: str) -> Response:
        """Show the notes, those to be acknowledged first."""
        meeting, speech = await self._room.meeting(code), self._room.pages.speech(request)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        shown = select(
            await self._notes.notes(meeting.meeting_id),
            listing,
            key=lambda one: one.note_id,
            text=lambda one: f"{one.delegation} {speech.named(one.delegation)} {one.reference}",
            values={
                "delegation": lambda one: speech.place(one.delegation),
                "received_at": lambda one: one.received_at.isoformat(),
                "state": lambda one: "acknowledged" if one.acknowledged_at else "waiting",
                "late": lambda one: "late" if one.late else "in_time",
                "waits": _waits,
            },
        )
        return self._room.page(request, "notes.html", meeting, listing=listing, shown=shown)

    async def acknowledge(self, request: Request, note_id: str) -> Response:
        """Acknowledge a note by mail."""
        form = await read_form(request)
        note = await self._notes.note(note_id)
        await self._room.ask(request, acknowledge_note, AcknowledgeNote(note_id=note_id), form=form)
        meeting = await self._room.views.meeting(note.meeting_id)
        return self._room.pages.go(f"/registration/meetings/{meeting.address}/notes", said=msg("Acknowledged."))

    async def acknowledge_several(self, request: Request, code: str) -> Response:
        """Say whom the acknowledgements go to, then mail each; one acknowledged meanwhile stays as it is."""
        meeting, form = await self._room.meeting(code), await read_form(request)
        back = safe_next(form.text("back") or request.url.path)
        ticked = [await self._notes.note(one) for one in form.all("ticked")[:200]]
        waiting = [one for one in ticked if not one.acknowledged_at]
        if waiting and not form.text("confirmed"):
            return self._room.page(request, "notes_acknowledge.html", meeting, ticked=waiting, back=back)
        for one in waiting:
            origin = origin_of(request, key=f"{form.key}:{one.note_id}")
            await self._room.units.run(acknowledge_note, AcknowledgeNote(note_id=one.note_id), origin)
        return self._room.pages.go(back, said=msg("Acknowledged."))

    async def form(self, request: Request, note_id: str) -> Response:
        """Show the form by which a note is moved."""
        return await self._form(request, await self._notes.note(note_id), Form())

    async def move(self, request: Request, note_id: str) -> Response:
        """Move a note to the delegation it came from."""
        form, note = await read_form(request), await self._notes.note(note_id)
        try:
            now = await self._room.ask(request, move_note, form.command(MoveNote, note_id=note_id), form=form)
        except Refused as refused:
            return await self._form(request, note, form.refused(refused), status=refused.status)
        return self._room.pages.go(f"/registration/delegations/{now.delegation_id}", said=msg("The note was moved."))

    async def file(self, request: Request, note_id: str) -> Response:
        """Give the file of a note."""
        return await self._file(await self._notes.note(note_id))

    async def own_file(self, request: Request, delegation_id: str, note_id: str) -> Response:
        """Give the file of a note to the delegation it is of."""
        note = await self._notes.note(note_id)
        if note.delegation_id != delegation_id:
            raise NotFound("There is no such note.", field="note_id")
        return await self._file(note)

    async def _file(self, note: NoteRecord) -> Response:
        if note.file_id is None:
            raise NotFound("This note came without a file.", field="note_id")
        return file_answer(await self._room.intake.files.read(note.file_id))

    async def _form(self, request: Request, note: NoteRecord, form: Form, *, status: int = 200) -> Response:
        meeting = await self._room.views.meeting(note.meeting_id)
        speech = self._room.pages.speech(request)
        others = [one for one in await self._room.views.delegations(note.meeting_id) if one.name != note.delegation]
        shown: dict[str, object] = {
            "note": note,
            "form": form,
            "delegation_choices": [
                Choice(one.delegation_id, speech.named(one.name)) for one in by_name(others, speech)
            ],
        }
        return self._room.page(request, "note_move.html", meeting, status=status, **shown)


def _waits(note: NoteRecord) -> str:
    """Return the order of notes: those to acknowledge first, the oldest on top, then the latest of the others."""
    at = int(note.received_at.timestamp())
    return f"1 {LATEST - at}" if note.acknowledged_at else f"0 {at}"
