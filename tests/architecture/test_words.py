"""Types say what they mean: `Any` has one home, and every exemption from a lint carries its reason."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.sources import EVERYTHING, PROGRAM, Module, expect_none, modules

HOMES_OF_ANY = ("shared.mongo", "shared.nats", "deploy.mongo")
EXEMPTION = re.compile(r"#\s*(noqa(?::\s*[A-Z0-9, ]+)?|type:\s*ignore(?:\[[\w, -]+\])?)(.*)$")
UNHURRIED = ("tests.bench", "tests.faults")
"""Suites that measure time or keep something away for a while."""
UNDONE = re.compile(r"#.*\b(TODO|FIXME|XXX|HACK)\b")
MOCKS = re.compile(r"^\s*(?:from|import)\s+(unittest\.mock|mock|pytest_mock)\b", re.MULTILINE)


def test_any_stays_where_the_driver_is() -> None:
    """Elsewhere a name is given once to what has no common type, on one line with its reason."""
    found = [
        f"{one.place}:{line}"
        for one in modules(*PROGRAM)
        if not one.name.startswith(HOMES_OF_ANY)
        for line in _uses_of_any(one)
    ]

    expect_none(found)


def test_every_exemption_from_a_lint_carries_its_reason() -> None:
    found = [
        f"{one.place}:{number}: {line.strip()}"
        for one in modules(*EVERYTHING)
        for number, line in enumerate(one.text.splitlines(), 1)
        if (match := EXEMPTION.search(line)) and not match[2].strip(" -#")
    ]

    expect_none(found)


def test_nothing_is_left_undone_in_comments() -> None:
    found = [
        f"{one.place}:{number}"
        for one in modules(*EVERYTHING)
        for number, line in enumerate(one.text.splitlines(), 1)
        if UNDONE.search(line) and one.name != __name__
    ]

    expect_none(found)


def test_tests_use_no_mocks_and_never_sleep_a_fixed_time() -> None:
    mocked = [one.place for one in modules("tests") if MOCKS.search(one.text)]
    asleep = [
        f"{one.place}:{line}" for one in modules("tests") if not one.name.startswith(UNHURRIED) for line in _sleeps(one)
    ]

    expect_none(mocked + asleep)


def test_docstrings_do_not_repeat_the_name() -> None:
    found = [
        f"{one.place}: {node.name}"
        for one in modules(*PROGRAM)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and _letters(ast.get_docstring(node) or "") == _letters(node.name)
    ]

    expect_none(found)


def _uses_of_any(one: Module) -> Iterator[int]:
    """Yield the lines that say `Any`, but for imports and aliases with a reason behind them."""
    reasoned = {line for node in one.tree.body for line in _reasoned_alias(one, node)}
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Name) and node.id == "Any" and node.lineno not in reasoned:
            yield node.lineno


def _reasoned_alias(one: Module, node: ast.stmt) -> Iterator[int]:
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.end_lineno != node.lineno:
        return
    lines = one.text.splitlines()
    behind = lines[node.lineno] if node.lineno < len(lines) else ""
    if "#" in lines[node.lineno - 1] or behind.startswith('"""'):
        yield node.lineno


def _sleeps(one: Module) -> Iterator[int]:
    """Yield where a test waits a fixed time: a pause within a bounded wait for something is another matter."""
    waits = {
        id(inner)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.While)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Call)
    }
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Call) and id(node) not in waits and _is_sleep(node):
            yield node.lineno


def _is_sleep(call: ast.Call) -> bool:
    slept = ast.unparse(call.func) in {"asyncio.sleep", "time.sleep", "sleep"}
    return slept and not (call.args and ast.unparse(call.args[0]) == "0")


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
