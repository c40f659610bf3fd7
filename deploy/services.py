"""The four services by name: their prefixes at the front door, their modules, their order."""

import importlib
import importlib.util
from collections.abc import Sequence
from types import ModuleType
from typing import Protocol

from shared.kept import AnyKept

SERVICES = ("registration", "sponsorship", "side_events", "media")


class Heard(Protocol):
    """One durable consumer of a service: its stream and its name."""

    @property
    def stream(self) -> str: ...
    @property
    def durable(self) -> str: ...


def prefix(service: str) -> str:
    """Return the first path segment of a service's addresses: `side_events` -> `side-events`."""
    return service.replace("_", "-")


def factory(service: str) -> str:
    """Return where uvicorn finds the application of a service."""
    return f"services.{service}.app:create"


def hears(service: str) -> Sequence[Heard]:
    """Return the durables of a service as its `subscribers.HEARS` lists them; none while it lists none."""
    room = _room(service, "subscribers")
    heard: Sequence[Heard] = getattr(room, "HEARS", ())
    return heard


def kept(service: str) -> Sequence[AnyKept]:
    """Return what a service keeps as its `store.KEPT` lists it; nothing while it lists nothing."""
    room = _room(service, "store")
    listed: Sequence[AnyKept] = getattr(room, "KEPT", ())
    return listed


def _room(service: str, name: str) -> ModuleType | None:
    """Import one module of a service, unless there is none; services are found by name, so none is imported above."""
    if importlib.util.find_spec(f"services.{service}") is None:
        return None
    module = f"services.{service}.{name}"
    try:
        return importlib.import_module(module)
    except ImportError:
        return None
