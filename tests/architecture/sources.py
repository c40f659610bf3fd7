"""The sources as the architecture tests read them: parsed, never run."""

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("services", "shared", "deploy")
EVERYTHING = (*PROGRAM, "tests")
SERVICES = ("registration", "sponsorship", "side_events", "media")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file: its dotted name, its place, its text, its tree."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def place(self) -> str:
        """The file as messages name it."""
        return self.path.relative_to(ROOT).as_posix()

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Yield every function with its qualified name."""
        yield from _functions(self.tree, "")

    def classes(self) -> Iterator[ast.ClassDef]:
        """Yield every class, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.ClassDef))


@cache
def modules(*roots: str) -> Sequence[Module]:
    """Return every module below these folders, by name."""
    files = (file for root in roots for file in sorted((ROOT / root).rglob("*.py")) if "__pycache__" not in file.parts)
    return [_module(file) for file in files]


def room(service: str, name: str) -> Sequence[Module]:
    """Return the modules of one room of a service: one file, or the files of its folder."""
    dotted = f"services.{service}.{name}"
    return [one for one in modules("services") if one.name == dotted or one.name.startswith(f"{dotted}.")]


@cache
def _module(file: Path) -> Module:
    parts = file.relative_to(ROOT).with_suffix("").parts
    text = file.read_text(encoding="utf-8")
    return Module(".".join(parts).removesuffix(".__init__"), file, text, ast.parse(text, filename=str(file)))


def _functions(node: ast.AST, inside: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield f"{inside}{child.name}", child
            yield from _functions(child, f"{inside}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{inside}{child.name}.")
        else:
            yield from _functions(child, inside)


def expect_none(found: Iterable[str]) -> None:
    """Fail with every finding on its own line."""
    lines = list(found)
    assert not lines, "\n  " + "\n  ".join(lines)
