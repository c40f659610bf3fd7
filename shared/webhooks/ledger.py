"""The ledger of deliveries as the courier uses it: a row for each event and receiver."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from shared.values import Value
from shared.webhooks.states import DeliveryState, Trouble, WebhookDelivery


class Wanted(Value):
    """A webhook as events are sorted for it."""

    webhook_id: str
    kinds: tuple[str, ...]


class Active(Value):
    """A webhook to which deliveries go out; each change of it gives another version."""

    webhook_id: str
    version: int


class Tried(Value):
    """What became of one try."""

    at: datetime
    seconds: float
    status: int | None = None
    trouble: Trouble | None = None
    detail: str = ""


class DeliveryLedger(Protocol):
    """The deliveries of one service. Whoever ends a claim names it; if it ran out meanwhile, nothing happens."""

    async def wanted(self) -> list[Wanted]:
        """Return every webhook that is not removed."""

    async def active(self) -> list[Active]:
        """Return the webhooks to which deliveries go out."""

    async def put(self, deliveries: Sequence[WebhookDelivery]) -> None:
        """Put deliveries in; those that are there already stay as they are."""

    async def claim(self, webhook_id: str, now: datetime, *, until: datetime) -> WebhookDelivery | None:
        """Take the delivery that is due for longest, or whose claim ran out, for this caller alone until `until`."""

    async def unclaim(self, claimed: WebhookDelivery, now: datetime) -> None:
        """Give a delivery back that was not tried."""

    async def note(self, claimed: WebhookDelivery, tried: Tried, *, state: DeliveryState, again_at: datetime) -> None:
        """End a claim: delivered, given up, or failed and to be tried again at `again_at`."""

    async def arrived_since(self, webhook_id: str, instant: datetime) -> bool:
        """Tell whether anything was delivered there since an instant."""

    async def purge(self, before: datetime) -> int:
        """Drop what was queued before an instant; return how many."""
