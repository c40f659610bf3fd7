"""The set-up jobs of an installation in containers: first the servers' files, then users, streams and indexes."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from nats.errors import Error as NatsError
from pymongo.errors import PyMongoError

from deploy.bus import connected
from deploy.credentials import Credentials
from deploy.grants import grants
from deploy.indexes import make_indexes
from deploy.mongo import Client, admin_url, make_replica_set, make_users
from deploy.permissions import SETUP, server_configuration, sync_of, users
from deploy.streams import declare_streams
from shared.mongo import NEXT_STEP

BUS_FILE, KEY_FILE = Path("/config/bus/nats.conf"), Path("/config/database/mongo.key")
_PATIENCE_SECONDS = 120.0


def write_files(credentials: Credentials, *, bus: Path = BUS_FILE, key: Path = KEY_FILE) -> None:
    """Write what the servers read before they start: the bus's users, and the key of the replica set.

    The bus runs in this job's group and may read its file; the database insists that its key is its owner's alone.
    """
    known = users(credentials, grants())
    text = server_configuration(
        known, listen="0.0.0.0:4222", monitor="127.0.0.1:8222", store=Path("/data"), sync=sync_of()
    )
    for file, content, mode in ((bus, text, 0o640), (key, credentials.mongo_key, 0o400)):
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as handle:
            handle.write(content)
        file.chmod(mode)


async def set_up(credentials: Credentials, *, bus: str, database: str, member: str) -> None:
    """Make streams, replica set, users and indexes; `database` is this machine's own server; harmless when repeated."""
    await _patiently(lambda: _streams(bus, credentials))
    await _patiently(lambda: make_replica_set(database, credentials, member=member))
    url = admin_url(database, credentials.mongo_admin_password)
    async with Client(url) as client:
        await make_users(client, credentials, grants())
    for broken in await make_indexes(url):
        sys.stderr.write(f"A rule is not guarded: {broken} {NEXT_STEP}\n")


async def _streams(bus: str, credentials: Credentials) -> None:
    client = await connected(bus, SETUP, password=credentials.nats_setup_password)
    try:
        await declare_streams(client)
    finally:
        await client.close()


async def _patiently(act: Callable[[], Awaitable[None]]) -> None:
    """Do it as soon as the server answers; the servers start beside this job."""
    loop = asyncio.get_running_loop()
    until = loop.time() + _PATIENCE_SECONDS
    while True:
        try:
            return await act()
        except (PyMongoError, NatsError, OSError) as failure:
            if loop.time() > until:
                raise
            sys.stderr.write(f"not yet: {failure!r}\n"[:300])
            await asyncio.sleep(1)


def main(step: str) -> None:
    """Carry out one of the two jobs; secrets come from the environment."""
    try:
        credentials = Credentials.read(os.environ)
    except KeyError as missing:
        sys.exit(f"{missing.args[0]} is not set: `make containers` writes a .env with every secret.")
    if step == "files":
        write_files(credentials)
        return
    bus = os.environ.get("PLENARY_NATS_URL", "nats://nats:4222")
    database = os.environ.get("PLENARY_MONGO_LOCAL", "127.0.0.1:27017")
    member = os.environ.get("PLENARY_MONGO_MEMBER", "mongo:27017")
    asyncio.run(set_up(credentials, bus=bus, database=database, member=member))


if __name__ == "__main__":
    main(sys.argv[1])
