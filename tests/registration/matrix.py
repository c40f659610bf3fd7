"""The table of who may use which route, as `matrix.txt` has it and as the routes declare it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from shared.identity import PUBLIC
from shared.identity.permits import Need, Permit, Scoped
from shared.who import Role

TABLE = Path(__file__).parent / "matrix.txt"
BY_THE_HANDLER = "by the handler: "
EVERYONE = "everyone"
WORDS: dict[tuple[Role, str], str] = {
    (Role.PARTICIPANT, "participant_id"): "self",
    (Role.PARTICIPANT, "invitation_id"): "invited",
    (Role.FOCAL_POINT, "delegation_id"): "focal point",
    (Role.PRESS_APPLICANT, "media_application_id"): "applicant",
    (Role.CHECK_IN_DEVICE, "device_id"): "its device",
    (Role.CHECK_IN_DEVICE, ""): "door staff",
    (Role.REGISTRATION_OFFICER, ""): "officer",
    (Role.AUDITOR, ""): "auditor",
    (Role.ADMINISTRATOR, ""): "administrator",
    (Role.PERSONAL_DATA_OFFICER, ""): "personal data officer",
}


class Door(NamedTuple):
    """One route."""

    method: str
    path: str


class Rule(NamedTuple):
    """Who may use it, and whether the handler says so rather than the route."""

    who: frozenset[str]
    by_handler: bool = False


def table() -> dict[Door, Rule]:
    """Return the table: a line of those who may, and below it, indented, what they may."""
    rules: dict[Door, Rule] = {}
    rule = Rule(frozenset())
    for line in TABLE.read_text().splitlines():
        if line.startswith(" "):
            method, path = line.split()
            rules[Door(method, path)] = rule
        elif line:
            rule = Rule(frozenset(line.removeprefix(BY_THE_HANDLER).split(", ")), line.startswith(BY_THE_HANDLER))
    return rules


def declared(app: FastAPI) -> dict[Door, frozenset[str]]:
    """Return what the routes say."""
    found: dict[Door, frozenset[str]] = {}
    for route in iter_route_contexts(list(app.routes)):
        dependant = getattr(route, "dependant", None)
        if isinstance(dependant, Dependant):
            needs = [need for permit in _permits(dependant) for need in permit.needs]
            who = frozenset(word for need in needs for word in _words(need))
            found |= {Door(method, route.path or ""): who for method in (route.methods or set()) - {"HEAD"}}
    return found


def _permits(dependant: Dependant) -> Iterator[Permit]:
    if isinstance(dependant.call, Permit):
        yield dependant.call
    for each in dependant.dependencies:
        yield from _permits(each)


def _words(need: Need) -> list[str]:
    """Return whom a need means; a role without scope meets the same role with one."""
    if need is PUBLIC:
        return [EVERYONE]
    if isinstance(need, Scoped):
        wider = WORDS.get((need.role, ""))
        return [WORDS[need.role, need.parameter], *([wider] if wider else [])]
    return [WORDS[need, ""]] if isinstance(need, Role) else []
