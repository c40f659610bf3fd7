"""Meetings: drafted, announced, rescheduled with what follows for categories, taken through their stages."""

from dataclasses import dataclass

from services.registration.commands import AnnounceMeeting, MeetingNow, OpenRegistration, RescheduleMeeting
from services.registration.commands.meetings import (
    ArchiveMeeting,
    CloseRegistration,
    ConcludeMeeting,
    ConveneMeeting,
    DraftMeeting,
    MeetingToPlan,
    ReopenMeeting,
)
from services.registration.domain import AlreadyAnnounced, Meeting, Plan, announce, meeting_id_of
from services.registration.domain.conventions import moved_deadlines
from services.registration.domain.corrections import EditedMeanwhile
from services.registration.domain.meetings import MeetingStatus, draft
from services.registration.handlers.access import follow_access_of
from services.registration.handlers.other_dates import follow_forms_of, follow_press_of, tell_who_asked_to_observe
from services.registration.handlers.privacy import follow_retention_of
from services.registration.handlers.reminders import follow_reminders_of, tell_everyone_of_other_dates
from services.registration.handlers.treaty import convention_now, recategorise
from services.registration.ports import Conventions, RegistrationUnit
from shared.contracts.registration import MeetingFacts


async def draft_meeting(command: DraftMeeting, unit: RegistrationUnit) -> MeetingNow:
    meeting = draft(await _planned(command, unit))
    await unit.meetings.save(meeting)
    return _now(meeting)


async def announce_meeting(command: AnnounceMeeting, unit: RegistrationUnit) -> MeetingNow:
    meeting, announced = announce(await _planned(command, unit))
    await unit.meetings.save(meeting)
    unit.tell(announced)
    return _now(meeting)


async def open_registration(command: OpenRegistration, unit: RegistrationUnit) -> MeetingNow:
    meeting, opened = (await unit.meetings.get(command.meeting_id)).open()
    return await _kept(meeting, opened, unit)


async def close_registration(command: CloseRegistration, unit: RegistrationUnit) -> MeetingNow:
    return await _moved_on(command.meeting_id, MeetingStatus.CLOSED, unit)


async def convene_meeting(command: ConveneMeeting, unit: RegistrationUnit) -> MeetingNow:
    return await _moved_on(command.meeting_id, MeetingStatus.IN_SESSION, unit)


async def conclude_meeting(command: ConcludeMeeting, unit: RegistrationUnit) -> MeetingNow:
    return await _moved_on(command.meeting_id, MeetingStatus.CONCLUDED, unit)


async def archive_meeting(command: ArchiveMeeting, unit: RegistrationUnit) -> MeetingNow:
    return await _moved_on(command.meeting_id, MeetingStatus.ARCHIVED, unit)


async def reopen_meeting(command: ReopenMeeting, unit: RegistrationUnit) -> MeetingNow:
    meeting, reopened = (await unit.meetings.get(command.meeting_id)).step_back()
    return await _kept(meeting, reopened, unit)


@dataclass(frozen=True)
class MeetingRescheduler:
    """Moves a meeting; a State's category is that of the opening date, so another date may change it (R5)."""

    conventions: Conventions

    async def __call__(self, command: RescheduleMeeting, unit: RegistrationUnit) -> MeetingNow:
        before = await unit.meetings.get(command.meeting_id)
        if command.based_on not in {None, before.version}:
            raise EditedMeanwhile("Somebody else has changed this meeting meanwhile.")
        meeting, rescheduled = before.reschedule(_plan(command, before))
        await unit.meetings.save(meeting)
        unit.tell(rescheduled)
        await follow_retention_of(meeting, unit)
        await follow_access_of(meeting.meeting_id, unit)
        convention = await convention_now(meeting.convention, self.conventions, unit)
        changed = await recategorise(meeting, convention, unit) if convention else 0
        await follow_reminders_of(meeting, unit)
        await follow_forms_of(meeting, before, unit)
        if not meeting.takes_place_as(before):
            await tell_everyone_of_other_dates(meeting, unit)
            await follow_press_of(meeting, before, unit)
            await tell_who_asked_to_observe(meeting, unit)
        return _now(meeting, recategorised=changed)


async def _planned(command: MeetingToPlan, unit: RegistrationUnit) -> Meeting:
    """Return the meeting a form describes, in place of a draft of the same code."""
    meeting_id = meeting_id_of(command.code)
    known = await unit.meetings.find(meeting_id)
    if known and known.status is not MeetingStatus.DRAFT:
        raise AlreadyAnnounced("A meeting with this code was announced before.", field="code")
    if command.parent_id:
        await unit.meetings.get(command.parent_id)
    return Meeting(meeting_id=meeting_id, version=known.version if known else 0, **dict(command))


def _plan(command: RescheduleMeeting, meeting: Meeting) -> Plan:
    moved = moved_deadlines(meeting.deadlines, command.opens_on - meeting.opens_on, zone=command.zone)
    given = moved if command.deadlines is None else command.deadlines
    return Plan.model_validate(
        command.model_dump(exclude={"meeting_id", "deadlines", "based_on"}) | {"deadlines": given}
    )


async def _moved_on(meeting_id: str, stage: MeetingStatus, unit: RegistrationUnit) -> MeetingNow:
    meeting, fact = (await unit.meetings.get(meeting_id)).move_on(stage)
    return await _kept(meeting, fact, unit)


async def _kept(meeting: Meeting, fact: MeetingFacts, unit: RegistrationUnit) -> MeetingNow:
    await unit.meetings.save(meeting)
    unit.tell(fact)
    return _now(meeting)


def _now(meeting: Meeting, *, recategorised: int = 0) -> MeetingNow:
    return MeetingNow(
        meeting_id=meeting.meeting_id, code=meeting.code, status=meeting.status.value, recategorised=recategorised
    )
