"""Finds the sentences people read, in templates and in Python: what the catalogs must translate."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes
from jinja2.ext import babel_extract

from shared.pages.languages import in_words

Plural = tuple[str, str]

LABELS: Mapping[str, tuple[tuple[int, ...], frozenset[str]]] = {
    "msg": ((0,), frozenset()),
    "say": ((0,), frozenset()),
    "go": ((), frozenset({"said"})),
    "fragment": ((), frozenset({"title"})),
    "Bar": ((0,), frozenset({"label"})),
    "Choice": ((1, 2), frozenset({"label", "help"})),
    "Column": ((1,), frozenset({"label"})),
    "Day": ((), frozenset({"note"})),
    "Due": ((), frozenset({"label", "late"})),
    "Fact": ((0,), frozenset({"label"})),
    "FieldError": ((1,), frozenset({"reason"})),
    "Filter": ((1,), frozenset({"label"})),
    "Happening": ((), frozenset({"what"})),
    "Part": ((0,), frozenset({"label"})),
    "Step": ((0, 3), frozenset({"label", "word"})),
    "Tile": ((), frozenset({"label", "detail"})),
    "Work": ((), frozenset({"title", "action", "detail", "word"})),
}
"""Calls whose arguments are shown to people: by position and by name. Every kind of `Refused` comes on top."""

_REFUSAL = ((0,), frozenset({"reason", "next_step"}))


class Found(NamedTuple):
    """One message (or its singular and plural) and the file it was found in."""

    message: str | Plural
    file: str


def find_messages(root: Path, folders: Iterable[str]) -> list[Found]:
    """Return every message below the folders of the project, in the order of files and lines."""
    files = sorted(file for folder in folders for file in (root / folder).rglob("*") if file.is_file())
    sources = {file: ast.parse(file.read_text()) for file in files if file.suffix == ".py"}
    known = kinds_of("Refused", sources.values())
    recorded = (kinds_of("Command", sources.values()) | kinds_of("Event", sources.values())) - {"Command", "Event"}
    recorded = frozenset(one for one in recorded if not one.endswith("Facts"))
    found: list[Found] = []
    for file in files:
        name = file.relative_to(root).as_posix()
        if file in sources:
            found += [Found(message, name) for message in in_python(sources[file], known)]
            found += [Found(in_words(one), name) for one in defined_in(sources[file], recorded)]
        elif file.suffix == ".html" and "templates" in file.parts:
            found += [Found(message, name) for message in in_template(file)]
    return found


def in_template(file: Path) -> Iterator[str | Plural]:
    """Yield the messages of one template."""
    with file.open("rb") as source:
        for _line, function, message, _comments in babel_extract(source, ("_", "ngettext"), (), {"silent": "false"}):
            texts = [
                text for text in ((message,) if isinstance(message, str) else message or ()) if isinstance(text, str)
            ]
            if function == "ngettext" and len(texts) > 1:
                yield (texts[0], texts[1])
            elif texts:
                yield texts[0]
    yield from _words_of_marks(file)


def _words_of_marks(file: Path) -> Iterator[str]:
    """Yield the words given to the kit's marks as they are, such as `c.badge("off", "cancelled")`."""
    places = {"badge": 1, "header": 2}
    for call in Environment(autoescape=True).parse(file.read_text()).find_all(nodes.Call):
        name = call.node.attr if isinstance(call.node, nodes.Getattr) else ""
        if name not in places:
            continue
        words = call.args[places[name] : places[name] + 1]
        words += [keyword.value for keyword in call.kwargs if keyword.key == "word"]
        for word in (one for each in words for one in (each, *each.find_all(nodes.Const))):
            if isinstance(word, nodes.Const) and isinstance(word.value, str) and word.value:
                yield word.value


def defined_in(source: ast.Module, names: frozenset[str]) -> list[str]:
    """Return those of the classes that a module defines."""
    return [node.name for node in ast.walk(source) if isinstance(node, ast.ClassDef) and node.name in names]


def kinds_of(root: str, sources: Iterable[ast.Module]) -> frozenset[str]:
    """Return the names of a class and of all that derive from it, judged by name."""
    bases = {
        node.name: {_name(base) for base in node.bases}
        for source in sources
        for node in ast.walk(source)
        if isinstance(node, ast.ClassDef)
    }
    known = {root}
    while more := {name for name, parents in bases.items() if parents & known} - known:
        known |= more
    return frozenset(known)


def in_python(source: ast.Module, known: frozenset[str]) -> Iterator[str | Plural]:
    """Yield the messages of one module: labels of parts, marked sentences, reasons and next steps of refusals."""
    for node in ast.walk(source):
        if isinstance(node, ast.ClassDef) and (node.name in known or {_name(base) for base in node.bases} & known):
            yield from _of_refusal(node)
        elif isinstance(node, ast.Call):
            name = _name(node.func)
            if name == "ngettext":
                texts = [text for argument in node.args[:2] if (text := sentence(argument))]
                if len(texts) == 2:
                    yield (texts[0], texts[1])
            elif name in LABELS or name in known:
                yield from _of_call(node, *(LABELS.get(name) or _REFUSAL))


def _of_refusal(node: ast.ClassDef) -> Iterator[str]:
    for line in node.body:
        target = line.target if isinstance(line, ast.AnnAssign) else None
        if isinstance(line, ast.Assign) and len(line.targets) == 1:
            target = line.targets[0]  # type: ignore[assignment]  # any target; only names are looked at
        value = line.value if isinstance(line, ast.AnnAssign | ast.Assign) else None
        if isinstance(target, ast.Name) and target.id in ("next_step", "reason") and value is not None:
            yield from filter(None, [sentence(value)])
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and _name(call.func) == "__init__":
            yield from _of_call(call, *_REFUSAL)


def _of_call(node: ast.Call, positions: tuple[int, ...], names: frozenset[str]) -> Iterator[str]:
    arguments = [node.args[position] for position in positions if position < len(node.args)]
    arguments += [keyword.value for keyword in node.keywords if keyword.arg in names]
    for argument in arguments:
        for branch in _branches(argument):
            if text := sentence(branch):
                yield text


def _branches(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.IfExp):
        yield from _branches(node.body)
        yield from _branches(node.orelse)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _branches(value)
    else:
        yield node


def sentence(node: ast.expr) -> str:
    """Return a literal string, or an f-string with `{name}` for each value; nothing for what is not written out."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if any(letter.isalpha() for letter in node.value) else ""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = sentence(node.left), sentence(node.right)
        return left + right if left and right else ""
    if isinstance(node, ast.JoinedStr):
        said = _with_holes(node)
        return said if any(letter.isalpha() for letter in re.sub(r"\{\w+\}", "", said)) else ""
    return ""


def _with_holes(node: ast.JoinedStr) -> str:
    text, holes = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            holes += 1
            name = _name(part.value)
            text += "{" + (name if name and "{" + name + "}" not in text else f"value_{holes}") + "}"
    return text


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
