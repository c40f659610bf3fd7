"""Contents of files in GridFS: what lies there is ciphertext, and can be read only with the key kept beside it."""

from collections.abc import AsyncIterator
from datetime import datetime

from gridfs.errors import NoFile
from motor.motor_asyncio import AsyncIOMotorGridFSBucket

from shared.mongo.client import Database


class MongoContents:
    """The bucket of one service; the id of a file is its id there, and it has no other name."""

    def __init__(self, database: Database, *, place: str, bucket: str) -> None:
        self._database = database
        self._place = place
        self._name = bucket

    async def put(self, file_id: str, content: bytes) -> None:
        await self._bucket().upload_from_stream_with_id(file_id, file_id, content)

    async def get(self, file_id: str) -> bytes | None:
        try:
            stream = await self._bucket().open_download_stream(file_id)
        except NoFile:
            return None
        content: bytes = await stream.read()
        return content

    async def remove(self, file_id: str) -> None:
        try:
            await self._bucket().delete(file_id)
        except NoFile:
            return

    async def sweepable(self, before: datetime) -> AsyncIterator[str]:
        where = {"$or": [{"state": "dropped"}, {"state": "kept", "kept_at": {"$lt": before}}]}
        found = await self._database[self._place].find(where, {"_id": 1}).limit(1_000).to_list(None)
        for one in found:
            yield one["_id"]

    def _bucket(self) -> AsyncIOMotorGridFSBucket:
        return AsyncIOMotorGridFSBucket(self._database, bucket_name=self._name)
