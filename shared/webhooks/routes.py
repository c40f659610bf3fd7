"""The API of webhooks, for administrators."""

from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel

from shared.identity import Role, permit
from shared.mongo.reading import Page
from shared.records import Origin
from shared.unit import Handler
from shared.values import Instant, Value
from shared.web.asking import asking
from shared.webhooks.commands import (
    AddWebhook,
    EditedSettings,
    EditWebhook,
    OneWebhook,
    PauseWebhook,
    Queued,
    RemoveWebhook,
    ResendDelivery,
    ResendFailed,
    ResumeWebhook,
    RotateWebhookSecret,
    TestWebhook,
    WebhookNow,
    WebhooksUnit,
)
from shared.webhooks.handlers import (
    WebhookAdder,
    WebhookEditor,
    WebhookTester,
    fresh_secret,
    pause_webhook,
    remove_webhook,
    resend_delivery,
    resend_failed,
    resume_webhook,
    rotate_webhook_secret,
)
from shared.webhooks.joined import Webhooks
from shared.webhooks.shown import DeliveryShown, WebhookShown
from shared.webhooks.states import DeliveryState

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")

ADMINISTRATORS = [permit(Role.ADMINISTRATOR)]
Administrator = Annotated[Origin, Depends(asking(Role.ADMINISTRATOR))]


class WebhookMade(WebhookNow):
    """A webhook with the secret that signs for it from now on; it is given out here and nowhere else."""

    secret: str


class Since(Value):
    """From when on."""

    since: Instant


class DeliveriesPage(Page):
    """One page of the log, newest first; `after` is what the next page is asked with."""

    deliveries: tuple[DeliveryShown, ...]


class WebhookRoutes:
    """Who is posted what this service tells, and what became of it."""

    def __init__(self, webhooks: Webhooks) -> None:
        self._webhooks = webhooks

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/webhooks/{webhook_id}"
        router.get("/webhooks", dependencies=ADMINISTRATORS)(self.all)
        router.post("/webhooks", status_code=201)(self.add)
        router.get(one, dependencies=ADMINISTRATORS)(self.one)
        router.post(f"{one}/edit")(self.edit)
        router.post(f"{one}/pause")(self.pause)
        router.post(f"{one}/resume")(self.resume)
        router.post(f"{one}/rotate")(self.rotate)
        router.post(f"{one}/remove")(self.remove)
        router.post(f"{one}/test")(self.test)
        router.post(f"{one}/resend")(self.resend_failed)
        router.get(f"{one}/deliveries", dependencies=ADMINISTRATORS)(self.deliveries)
        router.post("/webhook-deliveries/{delivery_id}/resend")(self.resend)

    async def all(self) -> list[WebhookShown]:
        """The webhooks of this service, each with its last try and how much waits for it."""
        return await self._webhooks.views.all()

    async def one(self, webhook_id: str) -> WebhookShown:
        """One webhook."""
        return await self._webhooks.views.one(webhook_id)

    async def add(self, command: AddWebhook, origin: Administrator) -> WebhookMade:
        """Post what this service tells to an address; `kinds` are types of events, none means all.

        Receivers verify what they get with the secret, as the Standard Webhooks specification says.
        """
        await self._webhooks.outside.must_lead_out(command.address)
        return await self._made(await self._run(WebhookAdder(self._webhooks.rules), command, origin))

    async def edit(self, webhook_id: str, settings: EditedSettings, origin: Administrator) -> WebhookNow:
        """Change the address, the description or the events."""
        await self._webhooks.outside.must_lead_out(settings.address)
        command = EditWebhook(webhook_id=webhook_id, **dict(settings))
        return await self._run(WebhookEditor(self._webhooks.rules), command, origin)

    async def pause(self, webhook_id: str, origin: Administrator) -> WebhookNow:
        """Send nothing for now; what happens meanwhile waits."""
        return await self._run(pause_webhook, PauseWebhook(webhook_id=webhook_id), origin)

    async def resume(self, webhook_id: str, origin: Administrator) -> WebhookNow:
        """Send again, beginning with what waited."""
        return await self._run(resume_webhook, ResumeWebhook(webhook_id=webhook_id), origin)

    async def rotate(self, webhook_id: str, origin: Administrator) -> WebhookMade:
        """Sign with a new secret; the old one signs beside it for 24 hours."""
        return await self._made(
            await self._run(rotate_webhook_secret, RotateWebhookSecret(webhook_id=webhook_id), origin)
        )

    async def remove(self, webhook_id: str, origin: Administrator) -> WebhookNow:
        """Send nothing any more, for good."""
        return await self._run(remove_webhook, RemoveWebhook(webhook_id=webhook_id), origin)

    async def test(self, webhook_id: str, origin: Administrator) -> Queued:
        """Send a message of the type `plenary.webhook.test.v1`."""
        return await self._run(WebhookTester(self._webhooks.rules), TestWebhook(webhook_id=webhook_id), origin)

    async def resend_failed(self, webhook_id: str, since: Since, origin: Administrator) -> Queued:
        """Send again what failed since an instant, 500 at once; `more` tells whether there are others."""
        return await self._run(resend_failed, ResendFailed(webhook_id=webhook_id, since=since.since), origin)

    async def resend(self, delivery_id: str, origin: Administrator) -> Queued:
        """Send one delivery again, under its old `webhook-id`."""
        return await self._run(resend_delivery, ResendDelivery(delivery_id=delivery_id), origin)

    async def deliveries(
        self,
        webhook_id: str,
        state: DeliveryState | None = None,
        after: str | None = None,
        size: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> DeliveriesPage:
        """The log of one webhook, newest first."""
        where = {"state": state.value} if state else {}
        found, page = await self._webhooks.views.page(webhook_id, where, after=after, size=size)
        return DeliveriesPage(deliveries=tuple(found), **dict(page))

    async def _run(self, handler: Handler[M, WebhooksUnit, R], command: M, origin: Origin) -> R:
        done = await self._webhooks.units.run(handler, command, origin)
        self._webhooks.courier.wake.set()
        return done

    async def _made(self, now: WebhookNow) -> WebhookMade:
        which = OneWebhook(webhook_id=now.webhook_id)
        return WebhookMade(**dict(now), secret=await self._webhooks.units.run(fresh_secret, which, Origin()))
