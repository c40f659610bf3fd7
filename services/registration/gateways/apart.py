"""Programs of their own for what strangers wrote: they have a bounded time and memory, and die alone."""

import asyncio
import sys
from pathlib import Path
from types import ModuleType

from shared.logs import log


class TooMuch(Exception):
    """A program took more time or memory than it has."""


class Broke(Exception):
    """A program ended by a fault of its own."""


async def run_apart(program: ModuleType, job: bytes, *, seconds: float) -> bytes:
    """Return what a program answers to a job; raises TooMuch or Broke."""
    own = str(Path(str(program.__file__)))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-I", own, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        async with asyncio.timeout(seconds):
            made, _ = await child.communicate(job)
    except TimeoutError as failure:
        raise TooMuch from failure
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode is not None and child.returncode < 0:
        raise TooMuch
    if child.returncode:
        log.error("a program of its own broke", program=program.__name__)
        raise Broke
    return made
