"""The routes of registration let in whom the table of roles and routes says; that they do is tried on real servers."""

from tests.architecture.services import create
from tests.architecture.sources import expect_none
from tests.registration.matrix import EVERYONE, declared, table


def test_the_routes_declare_what_the_table_says() -> None:
    said = {door: frozenset({EVERYONE}) if rule.by_handler else rule.who for door, rule in table().items()}
    found = declared(create("registration"))

    expect_none(
        f"{' '.join(door)}: declared {sorted(found.get(door, ()))}, in matrix.txt {sorted(said.get(door, ()))}"
        for door in sorted(said.keys() | found.keys())
        if said.get(door) != found.get(door)
    )
