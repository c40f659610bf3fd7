"""`plenary rewrap`: encrypt every service's data keys with the newest master key."""

import asyncio
import os

from deploy.commands.installation import credentials
from deploy.commands.mongo import admin_address
from deploy.commands.terminal import say
from deploy.grants import kept
from deploy.local.failures import StackError
from deploy.services import SERVICES
from shared.mongo import connect, database_of
from shared.mongo.secrets import SETTING, Secrets, VaultLocked


def rewrap() -> None:
    """Encrypt the data keys with the first master key of PLENARY_VAULT_KEY=new,old; then the old one can go."""
    keys = os.environ.get(SETTING) or credentials().vault_key
    try:
        asyncio.run(_rewrap(keys))
    except VaultLocked as failure:
        raise StackError(str(failure)) from None


async def _rewrap(keys: str) -> None:
    client = connect(admin_address())
    try:
        for service in SERVICES:
            if any(one.secret for one in kept(service)):
                secrets = Secrets(client, database_of(client, service), kept(service), keys=keys)
                say(f"{service}: {await secrets.rewrap()} data keys encrypted anew")
                await secrets.close()
    finally:
        client.close()
