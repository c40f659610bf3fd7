"""Letters in MongoDB: what is kept of them, and what pages read."""

from collections.abc import Sequence

from services.registration.commands.letters import ContinueLetters
from services.registration.domain import Participant
from services.registration.domain.badges import Badge
from services.registration.domain.letter_batches import LetterBatch
from services.registration.domain.letters import WHO, Letter
from services.registration.ports.letters import LettersAsked, LettersPage
from shared.contracts.registration.letters import LetterKind
from shared.errors import NotFound
from shared.kept import Kept, Unique
from shared.mongo import Database, find_all, find_one, read_page
from shared.values import Due


def next_letters(batch: LetterBatch) -> tuple[Due, ...]:
    """Return what is due for a batch: its next piece at once, until it is done."""
    if batch.done:
        return ()
    command = ContinueLetters(batch_id=batch.batch_id, behind=batch.behind)
    return (Due(at=batch.moved_at, command=command),)


ONE_NUMBER = Unique(("number",))

LETTERS = (
    Kept(
        "letters",
        Letter,
        key="letter_id",
        unique=(ONE_NUMBER,),
        indexes=(("participant_id", "kind"), ("meeting_id", "issued_at"), ("batch_id",)),
    ),
    Kept("letter_batches", LetterBatch, key="batch_id", indexes=(("meeting_id", "asked_at"),), due=next_letters),
)


class StoredLetters:
    """Reads letters and whom they are about."""

    def __init__(self, database: Database) -> None:
        self._letters = database["letters"]
        self._batches = database["letter_batches"]
        self._people = database["participants"]
        self._badges = database["badges"]

    async def letter(self, letter_id: str) -> Letter:
        found = await find_one(self._letters, {"_id": letter_id}, Letter, key="letter_id")
        if found is None:
            raise NotFound("There is no such letter.", field="letter_id")
        return found

    async def by_number(self, number: str) -> Letter | None:
        return await find_one(self._letters, {"number": number}, Letter, key="letter_id")

    async def of_person(self, participant_id: str) -> list[Letter]:
        where = {"participant_id": participant_id}
        return await find_all(self._letters, where, Letter, key="letter_id", sort=(("issued_at", -1),))

    async def of_batch(self, batch_id: str) -> list[Letter]:
        return await find_all(self._letters, {"batch_id": batch_id}, Letter, key="letter_id")

    async def batch(self, meeting_id: str, batch_id: str) -> LetterBatch:
        where = {"_id": batch_id, "meeting_id": meeting_id}
        found = await find_one(self._batches, where, LetterBatch, key="batch_id")
        if found is None:
            raise NotFound("There is no such letter.", field="batch_id")
        return found

    async def page(self, meeting_id: str, asked: LettersAsked) -> LettersPage:
        where = {"meeting_id": meeting_id, **({"kind": asked.kind} if asked.kind else {})}
        rows, page = await read_page(
            self._letters,
            where,
            Letter,
            key="letter_id",
            sort="issued_at",
            descending=True,
            after=asked.after,
            size=asked.size,
            search=(("number",), asked.q),
        )
        return LettersPage(rows=tuple(rows), total=page.total, after=page.after)

    async def people(self, participant_ids: Sequence[str]) -> dict[str, Participant]:
        where = {"_id": {"$in": list(participant_ids)}}
        found = await find_all(self._people, where, Participant, key="participant_id")
        return {one.participant_id: one for one in found}

    async def badges(self, participant_ids: Sequence[str]) -> dict[str, Badge]:
        where = {"holder_id": {"$in": list(participant_ids)}, "live": True}
        return {one.holder_id: one for one in await find_all(self._badges, where, Badge, key="badge_id")}

    async def entitled(self, meeting_id: str, kind: LetterKind) -> list[str]:
        where = {"meeting_id": meeting_id, "status": {"$in": sorted(one.value for one in WHO[kind])}}
        found = self._people.find(where, {"_id": 1}).sort([("name_key", 1), ("_id", 1)])
        return [str(one["_id"]) async for one in found]
