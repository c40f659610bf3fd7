"""Middleware: a correlation id in and out of every request, and what the metrics need to know of it."""

import re
import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.clock import new_id
from shared.logs import correlation
from shared.web.metrics import Metrics

HEADER = "x-correlation-id"
_FIT = re.compile(r"[A-Za-z0-9._:-]{1,80}")


class Chain:
    """Sets `request.state.correlation_id`, answers it, and counts and times the request."""

    def __init__(self, app: ASGIApp, *, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        id = _given(scope) or new_id("cor")
        scope.setdefault("state", {})["correlation_id"] = id
        token = correlation.set(id)
        began, status = time.perf_counter(), 500

        async def answer(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message["headers"], (HEADER.encode(), id.encode())]
            await send(message)

        try:
            await self._app(scope, receive, answer)
        finally:
            correlation.reset(token)
            route = getattr(scope.get("route"), "path", "unknown")
            self._metrics.answered(scope["method"], route, status=status, seconds=time.perf_counter() - began)


def _given(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == HEADER.encode():
            given = value.decode("latin-1")
            return given if _FIT.fullmatch(given) else None
    return None
