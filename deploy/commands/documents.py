"""`token`, `openapi`, `asyncapi`: what programs that speak to Plenary need."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from deploy.commands.installation import session_secret
from deploy.commands.terminal import CommandFailed, say, service_named
from deploy.documents import asyncapi_document, openapi_document, text_of
from deploy.services import SERVICES, prefix
from shared.identity.tokens import Keys
from shared.who import SCOPED, Grant, Role, Who

Into = Annotated[Path | None, typer.Option(metavar="FOLDER", help="Write files there instead of printing.")]


def token(
    role: Annotated[
        list[str] | None, typer.Option(help="ROLE, or ROLE:SCOPE for a role from data; repeatable.")
    ] = None,
    subject: Annotated[str, typer.Option(help="Who the token stands for.")] = "developer",
    name: Annotated[str, typer.Option(help="That one's name.")] = "Developer",
    email: Annotated[str | None, typer.Option(help="That one's address.")] = None,
    hours: Annotated[int, typer.Option(min=1, max=24 * 365, help="How long it is good for.")] = 12,
) -> None:
    """Print a bearer token for development: `Authorization: Bearer ...`."""
    grants = frozenset(_grant(one) for one in role or ["administrator"])
    who = Who(subject=subject, name=name, email=email, grants=grants)
    say(Keys(session_secret()).bearer_token(who, lifetime=timedelta(hours=hours)))


def openapi(
    service: Annotated[list[str] | None, typer.Argument(metavar="[SERVICE]...", help="All four by default.")] = None,
    into: Into = None,
) -> None:
    """Print the OpenAPI document of the services, or write each to openapi/<service>.json."""
    chosen = [service_named(one) for one in service] if service else list(SERVICES)
    documents = {prefix(one): openapi_document(one) for one in chosen}
    if into is None:
        _show(documents if len(documents) > 1 else next(iter(documents.values())))
        return
    for one, document in documents.items():
        _write(into / "openapi" / f"{one}.json", document)


def asyncapi(into: Into = None) -> None:
    """Print the AsyncAPI document of the bus, or write it to asyncapi.json."""
    document = asyncapi_document()
    if into is None:
        _show(document)
    else:
        _write(into / "asyncapi.json", document)


def _grant(text: str) -> Grant:
    name, _, scope = text.partition(":")
    if name not in list(Role):
        raise CommandFailed(f"There is no role {name!r}; there are {', '.join(Role)}.")
    if Role(name) in SCOPED and not scope:
        raise CommandFailed(f"{name} means nothing alone: say what it is about, as {name}:ID.")
    return Grant(role=Role(name), scope=scope or None)


def _show(document: object) -> None:
    say(text_of(document).rstrip())


def _write(file: Path, document: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text_of(document), encoding="utf-8")
    say(f"wrote {file}")
