"""Changes people ask for: applied at once where nothing was approved yet, decided by the desk where it was."""

from services.registration.commands.changes import (
    ApproveChange,
    CancelChange,
    ChangeNow,
    RejectChange,
    RequestChange,
)
from services.registration.domain import Participant, Person
from services.registration.domain.changes import (
    ChangeRequest,
    ChangeState,
    FieldChange,
    NothingToChange,
    Wanted,
    answers_kept,
    apply_changes,
    changes_between,
    is_approved,
    to_decide,
)
from services.registration.domain.forms import BUILT_IN, MeetingForm, sound_name
from services.registration.handlers.badges import follow_badge_of
from services.registration.handlers.forms import registration_form
from services.registration.handlers.mailed import Letter
from services.registration.handlers.own_page import follow_address, leave_address
from services.registration.handlers.review import find_the_note
from services.registration.handlers.review_letters import write
from services.registration.handlers.seating import leave_seats, seat_registrant
from services.registration.ports import RegistrationUnit
from shared.errors import NotAllowed
from shared.pages.languages import msg
from shared.who import Role, Who

CHANGED = Letter(
    subject=msg("Your change is made"),
    text=msg(
        "Dear %(name)s,\n\nthe secretariat has approved the change you asked for; your registration says so now. This "
        "link shows it. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)
NOT_CHANGED = Letter(
    subject=msg("Your change was not made"),
    text=msg(
        "Dear %(name)s,\n\nthe secretariat has not made the change you asked for, because:\n\n%(reason)s\n\nYour "
        "registration stands as it was. This link shows it. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def request_change(command: RequestChange, unit: RegistrationUnit) -> ChangeNow:
    """Apply what is the person's own to change, and keep the rest as one request for the desk."""
    participant = await unit.participants.get(command.participant_id)
    must_be_own(participant, unit.who)
    participant.must_be_active()
    own = unit.who.has(Role.PARTICIPANT, participant.participant_id)
    form = (await registration_form(participant.meeting_id, unit)).without_personal().filled_in(by_themselves=own)
    wanted = await _wanted(command, participant, form, unit)
    changes = changes_between(participant, wanted, form.fields)
    later = to_decide(changes, form.fields, approved=is_approved(participant))
    now = tuple(one for one in changes if one not in later)
    if not changes:
        raise NothingToChange("Nothing is different from what is known.")
    if now:
        changed, corrected = apply_changes(participant, now, at=unit.now)
        await unit.participants.save(changed.model_copy(update={"form_number": form.number}))
        await follow_badge_of(changed, unit)
        await follow_address(participant, changed, unit)
        unit.tell(*[corrected] if corrected else [])
    request = await _request(command, participant, later, unit) if later else None
    return ChangeNow(
        participant_id=participant.participant_id,
        change_id=request.change_id if request else "",
        state=request.state.value if request else "",
        applied=tuple(one.field_id for one in now),
        waiting=tuple(one.field_id for one in later),
    )


async def approve_change(command: ApproveChange, unit: RegistrationUnit) -> ChangeNow:
    """Apply a change; whom the note names now is confirmed, whom it no longer names is listed as such (R2, R3).

    The badge says what holds now; a seat stays with the delegation that somebody leaves.
    """
    request = await unit.changes.get(command.change_id)
    participant = await unit.participants.get(request.participant_id)
    participant.must_be_active()
    request = request.decide(ChangeState.APPROVED, by=unit.who.name, at=unit.now)
    wanted = next((one.new[0] for one in request.changes if one.field_id == "delegation_id"), "")
    delegation = await unit.delegations.get(wanted) if wanted else None
    if delegation:
        participant = await leave_seats(participant, unit)
    changed, corrected = apply_changes(participant, request.changes, at=unit.now, delegation=delegation)
    if delegation:
        changed = await seat_registrant(changed, await unit.meetings.get(changed.meeting_id), None, unit)
    await unit.participants.save(changed)
    await follow_badge_of(changed, unit)
    await leave_address(participant, changed, unit)
    await unit.changes.save(request)
    unit.tell(*[corrected] if corrected else [])
    await find_the_note(changed, unit)
    await write(CHANGED, changed, unit)
    return _now(request)


async def reject_change(command: RejectChange, unit: RegistrationUnit) -> ChangeNow:
    request = await unit.changes.get(command.change_id)
    request = request.decide(ChangeState.REJECTED, by=unit.who.name, at=unit.now, reason=command.reason)
    await unit.changes.save(request)
    await write(NOT_CHANGED, await unit.participants.get(request.participant_id), unit, reason=command.reason)
    return _now(request)


async def cancel_change(command: CancelChange, unit: RegistrationUnit) -> ChangeNow:
    request = await unit.changes.get(command.change_id)
    must_be_own(await unit.participants.get(request.participant_id), unit.who)
    request = request.decide(ChangeState.TAKEN_BACK, by=unit.who.name, at=unit.now)
    await unit.changes.save(request)
    return _now(request)


def must_be_own(participant: Participant, who: Who) -> None:
    """Refuse unless the person asks, the focal point of the delegation, or an officer."""
    if not (
        who.has(Role.PARTICIPANT, participant.participant_id)
        or who.has(Role.FOCAL_POINT, participant.delegation_id)
        or who.has(Role.REGISTRATION_OFFICER)
    ):
        raise NotAllowed("Only the person, the focal point or the secretariat can do this.")


async def _wanted(
    command: RequestChange, participant: Participant, form: MeetingForm, unit: RegistrationUnit
) -> Wanted:
    """Return what is wanted, looked at as a registration is: every answer in the form's own terms."""
    delegation = await unit.delegations.get(command.delegation_id or participant.delegation_id)
    if delegation.meeting_id != participant.meeting_id:
        raise NotAllowed("This delegation is of another meeting.", next_step="Register for that meeting.")
    person = Person.model_validate({name: getattr(command, name) for name in Person.model_fields})
    person = person.model_copy(update={"full_name": sound_name(person.full_name)})
    given: dict[str, tuple[str, ...]] = {one.field_id: (str(getattr(person, one.field_id)),) for one in BUILT_IN}
    given |= {one.field_id: one.values for one in command.answers}
    checked = form.checked(given, category=delegation.category, role=person.role)
    answers = answers_kept(form.fields, checked.answers)
    return Wanted(person=person, delegation_id=delegation.delegation_id, answers=answers)


async def _request(
    command: RequestChange, participant: Participant, changes: tuple[FieldChange, ...], unit: RegistrationUnit
) -> ChangeRequest:
    """Return the request that waits, in place of an earlier one of the same person that nobody decided yet."""
    waiting = await unit.changes.one(participant_id=participant.participant_id, state=ChangeState.WAITING)
    about: dict[str, object] = {"changes": changes, "note": command.note, "asked_at": unit.now}
    about["asked_by"] = "" if unit.who.has(Role.PARTICIPANT, participant.participant_id) else unit.who.name
    if waiting:
        request = waiting.next(**about)
    else:
        request = ChangeRequest.model_validate(
            {
                "change_id": unit.new_id("chg"),
                "participant_id": participant.participant_id,
                "meeting_id": participant.meeting_id,
                "delegation": participant.delegation,
                "full_name": participant.full_name,
                "version": 1,
                **about,
            }
        )
    await unit.changes.save(request)
    return request


def _now(request: ChangeRequest) -> ChangeNow:
    return ChangeNow(
        participant_id=request.participant_id,
        change_id=request.change_id,
        state=request.state.value,
        applied=tuple(one.field_id for one in request.changes) if request.state is ChangeState.APPROVED else (),
    )
