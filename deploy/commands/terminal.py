"""What commands share at the terminal: output, and the one line an error is."""

import sys

from rich.console import Console

from deploy.local.failures import StackError
from deploy.services import SERVICES


class CommandFailed(StackError):
    """A command could not do what was asked; the message is one line that says why and what to do."""


def out() -> Console:
    """Return where results are printed."""
    return Console(soft_wrap=not sys.stdout.isatty(), highlight=False)


def say(line: str) -> None:
    """Print one plain line, as it is."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def complain(line: str) -> None:
    """Print one line of error."""
    sys.stderr.write(f"plenary: {' '.join(line.split())}\n")


def service_named(name: str) -> str:
    """Return a service by the name a person typed; refuse another."""
    service = name.strip().lower().replace("-", "_")
    if service not in SERVICES:
        raise CommandFailed(f"There is no service {name!r}; there are {', '.join(SERVICES)}.")
    return service
