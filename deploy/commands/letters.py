"""`dead`, `replay` and `audit`: the operator's doors of the services."""

from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from deploy.commands.installation import Answer, Installation
from deploy.commands.terminal import CommandFailed, out, say, service_named
from deploy.services import SERVICES, prefix

dead = typer.Typer(no_args_is_help=True, help="Messages a service gave up: list, show, retry, drop.")
audit = typer.Typer(no_args_is_help=True, help="The record of every command.")

Letter = Annotated[str, typer.Argument(metavar="ID", help="The letter's id, as `plenary dead list` shows it.")]


@dead.command("list")
def list_letters(
    service: Annotated[str | None, typer.Option(metavar="SERVICE", help="Of this service only.")] = None,
) -> None:
    """List the dead letters, newest first."""
    table = Table("service", "id", "subject", "tries", "given up at", "error")
    installation = Installation()
    for one in (service_named(service),) if service else SERVICES:
        for letter in _items(installation.ask(one, "dead-letters")):
            cells = (letter["id"], letter["subject"], letter["tries"], letter["at"], letter["error"])
            table.add_row(prefix(one), *(escape(str(cell)) for cell in cells))
    if table.row_count:
        out().print(table)
    else:
        say("There are no dead letters.")


@dead.command("show")
def show_letter(letter: Letter) -> None:
    """Show one dead letter whole: body, headers, error."""
    out().print_json(data=Installation().ask(_hearer(letter), f"dead-letters/{letter}"))


@dead.command("retry")
def retry_letter(letter: Letter) -> None:
    """Hand the letter once more to the service that gave it up, and to that one alone."""
    Installation().tell(_hearer(letter), f"dead-letters/{letter}/retry")
    say(f"{letter} was handled.")


@dead.command("drop")
def drop_letter(letter: Letter) -> None:
    """Forget a dead letter for good."""
    Installation().remove(_hearer(letter), f"dead-letters/{letter}")
    say(f"{letter} was dropped.")


def replay(
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="The service whose copies are rebuilt.")],
    since: Annotated[
        datetime | None, typer.Option("--from", help="From this instant (UTC); from the beginning by default.")
    ] = None,
) -> None:
    """Rebuild a service's copies of what others told, from the streams."""
    one = service_named(service)
    answer = Installation().tell(one, "replay", {"since": f"{since.isoformat()}Z" if since else None})
    say(f"{prefix(one)} reads again{f': {answer}' if answer else '.'}")


@audit.command("verify")
def verify_audit() -> None:
    """Walk the chain of every service's audit record and say whether a record was changed or is missing."""
    installation = Installation()
    verdicts = [(one, installation.ask(one, "audit/verify")) for one in SERVICES]
    for one, verdict in verdicts:
        state = "intact" if verdict["intact"] else f"BROKEN at {verdict['broken_at']}: {verdict['reason']}"
        say(f"{prefix(one):13} {verdict['records']:>7} records  {state}")
    broken = [prefix(one) for one, verdict in verdicts if not verdict["intact"]]
    if broken:
        raise CommandFailed(f"The audit record of {', '.join(broken)} was tampered with: compare it with a backup.")


def _hearer(letter: str) -> str:
    """Return the service a letter's id names: the id begins with the durable, `<service>-<handler>`."""
    return service_named(letter.split("-", 1)[0])


def _items(answer: Answer) -> list[dict[str, object]]:
    items: list[dict[str, object]] = answer if isinstance(answer, list) else answer["items"]
    return items
