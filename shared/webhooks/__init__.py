"""Webhooks: what a service tells, posted signed to the systems of others, with a log. See docs/decisions/0022."""

from shared.webhooks.commands import WebhooksUnit
from shared.webhooks.kept import WEBHOOKS
from shared.webhooks.states import Webhook, WebhookDelivery, WebhookState

__all__ = ["WEBHOOKS", "Webhook", "WebhookDelivery", "WebhookState", "WebhooksUnit"]
