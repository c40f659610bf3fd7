"""`plenary`: the one command line of the system; errors are one line and an exit status."""

import importlib
import sys
from collections.abc import Sequence

import typer

from deploy.commands.terminal import complain
from deploy.local.failures import StackError

COMMANDS = {
    "up": "running",
    "demo": "running",
    "doctor": "doctor",
    "dead": "letters",
    "replay": "letters",
    "trace": "trace",
    "audit": "letters",
    "rewrap": "vault",
    "token": "documents",
    "openapi": "documents",
    "asyncapi": "documents",
}
"""Which module of `deploy.commands` holds a command, in the order of the help."""


def application(arguments: Sequence[str]) -> typer.Typer:
    """Return the command line; when the arguments name a command only its module is loaded, so that it starts soon."""
    app = typer.Typer(
        name="plenary",
        help="Meeting logistics of a treaty secretariat: start it, play it, look into it.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback()(_nothing)
    named = next((one for one in arguments if not one.startswith("-")), "")
    for name in [named] if named in COMMANDS else COMMANDS:
        command = getattr(importlib.import_module(f"deploy.commands.{COMMANDS[name]}"), name)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command these arguments name, those of the process by default."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        application(words)(words)
    except StackError as failure:
        complain(str(failure))
        sys.exit(1)


def _nothing() -> None:
    """Meeting logistics of a treaty secretariat: start it, play it, look into it."""


if __name__ == "__main__":
    main()
