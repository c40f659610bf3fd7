"""The compose file, the Dockerfile and the Caddyfile, read by the programs they are for."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.binaries import caddy
from deploy.credentials import Credentials
from deploy.setup import write_files
from shared.uploads import LARGEST, WHOLE

PROJECT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
SECRETS = Credentials.fresh().values


def ran(*command: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program in the project's folder."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("PLENARY_")}
    return subprocess.run(  # noqa: S603 - programs of this environment, on the project's own files
        [str(part) for part in command],
        cwd=PROJECT,
        env={**known, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("profile", ["", "development"])
def test_the_compose_file_is_valid(profile: str) -> None:
    command = (BIN / "docker-compose", "--env-file", os.devnull, "config", "-q")
    result = ran(*command, COMPOSE_PROFILES=profile, **SECRETS)
    assert (result.returncode, result.stderr) == (0, "")


def test_containers_do_not_start_without_a_secret() -> None:
    result = ran(BIN / "docker-compose", "--env-file", os.devnull, "config", "-q")
    assert result.returncode != 0
    assert [name for name in SECRETS if f"{name} is missing a value" not in result.stderr] == []


def test_the_dockerfile_is_clean() -> None:
    result = ran(BIN / "hadolint", "deploy/Dockerfile")
    assert (result.returncode, result.stdout) == (0, "")


def test_the_dockerfile_needs_no_newer_builder() -> None:
    lines = (PROJECT / "deploy" / "Dockerfile").read_text().splitlines()
    assert not [
        line for line in lines if line.startswith("# syntax") or "<<" in line or "--link" in line or "@sha256" in line
    ]


def test_the_caddyfile_is_valid() -> None:
    program = caddy()
    assert program
    result = ran(program, "validate", "--config", "deploy/Caddyfile", "--adapter", "caddyfile")
    assert result.returncode == 0, result.stderr


def test_the_front_door_lets_a_photo_through_that_the_service_refuses_beside_its_field() -> None:
    """50 MB: at the door everything typed beside it would be lost."""
    said = re.search(r"max_size (\d+)MB", (PROJECT / "deploy" / "Caddyfile").read_text())

    assert said
    assert LARGEST < 50_000_000 < int(said[1]) * 1_000_000 < WHOLE


@pytest.mark.parametrize("lock", ["requirements.lock", "deploy/requirements.lock", "deploy/outside.lock"])
def test_a_lock_names_no_index_and_pins_what_the_whole_lock_pins(lock: str) -> None:
    whole = pins((PROJECT / "requirements-dev.lock").read_text())
    text = (PROJECT / lock).read_text()
    assert "index-url" not in text
    assert pins(text) <= whole


def test_the_servers_files_are_private(tmp_path: Path) -> None:
    bus, key = tmp_path / "nats.conf", tmp_path / "mongo.key"
    for _ in range(2):
        write_files(Credentials(values=SECRETS), bus=bus, key=key)
    assert [file.stat().st_mode & 0o777 for file in (bus, key)] == [0o640, 0o400]


def pins(text: str) -> set[str]:
    """Return the `name==version` lines of a lock."""
    return {line.split()[0] for line in text.splitlines() if "==" in line and line[0].isalnum()}
