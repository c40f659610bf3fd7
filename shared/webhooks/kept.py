"""How webhooks and their deliveries are kept: with these in its KEPT, a service offers webhooks."""

from shared.kept import Kept
from shared.webhooks.states import Webhook, WebhookDelivery

WEBHOOKS = (
    Kept("webhooks", Webhook, key="webhook_id", collection="_webhooks", secret=("secret", "previous_secret")),
    Kept(
        "webhook_deliveries",
        WebhookDelivery,
        key="delivery_id",
        collection="_webhook_deliveries",
        indexes=(
            ("webhook_id", "state", "next_try_at"),
            ("webhook_id", "queued_at"),
            ("webhook_id", "tried_at"),
            ("queued_at",),
        ),
    ),
)
"""The ledger of deliveries is written by its courier, as that of mails is; units write to it for a test or a resend."""
