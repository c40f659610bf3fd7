"""Delegations: invited, notified, given a focal point; their credentials."""

from dataclasses import dataclass

from services.registration.commands import (
    DelegationNow,
    InviteFocalPoint,
    InviteOrganisation,
    InviteStates,
    NotifyDelegation,
    StatesInvited,
)
from services.registration.domain import (
    AlreadyInvited,
    Delegation,
    FocalPoint,
    UnknownConvention,
    invitations,
    invite,
    named,
    organisation,
)
from services.registration.domain.missions import hand_over
from services.registration.domain.notes import must_be_for
from services.registration.handlers.credentials import now_of
from services.registration.handlers.focal_points import let_in, shut_out
from services.registration.handlers.notes import IncomingNote, take_note
from services.registration.handlers.treaty import convention_now
from services.registration.ports import Conventions, RegistrationUnit
from shared.who import Role


@dataclass(frozen=True)
class StatesInviter:
    """Invites every State and standing observer of the meeting's convention that has no delegation yet.

    The meeting is saved too: an act of a State that is recorded in the same instant is then seen (R5).
    """

    conventions: Conventions

    async def __call__(self, command: InviteStates, unit: RegistrationUnit) -> StatesInvited:
        meeting = await unit.meetings.get(command.meeting_id)
        convention = await convention_now(meeting.convention, self.conventions, unit)
        if convention is None:
            raise UnknownConvention("There are no treaty facts for this convention.", field="meeting_id")
        there = {one.delegation_id for one in await unit.delegations.all(meeting_id=meeting.meeting_id)}
        missing = [one for one in invitations(meeting, convention) if one.delegation_id not in there]
        await unit.meetings.save(meeting.next())
        for delegation in missing:
            await _invite(delegation, unit)
        return StatesInvited(meeting_id=meeting.meeting_id, invited=len(missing), total=len(there) + len(missing))


async def invite_organisation(command: InviteOrganisation, unit: RegistrationUnit) -> DelegationNow:
    meeting = await unit.meetings.get(command.meeting_id)
    delegation = organisation(meeting, command.name, decision_record=command.decision_record)
    if await unit.delegations.find(delegation.delegation_id):
        raise AlreadyInvited("This organisation has a delegation already.", field="name")
    return now_of(await _invite(delegation, unit))


async def notify_delegation(command: NotifyDelegation, unit: RegistrationUnit) -> DelegationNow:
    """Take a note's names, and confirm whom they complete; only an officer can say that it came in earlier (R8)."""
    delegation = await unit.delegations.get(command.delegation_id)
    meeting = await unit.meetings.get(delegation.meeting_id)
    must_be_for(
        meeting,
        delegation,
        named_meeting=command.named_meeting,
        named_delegation=command.named_delegation,
    )
    stated = command.received_at if unit.who.has(Role.REGISTRATION_OFFICER) else None
    incoming = IncomingNote(
        reference=command.reference,
        dated=command.dated,
        received_at=min(stated or unit.now, unit.now),
        file_id=command.file_id,
        names=tuple(named(**dict(person)) for person in command.names),
    )
    return now_of(await take_note(incoming, delegation, meeting, unit))


async def invite_focal_point(command: InviteFocalPoint, unit: RegistrationUnit) -> DelegationNow:
    """Mail a link to the new focal point; the links of the former one are taken back."""
    delegation = await unit.delegations.get(command.delegation_id)
    former = delegation.focal_point
    if former and former.email != command.email:
        await shut_out(former.email, delegation, unit)
    person = FocalPoint(name=command.name, email=command.email, language=command.language)
    delegation = hand_over(delegation, person)
    await unit.delegations.save(delegation)
    await let_in(person, delegation, unit)
    return now_of(delegation)


async def _invite(delegation: Delegation, unit: RegistrationUnit) -> Delegation:
    delegation, invited = invite(delegation)
    await unit.delegations.save(delegation)
    unit.tell(invited)
    return delegation
