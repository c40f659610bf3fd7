"""Notes on file in MongoDB."""

from services.registration.domain.notes import NoteRecord
from shared.errors import NotFound
from shared.kept import Kept
from shared.mongo import Database, find_all, find_one

NOTES = (
    Kept(
        "note_records",
        NoteRecord,
        key="note_id",
        collection="notes",
        indexes=(("meeting_id", "received_at"), ("delegation_id", "number")),
    ),
)


class StoredNotes:
    """Reads notes."""

    def __init__(self, database: Database) -> None:
        self._notes = database["notes"]

    async def notes(self, meeting_id: str) -> list[NoteRecord]:
        """Return the notes of a meeting, the latest first."""
        return await find_all(
            self._notes, {"meeting_id": meeting_id}, NoteRecord, key="note_id", sort=(("received_at", -1),)
        )

    async def of_delegation(self, delegation_id: str) -> list[NoteRecord]:
        """Return the notes of a delegation, the latest first."""
        where, latest = {"delegation_id": delegation_id}, (("number", -1),)
        return await find_all(self._notes, where, NoteRecord, key="note_id", sort=latest)

    async def note(self, note_id: str) -> NoteRecord:
        """Return a note, or refuse with NotFound."""
        found = await find_one(self._notes, {"_id": note_id}, NoteRecord, key="note_id")
        if found is None:
            raise NotFound("There is no such note.", field="note_id")
        return found
