"""The database server: a one-member replica set with an administrator, and one database and one user a service."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pymongo import AsyncMongoClient
from pymongo.asynchronous.database import AsyncDatabase
from pymongo.errors import OperationFailure, PyMongoError

from deploy.credentials import Credentials
from deploy.services import SERVICES, Grant, Grants

Client = AsyncMongoClient[dict[str, Any]]  # documents of administration commands have no one shape
Database = AsyncDatabase[dict[str, Any]]

REPLICA_SET = "plenary"
ADMIN = "admin"
AUDIT = "_audit"
ROLE = "service"
"""Each service's role in its own database."""

_READ_AND_ADD = ["find", "insert", "listIndexes", "createIndex", "createCollection", "collStats"]
_CHANGE = ["update", "remove"]
_ALREADY_INITIALIZED, _AUTHENTICATION_FAILED = 23, 18


def service_url(address: str, service: str, *, password: str) -> str:
    """Return the address under which a service finds its database, `address` being `host:port` of the server."""
    return (
        f"mongodb://{service}:{password}@{address}/{service}?replicaSet={REPLICA_SET}&authSource={service}"
        "&w=majority&journal=true"
    )


def admin_url(address: str, password: str) -> str:
    """Return the administrator's address of the same server; it speaks to that member alone."""
    return f"mongodb://{ADMIN}:{password}@{address}/?authSource=admin&directConnection=true"


def as_service(url: str, service: str, *, password: str) -> str:
    """Return an administrator's address of a server kept elsewhere, with a service's user and database in its place."""
    parts = urlsplit(url)
    host = parts.netloc.rsplit("@", 1)[-1]
    options = [
        one for one in parts.query.split("&") if one and not one.startswith(("authSource=", "directConnection="))
    ]
    query = "&".join([*options, f"authSource={service}"])
    return urlunsplit((parts.scheme, f"{service}:{password}@{host}", f"/{service}", query, ""))


async def make_replica_set(local: str, credentials: Credentials, *, member: str) -> None:
    """Make the server at `local` (on this machine) the only member, under the name `member`, with an administrator.

    While there is no user, a server lets its own machine in without one; that is the only moment this uses. On a
    server made earlier it only corrects the member's address.
    """
    if not await _has_administrator(local, credentials):
        async with AsyncMongoClient[dict[str, Any]](f"mongodb://{local}/?directConnection=true") as client:
            await _initiate(client, member)
            await _until_writable(client)
            await client.admin.command(
                "createUser",
                ADMIN,
                pwd=credentials.mongo_admin_password,
                roles=["root"],
                mechanisms=["SCRAM-SHA-256"],
            )
    async with AsyncMongoClient[dict[str, Any]](admin_url(local, credentials.mongo_admin_password)) as client:
        await _correct_member(client, member)
        await _until_writable(client)


async def make_users(client: Client, credentials: Credentials, grants: Grants) -> None:
    """Create or update the user of each service: what it keeps in its own database, nothing elsewhere."""
    await asyncio.gather(
        *(
            _make_user(client[service], service, credentials.mongo_password(service), grants.get(service, Grant()))
            for service in SERVICES
        )
    )


async def _make_user(database: Database, service: str, password: str, grant: Grant) -> None:
    if grant.collections:
        await _make_role(database, privileges(service, grant.collections))
    settings: dict[str, Any] = {
        "pwd": password,
        "roles": [ROLE if grant.collections else "readWrite"],
        "mechanisms": ["SCRAM-SHA-256"],
    }
    known = await database.command("usersInfo", service)
    await database.command("updateUser" if known["users"] else "createUser", service, **settings)


def privileges(database: str, collections: Sequence[str]) -> list[dict[str, Any]]:
    """Return what a service may do: read and write its collections, and of the audit record only read and add."""
    own = [
        {
            "resource": {"db": database, "collection": collection},
            "actions": [*_READ_AND_ADD, *([] if collection == AUDIT else _CHANGE)],
        }
        for collection in collections
    ]
    return [*own, {"resource": {"db": database, "collection": ""}, "actions": ["listCollections", "dbStats"]}]


async def _make_role(database: Database, granted: list[dict[str, Any]]) -> None:
    known = await database.command("rolesInfo", ROLE)
    await database.command("updateRole" if known["roles"] else "createRole", ROLE, privileges=granted, roles=[])


async def _has_administrator(local: str, credentials: Credentials) -> bool:
    async with AsyncMongoClient[dict[str, Any]](admin_url(local, credentials.mongo_admin_password)) as client:
        try:
            await client.admin.command("ping")
        except OperationFailure as failure:
            if failure.code == _AUTHENTICATION_FAILED:
                return False
            raise
    return True


async def _initiate(client: Client, member: str) -> None:
    try:
        await client.admin.command("replSetInitiate", {"_id": REPLICA_SET, "members": [{"_id": 0, "host": member}]})
    except OperationFailure as failure:
        if failure.code != _ALREADY_INITIALIZED:
            raise


async def _correct_member(client: Client, member: str) -> None:
    """The data may have been made when the server had another port."""
    config = (await client.admin.command("replSetGetConfig"))["config"]
    if config["members"][0]["host"] != member:
        config["members"][0]["host"] = member
        config["version"] += 1
        await client.admin.command("replSetReconfig", config, force=True)


async def _until_writable(client: Client) -> None:
    async with asyncio.timeout(20):
        while True:
            with suppress(PyMongoError):
                if (await client.admin.command("hello")).get("isWritablePrimary"):
                    return
            await asyncio.sleep(0.02)
