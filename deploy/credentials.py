"""The secrets of one installation: made at random once, kept as `NAME=value` lines; run it to print fresh ones."""

import base64
import secrets
import sys
from collections.abc import Mapping
from typing import Self

from deploy.services import SERVICES
from shared.values import Value

VAULT_KEY = "PLENARY_VAULT_KEY"
BADGE_SECRET = "PLENARY_BADGE_SECRET"  # noqa: S105 - the name of the setting, not a secret
LATER = (VAULT_KEY, BADGE_SECRET)
"""Secrets that installations of the first days do not have yet."""


class Credentials(Value):
    """Every secret of an installation, by the name of its environment variable."""

    values: Mapping[str, str]

    @classmethod
    def fresh(cls) -> Self:
        """Return new random secrets."""
        return cls(values={name: _fresh(name) for name in _names()})

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

    @classmethod
    def completed(cls, text: str) -> str:
        """Return the lines of an older installation with what came later; others as they are."""
        known = {line.split("=", 1)[0].strip() for line in text.splitlines()}
        missing = "".join(f"{name}={_fresh(name)}\n" for name in LATER if name not in known)
        return f"{text.rstrip()}\n{missing}" if missing else text

    def lines(self) -> str:
        """Return the secrets as `NAME=value` lines."""
        return "".join(f"{name}={value}\n" for name, value in self.values.items())

    @property
    def session_secret(self) -> str:
        return self.values["PLENARY_SESSION_SECRET"]

    @property
    def vault_key(self) -> str:
        """The master key of personal data; whoever loses it loses them."""
        return self.values[VAULT_KEY]

    @property
    def badge_secret(self) -> str:
        """What the codes of badges are signed with; `new,old` rotates it while old badges are worn."""
        return self.values[BADGE_SECRET]

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
        *LATER,
        "PLENARY_OIDC_CLIENT_SECRET",
        "PLENARY_MONGO_KEY",
        "PLENARY_MONGO_ADMIN_PASSWORD",
        "PLENARY_NATS_SETUP_PASSWORD",
        *(f"PLENARY_MONGO_PASSWORD_{service.upper()}" for service in SERVICES),
        *(f"PLENARY_NATS_PASSWORD_{service.upper()}" for service in SERVICES),
    )


def _fresh(name: str) -> str:
    return base64.b64encode(secrets.token_bytes(96)).decode() if name == VAULT_KEY else _random()


def _random() -> str:
    """Return 256 random bits in hexadecimal behind a letter, so that no configuration file takes them for a number."""
    return "s" + secrets.token_hex(32)


if __name__ == "__main__":
    sys.stdout.write(Credentials.fresh().lines())
