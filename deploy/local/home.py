"""`PLENARY_HOME`: the folder with the data, the logs and the secrets of the stack on one machine."""

import fcntl
import os
from collections.abc import Mapping
from pathlib import Path
from typing import IO

from deploy.credentials import Credentials
from deploy.local.failures import StackError

LOG_LIMIT = 10_000_000
"""Bytes after which a log is put aside as `<name>.log.1` at the next start."""


class Home:
    """The folders under `PLENARY_HOME`; only one stack at a time may hold them."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self._lock: IO[str] | None = None

    @property
    def data(self) -> Path:
        return self._folder("data")

    @property
    def logs(self) -> Path:
        return self._folder("logs")

    @property
    def secrets(self) -> Path:
        return self._folder("secrets")

    def _folder(self, name: str) -> Path:
        folder = self.path / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def take(self, port: int) -> None:
        """Hold this home until `release`; refuse when another stack holds it. The lock dies with the process."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (self.path / "lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            holder = lock.read().strip() or "another process"
            lock.close()
            raise StackError(
                f"A stack already runs on {self.path} ({holder}). "
                "Stop it, or set PLENARY_HOME and PLENARY_PORT for a second one."
            ) from None
        lock.truncate(0)
        lock.write(f"process {os.getpid()}, port {port}")
        lock.flush()
        self._lock = lock

    def release(self) -> None:
        """Let another stack have this home."""
        if self._lock:
            self._lock.close()
            self._lock = None

    def credentials(self) -> Credentials:
        """Return the secrets of this home, made at the first call."""
        file = self.secrets / "environment"
        if not file.exists():
            write_private(file, Credentials.fresh().lines())
        text = file.read_text()
        if (completed := Credentials.completed(text)) != text:
            write_private(file, completed)
        try:
            return Credentials.parse(completed)
        except KeyError as missing:
            raise StackError(
                f"{file} lacks {missing.args[0]}. Restore the file, or remove {self.path} to begin anew."
            ) from None

    def log(self, name: str) -> Path:
        """Return the log file of one process; a long one is put aside first."""
        file = self.logs / f"{name}.log"
        if file.exists() and file.stat().st_size > LOG_LIMIT:
            file.replace(file.with_suffix(".log.1"))
        return file


def home_of(environment: Mapping[str, str] = os.environ) -> Home:
    """Return the home named by `PLENARY_HOME`, `.plenary` in the working folder by default."""
    return Home(Path(environment.get("PLENARY_HOME") or ".plenary"))


def write_private(file: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    draft = file.with_name(file.name + ".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as handle:
        handle.write(text)
    draft.replace(file)
