"""Requests of hosts: who may ask, what becomes of late ones, and the host's link."""

from services.side_events.commands import InviteHost, Requested, RequestSideEvent, SetRequestRules
from services.side_events.domain import (
    ConditionsNotAccepted,
    DelegationCopy,
    Host,
    NotADelegation,
    RequestRules,
    SideEvent,
    slot_of,
)
from services.side_events.domain.wishes import host_subject
from services.side_events.handlers.letters import INVITATION_TEXT
from services.side_events.ports import SideEventsUnit
from shared.identity.links import Invited, invite
from shared.who import Grant, Role


async def set_request_rules(command: SetRequestRules, unit: SideEventsUnit) -> None:
    """Write how requests are taken at a meeting."""
    await unit.meetings.get(command.meeting_id)
    rules = await unit.rules.find(command.meeting_id) or RequestRules(meeting_id=command.meeting_id)
    await unit.rules.save(rules.next(late_requests=command.late_requests, conditions=command.conditions))


async def request_side_event(command: RequestSideEvent, unit: SideEventsUnit) -> Requested:
    """Take a request, mail its contact a link to the host's page, and tell it."""
    meeting = await unit.meetings.get(command.meeting_id)
    rules = await unit.rules.find(command.meeting_id) or RequestRules(meeting_id=command.meeting_id)
    late = rules.is_late(meeting, unit.now)
    if not command.accepts_conditions:
        raise ConditionsNotAccepted("The conditions for side events must be accepted.", field="accepts_conditions")
    for preference in command.preferences:
        slot_of(preference, meeting.zone)
    event = _event(command, await _hosts(command, unit), late=late, unit=unit)
    await unit.side_events.save(event)
    unit.tell(event.requested())
    await _invite(event, unit)
    return Requested(side_event_id=event.side_event_id, late=late)


async def invite_host(command: InviteHost, unit: SideEventsUnit) -> None:
    """Mail the contact a new link to the host's page."""
    await _invite(await unit.side_events.get(command.side_event_id), unit)


async def _hosts(command: RequestSideEvent, unit: SideEventsUnit) -> tuple[Host, ...]:
    """Return the hosts, the lead first; each must be a delegation of the meeting (E6)."""
    named = dict.fromkeys((command.lead_host, *command.supporting_hosts))
    found = {id: await unit.delegations.find(id) for id in named}
    return tuple(_host(one, id, command) for id, one in found.items())


def _host(delegation: DelegationCopy | None, id: str, command: RequestSideEvent) -> Host:
    if delegation is None or delegation.meeting_id != command.meeting_id:
        raise NotADelegation("A host must be a delegation of this meeting.", field=_field_of(id, command))
    if delegation.rejected:
        raise NotADelegation("The Meeting did not approve this organisation.", field=_field_of(id, command))
    return Host(delegation_id=id, name=delegation.name)


def _field_of(id: str, command: RequestSideEvent) -> str:
    return "lead_host" if id == command.lead_host else "supporting_hosts"


def _event(command: RequestSideEvent, hosts: tuple[Host, ...], *, late: bool, unit: SideEventsUnit) -> SideEvent:
    asked = {"lead_host", "supporting_hosts", "accepts_conditions"}
    wishes = {name: getattr(command, name) for name in type(command).model_fields if name not in asked}
    return SideEvent(
        side_event_id=unit.new_id("sev"),
        version=1,
        hosts=hosts,
        lead_host_id=command.lead_host,
        sole=len(hosts) == 1,
        requested_at=unit.now,
        late=late,
        **wishes,
    )


async def _invite(event: SideEvent, unit: SideEventsUnit) -> None:
    await invite(
        Invited(
            subject=host_subject(event.contact.email),
            name=event.contact.name,
            email=event.contact.email,
            grants=(Grant(role=Role.HOST, scope=event.side_event_id),),
            prefix="/side-events",
            start=f"/side-events/mine/{event.side_event_id}",
            language=event.contact.language,
            meeting_id=event.meeting_id,
        ),
        unit,
        text=INVITATION_TEXT,
    )
