"""What pages read of notes on file, and of the files that come with them."""

from typing import Protocol

from services.registration.domain.notes import NoteRecord


class NoteViews(Protocol):
    """The read side of notes."""

    async def notes(self, meeting_id: str) -> list[NoteRecord]:
        """Return the notes of a meeting, the latest first."""

    async def of_delegation(self, delegation_id: str) -> list[NoteRecord]:
        """Return the notes of a delegation, the latest first."""

    async def note(self, note_id: str) -> NoteRecord:
        """Return a note, or refuse with NotFound."""


class NoteTexts(Protocol):
    """Reads the text of a note that came as a file."""

    async def text(self, content: bytes) -> str:
        """Return what a PDF says, or nothing where it is a picture of a page."""
