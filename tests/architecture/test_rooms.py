"""Every service has the same rooms, and every room says what it is."""

import ast
import re

import pytest

from tests.architecture.sources import EVERYTHING, PROGRAM, ROOT, SERVICES, Module, expect_none, modules

ROOMS = (
    "settings",
    "domain",
    "commands",
    "ports",
    "handlers",
    "store",
    "gateways",
    "routes",
    "pages",
    "subscribers",
    "app",
)
PLANNERS = {"sponsorship", "side_events"}
NO_PYTHON = {"templates", "data", "documents", "static"}
NEVER = {"utils", "util", "common", "helpers", "helper", "base", "manager", "managers", "misc"}


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_has_exactly_the_rooms_of_the_house(service: str) -> None:
    folder = ROOT / "services" / service
    found = {
        child.stem
        for child in folder.iterdir()
        if child.suffix == ".py" or (child.is_dir() and any(child.glob("*.py")))
    }

    assert found - {"__init__"} == {*ROOMS} | ({"planner"} if service in PLANNERS else set())


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_carries_its_table_and_its_templates(service: str) -> None:
    folder = ROOT / "services" / service
    others = {child.name for child in folder.iterdir() if child.is_dir() and not any(child.glob("*.py"))}

    assert (folder / "README.md").is_file()
    assert "templates" in others
    assert others - {"__pycache__"} <= NO_PYTHON


def test_a_room_that_became_a_folder_keeps_its_name() -> None:
    both = [
        one.place for one in modules(*PROGRAM) if one.path.name != "__init__.py" and one.path.with_suffix("").is_dir()
    ]

    expect_none(place for place in both if (ROOT / place).with_suffix("").joinpath("__init__.py").exists())


def test_no_module_has_a_name_that_says_nothing() -> None:
    expect_none(one.place for one in modules(*EVERYTHING) if NEVER & set(one.name.split(".")))


def test_every_module_opens_with_one_sentence() -> None:
    expect_none(one.place for one in modules(*EVERYTHING) if not _says(one))


def test_no_class_or_function_is_named_by_its_lack_of_purpose() -> None:
    words = re.compile(r"(Utils?|Helpers?|Managers?)$")
    found = [
        f"{one.place}: {node.name}" for one in modules(*PROGRAM) for node in one.classes() if words.search(node.name)
    ]

    expect_none(found)


def _says(one: Module) -> bool:
    """Tell whether a module opens with a sentence on one line; an empty `__init__.py` of tests has nothing to say."""
    docstring = ast.get_docstring(one.tree)
    first = docstring.splitlines()[0] if docstring else ""
    nothing = not one.text.strip() and one.name.startswith("tests")
    return nothing or (len(first.split()) > 2 and first[-1] in ".:")
