"""The client, its safety settings, and how plain values become BSON."""

from datetime import UTC, date
from decimal import Decimal
from enum import Enum
from typing import Any

from bson.codec_options import CodecOptions, TypeRegistry
from motor.motor_asyncio import AsyncIOMotorClient, AsyncIOMotorCollection, AsyncIOMotorDatabase
from pymongo import ReadPreference, WriteConcern
from pymongo.errors import ConnectionFailure, ExecutionTimeout, WTimeoutError
from pymongo.read_concern import ReadConcern

Document = dict[str, Any]
Client = AsyncIOMotorClient[Document]
Database = AsyncIOMotorDatabase[Document]
Collection = AsyncIOMotorCollection[Document]

Away = (ConnectionFailure, ExecutionTimeout, WTimeoutError)
"""What is raised while the database cannot be reached or does not answer in time."""

MAJORITY = WriteConcern(w="majority", j=True, wtimeout=10_000)


def _plain(value: Any) -> Any:
    """Return what BSON can hold for a value it cannot: days as ISO text, sets sorted, decimals as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be kept in MongoDB")


CODEC: CodecOptions[Document] = CodecOptions(
    tz_aware=True, tzinfo=UTC, type_registry=TypeRegistry(fallback_encoder=_plain)
)


def connect(url: str) -> Client:
    """Return a client for `url`; it connects at first use and again by itself after an outage."""
    return AsyncIOMotorClient(
        url, tz_aware=True, appname="plenary", serverSelectionTimeoutMS=5_000, maxPoolSize=64, retryWrites=True
    )


def database_of(client: Client, name: str) -> Database:
    """Return a service's database with journaled majority writes."""
    return client.get_database(
        name,
        codec_options=CODEC,
        write_concern=MAJORITY,
        read_concern=ReadConcern("local"),
        read_preference=ReadPreference.PRIMARY,
    )
