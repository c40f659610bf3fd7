"""What each service needs on the bus and in its database, read from its own modules."""

import importlib
import importlib.util
from collections.abc import Sequence
from types import ModuleType

from deploy.services import SERVICES, Durable, Grant
from shared.bus import replay_durable
from shared.kept import AnyKept
from shared.mongo.indexes import places
from shared.nats import Hears


def grants() -> dict[str, Grant]:
    """Return what every service needs; this imports the services."""
    return {service: _grant(service) for service in SERVICES}


def hears(service: str) -> Sequence[Hears]:
    """Return what a service hears as its `subscribers.HEARS` lists it."""
    room = _room(service, "subscribers")
    heard: Sequence[Hears] = getattr(room, "HEARS", ())
    return heard


def kept(service: str) -> Sequence[AnyKept]:
    """Return what a service keeps as its `store.KEPT` lists it."""
    room = _room(service, "store")
    listed: Sequence[AnyKept] = getattr(room, "KEPT", ())
    return listed


def _grant(service: str) -> Grant:
    """A subscription that keeps copies needs a second, passing durable to read everything again for a replay."""
    heard = hears(service)
    lasting = [Durable(stream=one.stream, name=one.durable) for one in heard]
    again = [
        Durable(stream=one.stream, name=replay_durable(one.durable), passing=True) for one in heard if one.rebuilds
    ]
    mine = kept(service)
    return Grant(durables=(*lasting, *again), collections=tuple(dict.fromkeys(places(mine))) if mine else ())


def _room(service: str, name: str) -> ModuleType | None:
    """Import one module of a service, unless there is none; services are known by name, so none is imported above."""
    if importlib.util.find_spec(f"services.{service}") is None:
        return None
    module = f"services.{service}.{name}"
    return importlib.import_module(module) if importlib.util.find_spec(module) else None
