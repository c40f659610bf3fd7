"""The ports of the stack on one machine, all counted from one number."""

import os
import random
import socket
from collections.abc import Mapping

from deploy.local.failures import StackError
from deploy.services import SERVICES
from shared.values import Value


class Ports(Value):
    """`PLENARY_PORT` is the front door; everything else follows it."""

    door: int = 8080

    def of(self, service: str) -> int:
        """Return the port of a service: the first four stand behind the door, any other behind the servers."""
        place = SERVICES.index(service) + 1
        return self.door + (place if place <= 4 else place + 6)

    @property
    def issuer(self) -> int:
        return self.door + 5

    @property
    def smtp(self) -> int:
        return self.door + 6

    @property
    def outbox(self) -> int:
        return self.door + 7

    @property
    def nats(self) -> int:
        return self.door + 8

    @property
    def nats_monitor(self) -> int:
        return self.door + 9

    @property
    def mongo(self) -> int:
        return self.door + 10


def ports_of(environment: Mapping[str, str] = os.environ) -> Ports:
    """Return the ports counted from `PLENARY_PORT`; refuse what is no usable number."""
    text = environment.get("PLENARY_PORT", "8080")
    if not text.isdecimal() or not 1024 <= int(text) <= 65_000:
        raise StackError(f"PLENARY_PORT is {text!r}; it must be a number between 1024 and 65000.")
    return Ports(door=int(text))


def must_be_free(wanted: Mapping[str, int], door: int) -> None:
    """Refuse with one clear line when a port is taken; `wanted` maps what needs a port to the port."""
    for what, port in wanted.items():
        if not is_free(port):
            raise StackError(
                f"Port {port} is taken, and {what} needs it. Free it, or choose other ports: "
                f"PLENARY_PORT={door + 100} uses {door + 100} to {door + 110}."
            )


def is_free(port: int) -> bool:
    """Tell whether a server could listen on this port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port nobody uses now, below those the system gives to outgoing connections."""
    while True:
        port = random.randrange(10_000, 30_000)  # noqa: S311 - a port, not a secret
        if is_free(port):
            return port
