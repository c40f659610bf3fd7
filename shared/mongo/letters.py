"""Dead letters in MongoDB."""

from shared.delivery import DeadLetter
from shared.mongo.client import Database


class MongoDeadLetters:
    """`_dead_letters`, one row a letter."""

    def __init__(self, database: Database) -> None:
        self._letters = database["_dead_letters"]

    async def bury(self, letter: DeadLetter) -> None:
        row = letter.model_dump(exclude={"id"})
        row["headers"] = [[name, value] for name, value in letter.headers.items()]
        await self._letters.replace_one({"_id": letter.id}, row, upsert=True)

    async def find(self, id: str) -> DeadLetter | None:
        row = await self._letters.find_one({"_id": id})
        return _letter(row) if row else None

    async def all(self, limit: int = 500) -> list[DeadLetter]:
        return [_letter(row) async for row in self._letters.find({}).sort("at", -1).limit(limit)]

    async def count(self) -> int:
        """Return how many there are."""
        return await self._letters.count_documents({})

    async def drop(self, id: str) -> bool:
        return (await self._letters.delete_one({"_id": id})).deleted_count == 1


def _letter(row: dict[str, object]) -> DeadLetter:
    headers = {str(name): str(value) for name, value in row.pop("headers")}  # type: ignore[attr-defined] # pairs, see bury
    return DeadLetter.model_validate({"id": row.pop("_id"), "headers": headers, **row})
