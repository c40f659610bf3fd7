"""OpenTelemetry: traces from the request through the outbox and the bus to the reaction, where a collector is named."""

import os

from fastapi import FastAPI
from opentelemetry import trace as api
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


def trace(app: FastAPI, service: str) -> None:
    """Send traces to the collector the environment names; without one, nothing is traced and nothing costs."""
    if not os.environ.get(ENDPOINT):
        return
    provider = TracerProvider(resource=Resource.create({"service.name": f"plenary-{service}"}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    api.set_tracer_provider(provider)
    FastAPIInstrumentor.instrument_app(app, excluded_urls="health,metrics,static,live")


def traceparent() -> str | None:
    """Return the W3C trace parent of what is being done now, or None where nothing is traced."""
    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent")
