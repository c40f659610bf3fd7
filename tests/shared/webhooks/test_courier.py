"""Each event reaches each receiver, sooner or later, whatever the receiver or this process does meanwhile."""

import asyncio
from datetime import datetime, timedelta

import pytest

from shared.mongo.webhooks import MongoDeliveryLedger
from shared.records import Origin
from shared.webhooks.commands import OneWebhook, ResendDelivery, ResumeWebhook
from shared.webhooks.courier import CLAIM, PAUSES, RETENTION
from shared.webhooks.handlers import find_webhook, resend_delivery, resume_webhook
from shared.webhooks.ledger import Tried
from shared.webhooks.states import DeliveryState, Trouble, WebhookDelivery, WebhookState
from tests.shared.webhooks.conftest import OTHER, Post
from tests.shared.webhooks.receiver import a_receiver

pytestmark = pytest.mark.real

NOWHERE = "http://127.0.0.1:1/hook"


async def state_of(post: Post, webhook_id: str) -> WebhookState:
    webhook = await post.units.run(find_webhook, OneWebhook(webhook_id=webhook_id), Origin())
    assert webhook
    return webhook.state


async def test_what_was_told_arrives_once_even_if_it_was_told_twice(post: Post) -> None:
    courier = post.courier()
    async with a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        await courier.queue([post.told("evt_1"), post.told("evt_2", OTHER)])
        await courier.deliver_due()
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()

    delivery = await post.delivery(f"{webhook_id}:evt_1")
    assert sorted(receiver.ids) == ["evt_1", "evt_2"]
    assert receiver.received[0].target == "/hook?from=plenary"
    assert (delivery.state, delivery.tries, delivery.status) == (DeliveryState.DELIVERED, 1, 204)


async def test_nothing_is_written_where_nobody_wants_it(post: Post) -> None:
    courier = post.courier()
    await courier.queue([post.told("evt_1")])
    await post.add(NOWHERE, OTHER)
    await courier.queue([post.told("evt_2")])

    assert await post.database["_webhook_deliveries"].count_documents({}) == 0


async def test_a_receiver_that_was_down_gets_it_when_it_is_back(post: Post) -> None:
    courier = post.courier()
    async with a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        receiver.answers = ["503 Away||come back later"]
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()
        failed = await post.delivery(f"{webhook_id}:evt_1")
        post.clock.now += 1.2 * PAUSES[0]
        await courier.deliver_due()

    delivered = await post.delivery(f"{webhook_id}:evt_1")
    assert (failed.state, failed.status, failed.trouble) == (DeliveryState.FAILED, 503, Trouble.ANSWERED)
    assert failed.detail == "come back later"
    assert (delivered.state, delivered.tries, delivered.trouble) == (DeliveryState.DELIVERED, 2, None)


async def test_retry_after_is_heeded(post: Post) -> None:
    courier = post.courier()
    async with a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        receiver.answers = ["429 Slow down|Retry-After: 7200"]
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()
        await courier.queue([post.told("evt_2")])
        post.clock.move(minutes=119)
        await courier.deliver_due()
        early = list(receiver.ids)
        post.clock.move(minutes=2)
        await courier.deliver_due()

    assert early == ["evt_1"]
    assert sorted(receiver.ids) == ["evt_1", "evt_1", "evt_2"]
    assert (await post.delivery(f"{webhook_id}:evt_1")).state is DeliveryState.DELIVERED


async def test_a_day_of_failures_stops_it_and_what_is_resumed_goes_out(post: Post) -> None:
    courier = post.courier()
    webhook_id = await post.add(NOWHERE)
    await courier.queue([post.told("evt_1")])
    for pause in (timedelta(0), *PAUSES):
        post.clock.now += 1.2 * pause
        await courier.deliver_due()
    given_up = await post.delivery(f"{webhook_id}:evt_1")
    failing = await state_of(post, webhook_id)

    async with a_receiver() as receiver:
        await post.database["_webhooks"].update_one({}, {"$set": {"address": receiver.address}})
        await courier.queue([post.told("evt_2")])
        await courier.deliver_due()
        waited = list(receiver.ids)
        await post.units.run(resume_webhook, ResumeWebhook(webhook_id=webhook_id), Origin())
        await post.units.run(resend_delivery, ResendDelivery(delivery_id=f"{webhook_id}:evt_1"), Origin())
        await courier.deliver_due()

    assert (given_up.state, given_up.tries, given_up.trouble) == (DeliveryState.GIVEN_UP, 8, Trouble.NOT_REACHED)
    assert (failing, waited) == (WebhookState.FAILING, [])
    assert sorted(receiver.ids) == ["evt_1", "evt_2"]


async def test_a_receiver_that_is_gone_is_asked_no_more(post: Post) -> None:
    courier = post.courier()
    async with a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        receiver.answers = ["410 Gone"]
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()
        await courier.queue([post.told("evt_2")])
        await courier.deliver_due()

    assert receiver.ids == ["evt_1"]
    assert await state_of(post, webhook_id) is WebhookState.PAUSED
    assert (await post.delivery(f"{webhook_id}:evt_1")).trouble is Trouble.GONE


async def test_no_redirect_is_followed(post: Post) -> None:
    courier = post.courier()
    async with a_receiver() as elsewhere, a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        receiver.answers = [f"307 Moved|Location: {elsewhere.address}"]
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()

    assert (await post.delivery(f"{webhook_id}:evt_1")).trouble is Trouble.REDIRECTED
    assert elsewhere.received == []


async def test_one_that_hangs_holds_up_nobody_else(post: Post) -> None:
    courier = post.courier()
    async with a_receiver(hanging=True) as hanging, a_receiver() as quick:
        await post.add(hanging.address)
        await post.add(quick.address)
        await courier.queue([post.told(f"evt_{number}") for number in range(20)])
        running = asyncio.create_task(courier.run())
        async with asyncio.timeout(60):
            await hanging.arrived.wait()
            while len(quick.received) < 20:
                quick.arrived.clear()
                await quick.arrived.wait()
        hanging.go_on.set()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert len(set(quick.ids)) == len(quick.ids) == 20


async def test_a_call_that_takes_too_long_counts_as_failed(post: Post) -> None:
    courier = post.courier(timeout=0.2)
    async with a_receiver(hanging=True) as receiver:
        webhook_id = await post.add(receiver.address)
        await courier.queue([post.told("evt_1")])
        await courier.deliver_due()

    assert (await post.delivery(f"{webhook_id}:evt_1")).trouble is Trouble.TOO_SLOW


async def test_who_dies_between_the_answer_and_the_record_sends_it_again_under_the_same_id(post: Post) -> None:
    """The one gap there is: receivers tell the second from the first by its `webhook-id`."""
    async with a_receiver() as receiver:
        webhook_id = await post.add(receiver.address)
        dying = post.courier(ledger=Forgetful)
        await dying.queue([post.told("evt_1")])
        await dying.deliver_due()
        await post.courier().deliver_due()
        claimed = await post.delivery(f"{webhook_id}:evt_1")
        post.clock.now += CLAIM
        await post.courier().deliver_due()

    assert claimed.state is DeliveryState.SENDING
    assert receiver.ids == ["evt_1", "evt_1"]
    assert (await post.delivery(f"{webhook_id}:evt_1")).state is DeliveryState.DELIVERED


class Forgetful(MongoDeliveryLedger):
    """The ledger of a process that dies before it notes what became of a try."""

    async def note(self, claimed: WebhookDelivery, tried: Tried, *, state: DeliveryState, again_at: datetime) -> None:
        raise ConnectionError("killed")


async def test_what_is_older_than_thirty_days_is_dropped(post: Post) -> None:
    await post.add(NOWHERE)
    await post.courier().queue([post.told("evt_1")])
    post.clock.now += RETENTION + timedelta(minutes=1)

    assert await MongoDeliveryLedger(post.database).purge(post.clock.now - RETENTION) == 1
