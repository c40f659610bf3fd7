"""The process from which the services grow: it imports what all four need once, then forks one process for each.

Importing is nearly all of a service's start. Done once instead of four times, the stack is ready in half the time, and
a service that died is back in half a second. It speaks JSON lines with the supervisor: requests on its standard input,
what happened on its standard output.
"""

import gc
import importlib
import json
import os
import select
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import uvicorn

from deploy.grants import grants
from deploy.local.child import die_with
from deploy.services import factory

Request = Mapping[str, Any]  # JSON


def main(services: list[str]) -> None:
    """Import, say what each service is granted, then serve requests until the supervisor is gone."""
    granted = {service: grant.model_dump(mode="json") for service, grant in grants().items()}
    _say({"grants": granted})
    for service in services:
        with suppress(Exception):  # a service that cannot be imported says so in its own log when it is started
            importlib.import_module(factory(service).split(":")[0])
    gc.collect()
    gc.freeze()
    bell, ringer = os.pipe()
    os.set_blocking(ringer, False)
    signal.set_wakeup_fd(ringer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    _serve(bell)


def _serve(bell: int) -> None:
    while True:
        ready, _, _ = select.select([sys.stdin.fileno(), bell], [], [])
        if bell in ready:
            os.read(bell, 512)
            _bury()
        if sys.stdin.fileno() in ready:
            line = sys.stdin.readline()
            if not line:
                return
            _grow(json.loads(line))  # the supervisor waits for each answer, so no second line waits behind this one


def _grow(request: Request) -> None:
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            _become(request, parent)
        finally:
            os._exit(3)
    _say({"started": request["name"], "pid": pid})


def _become(request: Request, parent: int) -> None:
    """Turn this forked process into one service."""
    os.setsid()
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    die_with(parent)()
    nothing = os.open(os.devnull, os.O_RDONLY)
    log = os.open(request["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for source, target in ((nothing, 0), (log, 1), (log, 2)):
        os.dup2(source, target)
    os.closerange(3, 64)
    os.environ.update(request["environment"])
    uvicorn.run(request["app"], factory=True, **request["options"])
    sys.stdout.flush()
    os._exit(0)


def _bury() -> None:
    """Say which processes ended."""
    with suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)) != (0, 0):
            _say({"ended": ended[0], "status": os.waitstatus_to_exitcode(ended[1])})


def _say(fact: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(fact) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
