"""The services as the running code has them: contracts, commands, subscriptions, collections, apps."""

import ast
import importlib
from collections.abc import Sequence
from functools import cache
from types import ModuleType
from typing import cast

import pytest
from fastapi import FastAPI

from shared.kept import AnyKept
from shared.messages import Command, Event
from shared.nats import Hears
from tests.architecture.sources import SERVICES, Function, room

SECRET = "a secret for tests that is long enough to be one"  # noqa: S105 - of tests only


def contract(service: str) -> ModuleType:
    """Return the module of the events a service tells."""
    return importlib.import_module(f"shared.contracts.{service}")


def tells(service: str) -> list[type[Event]]:
    """Return the events in a service's contract, in the order they are written there."""
    module = contract(service)
    return [
        kind
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Event) and _lives_in(kind, module) and "subject" in vars(kind)
    ]


@cache
def every_event() -> Sequence[type[Event]]:
    """Return every event of every service."""
    return [event for service in SERVICES for event in tells(service)]


def hears(service: str) -> Sequence[Hears]:
    """Return what a service subscribes."""
    return cast(Sequence[Hears], importlib.import_module(f"services.{service}.subscribers").HEARS)


def kept(service: str) -> Sequence[AnyKept]:
    """Return what a service keeps."""
    return cast(Sequence[AnyKept], importlib.import_module(f"services.{service}.store").KEPT)


@cache
def create(service: str) -> FastAPI:
    """Return a service's app as it is built at start; it looks for no server before it runs."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PLENARY_SESSION_SECRET", SECRET)
        return cast(FastAPI, importlib.import_module(f"services.{service}.app").create())


@cache
def handled(service: str) -> dict[str, type[Command]]:
    """Return the commands of a service that a handler carries out, by the handler's qualified name.

    A handler is a function, or a class with `__call__`, of a command of this service and its unit.
    """
    commands = _commands(service)
    found = {
        name.removesuffix(".__call__"): commands.get(_first_of_a_handler(function))
        for one in room(service, "handlers")
        for name, function in one.functions()
        if function.name == "__call__" or not function.name.startswith("_")
    }
    return {name: kind for name, kind in found.items() if isinstance(kind, type) and issubclass(kind, Command)}


def _commands(service: str) -> dict[str, object]:
    """Return everything the room of commands defines, in whichever of its modules."""
    return {
        name: value
        for one in room(service, "commands")
        for name, value in vars(importlib.import_module(one.name)).items()
    }


def _lives_in(kind: type[Event], module: ModuleType) -> bool:
    return kind.__module__ == module.__name__ or kind.__module__.startswith(f"{module.__name__}.")


def _first_of_a_handler(function: Function) -> str:
    """Return the class of what a handler is given, or nothing where the function has another shape."""
    arguments = [argument for argument in function.args.args if argument.arg != "self"]
    if len(arguments) != 2 or arguments[1].arg != "unit" or not isinstance(arguments[0].annotation, ast.Name):
        return ""
    return arguments[0].annotation.id
