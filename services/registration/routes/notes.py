"""The API of notes on file: their list, their files, acknowledged, moved to the delegation they came from."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from services.registration.commands.notes import AcknowledgeNote, MoveNote, NoteNow, NoteToMove
from services.registration.domain import name_key
from services.registration.domain.notes import NoteRecord
from services.registration.handlers.notes import acknowledge_note, move_note
from services.registration.ports import RegistrationUnit
from services.registration.ports.notes import NoteViews
from services.registration.routes.needs import FOR_READERS, FOR_THE_MISSION, Officer
from shared.errors import NotFound
from shared.files import Files, file_answer
from shared.unit import Units
from shared.values import Value
from shared.web import gives


class NotesAsked(Value):
    """Which notes of a meeting."""

    acknowledged: bool | None = None
    late: bool | None = None
    q: str = ""

    def fits(self, note: NoteRecord) -> bool:
        """Tell whether a note is asked for."""
        return (
            self.acknowledged in {None, note.acknowledged_at is not None}
            and self.late in {None, note.late}
            and name_key(self.q) in name_key(f"{note.delegation} {note.reference}")
        )


class NoteRoutes:
    """Notes over HTTP; a delegation has those of its own."""

    def __init__(self, units: Units[RegistrationUnit], views: NoteViews, files: Files) -> None:
        self._units = units
        self._views = views
        self._files = files

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one, own = "/notes/{note_id}", "/delegations/{delegation_id}/notes"
        router.get("/meetings/{meeting_id}/notes", dependencies=FOR_READERS)(self.notes)
        router.get(own, dependencies=FOR_THE_MISSION)(self.own)
        router.get(f"{own}/{{note_id}}/file", dependencies=FOR_THE_MISSION, **gives("application/pdf"))(self.own_file)
        router.get(one, dependencies=FOR_READERS)(self.note)
        router.get(f"{one}/file", dependencies=FOR_READERS, **gives("application/pdf"))(self.file)
        router.post(f"{one}/acknowledge")(self.acknowledge)
        router.post(f"{one}/move")(self.move)

    async def notes(self, meeting_id: str, asked: Annotated[NotesAsked, Query()]) -> list[NoteRecord]:
        """The notes of a meeting, the latest first."""
        return [one for one in await self._views.notes(meeting_id) if asked.fits(one)]

    async def own(self, delegation_id: str) -> list[NoteRecord]:
        """The notes of one delegation, the latest first."""
        return await self._views.of_delegation(delegation_id)

    async def own_file(self, delegation_id: str, note_id: str) -> Response:
        """The file of a note, for the delegation it is of."""
        note = await self._views.note(note_id)
        if note.delegation_id != delegation_id:
            raise NotFound("There is no such note.", field="note_id")
        return await self.file(note_id)

    async def note(self, note_id: str) -> NoteRecord:
        """One note."""
        return await self._views.note(note_id)

    async def file(self, note_id: str) -> Response:
        """The file of a note."""
        note = await self._views.note(note_id)
        if note.file_id is None:
            raise NotFound("This note came without a file.", field="note_id")
        return file_answer(await self._files.read(note.file_id))

    async def acknowledge(self, note_id: str, origin: Officer) -> NoteNow:
        """Say to the focal point, by mail, that a note was received and whom it names."""
        return await self._units.run(acknowledge_note, AcknowledgeNote(note_id=note_id), origin)

    async def move(self, note_id: str, to: NoteToMove, origin: Officer) -> NoteNow:
        """Move a note that was entered for the wrong delegation."""
        return await self._units.run(move_note, MoveNote(note_id=note_id, **dict(to)), origin)
