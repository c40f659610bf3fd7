"""What administrators may do with a webhook, in memory."""

from datetime import timedelta

import pytest

from shared.errors import Conflict, NotFound
from shared.reach import AddressNotAllowed
from shared.webhooks import WEBHOOKS, Webhook, WebhookDelivery, WebhooksUnit
from shared.webhooks.commands import (
    AddWebhook,
    EditWebhook,
    OneWebhook,
    PauseWebhook,
    RemoveWebhook,
    ReportWebhookFailing,
    ResendDelivery,
    ResendFailed,
    ResumeWebhook,
    RotateWebhookSecret,
)
from shared.webhooks.handlers import (
    WebhookAdder,
    WebhookEditor,
    delivery_of,
    fresh_secret,
    pause_webhook,
    remove_webhook,
    report_webhook_failing,
    resend_delivery,
    resend_failed,
    resume_webhook,
    rotate_webhook_secret,
)
from shared.webhooks.states import AlreadyOnItsWay, DeliveryState, UnknownKind, WebhookAtRest, WebhookState
from shared.who import Who
from tests.fakes import World
from tests.shared.webhooks.conftest import KIND, RULES, a_record

ADDRESS = "https://badges.example/hook"


@pytest.fixture
def world() -> World[WebhooksUnit]:
    return World(service="registration", kept=WEBHOOKS)


async def added(world: World[WebhooksUnit]) -> str:
    command = AddWebhook(address=ADDRESS, kinds=(KIND,))
    ada = Who(subject="staff:ada", name="Ada", email="ada@isu.example")
    return (await world.run(WebhookAdder(RULES), command, ada)).webhook_id


def webhook(world: World[WebhooksUnit], webhook_id: str) -> Webhook:
    found = world.state("webhooks", webhook_id)
    assert isinstance(found, Webhook)
    return found


def failed(world: World[WebhooksUnit], webhook_id: str, *ids: str, days: int = 0) -> None:
    for id in ids:
        one = delivery_of(a_record(id, world.clock() - timedelta(days=days)), webhook_id, service="registration")
        world.keep(one.model_copy(update={"state": DeliveryState.GIVEN_UP, "tries": 8}))


def delivery(world: World[WebhooksUnit], delivery_id: str) -> WebhookDelivery:
    found = world.state("webhook_deliveries", delivery_id)
    assert isinstance(found, WebhookDelivery)
    return found


async def test_what_is_added_is_active_and_has_a_secret_of_its_own(world: World[WebhooksUnit]) -> None:
    one, other = webhook(world, await added(world)), webhook(world, await added(world))

    assert (one.state, one.kinds) == (WebhookState.ACTIVE, (KIND,))
    assert one.secret != other.secret


async def test_an_address_or_an_event_that_will_not_do_is_refused(world: World[WebhooksUnit]) -> None:
    with pytest.raises(AddressNotAllowed):
        await world.run(WebhookAdder(RULES), AddWebhook(address="http://badges.example/"))
    with pytest.raises(UnknownKind):
        await world.run(WebhookAdder(RULES), AddWebhook(address=ADDRESS, kinds=("media.release.published.v1",)))


async def test_the_second_of_two_who_edit_is_told(world: World[WebhooksUnit]) -> None:
    webhook_id = await added(world)
    first = EditWebhook(webhook_id=webhook_id, address=ADDRESS, description="Badges", version=1)
    await world.run(WebhookEditor(RULES), first)

    with pytest.raises(Conflict):
        await world.run(WebhookEditor(RULES), first.model_copy(update={"description": "Lists"}))
    assert webhook(world, webhook_id).description == "Badges"


async def test_a_secret_is_given_out_for_ten_minutes(world: World[WebhooksUnit]) -> None:
    which = OneWebhook(webhook_id=await added(world))
    first = await world.run(fresh_secret, which)
    world.clock.move(minutes=10)
    later = await world.run(fresh_secret, which)
    await world.run(rotate_webhook_secret, RotateWebhookSecret(webhook_id=which.webhook_id))
    second = await world.run(fresh_secret, which)

    assert first.startswith("whsec_")
    assert later == ""
    assert webhook(world, which.webhook_id).signers(world.clock()) == (second, first)


async def test_what_is_removed_has_no_secret_and_no_address_of_staff_and_is_not_found(
    world: World[WebhooksUnit],
) -> None:
    webhook_id = await added(world)
    await world.run(remove_webhook, RemoveWebhook(webhook_id=webhook_id))

    assert webhook(world, webhook_id).added_by is None
    assert webhook(world, webhook_id).signers(world.clock()) == ()
    with pytest.raises(NotFound):
        await world.run(pause_webhook, PauseWebhook(webhook_id=webhook_id))


async def test_what_was_paused_meanwhile_is_not_called_failing(world: World[WebhooksUnit]) -> None:
    webhook_id = await added(world)
    await world.run(pause_webhook, PauseWebhook(webhook_id=webhook_id))
    await world.run(report_webhook_failing, ReportWebhookFailing(webhook_id=webhook_id, reason="500"))

    assert webhook(world, webhook_id).state is WebhookState.PAUSED


@pytest.mark.parametrize(
    ("gone", "state", "why"),
    [(False, WebhookState.FAILING, "Nothing arrived there"), (True, WebhookState.PAUSED, "it is gone for good")],
)
async def test_who_set_it_up_is_mailed_once_when_it_is_given_up(
    world: World[WebhooksUnit], gone: bool, state: WebhookState, why: str
) -> None:
    webhook_id = await added(world)
    report = ReportWebhookFailing(webhook_id=webhook_id, reason="500", gone=gone)
    for _ in range(2):
        await world.run(report_webhook_failing, report)
    (mail,) = world.mails

    assert (webhook(world, webhook_id).state, webhook(world, webhook_id).stopped_at) == (state, world.clock())
    assert (mail.to, why in mail.text, ADDRESS in mail.text) == ("ada@isu.example", True, True)
    assert f"plenary:/registration/webhooks/{webhook_id}" in mail.text

    await world.run(resume_webhook, ResumeWebhook(webhook_id=webhook_id))
    assert webhook(world, webhook_id).stopped_at is None
    await world.run(report_webhook_failing, report)
    assert len(world.mails) == 2


async def test_who_pauses_a_webhook_is_not_mailed_about_it(world: World[WebhooksUnit]) -> None:
    await world.run(pause_webhook, PauseWebhook(webhook_id=await added(world)))

    assert world.mails == []


async def test_what_failed_since_an_instant_is_queued_again(world: World[WebhooksUnit]) -> None:
    webhook_id = await added(world)
    failed(world, webhook_id, "evt_old", days=3)
    failed(world, webhook_id, *(f"evt_{number:03}" for number in range(501)))
    since = ResendFailed(webhook_id=webhook_id, since=world.clock() - timedelta(days=1))
    first, second = await world.run(resend_failed, since), await world.run(resend_failed, since)

    assert [(one.deliveries, one.more) for one in (first, second)] == [(500, True), (1, False)]
    assert delivery(world, f"{webhook_id}:evt_old").state is DeliveryState.GIVEN_UP
    assert (delivery(world, f"{webhook_id}:evt_500").state, delivery(world, f"{webhook_id}:evt_500").tries) == (
        DeliveryState.QUEUED,
        0,
    )


async def test_what_is_on_its_way_or_would_only_wait_is_not_sent_again(world: World[WebhooksUnit]) -> None:
    webhook_id = await added(world)
    failed(world, webhook_id, "evt_1")
    world.keep(delivery(world, f"{webhook_id}:evt_1").model_copy(update={"state": DeliveryState.SENDING}))
    command = ResendDelivery(delivery_id=f"{webhook_id}:evt_1")
    with pytest.raises(AlreadyOnItsWay):
        await world.run(resend_delivery, command)

    await world.run(pause_webhook, PauseWebhook(webhook_id=webhook_id))
    with pytest.raises(WebhookAtRest):
        await world.run(resend_delivery, command)
