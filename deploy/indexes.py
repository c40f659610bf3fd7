"""Collections and indexes of the four databases, made or compared with what the services' stores declare."""

from collections.abc import Sequence

from deploy.grants import kept
from deploy.mongo import Client
from deploy.services import SERVICES
from shared.kept import AnyKept
from shared.mongo import Broken, breaking, connect, database_of, ensure_indexes


async def make_indexes(url: str) -> list[Broken]:
    """Create the missing indexes of every service, as the administrator of `url`; harmless when repeated.

    Return the documents that stand in the way of one.
    """
    client = connect(url)
    try:
        found = [await ensure_indexes(database_of(client, one), kept(one)) for one in SERVICES]
    finally:
        client.close()
    return [broken for some in found for broken in some]


async def broken_rules(url: str, service: str) -> list[Broken]:
    """Return the documents of a service that break a rule which a unique index is to guard."""
    client = connect(url)
    try:
        database = database_of(client, service)
        rules = [(database[one.place], unique) for one in kept(service) for unique in one.unique]
        return [broken for place, unique in rules for broken in await breaking(place, unique)]
    finally:
        client.close()


async def unindexed(client: Client, service: str) -> list[str]:
    """Return the unique rules of a service's store that its database has no index for, as `collection(fields)`."""
    missing = []
    for one in kept(service):
        found = await client[service][one.place].index_information()
        unique = {tuple(name for name, _ in index["key"]) for index in found.values() if index.get("unique")}
        missing += [f"{one.place}({', '.join(fields)})" for fields in _unique(one) if fields not in unique]
    return missing


def _unique(one: AnyKept) -> Sequence[tuple[str, ...]]:
    return [tuple(unique.fields) for unique in one.unique]
