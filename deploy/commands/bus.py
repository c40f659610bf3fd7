"""The operator's connection to the bus, as the set-up user."""

import os

from nats.aio.client import Client
from nats.errors import Error as NatsError

from deploy.bus import connected
from deploy.commands.installation import credentials
from deploy.commands.terminal import CommandFailed
from deploy.local.ports import ports_of
from deploy.permissions import SETUP


def bus_address() -> str:
    """Return the bus: `PLENARY_NATS_URL`, or the stack on this machine."""
    return os.environ.get("PLENARY_NATS_URL", f"nats://127.0.0.1:{ports_of().nats}")


async def setup_client() -> Client:
    """Return a connection of the set-up user; the caller closes it."""
    try:
        return await connected(bus_address(), SETUP, password=credentials().nats_setup_password)
    except (NatsError, OSError) as failure:
        raise CommandFailed(f"The bus at {bus_address()} does not let the set-up user in: {failure!r}.") from failure
