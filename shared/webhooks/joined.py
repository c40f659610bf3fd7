"""Webhooks as one service has them: joined to its relay, its duties and its routes by the house."""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shared.messages import Event
from shared.mongo import Database
from shared.mongo.webhooks import MongoDeliveryLedger, MongoWebhookViews
from shared.outside import Outside
from shared.reach import Reach
from shared.settings import ServiceSettings
from shared.unit import Units
from shared.webhooks.commands import WebhooksUnit
from shared.webhooks.courier import Courier
from shared.webhooks.handlers import Rules


@dataclass(frozen=True)
class Webhooks:
    """What the pages, the API and the duties of webhooks are built from."""

    units: Units[WebhooksUnit]
    views: MongoWebhookViews
    courier: Courier
    outside: Outside
    events: Mapping[str, type[Event]]

    @classmethod
    def of(
        cls, units: Units[WebhooksUnit], database: Database, settings: ServiceSettings, noted: Callable[[str], None]
    ) -> "Webhooks":
        """Return the webhooks of a service, as its settings say how far they may reach; `noted` hears of each try."""
        outside = Outside(Reach.of(settings.public_url, settings.webhook_networks))
        courier = Courier(units, MongoDeliveryLedger(database), outside, units.clock, noted)
        return cls(units, MongoWebhookViews(database), courier, outside, told_by(units.service))

    @property
    def rules(self) -> Rules:
        """What settings are held against."""
        return Rules(self.units.service, frozenset(self.events), self.outside.reach)


def told_by(service: str) -> Mapping[str, type[Event]]:
    """Return the events of a service's contract by subject, in the order they are written there."""
    contract = vars(importlib.import_module(f"shared.contracts.{service}"))
    kinds = [one for one in contract.values() if isinstance(one, type) and issubclass(one, Event)]
    return {one.subject: one for one in kinds if "subject" in vars(one)}
