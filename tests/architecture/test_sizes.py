"""Small: a file up to 300 lines, a function up to 30, up to 5 parameters, plain ones by name after the second."""

import ast
from collections.abc import Iterator

from tests.architecture.sources import EVERYTHING, PROGRAM, Function, Module, expect_none, modules

FILE_LINES = 300
FUNCTION_LINES = 30
PARAMETERS = 5
UNNAMED = 2

EXEMPT: dict[str, str] = {
    "shared/mongo/reading.py:find_all": "a query: three things are asked of it, the rest are wishes by name",
    "shared/mongo/reading.py:read_page": "a query: three things are asked of it, the rest are wishes by name",
    "shared/mongo/searching.py:read_found": "a query: three things are asked of it, the rest are wishes by name",
    "shared/unit.py:Units.__init__": "what every unit of a service gets; clock, ids and tries are for tests alone",
    "shared/uploads.py:_InMemory.on_part_data": "it is a callback of the parser, which calls it by position",
    "shared/web/metrics.py:Metrics.handled": "it is the `Observe` of delivery, which calls it by position",
}
"""`file` or `file:function` that may be larger, with the reason; short is how this table should be."""

PLAIN = {"str", "int", "float", "bool", "bytes", "datetime", "date"}
DOORS = ("routes", "pages")
"""Rooms whose functions are called by FastAPI, by name; so are the routes nested in a function anywhere."""


def test_no_file_is_longer_than_a_few_screens() -> None:
    lines = {one.place: len(one.text.splitlines()) for one in modules(*EVERYTHING)}

    expect_none(f"{place}: {n}" for place, n in lines.items() if n > FILE_LINES and place not in EXEMPT)


def test_no_function_is_longer_than_one_screen() -> None:
    lines = {f"{place}:{name}": _lines(function) for place, name, function in _every_function(*EVERYTHING)}

    expect_none(f"{place}: {n}" for place, n in lines.items() if n > FUNCTION_LINES and place not in EXEMPT)


def test_no_function_has_more_parameters_than_a_hand_has_fingers() -> None:
    counts = {f"{place}:{name}": len(_parameters(function)) for place, name, function in _every_function(*PROGRAM)}

    expect_none(f"{place}: {n}" for place, n in counts.items() if n > PARAMETERS and place not in EXEMPT)


def test_plain_values_after_the_second_are_given_by_name() -> None:
    """See decision 14: what a reader of the call cannot tell from the value itself has its name there."""
    unnamed = {
        f"{one.place}:{name}": [argument.arg for argument in _plain(function)]
        for one in modules(*PROGRAM)
        for name, function in one.functions()
        if _plain(function) and not _is_inside(name) and not _called_by_a_framework(one, function)
    }

    expect_none(f"{place}: {names}" for place, names in unnamed.items() if place not in EXEMPT)


def test_every_exemption_has_a_reason_and_is_needed() -> None:
    known = {one.place for one in modules(*EVERYTHING)} | {f"{p}:{n}" for p, n, _ in _every_function(*EVERYTHING)}

    expect_none(place for place, reason in EXEMPT.items() if len(reason.split()) < 4 or place not in known)


def _every_function(*roots: str) -> Iterator[tuple[str, str, Function]]:
    return ((one.place, name, function) for one in modules(*roots) for name, function in one.functions())


def _lines(function: Function) -> int:
    """Count from `def` to the last line, without the functions inside: they are counted themselves."""
    inside = [child for child in ast.walk(function) if isinstance(child, Function) and child is not function]
    nested = {line for child in inside for line in range(_first(child), (child.end_lineno or child.lineno) + 1)}
    return len(set(range(function.lineno, (function.end_lineno or function.lineno) + 1)) - nested)


def _first(function: Function) -> int:
    return min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])


def _unnamed(function: Function) -> list[ast.arg]:
    arguments = [*function.args.posonlyargs, *function.args.args]
    return [argument for argument in arguments if argument.arg not in {"self", "cls"}]


def _parameters(function: Function) -> list[ast.arg]:
    return _unnamed(function) + function.args.kwonlyargs


def _plain(function: Function) -> list[ast.arg]:
    """Return the parameters after the second that may be given without a name, and hold a plain value."""
    return [one for one in _unnamed(function)[UNNAMED:] if _words(one.annotation) <= PLAIN]


def _words(annotation: ast.expr | None) -> set[str]:
    return {node.id for node in ast.walk(annotation) if isinstance(node, ast.Name)} if annotation else set()


def _is_inside(name: str) -> bool:
    """Tell whether a function is nested in another one, which alone calls it or hands it over."""
    return any(part[:1].islower() for part in name.split(".")[:-1])


def _called_by_a_framework(one: Module, function: Function) -> bool:
    """Routes and commands of the terminal are called by name; `__call__` and its like have their caller's shape."""
    is_door = any(part in DOORS for part in one.name.split(".")) or bool(function.decorator_list)
    is_typer = one.name.startswith("deploy.commands") and "Annotated" in ast.unparse(function.args)
    private = function.name.startswith("_") and function.name != "__init__"
    return private or is_door or is_typer
