"""One trace from the request through the outbox and the bus to the reaction in another service."""

import pytest
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from shared.tracing import export
from tests.servers import RealServers
from tests.shared.toys import fresh, plan_app, running, seats_app
from tests.stacks import until

pytestmark = pytest.mark.real

TRACE = "0af7651916cd43dd8448eb211c80319c"


async def test_a_trace_reaches_the_reaction(servers: RealServers) -> None:
    spans = InMemorySpanExporter()
    seats = seats_app(servers)
    export(seats, "registration", SimpleSpanProcessor(spans))
    async with running(seats) as client, running(plan_app(servers)):
        headers = {"traceparent": f"00-{TRACE}-b7ad6b7169203331-01"}
        body = {"seat_id": fresh(), "number": 7_000_000_101, "by": "Ana"}
        await client.post("/registration/api/seats", json=body, headers=headers)

        async def traced() -> set[str]:
            ours = [span for span in spans.get_finished_spans() if format(span.context.trace_id, "032x") == TRACE]
            names = {span.name for span in ours}
            wanted = {"POST /registration/api/seats", "registration.seat.taken.v1 process"}
            return names if wanted <= names else set()

        assert await until(traced)
