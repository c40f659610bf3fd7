"""From a request to the origin of a command: who asks, in which chain, under which idempotency key."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Header, Request

from shared.identity import permit
from shared.identity.permits import Need
from shared.records import Origin
from shared.telemetry import traceparent
from shared.who import NOBODY, Who

KEY_LENGTH = 200


def asking(*needs: Need) -> Callable[..., Awaitable[Origin]]:
    """Return the dependency that lets only those pass who meet one of `needs`, as the `Origin` of their command."""

    async def origin(
        request: Request,
        who: Annotated[Who, permit(*needs)],
        idempotency_key: Annotated[str | None, Header(min_length=1, max_length=KEY_LENGTH)] = None,
    ) -> Origin:
        return origin_of(request, key=idempotency_key, who=who)

    return origin


def origin_of(request: Request, *, key: str | None = None, who: Who | None = None) -> Origin:
    """Return the origin of a command asked by this request; pages give their form's key."""
    state = request.state
    return Origin(
        who=who or state.who or NOBODY,
        correlation_id=state.correlation_id,
        causation_id=state.correlation_id,
        key=key or None,
        traceparent=traceparent() or request.headers.get("traceparent"),
    )
