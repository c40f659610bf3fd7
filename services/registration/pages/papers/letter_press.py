"""Letters set together: the pictures they need, one PDF of many or one file each."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import Buffer

from services.registration.domain import Meeting
from services.registration.domain.badge_tokens import facts_of
from services.registration.domain.letters import Letter
from services.registration.pages.papers.letter_sheets import Addressed, LetterPaper, sheet_of
from services.registration.pages.papers.press import Press
from services.registration.ports.doors import Codes
from services.registration.ports.letters import LetterViews
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotFound

TEMPLATES = Path(__file__).parents[2] / "documents"
TEMPLATE = {LetterKind.ATTENDANCE: "certificate.typ"}
OLDEST = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class LetterPress:
    """What letters are made with."""

    press: Press
    letters: LetterViews
    codes: Codes
    public_url: str

    async def of_batch(self, meeting: Meeting, batch_id: str) -> Sequence[Letter]:
        """Return those of a batch that hold still, by name; refuse with NotFound where none does."""
        letters = [one for one in await self.letters.of_batch(batch_id) if one.meeting_id == meeting.meeting_id]
        people = await self.letters.people([one.participant_id for one in letters])
        holding = [one for one in letters if one.standing(people.get(one.participant_id)) == "valid"]
        if not holding:
            raise NotFound("None of these letters is valid any more.", field="batch_id")
        return sorted(holding, key=lambda one: (people[one.participant_id].name_key, one.letter_id))

    async def pdf(self, meeting: Meeting, letters: Sequence[Letter]) -> bytes:
        """Return letters of one kind as one PDF; refuse those that do not hold any more."""
        people = await self.letters.people([one.participant_id for one in letters])
        badges = await self.letters.badges(list(people))
        sheets, codes = [], dict[str, str]()
        for one in letters:
            who = people[one.participant_id]
            one.must_stand(who)
            badge = badges.get(who.participant_id) if one.kind is LetterKind.CONFIRMATION else None
            address = f"{self.public_url}/registration/letters/{one.number}"
            sheet = sheet_of(self.press, meeting, Addressed(one, who, has_badge=badge is not None), address)
            sheets.append(sheet)
            codes[sheet.code] = address
            if badge:
                codes[sheet.badge] = self.press.room.badges.signer.sign(facts_of(badge, meeting.code))
        paper = LetterPaper(title=sheets[0].title, logo=False, sheets=sheets)
        return await self._set(meeting, letters[0], paper, await asyncio.to_thread(self._drawn, codes))

    def _drawn(self, codes: Mapping[str, str]) -> dict[str, bytes]:
        return {name: self.codes.picture(text).encode() for name, text in codes.items()}

    async def _set(self, meeting: Meeting, first: Letter, paper: LetterPaper, files: dict[str, bytes]) -> bytes:
        logo = self.press.room.conventions.logo(meeting.convention)
        if logo:
            files["logo.svg"] = logo
            paper = paper.model_copy(update={"logo": True})
        template = TEMPLATES / TEMPLATE.get(first.kind, "letter.typ")
        return await self.press.typesetter.pdf(template, paper, files=files, made_at=first.issued_at)

    async def zip(self, meeting: Meeting, letters: Sequence[Letter]) -> AsyncIterator[bytes]:
        """Yield letters as a ZIP of one PDF each, named by their numbers, as they are set."""
        out = _Pieces()
        with zipfile.ZipFile(out, "w") as archive:
            for one in letters:
                archive.writestr(zipfile.ZipInfo(f"{one.number}.pdf", OLDEST), await self.pdf(meeting, [one]))
                yield out.taken()
        yield out.taken()


class _Pieces(io.RawIOBase):
    """What was written since it was last asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: Buffer, /) -> int:
        self._written += piece
        return memoryview(piece).nbytes

    def taken(self) -> bytes:
        """Return it, and forget it."""
        piece = bytes(self._written)
        self._written.clear()
        return piece
