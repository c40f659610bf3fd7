"""The table of a service's README equals its code."""

import re

import pytest

from shared.messages import Command, Event
from tests.architecture.services import handled, hears, kept, tells
from tests.architecture.sources import ROOT, SERVICES, room

ROW = re.compile(r"^\| (asked|tells|hears|keeps|calls)(?:: ([a-z ]+))? \| (.*) \|$", re.MULTILINE)
NAME = re.compile(r"`([^`]+)`")


def table(service: str) -> dict[str, str]:
    """Return the rows of a service's table, in their order; those of one kind are one."""
    whole: dict[str, str] = {}
    for kind, _, cell in rows(service):
        whole[kind] = whole.get(kind, "") + cell
    return whole


def rows(service: str) -> list[tuple[str, str, str]]:
    """Return every row: its kind, its subject where a kind has a row a subject, and what it names."""
    return ROW.findall((ROOT / "services" / service / "README.md").read_text(encoding="utf-8"))


def names(cell: str) -> list[str]:
    """Return what a cell names, in its order."""
    return NAME.findall(cell)


@pytest.mark.parametrize("service", SERVICES)
def test_the_table_has_its_five_rows(service: str) -> None:
    assert list(table(service)) == ["asked", "tells", "hears", "keeps", "calls"]


@pytest.mark.parametrize("service", SERVICES)
def test_what_is_asked_is_every_command_with_a_handler(service: str) -> None:
    assert sorted(names(table(service)["asked"])) == sorted({kind.__name__ for kind in handled(service).values()})


@pytest.mark.parametrize("service", SERVICES)
def test_a_row_of_a_subject_names_the_commands_of_its_module(service: str) -> None:
    modules = {kind.__name__: kind.__module__.rpartition(".")[2] for kind in handled(service).values()}
    listed = [
        (modules[name], subject.replace(" ", "_"))
        for _, subject, cell in rows(service)
        for name in names(cell)
        if subject
    ]

    assert [pair for pair in listed if pair[0] != pair[1]] == []


@pytest.mark.parametrize("service", SERVICES)
def test_what_it_tells_is_its_contract(service: str) -> None:
    assert sorted(names(table(service)["tells"])) == sorted(event.__name__ for event in tells(service))


@pytest.mark.parametrize("service", SERVICES)
def test_what_it_hears_is_what_it_subscribes(service: str) -> None:
    messages = {kind for one in hears(service) for kind in one.messages}
    facts = {kind.__name__ for kind in messages if issubclass(kind, Event)}
    due = {kind.__name__ for kind in messages if issubclass(kind, Command)}

    assert sorted(names(table(service)["hears"])) == sorted(facts | due)


@pytest.mark.parametrize("service", SERVICES)
def test_what_it_keeps_is_its_collections(service: str) -> None:
    assert sorted(names(table(service)["keeps"])) == sorted(one.place for one in kept(service))


@pytest.mark.parametrize("service", SERVICES)
def test_what_it_calls_is_mail_and_its_gateways(service: str) -> None:
    """A service mails if its units do, or if it lets people in by mailed links."""
    cell = table(service)["calls"]
    links = any(one.place == "_sign_in_links" for one in kept(service))
    mails = links or any("unit.mail(" in one.text for one in room(service, "handlers"))
    gateways = "".join(one.text for one in room(service, "gateways"))

    assert ("mail" in re.sub(NAME, "", cell)) == mails
    assert [name for name in names(cell) if not re.search(rf"^(class|def|async def) {name}\b", gateways, re.M)] == []


@pytest.mark.parametrize("service", SERVICES)
def test_no_two_indexes_of_a_collection_have_one_name(service: str) -> None:
    """The database names an index after its fields and makes none of a service's when two disagree."""
    fields = [(one.place, index) for one in kept(service) for index in (*(u.fields for u in one.unique), *one.indexes)]

    assert sorted(set(fields)) == sorted(fields)
