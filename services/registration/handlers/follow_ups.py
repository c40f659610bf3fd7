"""Follow-up forms: made, opened to their audience, answered while they are open; places given back go to who waits."""

from services.registration.commands.follow_ups import (
    AnswerFollowUp,
    CloseFollowUp,
    DraftFollowUp,
    FollowUpNow,
    LapsePlaces,
    OpenFollowUp,
    ReplyNow,
    SetFollowUp,
)
from services.registration.domain import Participant
from services.registration.domain.follow_ups import FollowUp, FollowUpAnswer, answer_id
from services.registration.domain.forms import Checked, Home, MeetingForm
from services.registration.domain.forms.ready import READY
from services.registration.handlers.changes import must_be_own
from services.registration.handlers.follow_up_places import offer_places
from services.registration.handlers.registering import take_personal
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.forms import Wording
from shared.who import Role


async def draft_follow_up(command: DraftFollowUp, unit: RegistrationUnit) -> FollowUpNow:
    meeting = await unit.meetings.get(command.meeting_id)
    follow_up_id, title = unit.new_id("fup"), Wording(en=command.title)
    form = MeetingForm(
        form_id=follow_up_id,
        meeting_id=meeting.meeting_id,
        title=title,
        draft=READY[command.ready],
        fields=(),
        version=1,
    )
    follow_up = FollowUp(follow_up_id=follow_up_id, meeting_id=meeting.meeting_id, title=title, version=1)
    await unit.forms.save(form)
    await unit.follow_ups.save(follow_up)
    return _now(follow_up, form)


async def set_follow_up(command: SetFollowUp, unit: RegistrationUnit) -> FollowUpNow:
    follow_up = await unit.follow_ups.get(command.follow_up_id)
    form = await unit.forms.get(command.follow_up_id)
    about = {name: value for name, value in command if name not in {"follow_up_id", "places"}}
    follow_up, offers = follow_up.model_copy(update=about).set_places(command.places, at=unit.now)
    await unit.follow_ups.save(follow_up)
    await unit.forms.save(form.next(title=command.title))
    await offer_places(follow_up, offers, unit)
    return _now(follow_up, form)


async def open_follow_up(command: OpenFollowUp, unit: RegistrationUnit) -> FollowUpNow:
    """Open the form; what is in its draft is published by that."""
    follow_up = (await unit.follow_ups.get(command.follow_up_id)).open(at=unit.now)
    form = await unit.forms.get(command.follow_up_id)
    if form.is_changed:
        form, version = form.publish(at=unit.now)
        await unit.form_versions.save(version)
        await unit.forms.save(form)
    await unit.follow_ups.save(follow_up)
    return _now(follow_up, form)


async def close_follow_up(command: CloseFollowUp, unit: RegistrationUnit) -> FollowUpNow:
    follow_up = (await unit.follow_ups.get(command.follow_up_id)).close()
    await unit.follow_ups.save(follow_up)
    return _now(follow_up, await unit.forms.get(command.follow_up_id))


async def answer_follow_up(command: AnswerFollowUp, unit: RegistrationUnit) -> ReplyNow:
    """Take a person's answers in place of earlier ones, and a place where they are limited.

    With a place the person is saved too: who is withdrawn in the same instant does not keep it.
    """
    participant = await unit.participants.get(command.participant_id)
    must_be_own(participant, unit.who)
    follow_up = await unit.follow_ups.get(command.follow_up_id)
    follow_up.must_take(participant, at=unit.now, by_officer=unit.who.has(Role.REGISTRATION_OFFICER))
    own = unit.who.has(Role.PARTICIPANT, participant.participant_id)
    form = (await unit.forms.get(command.follow_up_id)).filled_in(by_themselves=own)
    checked = _checked(command, participant, form)
    await unit.answers.save(await _answer(command, participant, checked, unit))
    await take_personal(participant, checked, form, unit)
    id, at = participant.participant_id, unit.now
    changed, offers = follow_up.take_place(participant, at=at) if command.comes else follow_up.give_back(id, at=at)
    if changed != follow_up:
        await unit.participants.save(participant.next())
        await unit.follow_ups.save(changed)
        await offer_places(changed, offers, unit)
    return ReplyNow(follow_up_id=follow_up.follow_up_id, participant_id=id, place=changed.place_of(id))


async def lapse_places(command: LapsePlaces, unit: RegistrationUnit) -> None:
    """Offer to the next what was not taken in time; asked twice, the second finds nothing."""
    follow_up = await unit.follow_ups.get(command.follow_up_id)
    changed, offers = follow_up.lapse(at=unit.now)
    if changed != follow_up:
        await unit.follow_ups.save(changed)
        await offer_places(changed, offers, unit)


def _checked(command: AnswerFollowUp, participant: Participant, form: MeetingForm) -> Checked:
    """Return the answers; who does not come has none to give."""
    given = {one.field_id: one.values for one in command.answers}
    come = command.comes
    return form.checked(given, category=participant.category, role=participant.role) if come else Checked()


async def _answer(
    command: AnswerFollowUp, participant: Participant, checked: Checked, unit: RegistrationUnit
) -> FollowUpAnswer:
    form = await unit.forms.get(command.follow_up_id)
    id = answer_id(command.follow_up_id, participant.participant_id)
    before = await unit.answers.find(id)
    own = unit.who.has(Role.PARTICIPANT, participant.participant_id)
    consent = form.consent_in(before.answers) if before and not own else ()
    return FollowUpAnswer(
        answer_id=id,
        follow_up_id=command.follow_up_id,
        participant_id=participant.participant_id,
        meeting_id=participant.meeting_id,
        full_name=participant.full_name,
        delegation=participant.delegation,
        category=participant.category,
        role=participant.role,
        number=form.number,
        comes=command.comes,
        answers=(*checked.at(Home.ANSWERS, form.fields), *consent),
        given_at=unit.now,
        given_by="" if own else unit.who.name,
        version=before.version + 1 if before else 1,
    )


def _now(follow_up: FollowUp, form: MeetingForm) -> FollowUpNow:
    return FollowUpNow(follow_up_id=follow_up.follow_up_id, state=follow_up.state.value, number=form.number)
