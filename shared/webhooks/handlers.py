"""What becomes of the commands about webhooks: load, decide, save.

A test and a resend save the webhook as well: its record shows them, and its courier sees that somebody looks after it.
"""

from dataclasses import dataclass

from shared.errors import NotFound
from shared.kept import Record
from shared.reach import Reach
from shared.webhooks.commands import (
    AddWebhook,
    EditWebhook,
    OneWebhook,
    PauseWebhook,
    Queued,
    RemoveWebhook,
    ReportWebhookFailing,
    ResendDelivery,
    ResendFailed,
    ResumeWebhook,
    RotateWebhookSecret,
    TestWebhook,
    WebhookNow,
    WebhooksUnit,
)
from shared.webhooks.letters import tell_of_giving_up
from shared.webhooks.states import (
    SHOWN,
    AddedBy,
    DeliveryState,
    Trouble,
    Webhook,
    WebhookDelivery,
    WebhookState,
    again,
    delivery_id_of,
    edit,
    must_be_told,
    must_send,
    remove,
    rotate,
    stop,
)
from shared.webhooks.wire import TEST_KIND, envelope, secret_of
from shared.webhooks.words import NOTHING_ARRIVED, TROUBLES
from shared.who import Who

MOST = 500
"""Deliveries that one unit queues again."""


@dataclass(frozen=True)
class Rules:
    """What the settings of a webhook are held against: the events the service tells, and where calls may go."""

    service: str
    kinds: frozenset[str]
    reach: Reach


@dataclass(frozen=True)
class WebhookAdder:
    """Adds a webhook, with its first secret."""

    rules: Rules

    async def __call__(self, command: AddWebhook, unit: WebhooksUnit) -> WebhookNow:
        self.rules.reach.must_allow(command.address)
        must_be_told(command.kinds, self.rules.kinds)
        webhook = Webhook(
            version=1,
            webhook_id=unit.new_id("whk"),
            address=command.address,
            description=command.description,
            kinds=command.kinds,
            secret=_secret(unit),
            secret_at=unit.now,
            added_at=unit.now,
            added_by=self._added_by(unit.who),
        )
        return await _saved(webhook, unit)

    def _added_by(self, who: Who) -> AddedBy | None:
        page = f"/{self.rules.service.replace('_', '-')}/webhooks"
        return AddedBy(email=who.email, language=who.language, page=page) if who.email else None


@dataclass(frozen=True)
class WebhookEditor:
    """Changes the settings of a webhook."""

    rules: Rules

    async def __call__(self, command: EditWebhook, unit: WebhooksUnit) -> WebhookNow:
        self.rules.reach.must_allow(command.address)
        must_be_told(command.kinds, self.rules.kinds)
        found = await _present(command.webhook_id, unit)
        said = command.model_dump(include={"address", "description", "kinds"})
        return await _saved(edit(found, command.version, **said), unit)


@dataclass(frozen=True)
class WebhookTester:
    """Queues a message that says it is a test."""

    rules: Rules

    async def __call__(self, command: TestWebhook, unit: WebhooksUnit) -> Queued:
        webhook = await _present(command.webhook_id, unit)
        must_send(webhook)
        body = f'{{"webhook_id":"{webhook.webhook_id}"}}'
        record = Record(id=unit.new_id("evt"), subject=TEST_KIND, body=body, time=unit.now, headers={})
        await unit.webhook_deliveries.save(delivery_of(record, webhook.webhook_id, service=self.rules.service))
        await unit.webhooks.save(webhook.next())
        return Queued(deliveries=1)


async def pause_webhook(command: PauseWebhook, unit: WebhooksUnit) -> WebhookNow:
    """Let deliveries wait."""
    webhook = await _present(command.webhook_id, unit)
    return await _saved(stop(webhook, WebhookState.PAUSED, at=unit.now), unit)


async def resume_webhook(command: ResumeWebhook, unit: WebhooksUnit) -> WebhookNow:
    """Let deliveries go out."""
    return await _saved(
        (await _present(command.webhook_id, unit)).next(state=WebhookState.ACTIVE, stopped_at=None), unit
    )


async def rotate_webhook_secret(command: RotateWebhookSecret, unit: WebhooksUnit) -> WebhookNow:
    """Make a new secret."""
    return await _saved(rotate(await _present(command.webhook_id, unit), _secret(unit), now=unit.now), unit)


async def remove_webhook(command: RemoveWebhook, unit: WebhooksUnit) -> WebhookNow:
    """Forget the secrets and send nothing more."""
    return await _saved(remove(await _present(command.webhook_id, unit)), unit)


async def report_webhook_failing(command: ReportWebhookFailing, unit: WebhooksUnit) -> WebhookNow:
    """Stop, unless somebody did meanwhile, and mail the administrator who set it up."""
    webhook = await unit.webhooks.get(command.webhook_id)
    if webhook.state is not WebhookState.ACTIVE:
        return _now(webhook)
    gone = command.gone
    stopped = stop(webhook, WebhookState.PAUSED if gone else WebhookState.FAILING, at=unit.now)
    tell_of_giving_up(stopped, TROUBLES[Trouble.GONE] if gone else NOTHING_ARRIVED, unit)
    return await _saved(stopped, unit)


async def resend_delivery(command: ResendDelivery, unit: WebhooksUnit) -> Queued:
    """Queue one delivery again."""
    delivery = await unit.webhook_deliveries.get(command.delivery_id)
    webhook = await _present(delivery.webhook_id, unit)
    must_send(webhook)
    await unit.webhook_deliveries.save(again(delivery, unit.now))
    await unit.webhooks.save(webhook.next())
    return Queued(deliveries=1)


async def resend_failed(command: ResendFailed, unit: WebhooksUnit) -> Queued:
    """Queue again what failed since an instant, as many as fit into one unit."""
    webhook = await _present(command.webhook_id, unit)
    must_send(webhook)
    found: list[WebhookDelivery] = []
    for state in (DeliveryState.GIVEN_UP, DeliveryState.FAILED):
        behind, asked = "", {"webhook_id": command.webhook_id, "state": state.value}
        while len(found) <= MOST and (some := await unit.webhook_deliveries.some(MOST, behind=behind, **asked)):
            found += [one for one in some if one.queued_at >= command.since]
            behind = some[-1].delivery_id
    for one in found[:MOST]:
        await unit.webhook_deliveries.save(again(one, unit.now))
    await unit.webhooks.save(webhook.next())
    return Queued(deliveries=len(found[:MOST]), more=len(found) > MOST)


async def find_webhook(which: OneWebhook, unit: WebhooksUnit) -> Webhook | None:
    """Return a webhook with its secrets, for the courier."""
    return await unit.webhooks.find(which.webhook_id)


async def fresh_secret(which: OneWebhook, unit: WebhooksUnit) -> str:
    """Return the secret that was made a moment ago; later it is given to nobody."""
    webhook = await _present(which.webhook_id, unit)
    return webhook.secret or "" if unit.now < webhook.secret_at + SHOWN else ""


def delivery_of(record: Record, webhook_id: str, *, service: str) -> WebhookDelivery:
    """Return the delivery of one event to one receiver, due at once."""
    return WebhookDelivery(
        version=1,
        delivery_id=delivery_id_of(webhook_id, record.id),
        webhook_id=webhook_id,
        event_id=record.id,
        kind=record.subject,
        body=envelope(record, service),
        queued_at=record.time,
        next_try_at=record.time,
    )


async def _present(webhook_id: str, unit: WebhooksUnit) -> Webhook:
    webhook = await unit.webhooks.get(webhook_id)
    if webhook.state is WebhookState.REMOVED:
        raise NotFound("This webhook was removed.", field="webhook_id")
    return webhook


async def _saved(webhook: Webhook, unit: WebhooksUnit) -> WebhookNow:
    await unit.webhooks.save(webhook)
    return _now(webhook)


def _now(webhook: Webhook) -> WebhookNow:
    return WebhookNow(webhook_id=webhook.webhook_id, state=webhook.state, version=webhook.version)


def _secret(unit: WebhooksUnit) -> str:
    """Return a secret of four ids: 320 random bits."""
    return secret_of("".join(unit.new_id("key") for _ in range(4)))
