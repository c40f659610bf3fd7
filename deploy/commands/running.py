"""`up` and `demo`: the stack on this machine, and the reference meeting played on it."""

import asyncio
import importlib
import importlib.util
import os
import signal
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Annotated

import typer

from deploy.commands.terminal import CommandFailed, say, service_named
from deploy.local.home import home_of
from deploy.local.ports import ports_of
from deploy.local.stack import Stack
from deploy.services import SERVICES

Work = Callable[[Stack], Awaitable[None]]


def up(
    only: Annotated[
        list[str] | None, typer.Option(metavar="SERVICE", help="Start this service only; repeatable.")
    ] = None,
) -> None:
    """Start the stack on this machine and keep it up until Ctrl-C."""
    chosen = tuple(service_named(name) for name in only) if only else SERVICES
    asyncio.run(_run(chosen, _stay_up))


def demo(
    once: Annotated[bool, typer.Option("--once", help="End when the meeting is through.")] = False,
    at: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Play on this installation; start none.")] = None,
) -> None:
    """Start the stack, play the reference meeting through it, and stay up until Ctrl-C."""
    if importlib.util.find_spec("deploy.demo") is None:
        raise CommandFailed("This copy of Plenary has no deploy/demo, so there is no meeting to play.")
    play = importlib.import_module("deploy.demo.play").play

    async def play_meeting(stack: Stack) -> None:
        await play(address=stack.address, session_secret=stack.credentials.session_secret)
        if not once:
            await _stay_up(stack)

    if at:
        secret = os.environ.get("PLENARY_SESSION_SECRET") or home_of().credentials().session_secret
        asyncio.run(play(address=at, session_secret=secret))
    else:
        asyncio.run(_run(SERVICES, play_meeting))


async def _run(only: tuple[str, ...], work: Work) -> None:
    """Start the stack, do the work, stop the stack; SIGINT and SIGTERM end the work at any moment."""
    began = monotonic()
    _cancel_once()
    try:
        async with Stack(home_of(), ports_of(), only=only, tell=lambda line: say(f"  {line}")) as stack:
            say(f"Plenary is up at {stack.address} ({monotonic() - began:.1f} s). Mails: {stack.address}/outbox")
            await work(stack)
    except asyncio.CancelledError:
        say("Stopped every process.")


def _cancel_once() -> None:
    """Let the first signal end the current task; more of them must not disturb its stopping."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()
    assert task

    def end() -> None:
        if not task.cancelling():
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)


async def _stay_up(stack: Stack) -> None:
    say("Ctrl-C stops it.")
    await asyncio.Event().wait()
