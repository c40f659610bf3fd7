"""OpenTelemetry: traces from the request through the outbox and the bus to the reaction, where a collector is named."""

import importlib
import os

from fastapi import FastAPI
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

ENDPOINT = "OTEL_EXPORTER_OTLP_ENDPOINT"


def trace(app: FastAPI, service: str) -> None:
    """Send traces to the collector the environment names; without one, nothing is traced and nothing costs."""
    if os.environ.get(ENDPOINT):
        importlib.import_module("shared.tracing").export(app, service)


def traceparent() -> str | None:
    """Return the W3C trace parent of what is being done now, or None where nothing is traced."""
    carrier: dict[str, str] = {}
    TraceContextTextMapPropagator().inject(carrier)
    return carrier.get("traceparent")
