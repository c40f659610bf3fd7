"""An experts' programme: experts invited by name and registered when they accept, sessions, attendance."""

from services.registration.commands import RegisterParticipant
from services.registration.commands.programme import (
    AnswerInvitation,
    CancelSession,
    ExpertNeeds,
    InvitationNow,
    InviteExpert,
    ReadExpertNeeds,
    RecordAttendance,
    ScheduleSession,
    SessionNow,
)
from services.registration.domain import Meeting
from services.registration.domain.programme import (
    ExpertInvitation,
    Session,
    Times,
    check,
    must_be_programme,
    schedule,
)
from services.registration.handlers.mailed import Letter, mail_link, wording
from services.registration.handlers.participants import register_participant
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import DelegateRole
from shared.errors import NotFound
from shared.identity import links
from shared.pages.languages import msg
from shared.who import Grant, Role

INVITED = Letter(
    subject=msg("You are invited to the experts' programme"),
    text=msg(
        "Dear %(name)s,\n\nyou are invited to %(title)s, %(opens)s to %(closes)s, %(city)s. This link lets you accept "
        "or decline and say what you need to take part. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def invite_expert(command: InviteExpert, unit: RegistrationUnit) -> InvitationNow:
    programme = await unit.meetings.get(command.meeting_id)
    must_be_programme(programme)
    delegation = await unit.delegations.get(command.delegation_id)
    if delegation.meeting_id != programme.meeting_id:
        raise NotFound("This delegation is not of this programme.", field="delegation_id")
    fields = command.model_dump(exclude={"delegation_id"}) | {"delegation": delegation.name}
    invitation = ExpertInvitation(
        invitation_id=unit.new_id("inv"),
        delegation_id=delegation.delegation_id,
        invited_at=unit.now,
        version=1,
        **fields,
    )
    await unit.invitations.save(invitation)
    about = {
        "title": programme.title,
        "city": wording(invitation.language).city(programme),
        **_days(programme, invitation.language),
    }
    await mail_link(_invited(invitation), unit, letter=INVITED, whose=delegation.name, **about)
    return _now(invitation)


def _days(programme: Meeting, language: str) -> dict[str, str]:
    written = wording(language)
    return {"opens": written.long_day(programme.opens_on), "closes": written.long_day(programme.closes_on)}


async def answer_invitation(command: AnswerInvitation, unit: RegistrationUnit) -> InvitationNow:
    """An expert who accepts is registered in the same unit; confirmation needs both tracks like everyone's (R3)."""
    invitation = await unit.invitations.get(command.invitation_id)
    invitation = invitation.answer(
        accepts=command.accepts, needs=command.needs, accessible_room=command.accessible_room, at=unit.now
    )
    if command.accepts:
        registered = await register_participant(_registration(invitation), unit)
        invitation = invitation.model_copy(update={"participant_id": registered.participant_id})
    await unit.invitations.save(invitation)
    return _now(invitation)


async def read_expert_needs(command: ReadExpertNeeds, unit: RegistrationUnit) -> ExpertNeeds:
    invitation = (await unit.invitations.get(command.invitation_id)).read(unit.who.name)
    await unit.invitations.save(invitation)
    return ExpertNeeds(
        invitation_id=invitation.invitation_id, needs=invitation.needs, accessible_room=invitation.accessible_room
    )


async def schedule_session(command: ScheduleSession, unit: RegistrationUnit) -> SessionNow:
    """The programme is saved too: of two sessions for one room at one hour, the second finds the first."""
    programme = await unit.meetings.get(command.meeting_id)
    times = Times.model_validate(command.model_dump(include=set(Times.model_fields)))
    sessions = await unit.sessions.all(meeting_id=programme.meeting_id)
    invited = await unit.invitations.all(meeting_id=programme.meeting_id)
    others = [one for one in sessions if one.session_id != command.session_id]
    check(times, programme, others=others, invited=invited)
    if command.session_id:
        session = await unit.sessions.get(command.session_id)
        if session.meeting_id != programme.meeting_id:
            raise NotFound("This session is not of this programme.", field="session_id")
        session, scheduled = session.move(times)
    else:
        session, scheduled = schedule(programme, times, session_id=unit.new_id("ses"))
    await unit.meetings.save(programme.next())
    await unit.sessions.save(session)
    unit.tell(scheduled)
    return _stands(session)


async def cancel_session(command: CancelSession, unit: RegistrationUnit) -> SessionNow:
    session, cancelled = (await unit.sessions.get(command.session_id)).cancel(command.reason)
    await unit.sessions.save(session)
    unit.tell(cancelled)
    return _stands(session)


async def record_attendance(command: RecordAttendance, unit: RegistrationUnit) -> SessionNow:
    session = await unit.sessions.get(command.session_id)
    known = {one.invitation_id for one in await unit.invitations.all(meeting_id=session.meeting_id)}
    if set(command.invitations) - known:
        raise NotFound("An invitation is not of this programme.", field="invitations")
    session = session.record_attendance(command.invitations)
    await unit.sessions.save(session)
    return _stands(session)


def _registration(invitation: ExpertInvitation) -> RegisterParticipant:
    return RegisterParticipant(
        delegation_id=invitation.delegation_id,
        full_name=invitation.name,
        email=invitation.email,
        role=DelegateRole.VA_EXPERT,
        language=invitation.language,
    )


def _invited(invitation: ExpertInvitation) -> links.Invited:
    return links.Invited(
        subject=f"expert:{invitation.invitation_id}",
        name=invitation.name,
        email=invitation.email,
        grants=(Grant(role=Role.PARTICIPANT, scope=invitation.invitation_id),),
        prefix="/registration",
        start=f"/registration/invitations/{invitation.invitation_id}",
        language=invitation.language,
        meeting_id=invitation.meeting_id,
    )


def _now(invitation: ExpertInvitation) -> InvitationNow:
    return InvitationNow(
        invitation_id=invitation.invitation_id,
        state=invitation.state.value,
        participant_id=invitation.participant_id,
    )


def _stands(session: Session) -> SessionNow:
    return SessionNow(session_id=session.session_id, cancelled=session.cancelled, attended=len(session.attended))
