"""What a service's database user may do, and what it may not."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from pymongo import AsyncMongoClient
from pymongo.errors import OperationFailure

from deploy.mongo import ROLE, as_service, privileges
from tests.servers import RealServers

Database = Any  # documents have no one shape here
SECRET = "for-tests"  # noqa: S105 - the password of a user that lives as long as this test


@pytest.fixture
async def database(servers: RealServers) -> AsyncIterator[Database]:
    """A database in which a user has the role of a service that keeps `badges`."""
    name = "house_of_tests"
    async with AsyncMongoClient[dict[str, Any]](servers.mongo_admin_url) as admin:
        await admin[name].command("createRole", ROLE, privileges=privileges(name, ["badges", "_audit"]), roles=[])
        await admin[name].command("createUser", "tester", pwd=SECRET, roles=[ROLE])
        url = as_service(servers.mongo_admin_url, "tester", password=SECRET)
        url = url.replace("authSource=tester", f"authSource={name}")
        async with AsyncMongoClient[dict[str, Any]](url) as client:
            yield client[name]
        await admin[name].command("dropAllUsersFromDatabase")
        await admin[name].command("dropAllRolesFromDatabase")
        await admin.drop_database(name)


@pytest.mark.real
async def test_a_service_changes_what_it_keeps(database: Database) -> None:
    await database["badges"].create_index("code", unique=True)
    await database["badges"].insert_one({"_id": "bad_1", "code": "A"})
    await database["badges"].update_one({"_id": "bad_1"}, {"$set": {"code": "B"}})
    assert await database["badges"].find_one() == {"_id": "bad_1", "code": "B"}
    await database["badges"].delete_one({"_id": "bad_1"})


@pytest.mark.real
async def test_a_service_adds_to_its_audit_record_and_never_changes_it(database: Database) -> None:
    await database["_audit"].insert_one({"_id": 1})
    for change in (
        database["_audit"].update_one({"_id": 1}, {"$set": {"hash": "x"}}),
        database["_audit"].delete_one({"_id": 1}),
        database["_audit"].drop(),
    ):
        with pytest.raises(OperationFailure, match="not authorized"):
            await change
    assert await database["_audit"].find_one() == {"_id": 1}


@pytest.mark.real
async def test_a_service_reaches_no_other_collection(database: Database) -> None:
    with pytest.raises(OperationFailure, match="not authorized"):
        await database["passports"].find_one()


def test_a_server_kept_elsewhere_is_reached_as_the_service() -> None:
    elsewhere = "mongodb://root:secret@db.example/?replicaSet=rs0&authSource=admin&tls=true"
    url = as_service(elsewhere, "media", password=SECRET)
    assert url == f"mongodb://media:{SECRET}@db.example/media?replicaSet=rs0&tls=true&authSource=media"
