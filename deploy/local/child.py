"""One process of the stack: started in a group of its own, watched, started again when it dies, ended by its id."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from deploy.local.failures import StackError
from shared.values import Value

Ready = Callable[[], Awaitable[bool]]


class Running(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int: ...
    @property
    def returncode(self) -> int | None: ...
    async def wait(self) -> int: ...


Spawn = Callable[["Program", Path], Awaitable[Running]]
"""Starts a program that writes to a log."""

_FIRST_PAUSE, _LONGEST_PAUSE, _STEADY_AFTER = 0.2, 10.0, 30.0
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


class Program(Value):
    """What to run: a name for people, the command, its environment, how long it may take to end."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = {}
    grace: float = 8.0


class Child:
    """A running program; `start` once, `stop` once, in between it is kept alive."""

    def __init__(self, program: Program, *, log: Path, tell: Callable[[str], None], spawn: Spawn | None = None) -> None:
        self.program = program
        self.restarts = 0
        self._log = log
        self._tell = tell
        self._spawn = spawn or spawn_process
        self._process: Running | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def start(self) -> None:
        """Start the program and keep it alive until `stop`."""
        self._process = await self._spawn(self.program, self._log)
        self._keeper = asyncio.create_task(self._keep(), name=f"keep {self.program.name}")

    async def until_ready(self, ready: Ready, *, within: float) -> None:
        """Wait until `ready()` holds; give up when the program ended or the time is over."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                while not await ready():
                    if self.restarts:
                        raise StackError(f"{self.program.name} ended while starting: {last_words(self._log)}")
                    await asyncio.sleep(0.03)
                return
        raise StackError(f"{self.program.name} was not ready within {within:.0f} s: {last_words(self._log)}")

    async def stop(self) -> None:
        """End the program: ask its process group, then after its grace time insist."""
        if self._keeper:
            self._keeper.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeper
        process = self._process
        if process is None or process.returncode is not None:
            return
        _signal_group(process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(self.program.grace):
                await process.wait()
        except TimeoutError:
            _signal_group(process.pid, signal.SIGKILL)
            await process.wait()

    async def _keep(self) -> None:
        pause, loop = _FIRST_PAUSE, asyncio.get_running_loop()
        began = loop.time()
        while self._process:
            status = await self._process.wait()
            self.restarts += 1
            pause = _FIRST_PAUSE if loop.time() - began > _STEADY_AFTER else min(pause * 2, _LONGEST_PAUSE)
            self._tell(f"{self.program.name} ended with status {status}; it is started again in {pause:.1f} s.")
            await asyncio.sleep(pause)
            began = loop.time()
            try:
                self._process = await self._spawn(self.program, self._log)
            except (StackError, OSError) as failure:
                self._tell(f"{self.program.name} could not be started: {failure}")


async def spawn_process(program: Program, log: Path) -> Running:
    """Start a program as a process of its own, in a process group of its own."""
    with log.open("ab") as output:
        return await asyncio.create_subprocess_exec(
            *program.command,
            env={**os.environ, **program.environment},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=die_with(os.getpid()),
        )


def last_words(log: Path) -> str:
    """Return the last line of a log and where the rest is."""
    lines = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
    return f"{lines[-1][:200] if lines else 'it wrote nothing'} (see {log})"


def die_with(parent: int) -> Callable[[], None]:
    """Return what a child of `parent` runs before its program so that it is asked to end when `parent` is killed.

    Linux only; elsewhere a killed parent leaves its children, and the next start names the taken port.
    """

    def ask() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
            if os.getppid() != parent:
                os.kill(os.getpid(), signal.SIGTERM)

    return ask


def _signal_group(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(pid, number)
