"""The list of participants: issued once, then revised."""

from services.registration.commands import IssueListOfParticipants, ListIssued
from services.registration.domain import Attendance, Stamp, issue
from services.registration.domain.lists import COMING, IssueKind, ending
from services.registration.ports import RegistrationUnit


async def issue_list_of_participants(command: IssueListOfParticipants, unit: RegistrationUnit) -> ListIssued:
    """The meeting counts its lists, so that two issued at once cannot bear one symbol."""
    meeting = await unit.meetings.get(command.meeting_id)
    attendance = Attendance(
        delegations=tuple(await unit.delegations.all(meeting_id=meeting.meeting_id)),
        participants=tuple(await unit.participants.all(meeting_id=meeting.meeting_id, status=COMING)),
        last=await unit.lists.one(meeting_id=meeting.meeting_id, issue=meeting.lists_issued),
    )
    kind = IssueKind(command.kind)
    meeting, symbol = meeting.issue_list(command.number, ending=ending(attendance.last, kind))
    stamp = Stamp(symbol=symbol, issued_by=unit.who.name, kind=kind)
    issued, fact = issue(meeting, attendance, stamp, list_id=unit.new_id("lop"), at=unit.now)
    await unit.meetings.save(meeting)
    await unit.lists.save(issued)
    unit.tell(fact)
    return ListIssued(
        list_of_participants_id=issued.list_of_participants_id, symbol=issued.symbol, delegates=issued.delegates
    )
