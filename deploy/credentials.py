"""The secrets of one installation: made at random once, kept as `NAME=value` lines; run it to print fresh ones."""

import secrets
import sys
from collections.abc import Mapping
from typing import Self

from deploy.services import SERVICES
from shared.values import Value


class Credentials(Value):
    """Every secret of an installation, by the name of its environment variable."""

    values: Mapping[str, str]

    @classmethod
    def fresh(cls) -> Self:
        """Return new random secrets."""
        return cls(values={name: _random() for name in _names()})

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Return the secrets found among `values`; raise KeyError with the first name that is missing."""
        for name in _names():
            if not values.get(name):
                raise KeyError(name)
        return cls(values={name: values[name] for name in _names()})

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the secrets written as `NAME=value` lines."""
        lines = (line.split("=", 1) for line in text.splitlines() if "=" in line)
        return cls.read({name.strip(): value.strip() for name, value in lines})

    def lines(self) -> str:
        """Return the secrets as `NAME=value` lines."""
        return "".join(f"{name}={value}\n" for name, value in self.values.items())

    @property
    def session_secret(self) -> str:
        return self.values["PLENARY_SESSION_SECRET"]

    @property
    def oidc_client_secret(self) -> str:
        return self.values["PLENARY_OIDC_CLIENT_SECRET"]

    @property
    def mongo_key(self) -> str:
        """What members of the replica set show each other."""
        return self.values["PLENARY_MONGO_KEY"]

    @property
    def mongo_admin_password(self) -> str:
        return self.values["PLENARY_MONGO_ADMIN_PASSWORD"]

    @property
    def nats_setup_password(self) -> str:
        return self.values["PLENARY_NATS_SETUP_PASSWORD"]

    def mongo_password(self, service: str) -> str:
        """Return the password of a service's user of its database."""
        return self.values[f"PLENARY_MONGO_PASSWORD_{service.upper()}"]

    def nats_password(self, service: str) -> str:
        """Return the password of a service's user of the bus."""
        return self.values[f"PLENARY_NATS_PASSWORD_{service.upper()}"]


def _names() -> tuple[str, ...]:
    return (
        "PLENARY_SESSION_SECRET",
        "PLENARY_OIDC_CLIENT_SECRET",
        "PLENARY_MONGO_KEY",
        "PLENARY_MONGO_ADMIN_PASSWORD",
        "PLENARY_NATS_SETUP_PASSWORD",
        *(f"PLENARY_MONGO_PASSWORD_{service.upper()}" for service in SERVICES),
        *(f"PLENARY_NATS_PASSWORD_{service.upper()}" for service in SERVICES),
    )


def _random() -> str:
    """Return 256 random bits in hexadecimal behind a letter, so that no configuration file takes them for a number."""
    return "s" + secrets.token_hex(32)


if __name__ == "__main__":
    sys.stdout.write(Credentials.fresh().lines())
