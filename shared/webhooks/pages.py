"""The pages of webhooks: who is told, what became of it, and what to do where it did not arrive."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel

from shared.clock import Clock
from shared.errors import Refused
from shared.pages import (
    Column,
    Filter,
    Form,
    Happening,
    Listing,
    ListPlan,
    Pages,
    Shown,
    Table,
    Work,
    msg,
    read_form,
    read_listing,
    table_answer,
)
from shared.unit import Handler
from shared.web.asking import origin_of
from shared.webhooks.commands import (
    AddWebhook,
    EditWebhook,
    OneWebhook,
    PauseWebhook,
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
from shared.webhooks.routes import ADMINISTRATORS
from shared.webhooks.shown import DeliveryShown, WebhookShown
from shared.webhooks.states import WebhookState
from shared.webhooks.words import NOTHING_ARRIVED, STATES, TROUBLES, WEBHOOK_STATES, event_choices, state_choices

M = TypeVar("M", bound=BaseModel)
R = TypeVar("R")
Routes = dict[str, Callable[..., Awaitable[Response]]]

PLAN = ListPlan(
    columns=(
        Column("queued_at", "When"),
        Column("kind", "Event"),
        Column("state", "State"),
        Column("tries", "Tries", numeric=True),
        Column("again", ""),
    ),
    filters=(Filter("state", "State", state_choices()),),
    order="-queued_at",
)
HEADER = ("Id", "Event", "State", "Queued", "Tried", "Tries", "Status", "Seconds", "Trouble", "Detail")


@dataclass(frozen=True)
class WebhookPages:
    """Webhooks of one service, for its administrators."""

    webhooks: Webhooks
    pages: Pages
    happened: Callable[[str], Awaitable[Sequence[Happening]]]
    clock: Clock

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        one = "/webhooks/{webhook_id}"
        shows: Routes = {"/webhooks": self.all, "/webhooks/new": self.new}
        shows |= {"/webhooks/waiting": self.waiting, one: self.show}
        shows |= {f"{one}/log": self.log, f"{one}/edit": self.edit, f"{one}/remove": self.ask_to_remove}
        acts: Routes = {"/webhooks": self.add, f"{one}/edit": self.change, f"{one}/remove": self.remove}
        acts |= {f"{one}/pause": self.pause, f"{one}/resume": self.resume, f"{one}/rotate": self.rotate}
        acts |= {f"{one}/test": self.test, f"{one}/resend": self.resend_failed}
        acts |= {f"{one}/deliveries/{{delivery_id}}/resend": self.resend}
        for path, page in shows.items():
            router.get(path, dependencies=ADMINISTRATORS)(page)
        for path, act in acts.items():
            router.post(path, dependencies=ADMINISTRATORS)(act)

    async def all(self, request: Request) -> Response:
        """Show the webhooks with their state and last try."""
        return self._page(request, "webhooks.html", webhooks=await self.webhooks.views.all())

    async def waiting(self, request: Request) -> Response:
        """Show in the Hall which webhooks send nothing, since when."""
        stopped = [one for one in await self.webhooks.views.all() if one.state is not WebhookState.ACTIVE]
        work = [self._work(one) for one in stopped]
        return self.pages.fragment(request, "webhooks_waiting.html", work=work)

    def _work(self, one: WebhookShown) -> Work:
        state, word = WEBHOOK_STATES[one.state]
        return Work(
            title=one.description or one.address,
            href=self._at(one.webhook_id),
            action=msg("Look"),
            since=one.stopped_at,
            state=state,
            word=word,
        )

    async def new(self, request: Request) -> Response:
        """Show the form of a new webhook."""
        return self._form(request, Form())

    async def add(self, request: Request) -> Response:
        """Add a webhook and show its secret, once."""
        form = await read_form(request)
        try:
            command = form.command(AddWebhook)
            await self.webhooks.outside.must_lead_out(command.address)
            now = await self._ask(request, WebhookAdder(self.webhooks.rules), command, form=form)
        except Refused as refused:
            return self._form(request, form.refused(refused), status=refused.status)
        return await self._secret(request, now)

    async def show(self, request: Request, webhook_id: str) -> Response:
        """Show one webhook and its log, or give the log as a file."""
        return await self._show(request, webhook_id, Form.of(since=self._a_week_ago()))

    async def log(self, request: Request, webhook_id: str) -> Response:
        """Return the log alone, when something changed."""
        known = await self.webhooks.views.one(webhook_id)
        listing = read_listing(self._at(webhook_id), request.query_params.multi_items(), plan=PLAN)
        shown = await self._log(webhook_id, listing)
        return self.pages.fragment(
            request, "webhook_log.html", webhook=known, listing=listing, shown=shown, states=STATES, troubles=TROUBLES
        )

    async def edit(self, request: Request, webhook_id: str) -> Response:
        """Show the settings."""
        known = await self.webhooks.views.one(webhook_id)
        form = Form.of(**known.model_dump(include={"address", "description", "kinds", "version"}))
        return self._form(request, form, webhook=known)

    async def change(self, request: Request, webhook_id: str) -> Response:
        """Save other settings."""
        known, form = await self.webhooks.views.one(webhook_id), await read_form(request)
        try:
            command = form.command(EditWebhook, webhook_id=webhook_id)
            await self.webhooks.outside.must_lead_out(command.address)
            await self._ask(request, WebhookEditor(self.webhooks.rules), command, form=form)
        except Refused as refused:
            return self._form(request, form.refused(refused), webhook=known, status=refused.status)
        return self._back(webhook_id, msg("Saved."))

    async def pause(self, request: Request, webhook_id: str) -> Response:
        """Send nothing for now."""
        command = PauseWebhook(webhook_id=webhook_id)
        await self._ask(request, pause_webhook, command, form=await read_form(request))
        return self._back(webhook_id, msg("Paused. What happens meanwhile waits for up to 30 days."))

    async def resume(self, request: Request, webhook_id: str) -> Response:
        """Send again."""
        command = ResumeWebhook(webhook_id=webhook_id)
        await self._ask(request, resume_webhook, command, form=await read_form(request))
        return self._back(webhook_id, msg("Resumed. What failed before can be sent again below."))

    async def rotate(self, request: Request, webhook_id: str) -> Response:
        """Make a new secret and show it, once."""
        command = RotateWebhookSecret(webhook_id=webhook_id)
        now = await self._ask(request, rotate_webhook_secret, command, form=await read_form(request))
        return await self._secret(request, now, rotated=True)

    async def ask_to_remove(self, request: Request, webhook_id: str) -> Response:
        """Ask whether it is meant."""
        return self._page(request, "webhook_remove.html", webhook=await self.webhooks.views.one(webhook_id))

    async def remove(self, request: Request, webhook_id: str) -> Response:
        """Send nothing any more."""
        command = RemoveWebhook(webhook_id=webhook_id)
        await self._ask(request, remove_webhook, command, form=await read_form(request))
        return self.pages.go(f"{self.pages.prefix}/webhooks", said=msg("Removed. Nothing more is sent there."))

    async def test(self, request: Request, webhook_id: str) -> Response:
        """Send a test."""
        form = await read_form(request)
        command = TestWebhook(webhook_id=webhook_id)
        await self._ask(request, WebhookTester(self.webhooks.rules), command, form=form)
        return self._back(webhook_id, msg("A test is on its way."))

    async def resend(self, request: Request, webhook_id: str, delivery_id: str) -> Response:
        """Send one delivery again."""
        command = ResendDelivery(delivery_id=delivery_id)
        await self._ask(request, resend_delivery, command, form=await read_form(request))
        return self._back(webhook_id, msg("It is sent again."))

    async def resend_failed(self, request: Request, webhook_id: str) -> Response:
        """Send again what failed since an instant."""
        form = await read_form(request)
        try:
            command = form.command(ResendFailed, webhook_id=webhook_id)
            queued = await self._ask(request, resend_failed, command, form=form)
        except Refused as refused:
            return await self._show(request, webhook_id, form.refused(refused), status=refused.status)
        said = self.pages.speech(request).say(msg("Sent again: %(count)s."), count=queued.deliveries)
        return self._back(webhook_id, said)

    async def _show(self, request: Request, webhook_id: str, form: Form, *, status: int = 200) -> Response:
        known = await self.webhooks.views.one(webhook_id)
        listing = read_listing(request.url.path, request.query_params.multi_items(), plan=PLAN)
        if listing.format != "html":
            table: Table[DeliveryShown] = Table(f"{self.pages.service}-{webhook_id}", HEADER, _row)
            return table_answer(listing.format, table, self.webhooks.views.each(webhook_id, dict(listing.chosen)))
        shown: dict[str, object] = {
            "webhook": known,
            "listing": listing,
            "shown": await self._log(webhook_id, listing),
            "happenings": await self.happened(webhook_id),
            "form": form,
        }
        return self._page(request, "webhook.html", status=status, **shown)

    async def _log(self, webhook_id: str, listing: Listing) -> Shown[DeliveryShown]:
        where = dict(listing.chosen)
        rows, page = await self.webhooks.views.page(webhook_id, where, after=listing.behind, size=listing.size)
        return Shown.behind(rows, total=page.total, last=page.after)

    def _form(
        self, request: Request, form: Form, *, webhook: WebhookShown | None = None, status: int = 200
    ) -> Response:
        choices = event_choices({subject: kind.__name__ for subject, kind in self.webhooks.events.items()})
        return self._page(
            request, "webhook_form.html", status=status, form=form, webhook=webhook, event_choices=choices
        )

    async def _secret(self, request: Request, now: WebhookNow, *, rotated: bool = False) -> Response:
        which = OneWebhook(webhook_id=now.webhook_id)
        secret = await self.webhooks.units.run(fresh_secret, which, origin_of(request))
        known = await self.webhooks.views.one(now.webhook_id)
        return self._page(request, "webhook_secret.html", webhook=known, secret=secret, rotated=rotated)

    async def _ask(self, request: Request, handler: Handler[M, WebhooksUnit, R], command: M, *, form: Form) -> R:
        done = await self.webhooks.units.run(handler, command, origin_of(request, key=form.key))
        self.webhooks.courier.wake.set()
        return done

    def _back(self, webhook_id: str, said: str) -> Response:
        return self.pages.go(self._at(webhook_id), said=said)

    def _at(self, webhook_id: str) -> str:
        return f"{self.pages.prefix}/webhooks/{webhook_id}"

    def _page(self, request: Request, template: str, *, status: int = 200, **values: object) -> Response:
        words = {
            "webhook_states": WEBHOOK_STATES,
            "states": STATES,
            "troubles": TROUBLES,
            "nothing_arrived": NOTHING_ARRIVED,
        }
        return self.pages.render(request, template, status=status, headers=None, **words, **values)

    def _a_week_ago(self) -> str:
        return f"{self.clock() - timedelta(days=7):%Y-%m-%dT%H:%M}"


def _row(one: DeliveryShown) -> tuple[object, ...]:
    about = (one.event_id, one.kind, one.state.value, one.queued_at, one.tried_at or "", one.tries)
    return (*about, one.status or "", one.seconds or "", one.trouble or "", one.detail)
