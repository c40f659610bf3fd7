"""The one letter about a webhook: to the administrator who set it up, when it is given up."""

from shared.mail import Mail
from shared.pages.languages import Speech, msg
from shared.unit import Work
from shared.webhooks.states import Webhook

GIVEN_UP = msg("A webhook sends nothing any more")


def tell_of_giving_up(webhook: Webhook, why: str, unit: Work) -> None:
    """Mail the administrator why nothing is sent; `why` is a message id."""
    if webhook.added_by is None:
        return
    speech, page = Speech(webhook.added_by.language), f"{webhook.added_by.page}/{webhook.webhook_id}"
    words = (webhook.description, webhook.address, speech.say(why), f"plenary:{page}")
    unit.mail(
        Mail(
            key=f"{webhook.webhook_id}:{webhook.version}",
            to=webhook.added_by.email,
            subject=speech.say(GIVEN_UP),
            text="\n\n".join(filter(None, words)) + "\n",
            about=webhook.webhook_id,
        )
    )
