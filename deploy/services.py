"""The four services by name: prefix at the front door, module, and what each is granted on bus and database."""

from collections.abc import Mapping

from shared.values import Value

SERVICES = ("registration", "sponsorship", "side_events", "media")


def prefix(service: str) -> str:
    """Return the first path segment of a service's addresses: `side_events` -> `side-events`."""
    return service.replace("_", "-")


def factory(service: str) -> str:
    """Return where a service's application is made: `module:function`."""
    return f"services.{service}.app:create"


class Durable(Value):
    """One durable consumer: its stream and its name; a passing one its service may remove again."""

    stream: str
    name: str
    passing: bool = False


class Grant(Value):
    """The durables a service reads and the collections it keeps."""

    durables: tuple[Durable, ...] = ()
    collections: tuple[str, ...] = ()


Grants = Mapping[str, Grant]
