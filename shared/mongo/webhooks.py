"""Webhooks in MongoDB: the ledger of deliveries as its courier writes it, and what pages and the API read."""

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime

from pymongo import ASCENDING, DESCENDING, ReturnDocument, UpdateOne

from shared.errors import NotFound
from shared.mongo.client import Database, Document
from shared.mongo.reading import Page, find_all, read_each, read_page, value_of
from shared.webhooks.ledger import Active, Tried, Wanted
from shared.webhooks.shown import DeliveryShown, WebhookShown
from shared.webhooks.states import DeliveryState, WebhookDelivery, WebhookState

OPEN = [DeliveryState.QUEUED.value, DeliveryState.FAILED.value, DeliveryState.SENDING.value]
PRESENT = {"state": {"$ne": WebhookState.REMOVED.value}}
KEY = "delivery_id"


class MongoDeliveryLedger:
    """The collections `_webhooks` and `_webhook_deliveries` of one service."""

    def __init__(self, database: Database) -> None:
        self._webhooks = database["_webhooks"]
        self._deliveries = database["_webhook_deliveries"]

    async def wanted(self) -> list[Wanted]:
        return await find_all(self._webhooks, PRESENT, Wanted, key="webhook_id")

    async def active(self) -> list[Active]:
        return await find_all(self._webhooks, {"state": WebhookState.ACTIVE.value}, Active, key="webhook_id")

    async def put(self, deliveries: Sequence[WebhookDelivery]) -> None:
        await self._deliveries.bulk_write([_row(one) for one in deliveries], ordered=False)

    async def claim(self, webhook_id: str, now: datetime, *, until: datetime) -> WebhookDelivery | None:
        found = await self._deliveries.find_one_and_update(
            {"webhook_id": webhook_id, "state": {"$in": OPEN}, "next_try_at": {"$lte": now}},
            {
                "$set": {"state": DeliveryState.SENDING.value, "next_try_at": until},
                "$inc": {"tries": 1, "_version": 1},
            },
            sort=[("next_try_at", ASCENDING)],
            return_document=ReturnDocument.AFTER,
        )
        return value_of(WebhookDelivery, found, key=KEY) if found else None

    async def unclaim(self, claimed: WebhookDelivery, now: datetime) -> None:
        back = {"$set": {"state": DeliveryState.QUEUED.value, "next_try_at": now}, "$inc": {"tries": -1, "_version": 1}}
        await self._deliveries.update_one(_claim_of(claimed), back)

    async def note(self, claimed: WebhookDelivery, tried: Tried, *, state: DeliveryState, again_at: datetime) -> None:
        fields = {**tried.model_dump(exclude={"at"}), "tried_at": tried.at, "state": state.value}
        ended = {"$set": {**fields, "next_try_at": again_at}, "$inc": {"_version": 1}}
        await self._deliveries.update_one(_claim_of(claimed), ended)

    async def arrived_since(self, webhook_id: str, instant: datetime) -> bool:
        where = {"webhook_id": webhook_id, "tried_at": {"$gte": instant}, "state": DeliveryState.DELIVERED.value}
        return await self._deliveries.find_one(where, {"_id": 1}) is not None

    async def purge(self, before: datetime) -> int:
        return (await self._deliveries.delete_many({"queued_at": {"$lt": before}})).deleted_count


class MongoWebhookViews:
    """What people and programs see of webhooks: never a secret."""

    def __init__(self, database: Database) -> None:
        self._webhooks = database["_webhooks"]
        self._deliveries = database["_webhook_deliveries"]

    async def all(self) -> list[WebhookShown]:
        """Return the webhooks that are not removed, each with its last try and how much waits."""
        found = await find_all(self._webhooks, PRESENT, WebhookShown, key="webhook_id", sort=[("added_at", ASCENDING)])
        return [await self._whole(one) for one in found]

    async def failing(self) -> int:
        """Return how many webhooks were stopped because nothing arrived."""
        return await self._webhooks.count_documents({"state": WebhookState.FAILING.value})

    async def one(self, webhook_id: str) -> WebhookShown:
        """Return one that is not removed, or refuse with NotFound."""
        found = await self._webhooks.find_one({"_id": webhook_id, **PRESENT})
        if found is None:
            raise NotFound("There is no such webhook.", field="webhook_id")
        return await self._whole(value_of(WebhookShown, found, key="webhook_id"))

    async def page(
        self, webhook_id: str, where: Mapping[str, str], *, after: str | None, size: int
    ) -> tuple[list[DeliveryShown], Page]:
        """Return one page of the log, newest first."""
        asked = {"webhook_id": webhook_id, **where}
        return await read_page(
            self._deliveries,
            asked,
            DeliveryShown,
            key=KEY,
            sort="queued_at",
            descending=True,
            after=after,
            size=size,
        )

    def each(self, webhook_id: str, where: Mapping[str, str]) -> AsyncIterator[DeliveryShown]:
        """Yield the whole log, newest first."""
        asked = {"webhook_id": webhook_id, **where}
        return read_each(self._deliveries, asked, DeliveryShown, key=KEY, sort=[("queued_at", DESCENDING)])

    async def delivery(self, delivery_id: str) -> DeliveryShown:
        """Return one delivery, or refuse with NotFound."""
        found = await self._deliveries.find_one({"_id": delivery_id})
        if found is None:
            raise NotFound("There is no such delivery.", field=KEY)
        return value_of(DeliveryShown, found, key=KEY)

    async def _whole(self, webhook: WebhookShown) -> WebhookShown:
        tried = {"webhook_id": webhook.webhook_id, "tried_at": {"$type": "date"}}
        last = await self._deliveries.find_one(tried, sort=[("tried_at", DESCENDING)])
        waiting = {"webhook_id": webhook.webhook_id, "state": {"$in": OPEN}}
        shown = {
            "last": value_of(DeliveryShown, last, key=KEY) if last else None,
            "waiting": await self._deliveries.count_documents(waiting),
        }
        return webhook.model_copy(update=shown)


def _row(delivery: WebhookDelivery) -> UpdateOne:
    fields: Document = {**delivery.model_dump(exclude={"version", KEY}), "_version": delivery.version, "_due": []}
    return UpdateOne({"_id": delivery.delivery_id}, {"$setOnInsert": fields}, upsert=True)


def _claim_of(claimed: WebhookDelivery) -> Document:
    return {"_id": claimed.delivery_id, "state": DeliveryState.SENDING.value, "next_try_at": claimed.next_try_at}
