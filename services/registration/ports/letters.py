"""What pages read of letters."""

from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from services.registration.domain import Meeting, Participant
from services.registration.domain.badges import Badge
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import Letter
from shared.contracts.registration.letters import LetterKind
from shared.values import PageSize, Value


class LettersAsked(Value):
    """Which letters of a meeting, the latest first."""

    kind: str = ""
    q: str = ""
    after: str | None = None
    size: PageSize = 50


class LettersPage(Value):
    """One page of letters, how many match in all, and the id behind which the next page starts."""

    rows: tuple[Letter, ...]
    total: int
    after: str | None = None


class LetterFiles(Protocol):
    """Letters made together, as files."""

    async def of_batch(self, meeting: Meeting, batch_id: str) -> Sequence[Letter]:
        """Return those of a batch that hold still, by name; refuse with NotFound where none does."""

    async def pdf(self, meeting: Meeting, letters: Sequence[Letter]) -> bytes:
        """Return letters of one kind as one PDF."""

    def zip(self, meeting: Meeting, letters: Sequence[Letter]) -> AsyncIterator[bytes]:
        """Yield letters as a ZIP of one PDF each."""


class LetterViews(Protocol):
    """The read side of letters."""

    async def letter(self, letter_id: str) -> Letter:
        """Return a letter, or refuse with NotFound."""

    async def by_number(self, number: str) -> Letter | None:
        """Return the letter of a number, or None."""

    async def of_person(self, participant_id: str) -> list[Letter]:
        """Return the letters of a person, the latest first."""

    async def of_batch(self, batch_id: str) -> list[Letter]:
        """Return the letters made together."""

    async def batch(self, meeting_id: str, batch_id: str) -> LetterBatch:
        """Return a batch of a meeting, or refuse with NotFound."""

    async def page(self, meeting_id: str, asked: LettersAsked) -> LettersPage:
        """Return one page of the letters of a meeting."""

    async def people(self, participant_ids: Sequence[str]) -> dict[str, Participant]:
        """Return these participants by id."""

    async def badges(self, participant_ids: Sequence[str]) -> dict[str, Badge]:
        """Return the badge each of these has, by participant."""

    async def entitled(self, meeting_id: str, kind: LetterKind) -> list[str]:
        """Return who gets a letter of this kind when it is made for everybody, by name."""
