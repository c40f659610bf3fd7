"""The four services by name: their prefixes at the front door, their modules, their order."""

import importlib
import importlib.util
from collections.abc import Sequence
from typing import Protocol

SERVICES = ("registration", "sponsorship", "side_events", "media")


class Heard(Protocol):
    """One durable consumer of a service: its stream, its name, and the subject it is filtered by."""

    @property
    def stream(self) -> str: ...
    @property
    def durable(self) -> str: ...
    @property
    def subject(self) -> str: ...


def prefix(service: str) -> str:
    """Return the first path segment of a service's addresses: `side_events` -> `side-events`."""
    return service.replace("_", "-")


def factory(service: str) -> str:
    """Return where uvicorn finds the application of a service."""
    return f"services.{service}.app:create"


def hears(service: str) -> Sequence[Heard]:
    """Return the durables of a service as its `subscribers.HEARS` lists them; none while it has no such module."""
    name = f"services.{service}.subscribers"
    if importlib.util.find_spec(f"services.{service}") is None or importlib.util.find_spec(name) is None:
        return ()
    heard: Sequence[Heard] = importlib.import_module(name).HEARS
    return heard
