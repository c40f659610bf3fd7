"""The webhooks of a small service over a real database, with a clock that tests move."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

import pytest

from shared.clock import new_id
from shared.kept import Record
from shared.mongo import Database, MongoBackend, connect, database_of, ensure_indexes
from shared.mongo.secrets import Secrets
from shared.mongo.webhooks import MongoDeliveryLedger
from shared.outside import Outside
from shared.reach import Reach
from shared.records import Origin
from shared.unit import Units
from shared.webhooks import WEBHOOKS, WebhooksUnit
from shared.webhooks.commands import AddWebhook
from shared.webhooks.courier import Courier
from shared.webhooks.handlers import Rules, WebhookAdder
from shared.webhooks.states import WebhookDelivery
from tests.fakes import FakeClock
from tests.running import VAULT_KEY
from tests.servers import RealServers

KIND = "registration.participant.registered.v1"
OTHER = "registration.meeting.announced.v1"
REACH = Reach(at_home=True)
RULES = Rules("registration", frozenset({KIND, OTHER}), REACH)


def a_record(id: str, at: datetime, *, kind: str = KIND) -> Record:
    """Return something that was told at an instant."""
    return Record(id=id, subject=kind, body='{"participant_id":"par_1","version":1}', time=at, headers={})


@dataclass
class Post:
    """One service's webhooks: queue what was told, let the courier go, look at the ledger."""

    database: Database
    units: Units[WebhooksUnit]
    clock: FakeClock

    def courier(self, *, timeout: float = 10.0, ledger: type[MongoDeliveryLedger] = MongoDeliveryLedger) -> Courier:
        """Return a courier, as another process would have it."""
        return Courier(self.units, ledger(self.database), Outside(REACH, timeout=timeout), self.clock)

    async def add(self, address: str, *kinds: str) -> str:
        """Add a webhook and return its id."""
        command = AddWebhook(address=address, kinds=kinds)
        return (await self.units.run(WebhookAdder(RULES), command, Origin())).webhook_id

    def told(self, id: str, kind: str = KIND) -> Record:
        """Return something that was told now."""
        return a_record(id, self.clock(), kind=kind)

    async def delivery(self, delivery_id: str) -> WebhookDelivery:
        """Return a delivery as the ledger has it."""

        async def find(which: AddWebhook, unit: WebhooksUnit) -> WebhookDelivery:
            return await unit.webhook_deliveries.get(delivery_id)

        return await self.units.run(find, AddWebhook(address="-"), Origin())


@pytest.fixture
async def post(servers: RealServers) -> AsyncIterator[Post]:
    client = connect(servers.mongo_admin_url)
    database = database_of(client, new_id("test"))
    await ensure_indexes(database, WEBHOOKS)
    secrets = Secrets(client, database, WEBHOOKS, keys=VAULT_KEY)
    clock = FakeClock()
    units = Units[WebhooksUnit](
        MongoBackend(client, database, secrets=secrets), WEBHOOKS, service="registration", clock=clock
    )
    yield Post(database, units, clock)
    await secrets.close()
    await client.drop_database(database.name)
    client.close()
