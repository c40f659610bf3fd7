"""The installation a command speaks to: its address, its secrets, and its services' doors for the operator."""

import os
from collections.abc import Mapping
from typing import Any

import httpx

from deploy.commands.terminal import CommandFailed
from deploy.credentials import Credentials
from deploy.local.home import home_of
from deploy.local.ports import ports_of
from deploy.services import prefix
from shared.identity.tokens import Keys
from shared.who import Grant, Role, Who

Answer = Any  # JSON as a service sent it; each command reads what it shows


def address() -> str:
    """Return the front door: `PLENARY_PUBLIC_URL`, or the stack on this machine."""
    return os.environ.get("PLENARY_PUBLIC_URL", f"http://127.0.0.1:{ports_of().door}").rstrip("/")


def credentials() -> Credentials:
    """Return the secrets: of the environment when it has them all, else of `PLENARY_HOME`."""
    try:
        return Credentials.read(os.environ)
    except KeyError:
        home = home_of()
        if not (home.path / "secrets" / "environment").exists():
            raise CommandFailed(
                f"There are no secrets in {home.path}: start the stack with `plenary up`, or set PLENARY_HOME."
            ) from None
        return home.credentials()


def session_secret() -> str:
    """Return the secret that signs tokens."""
    return os.environ.get("PLENARY_SESSION_SECRET") or credentials().session_secret


def token(who: Who) -> str:
    """Return a bearer token for `who`, signed as the services do."""
    return Keys(session_secret()).bearer_token(who)


def operator() -> Who:
    """Return who the operator's commands are carried out as."""
    roles = (Role.ADMINISTRATOR, Role.AUDITOR)
    return Who(subject="operator", name="Operator", grants=frozenset(Grant(role=role) for role in roles))


class Installation:
    """The operator's doors of the four services, over HTTP."""

    def __init__(self, client: httpx.Client | None = None) -> None:
        self._client = client or httpx.Client(base_url=address(), timeout=60)
        self._client.headers["Authorization"] = f"Bearer {token(operator())}"

    def ask(self, service: str, path: str, **params: str) -> Answer:
        """GET what a service answers under its `/operations`."""
        return self._send("GET", _operations(service, path), params=params)

    def tell(self, service: str, path: str, body: dict[str, object] | None = None) -> Answer:
        """POST to a service's `/operations`."""
        return self._send("POST", _operations(service, path), body=body)

    def remove(self, service: str, path: str) -> Answer:
        """DELETE under a service's `/operations`."""
        return self._send("DELETE", _operations(service, path))

    def _send(self, method: str, where: str, *, params: Mapping[str, str] | None = None, body: object = None) -> Answer:
        try:
            answer = self._client.request(method, where, params=params, json=body)
        except httpx.HTTPError as failure:
            raise CommandFailed(
                f"Nothing answers at {self._client.base_url} ({failure}). Is the stack up?"
            ) from failure
        if answer.is_error:
            raise CommandFailed(f"{where} answered {answer.status_code}: {_reason(answer)}")
        return answer.json() if answer.content else None


def _operations(service: str, path: str) -> str:
    return f"/{prefix(service)}/operations/{path}"


def _reason(answer: httpx.Response) -> str:
    try:
        problem = answer.json()
    except ValueError:
        return answer.reason_phrase
    words = [str(problem[name]) for name in ("reason", "detail", "title") if problem.get(name)]
    return " ".join([*words[:1], str(problem.get("next_step", ""))]).strip() or answer.reason_phrase
