"""The supervisor's side of the nursery: asks it for processes and hears which of them ended."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from deploy.local.child import Program, die_with, last_words
from deploy.local.failures import StackError
from deploy.services import Grant

_GRANTS = TypeAdapter(dict[str, Grant])
_LINE = 4_000_000
Fact = dict[str, Any]  # one line of JSON from the nursery


class Sprout:
    """One process the nursery forked."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._ended: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @property
    def returncode(self) -> int | None:
        return self._ended.result() if self._ended.done() else None

    async def wait(self) -> int:
        """Wait until it ended; return its exit status."""
        return await asyncio.shield(self._ended)

    def end(self, status: int) -> None:
        """Note that it ended."""
        if not self._ended.done():
            self._ended.set_result(status)


Answer = Sprout | dict[str, Grant]


class Nursery:
    """A nursery process; it is started when first needed and again after it died."""

    def __init__(self, program: Program, log: Path) -> None:
        self._program = program
        self._log = log
        self._process: asyncio.subprocess.Process | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._sprouts: dict[int, Sprout] = {}
        self._answers: asyncio.Queue[Answer | None] = asyncio.Queue()
        self._turn = asyncio.Lock()

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def grants(self) -> dict[str, Grant]:
        """Start the nursery; return what each service needs on the bus and in its database."""
        async with self._turn:
            return await self._start()

    async def grow(self, program: Program, log: Path, *, options: dict[str, str | int | bool]) -> Sprout:
        """Fork one service."""
        request = {
            "name": program.name,
            "app": program.command[0],
            "environment": dict(program.environment),
            "log": str(log),
            "options": options,
        }
        async with self._turn:
            if self._process is None or self._process.returncode is not None:
                await self._start()
            assert self._process
            assert self._process.stdin
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            sprout = await self._answer()
        assert isinstance(sprout, Sprout)
        return sprout

    async def stop(self) -> None:
        """End the nursery; whatever still grows from it is asked to end too."""
        if self._process and self._process.returncode is None:
            self._process.terminate()
            await self._process.wait()
        if self._hearing:
            await self._hearing

    async def _start(self) -> dict[str, Grant]:
        if self._hearing:
            await self._hearing
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._program.command,
                env={**os.environ, **self._program.environment},
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
                limit=_LINE,
                start_new_session=True,
                preexec_fn=die_with(os.getpid()),
            )
        self._answers = asyncio.Queue()
        self._hearing = asyncio.create_task(self._hear(self._process), name="hear the nursery")
        granted = await self._answer()
        assert isinstance(granted, dict)
        return granted

    async def _answer(self) -> Answer:
        answer = await self._answers.get()
        if answer is None:
            raise StackError(f"The services cannot be started: {last_words(self._log)}")
        return answer

    async def _hear(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout
        while line := await process.stdout.readline():
            self._note(json.loads(line))
        await process.wait()
        self._answers.put_nowait(None)
        for sprout in self._sprouts.values():
            sprout.end(-15)
        self._sprouts.clear()

    def _note(self, fact: Fact) -> None:
        if "grants" in fact:
            self._answers.put_nowait(_GRANTS.validate_python(fact["grants"]))
        elif "started" in fact:
            sprout = self._sprouts[fact["pid"]] = Sprout(fact["pid"])
            self._answers.put_nowait(sprout)
        elif ended := self._sprouts.pop(fact["ended"], None):
            ended.end(fact["status"])
