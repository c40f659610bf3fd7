"""`plenary`: the one command line of the system; errors are one line and an exit status."""

import sys

import typer

from deploy.commands import doctor, documents, letters, running, trace
from deploy.commands.terminal import complain
from deploy.local.failures import StackError

app = typer.Typer(
    name="plenary",
    help="Meeting logistics of a treaty secretariat: start it, play it, look into it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(running.up)
app.command()(running.demo)
app.command()(doctor.doctor)
app.add_typer(letters.dead, name="dead")
app.command()(letters.replay)
app.command()(trace.trace)
app.add_typer(letters.audit, name="audit")
app.command()(documents.token)
app.command()(documents.openapi)
app.command()(documents.asyncapi)


def main() -> None:
    """Run the command named on the command line."""
    try:
        app()
    except StackError as failure:
        complain(str(failure))
        sys.exit(1)


if __name__ == "__main__":
    main()
