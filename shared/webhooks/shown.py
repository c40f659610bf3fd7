"""Webhooks and deliveries as people and programs read them: no secret, and no text of a delivery."""

from shared.values import Instant, Value
from shared.webhooks.states import DeliveryState, Trouble, WebhookState


class DeliveryShown(Value):
    """One line of the log."""

    delivery_id: str
    webhook_id: str
    event_id: str
    kind: str
    state: DeliveryState
    queued_at: Instant
    next_try_at: Instant
    tried_at: Instant | None = None
    tries: int = 0
    status: int | None = None
    seconds: float | None = None
    trouble: Trouble | None = None
    detail: str = ""


class WebhookShown(Value):
    """One webhook, with its last try and how many deliveries wait for it."""

    webhook_id: str
    address: str
    description: str
    kinds: tuple[str, ...]
    state: WebhookState
    added_at: Instant
    stopped_at: Instant | None = None
    secret_at: Instant
    version: int
    last: DeliveryShown | None = None
    waiting: int = 0
