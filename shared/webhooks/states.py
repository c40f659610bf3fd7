"""A webhook and its deliveries: what each can be, and how it goes from one state to the next."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from shared.errors import Conflict, Refused
from shared.values import Aggregate, Instant, Value

BOTH_SIGN = timedelta(hours=24)
"""How long the old secret signs beside the new one, so that a receiver can change over without losing anything."""

SHOWN = timedelta(minutes=10)
"""How long after it was made a secret is given out by the request that made it, should that be repeated."""


class WebhookState(StrEnum):
    """Whether deliveries go out. While they do not, they wait; a removed webhook gets none."""

    ACTIVE = "active"
    PAUSED = "paused"
    FAILING = "failing"
    REMOVED = "removed"


class DeliveryState(StrEnum):
    """Where one delivery stands; `failed` is tried again by itself, `given_up` is not."""

    QUEUED = "queued"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    GIVEN_UP = "given_up"


class Trouble(StrEnum):
    """Why a try did not succeed."""

    ANSWERED = "answered"
    TOO_SLOW = "too_slow"
    NOT_REACHED = "not_reached"
    NOT_ALLOWED = "not_allowed"
    REDIRECTED = "redirected"
    GONE = "gone"


class UnknownKind(Refused):
    """No event of this service has that name."""

    next_step = "Choose among the events that are listed."


class WebhookAtRest(Refused):
    """The webhook sends nothing now."""

    status = 409
    next_step = "Resume the webhook first."


class AlreadyOnItsWay(Refused):
    """This delivery is being sent at this moment."""

    status = 409
    next_step = "Load the page again to see where it stands."


class AddedBy(Value):
    """The administrator who set a webhook up, as a mail reaches them; `page` is where they look after it."""

    email: str
    language: str
    page: str


class Webhook(Aggregate):
    """One receiver: its address, the events it wants (by subject; none means all), and what signs for us.

    `stopped_at` is since when nothing is sent, until somebody resumes it.
    """

    webhook_id: str
    address: str
    description: str = ""
    kinds: tuple[str, ...] = ()
    state: WebhookState = WebhookState.ACTIVE
    secret: str | None
    secret_at: Instant
    previous_secret: str | None = None
    added_at: Instant
    added_by: AddedBy | None = None
    stopped_at: Instant | None = None

    def signers(self, now: datetime) -> tuple[str, ...]:
        """Return the secrets that sign now: for a day after a rotation the old one too."""
        both = (self.secret, self.previous_secret if now < self.secret_at + BOTH_SIGN else None)
        return tuple(one for one in both if one)


class WebhookDelivery(Aggregate):
    """One event for one receiver; the id is made of both, so that an event told twice is here once.

    `next_try_at` is when it may be tried, or, while it is being sent, when that claim runs out.
    """

    delivery_id: str
    webhook_id: str
    event_id: str
    kind: str
    body: str
    state: DeliveryState = DeliveryState.QUEUED
    queued_at: Instant
    next_try_at: Instant
    tried_at: Instant | None = None
    tries: int = 0
    status: int | None = None
    seconds: float | None = None
    trouble: Trouble | None = None
    detail: str = Field(default="", max_length=300)


def delivery_id_of(webhook_id: str, event_id: str) -> str:
    """Return the id of the delivery of one event to one receiver."""
    return f"{webhook_id}:{event_id}"


def must_be_told(kinds: Collection[str], known: Collection[str]) -> None:
    """Refuse events this service does not tell."""
    if not set(kinds) <= set(known):
        raise UnknownKind("This service tells no such event.", field="kinds")


def stop(webhook: Webhook, state: WebhookState, *, at: datetime) -> Webhook:
    """Return the webhook as it sends nothing for now: paused or failing."""
    return webhook.next(state=state, stopped_at=webhook.stopped_at or at)


def edit(webhook: Webhook, version: int, *, address: str, description: str, kinds: tuple[str, ...]) -> Webhook:
    """Return the webhook with other settings; refuse where somebody else changed it since `version`."""
    if webhook.version != version:
        raise Conflict("Others changed the same entry while this was being decided.")
    return webhook.next(address=address, description=description, kinds=kinds)


def rotate(webhook: Webhook, secret: str, *, now: datetime) -> Webhook:
    """Return the webhook with a new secret; the present one signs beside it for a day."""
    return webhook.next(secret=secret, secret_at=now, previous_secret=webhook.secret)


def remove(webhook: Webhook) -> Webhook:
    """Return the webhook as it stays for the record: without secrets, and without who set it up."""
    return webhook.next(state=WebhookState.REMOVED, secret=None, previous_secret=None, added_by=None)


def must_send(webhook: Webhook) -> None:
    """Refuse what would only wait."""
    if webhook.state is not WebhookState.ACTIVE:
        raise WebhookAtRest("This webhook is paused or failing.")


def again(delivery: WebhookDelivery, now: datetime) -> WebhookDelivery:
    """Return a delivery to be sent at once, with all its tries before it."""
    if delivery.state is DeliveryState.SENDING:
        raise AlreadyOnItsWay("This delivery is on its way at this moment.")
    return delivery.next(state=DeliveryState.QUEUED, next_try_at=now, tries=0)
