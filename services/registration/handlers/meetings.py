"""Meetings: announced, rescheduled with what follows for categories, opened."""

from dataclasses import dataclass

from services.registration.commands import AnnounceMeeting, MeetingNow, OpenRegistration, RescheduleMeeting
from services.registration.domain import AlreadyAnnounced, Convention, Meeting, Plan, announce, meeting_id_of
from services.registration.handlers.badges import follow_badge_of
from services.registration.ports import Conventions, RegistrationUnit


async def announce_meeting(command: AnnounceMeeting, unit: RegistrationUnit) -> MeetingNow:
    meeting_id = meeting_id_of(command.code)
    if await unit.meetings.find(meeting_id):
        raise AlreadyAnnounced("A meeting with this code was announced before.", field="code")
    meeting, announced = announce(Meeting(meeting_id=meeting_id, **dict(command)))
    await unit.meetings.save(meeting)
    unit.tell(announced)
    return _now(meeting)


async def open_registration(command: OpenRegistration, unit: RegistrationUnit) -> MeetingNow:
    meeting = await unit.meetings.get(command.meeting_id)
    meeting, opened = meeting.open()
    await unit.meetings.save(meeting)
    unit.tell(opened)
    return _now(meeting)


@dataclass(frozen=True)
class MeetingRescheduler:
    """Moves a meeting; a State's category is that of the opening date, so another date may change it (R5)."""

    conventions: Conventions

    async def __call__(self, command: RescheduleMeeting, unit: RegistrationUnit) -> MeetingNow:
        meeting = await unit.meetings.get(command.meeting_id)
        plan = Plan.model_validate(command.model_dump(exclude={"meeting_id"}))
        meeting, rescheduled = meeting.reschedule(plan)
        await unit.meetings.save(meeting)
        unit.tell(rescheduled)
        convention = self.conventions.find(meeting.convention)
        changed = await _recategorise(meeting, convention, unit) if convention else 0
        return _now(meeting, recategorised=changed)


async def _recategorise(meeting: Meeting, convention: Convention, unit: RegistrationUnit) -> int:
    changed = 0
    for delegation in await unit.delegations.all(meeting_id=meeting.meeting_id):
        category = convention.category_on(delegation.state or "", meeting.opens_on)
        if category is None or category is delegation.category:
            continue
        delegation, invited = delegation.recategorise(category, credentials_required=meeting.credentials_required)
        await unit.delegations.save(delegation)
        unit.tell(invited)
        for participant in await unit.participants.all(delegation_id=delegation.delegation_id):
            participant = participant.next(category=category)
            await unit.participants.save(participant)
            await follow_badge_of(participant, unit)
        changed += 1
    return changed


def _now(meeting: Meeting, *, recategorised: int = 0) -> MeetingNow:
    return MeetingNow(
        meeting_id=meeting.meeting_id, code=meeting.code, status=meeting.status.value, recategorised=recategorised
    )
