"""One vocabulary: events are facts that somebody tells, commands are asked for and carried out, names are derived."""

import ast
import importlib
import re

import pytest

from shared.messages import Command, Event, snake, stream_of, teller
from tests.architecture.services import every_event, handled, hears, tells
from tests.architecture.sources import SERVICES, expect_none, modules, room

SUBJECT = re.compile(r"(?P<teller>[a-z_]+)\.(?P<aggregate>[a-z_]+)\.(?P<participle>[a-z_]+)\.v(?P<n>[1-9]\d*)")
IRREGULAR = {"made", "told", "held", "sent", "taken", "given", "found", "drawn", "withdrawn", "paid"}
IMPERATIVES = """
accept
accredit
acknowledge
add
admit
announce
answer
apply
approve
archive
arrange
cancel
check
clear
close
conclude
confirm
continue
convene
copy
correct
decide
decline
distinguish
draft
drop
edit
endorse
enrol
erase
export
give
hand
hold
invite
issue
join
lapse
leave
link
mail
match
merge
move
name
notify
offer
open
preview
print
propose
publish
purge
put
read
rearrange
receive
recommend
reconsider
record
recover
refuse
register
reinstate
reissue
reject
remind
remove
reopen
report
request
reschedule
resend
restore
resume
revert
revoke
schedule
seat
send
set
spread
start
stop
strike
subscribe
substitute
swap
take
test
undo
unmatch
unsubscribe
withdraw
"""
"""The verbs commands begin with; a new one is added here on purpose."""


@pytest.mark.parametrize("event", every_event(), ids=lambda event: event.__name__)
def test_an_event_is_a_fact_under_its_tellers_subject(event: type[Event]) -> None:
    match = SUBJECT.fullmatch(event.subject)

    assert match, event.subject
    assert f"{event.__module__}.".startswith(f"shared.contracts.{match['teller']}.")
    assert any(_is_participle(word) for word in match["participle"].split("_"))
    assert f"{match['aggregate']}_id" in event.model_fields
    assert "subject" not in event.model_fields
    assert "version" in event.model_fields


@pytest.mark.parametrize("event", every_event(), ids=lambda event: event.__name__)
def test_an_event_class_is_named_by_what_happened(event: type[Event]) -> None:
    name, version = re.fullmatch(r"(.*?)(V\d+)?", event.__name__, re.DOTALL).groups()  # type: ignore[union-attr] # matches any

    assert any(_is_participle(word) for word in snake(name).split("_")[1:])
    assert not name.endswith(("Event", "Updated", "Changed", "Message"))
    assert event.subject.endswith(f".v{version[1:] if version else 1}")
    assert (event.__doc__ or "").strip()


def test_no_two_events_share_a_subject_or_a_name() -> None:
    events = every_event()

    assert len({event.subject for event in events}) == len({event.__name__ for event in events}) == len(events)


def test_every_contract_belongs_to_a_service() -> None:
    contracts = {one.name.split(".")[2] for one in modules("shared") if one.name.startswith("shared.contracts.")}

    assert contracts == set(SERVICES)


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_is_told_by_its_service_and_by_no_other(service: str) -> None:
    made = {other: _made_in(other) for other in SERVICES}
    silent = [event.__name__ for event in tells(service) if event.__name__ not in made[service]]
    usurped = [
        f"{other} tells {event.__name__}"
        for event in tells(service)
        for other in SERVICES
        if other != service and event.__name__ in made[other]
    ]

    expect_none([f"nobody tells {name}" for name in silent] + usurped)


@pytest.mark.parametrize("service", SERVICES)
def test_a_subscription_hears_what_exists_under_a_derived_name(service: str) -> None:
    for one in hears(service):
        assert one.service == service
        assert one.durable == f"{service}-{one.handler.__name__}"
        if issubclass(one.messages[0], Command):
            name = snake(one.messages[0].__name__)
            assert (one.stream, one.subjects) == (stream_of(service), (f"{service}.due.{name}",))
            assert one.messages[0] in handled(service).values()
        else:
            events = [kind for kind in one.messages if issubclass(kind, Event)]
            assert set(events) <= set(every_event())
            assert {one.stream} == {stream_of(teller(event)) for event in events}
            assert one.subjects == tuple(event.subject for event in events)


@pytest.mark.parametrize("service", SERVICES)
def test_a_durable_belongs_to_one_subscription(service: str) -> None:
    durables = [one.durable for one in hears(service)]

    assert sorted(set(durables)) == sorted(durables)


@pytest.mark.parametrize("service", SERVICES)
def test_what_only_keeps_copies_tells_nothing_and_mails_nobody(service: str) -> None:
    """A handler that is replayed must be harmless the second time: `rebuilds=True` means `keep` and nothing else."""
    rebuilding = {one.handler.__name__ for one in hears(service) if one.rebuilds}
    acting = {"tell", "mail", "save", "new_id"}

    expect_none(
        f"{one.place}: {name} calls unit.{call}"
        for one in room(service, "handlers")
        for name, function in one.functions()
        if name in rebuilding
        for call in acting & _called_on_unit(function)
    )


@pytest.mark.parametrize("service", SERVICES)
def test_a_command_asks_in_the_imperative_and_names_its_handler(service: str) -> None:
    found = handled(service)
    wrong = [kind.__name__ for kind in found.values() if snake(kind.__name__).split("_")[0] not in IMPERATIVES.split()]
    others = [
        f"{name} carries out {kind.__name__}"
        for name, kind in found.items()
        if name.islower() and name != snake(kind.__name__)
    ]

    expect_none([f"{name} is no imperative" for name in wrong] + others)


@pytest.mark.parametrize("service", SERVICES)
def test_every_command_has_one_handler(service: str) -> None:
    kinds = [
        kind.__name__
        for one in room(service, "commands")
        for kind in vars(importlib.import_module(one.name)).values()
        if isinstance(kind, type) and issubclass(kind, Command) and kind.__module__ == one.name
    ]

    assert sorted(kinds) == sorted(kind.__name__ for kind in handled(service).values())


def _is_participle(word: str) -> bool:
    return word.endswith("ed") or word in IRREGULAR


def _made_in(service: str) -> set[str]:
    """Return the names of the classes a service's rules and handlers call or pass on."""
    return {
        node.id
        for name in ("domain", "handlers")
        for one in room(service, name)
        for body in one.functions()
        for node in ast.walk(body[1])
        if isinstance(node, ast.Name)
    } - _hints(service)


def _hints(service: str) -> set[str]:
    """Return the events a service hears from others: their names stand in its handlers without being told."""
    return {kind.__name__ for one in hears(service) for kind in one.messages if not _own(service, kind)}


def _own(service: str, kind: type[Event] | type[Command]) -> bool:
    return issubclass(kind, Event) and teller(kind) == service


def _called_on_unit(function: ast.AST) -> set[str]:
    called = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return {name.rpartition(".")[2] for name in called if name.startswith("unit.")}
