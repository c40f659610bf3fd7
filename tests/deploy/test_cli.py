"""The command line: help on each command, one line and a status for an error."""

import io
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from deploy.cli import COMMANDS, application, main
from deploy.commands.trace import Done, Told, tree
from deploy.local.home import Home
from shared.identity.tokens import Keys
from shared.who import Grant, Role

START = datetime(2025, 12, 1, 9, tzinfo=UTC)


def run(*arguments: str) -> int:
    """Run `plenary` with these arguments and return its exit status."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home without a stack."""
    monkeypatch.setenv("PLENARY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PLENARY_PORT", "61000")
    return Home(tmp_path / "home")


def test_the_help_names_every_command() -> None:
    shown = CliRunner().invoke(application([]), ["--help"]).output
    assert [name for name in COMMANDS if name not in shown] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_help(command: str) -> None:
    result = CliRunner().invoke(application([command]), [command, "--help"])
    assert (result.exit_code, "Usage" in result.output) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("up", "--only", "catering"), "There is no service 'catering'"),
        (("dead", "list"), "There are no secrets"),
        (("replay", "registration"), "There are no secrets"),
        (("trace", "cor_1"), "There are no secrets"),
        (("audit", "verify"), "There are no secrets"),
        (("token",), "There are no secrets"),
        (("openapi", "catering"), "There is no service 'catering'"),
    ],
)
def test_an_error_is_one_line_and_a_status(
    home: Home,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    status = run(*arguments)
    complaint = capsys.readouterr().err
    assert (status, complaint.count("\n"), complaint.startswith(f"plenary: {words}")) == (1, 1, True)


@pytest.mark.parametrize("arguments", [("dead", "list"), ("trace", "cor_1")])
def test_a_stack_that_is_down_is_named(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    home.credentials()
    assert run(*arguments) == 1
    complaint = capsys.readouterr().err
    assert complaint.count("\n") == 1
    assert "127.0.0.1:61" in complaint


def test_a_token_stands_for_the_roles_asked_for(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    secret = home.credentials().session_secret
    assert run("token", "--role", "media_officer", "--role", "host:evt_1") == 0
    who = Keys(secret).read_token(capsys.readouterr().out.strip())
    assert who is not None
    assert who.grants == {Grant(role=Role.MEDIA_OFFICER), Grant(role=Role.HOST, scope="evt_1")}


@pytest.mark.parametrize("role", ["chef", "host"])
def test_a_senseless_role_is_refused(home: Home, role: str) -> None:
    home.credentials()
    assert run("token", "--role", role) == 1


def test_a_chain_is_shown_as_a_tree() -> None:
    withdrawn = Told(id="m1", subject="registration.participant.withdrawn.v1", at=after(5), cause="request")
    cancelled = Told(id="m2", subject="sponsorship.travel.cancelled.v1", at=after(40), cause="m1")
    asked = Done(service="registration", at=after(0), who="staff:1", command="WithdrawParticipant")
    heard = Done(service="sponsorship", at=after(30), who="service:sponsorship", command="ParticipantWithdrawn")
    page = Console(file=io.StringIO(), width=200)
    page.print(tree("cor_1", [cancelled, withdrawn], [heard, asked]))
    assert isinstance(page.file, io.StringIO)
    assert [line.strip("│├└─ ") for line in page.file.getvalue().splitlines()] == [
        "cor_1",
        "09:00:00.000 +0 ms  WithdrawParticipant in registration by staff:1",
        "09:00:00.005 +5 ms  registration.participant.withdrawn.v1",
        "09:00:00.030 +30 ms  heard by sponsorship",
        "09:00:00.040 +40 ms  sponsorship.travel.cancelled.v1",
    ]


def after(milliseconds: int) -> datetime:
    return START + timedelta(milliseconds=milliseconds)
