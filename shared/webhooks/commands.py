"""What can be asked about webhooks, and the unit in which it is done."""

from typing import Annotated, Protocol

from pydantic import Field, StringConstraints

from shared.messages import Command
from shared.stored import Stored
from shared.unit import Work
from shared.values import Instant, Value
from shared.webhooks.states import Webhook, WebhookDelivery, WebhookState

Address = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]


class Settings(Value):
    """What an administrator says of a receiver; `kinds` are subjects of events, none means all."""

    address: Address
    description: Line = ""
    kinds: tuple[str, ...] = Field(default=(), max_length=200)


class EditedSettings(Settings):
    """Other settings, and the version they were made from."""

    version: int


class AddWebhook(Settings, Command):
    """Post what this service tells to an address."""


class EditWebhook(EditedSettings, Command):
    """Change the address, the description or the events."""

    webhook_id: str


class OneWebhook(Value):
    """The webhook that something is asked of."""

    webhook_id: str


class PauseWebhook(OneWebhook, Command):
    """Send nothing for now; what happens meanwhile waits."""


class ResumeWebhook(OneWebhook, Command):
    """Send again, beginning with what waited."""


class RotateWebhookSecret(OneWebhook, Command):
    """Sign with a new secret; the old one signs as well for a day."""


class RemoveWebhook(OneWebhook, Command):
    """Send nothing any more, for good."""


class TestWebhook(OneWebhook, Command):
    """Send a message that says it is a test."""


class ReportWebhookFailing(OneWebhook, Command):
    """Nothing arrived there for a day, or the receiver is gone for good: stop, so that somebody looks."""

    reason: str
    gone: bool = False


class ResendDelivery(Command):
    """Send one delivery again, whatever became of it."""

    delivery_id: str


class ResendFailed(OneWebhook, Command):
    """Send again what failed since an instant."""

    since: Instant


class WebhookNow(Value):
    """How a webhook stands after a command."""

    webhook_id: str
    state: WebhookState
    version: int


class Queued(Value):
    """How many deliveries wait again; `more` tells whether asking once more would find others."""

    deliveries: int
    more: bool = False


class WebhooksUnit(Work, Protocol):
    """The unit of a service that offers webhooks."""

    @property
    def webhooks(self) -> Stored[Webhook]:
        """The receivers."""

    @property
    def webhook_deliveries(self) -> Stored[WebhookDelivery]:
        """What was and will be sent to them."""
