"""What commands share at the terminal: output, and the one line an error is."""

import sys

from rich.console import Console

from deploy.local.failures import StackError


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
