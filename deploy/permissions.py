"""Who may do what on the bus: a user of least permissions a service, one for set-up; the configuration."""

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from deploy.credentials import Credentials
from deploy.services import SERVICES, Durable, Grant, Grants
from shared.values import Value

SETUP = "setup"
"""The user that declares streams and reads them for an operator."""

_HEARER_REQUESTS = ("INFO", "CREATE", "DURABLE.CREATE", "MSG.NEXT")


class Permissions(Value):
    """Subjects a user may publish and subscribe; everything else is denied."""

    publish: tuple[str, ...]
    subscribe: tuple[str, ...]


class NatsUser(Value):
    """One user of the bus; without permissions it may do everything (tests only)."""

    name: str
    password: str
    permissions: Permissions | None = None


def inbox(user: str) -> str:
    """Return the prefix under which a user receives answers; nobody else may listen there."""
    return f"_INBOX_{user}"


def permissions_of(service: str, durables: Sequence[Durable]) -> Permissions:
    """Return what a service may do: tell its own facts, and read its own durables, each by name.

    A NATS wildcard stands for a whole token, so there is no pattern for "durables of this service".
    """
    publish = [f"{service}.>"]
    for one in durables:
        consumer = f"{one.stream}.{one.name}"
        publish += [f"$JS.API.CONSUMER.{request}.{consumer}" for request in _HEARER_REQUESTS]
        publish += [f"$JS.API.CONSUMER.CREATE.{consumer}.>", f"$JS.ACK.{consumer}.>"]
        publish += [f"$JS.API.CONSUMER.DELETE.{consumer}"] if one.passing else []
    return Permissions(publish=tuple(publish), subscribe=(f"{inbox(service)}.>", f"{service}.>"))


def setup_permissions() -> Permissions:
    """Return what the set-up user may do: administer streams and read them; never tell a fact."""
    return Permissions(publish=("$JS.API.>", "$JS.ACK.>", "$JS.FC.>"), subscribe=(f"{inbox(SETUP)}.>",))


def users(credentials: Credentials, grants: Grants) -> tuple[NatsUser, ...]:
    """Return every user of the bus, each service with what it is granted."""
    services = (
        NatsUser(
            name=service,
            password=credentials.nats_password(service),
            permissions=permissions_of(service, grants.get(service, Grant()).durables),
        )
        for service in SERVICES
    )
    setup = NatsUser(name=SETUP, password=credentials.nats_setup_password, permissions=setup_permissions())
    return (*services, setup)


def sync_of(environment: Mapping[str, str] = os.environ) -> str:
    """Return when the bus asks the disk to keep what it acknowledged: `PLENARY_NATS_SYNC`, at once by default."""
    return environment.get("PLENARY_NATS_SYNC") or "always"


def server_configuration(known: Sequence[NatsUser], *, listen: str, monitor: str, store: Path, sync: str) -> str:
    """Return the nats-server configuration (JSON is valid there).

    `sync` is when JetStream asks the disk to keep what it acknowledged: `always`, or an interval such as `2m` (several
    times faster) where replicas on other machines make up for a power cut.
    """
    return json.dumps(
        {
            "server_name": "plenary",
            "listen": listen,
            "http": monitor,
            "max_payload": 1_048_576,
            "jetstream": {"store_dir": str(store), "max_memory_store": 67_108_864, "sync_interval": sync},
            "authorization": {"users": [_entry(user) for user in known]},
        },
        indent=1,
    )


def _entry(user: NatsUser) -> dict[str, object]:
    entry: dict[str, object] = {"user": user.name, "password": user.password}
    if user.permissions:
        entry["permissions"] = {
            "publish": {"allow": list(user.permissions.publish)},
            "subscribe": {"allow": list(user.permissions.subscribe)},
        }
    return entry
