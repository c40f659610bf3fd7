"""Participants: registered, confirmed, withdrawn, checked in; and the link to their own page."""

from services.registration.commands import (
    CheckInParticipant,
    ConfirmParticipant,
    MailSignInLink,
    ParticipantNow,
    RegisterParticipant,
    WithdrawParticipant,
)
from services.registration.domain import Participant, Person, register
from services.registration.domain.company import sub_affiliation
from services.registration.domain.forms import Home
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.company import follow_company
from services.registration.handlers.follow_up_places import give_places_back
from services.registration.handlers.forms import registration_form
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.handlers.missions import must_be_endorsed
from services.registration.handlers.own_page import own_page
from services.registration.handlers.provisional import to_be_joined
from services.registration.handlers.registering import given_by, must_be_new, take_personal
from services.registration.handlers.review_letters import CONFIRMED, write
from services.registration.handlers.seating import leave_seats, seat_registrant
from services.registration.ports import RegistrationUnit
from shared.errors import NotAllowed
from shared.pages.languages import msg
from shared.who import Role, Who

REGISTERED = Letter(
    subject=msg("Your registration was received"),
    text=msg(
        "Dear %(name)s,\n\nyour registration was received. It is confirmed once your delegation has named you in its "
        "note verbale or letter and the secretariat has checked both. This link shows how it stands. It signs you in "
        "once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def register_participant(command: RegisterParticipant, unit: RegistrationUnit) -> ParticipantNow:
    """A few reads by index, one document written; that the address is new is the unique index's to say."""
    delegation = await to_be_joined(command.delegation_id, unit)
    meeting = await unit.meetings.get(delegation.meeting_id)
    meeting.must_be_open(official=is_official(delegation.delegation_id, unit.who))
    form = await registration_form(meeting.meeting_id, unit)
    form = form.filled_in(by_themselves=not is_official(delegation.delegation_id, unit.who))
    checked = form.checked(given_by(command), category=delegation.category, role=command.role)
    fields = {name: value for name, value in command if name in Person.model_fields}
    participant, registered = register(
        Person.model_validate(fields), delegation, meeting, participant_id=unit.new_id("par"), at=unit.now
    )
    form.must_take(late=participant.late, by_officer=unit.who.has(Role.REGISTRATION_OFFICER))
    await must_be_new(participant, unit, another=command.another_of_this_name)
    participant = participant.model_copy(
        update={
            "answers": checked.at(Home.ANSWERS, form.fields),
            "form_number": form.number,
            "registered_by": _on_behalf(participant, unit.who),
        }
    )
    inside = sub_affiliation(delegation, command.sub_affiliation)
    participant = participant.model_copy(update={"sub_affiliation": inside})
    participant = await seat_registrant(participant, meeting, command.attendance, unit)
    await unit.participants.save(participant)
    await take_personal(participant, checked, form, unit)
    unit.tell(registered)
    return _now(participant)


async def mail_sign_in_link(command: MailSignInLink, unit: RegistrationUnit) -> None:
    participant = await unit.participants.get(command.participant_id)
    await mail_link(own_page(participant), unit, letter=REGISTERED, whose=participant.delegation)


async def confirm_participant(command: ConfirmParticipant, unit: RegistrationUnit) -> ParticipantNow:
    participant = await unit.participants.get(command.participant_id)
    await must_be_endorsed(participant, unit)
    delegation = await unit.delegations.get(participant.delegation_id)
    participant, confirmed = participant.confirm(delegation, at=unit.now)
    await unit.participants.save(participant)
    unit.tell(confirmed)
    await follow_badge_of(participant, unit)
    await follow_company(participant, unit)
    await write(CONFIRMED, participant, unit)
    return _now(participant)


async def withdraw_participant(command: WithdrawParticipant, unit: RegistrationUnit) -> ParticipantNow:
    participant = await unit.participants.get(command.participant_id)
    _must_be_theirs(participant, unit.who)
    return _now(await take_off(participant, command.reason, unit))


async def take_off(participant: Participant, reason: str, unit: RegistrationUnit) -> Participant:
    """Withdraw somebody with all that follows: seat and turns, badge, company, places; the caller says who may."""
    participant, withdrawn = participant.withdraw(reason, at=unit.now)
    participant = await leave_seats(participant, unit)
    await unit.participants.save(participant)
    unit.tell(withdrawn)
    await follow_badge_of(participant, unit, reason=reason)
    await follow_company(participant, unit)
    await give_places_back(participant, unit)
    return participant


async def check_in_participant(command: CheckInParticipant, unit: RegistrationUnit) -> ParticipantNow:
    participant = await unit.participants.get(command.participant_id)
    meeting = await unit.meetings.get(participant.meeting_id)
    at = command.arrived_at or unit.now
    participant, checked_in = participant.check_in(zone=meeting.zone, at=at, now=unit.now)
    await unit.participants.save(participant)
    unit.tell(checked_in)
    return _now(participant)


def _on_behalf(participant: Participant, who: Who) -> str:
    """Return who registers somebody else: an officer or the focal point; nothing when people register themselves."""
    return who.name if is_official(participant.delegation_id, who) else ""


def is_official(delegation_id: str, who: Who) -> bool:
    """Tell whether somebody registers people for the secretariat or for their own delegation."""
    return who.has(Role.REGISTRATION_OFFICER) or who.has(Role.FOCAL_POINT, delegation_id)


def _must_be_theirs(participant: Participant, who: Who) -> None:
    """Refuse unless an officer asks, the focal point of the delegation, or the participant."""
    if not (
        who.has(Role.REGISTRATION_OFFICER)
        or who.has(Role.FOCAL_POINT, participant.delegation_id)
        or who.has(Role.PARTICIPANT, participant.participant_id)
    ):
        raise NotAllowed("Only the secretariat, the focal point or the person can do this.")


def _now(participant: Participant) -> ParticipantNow:
    return ParticipantNow(
        participant_id=participant.participant_id,
        status=participant.status.value,
        late=participant.late,
        attendance=participant.attendance,
    )
