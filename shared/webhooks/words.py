"""How the pages of webhooks say what the states and troubles are."""

from collections.abc import Mapping

from shared.pages import Choice, State, in_words, msg
from shared.webhooks.states import DeliveryState, Trouble, WebhookState

WEBHOOK_STATES: Mapping[WebhookState, tuple[State, str]] = {
    WebhookState.ACTIVE: (State.DONE, msg("active")),
    WebhookState.PAUSED: (State.OFF, msg("paused")),
    WebhookState.FAILING: (State.PROBLEM, msg("failing")),
}

NOTHING_ARRIVED = msg(
    "Nothing arrived there for a day, so nothing is sent now. What happens meanwhile waits for up to 30 days. "
    "Resume it when the other system answers again."
)

STATES: Mapping[DeliveryState, tuple[State, str]] = {
    DeliveryState.QUEUED: (State.WAITING, msg("queued")),
    DeliveryState.SENDING: (State.IN_HAND, msg("being sent")),
    DeliveryState.DELIVERED: (State.DONE, msg("delivered")),
    DeliveryState.FAILED: (State.PROBLEM, msg("failed")),
    DeliveryState.GIVEN_UP: (State.PROBLEM, msg("given up")),
}

TROUBLES: Mapping[Trouble, str] = {
    Trouble.ANSWERED: msg("It answered with an error."),
    Trouble.TOO_SLOW: msg("It did not answer within ten seconds."),
    Trouble.NOT_REACHED: msg("It could not be reached."),
    Trouble.NOT_ALLOWED: msg("Its address leads into a private network."),
    Trouble.REDIRECTED: msg("It sent us on to another address, which is not followed."),
    Trouble.GONE: msg("It answered that it is gone for good."),
}


def state_choices() -> tuple[Choice, ...]:
    """Return the states of deliveries as a list filters by them."""
    return tuple(Choice(state.value, word) for state, (_, word) in STATES.items())


def event_choices(names: Mapping[str, str]) -> tuple[Choice, ...]:
    """Return events by subject as a form offers them; their names are those of the API, in English."""
    return tuple(Choice(subject, in_words(name)) for subject, name in names.items())
