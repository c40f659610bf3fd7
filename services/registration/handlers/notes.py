"""Notes: taken with everyone they name, acknowledged, moved to the delegation they came from."""

from datetime import date, datetime

from services.registration.commands.notes import AcknowledgeNote, MoveNote, NoteNow
from services.registration.domain import Delegation, Meeting, Named
from services.registration.domain.notes import NoteRecord, taken_back
from services.registration.handlers.mailed import wording
from services.registration.handlers.review import confirm_the_named
from services.registration.ports import RegistrationUnit
from shared.files import attach
from shared.mail import Mail
from shared.pages.languages import Speech, msg
from shared.values import Value

ACKNOWLEDGED_SUBJECT = msg("Your note was received: %(reference)s")
ACKNOWLEDGED_TEXT = msg(
    "Dear %(name)s,\n\nthe note %(reference)s of %(delegation)s was received on %(at)s (UTC). It names %(named)s "
    "people for %(meeting)s. Each of them also registers in person; your page shows who is missing.\n"
)


class IncomingNote(Value):
    """A note as it comes in, with everyone it names."""

    reference: str
    dated: date
    received_at: datetime
    names: tuple[Named, ...]
    file_id: str | None = None
    entered_by: str = ""


async def take_note(
    incoming: IncomingNote, delegation: Delegation, meeting: Meeting, unit: RegistrationUnit
) -> Delegation:
    """Take the names of a note in place of earlier ones, put the note on file, confirm whom it completes."""
    delegation, notified = delegation.notify(
        incoming.names,
        meeting,
        reference=incoming.reference,
        dated=incoming.dated,
        received_at=incoming.received_at,
    )
    if incoming.file_id:
        await attach(unit, incoming.file_id, owner=delegation.delegation_id)
    delegation, record = _on_file(incoming, delegation, unit)
    await unit.note_records.save(record)
    await unit.delegations.save(delegation)
    unit.tell(notified)
    await confirm_the_named(delegation, unit)
    return delegation


async def acknowledge_note(command: AcknowledgeNote, unit: RegistrationUnit) -> NoteNow:
    """Say to the focal point that the note was received and whom it names."""
    note = (await unit.note_records.get(command.note_id)).acknowledge(by=unit.who.name, at=unit.now)
    await unit.note_records.save(note)
    delegation = await unit.delegations.get(note.delegation_id)
    meeting = await unit.meetings.get(note.meeting_id)
    if delegation.focal_point:
        speech = Speech(delegation.focal_point.language)
        values = {
            "name": delegation.focal_point.name,
            "reference": note.reference,
            "delegation": speech.named(delegation.name),
            "at": wording(delegation.focal_point.language).bare_time(note.received_at),
            "named": len(note.names),
            "meeting": meeting.title,
        }
        subject = speech.say(ACKNOWLEDGED_SUBJECT, reference=note.reference)
        text = speech.say(ACKNOWLEDGED_TEXT, **values)
        key = f"acknowledged:{note.note_id}"
        unit.mail(Mail(key=key, to=delegation.focal_point.email, subject=subject, text=text, about=note.note_id))
    return now_of(note)


async def move_note(command: MoveNote, unit: RegistrationUnit) -> NoteNow:
    """Take a note back where it was entered by mistake, and take it for the delegation it comes from."""
    note = await unit.note_records.get(command.note_id)
    meeting = await unit.meetings.get(note.meeting_id)
    source = await unit.delegations.get(note.delegation_id)
    target = await unit.delegations.get(command.delegation_id)
    previous = await unit.note_records.one(delegation_id=note.delegation_id, number=note.number - 1, in_force=True)
    source = taken_back(source, note, previous)
    target, notified = target.notify(
        note.names, meeting, reference=note.reference, dated=note.dated, received_at=note.received_at
    )
    moved = note.next(
        delegation_id=target.delegation_id,
        delegation=target.name,
        number=len(target.notes),
        moved_from=source.name,
        moved_because=command.reason,
    )
    target = _marked(target, moved.note_id)
    if note.file_id:
        await _hand_over(note.file_id, target.delegation_id, unit)
    for one in (source, target):
        await unit.delegations.save(one)
    await unit.note_records.save(moved)
    unit.tell(source.notified_of(), notified)
    await confirm_the_named(target, unit)
    return now_of(moved)


async def _hand_over(file_id: str, owner: str, unit: RegistrationUnit) -> None:
    file = await unit.files.find(file_id)
    if file:
        await unit.files.save(file.next(owner=owner))


def _on_file(incoming: IncomingNote, delegation: Delegation, unit: RegistrationUnit) -> tuple[Delegation, NoteRecord]:
    note_id, note = unit.new_id("not"), delegation.notes[-1]
    record = NoteRecord(
        note_id=note_id,
        meeting_id=delegation.meeting_id,
        delegation_id=delegation.delegation_id,
        delegation=delegation.name,
        number=len(delegation.notes),
        reference=note.reference,
        dated=note.dated,
        received_at=note.received_at,
        late=note.late,
        names=incoming.names,
        file_id=incoming.file_id,
        entered_by=incoming.entered_by or unit.who.name,
    )
    return _marked(delegation, note_id), record


def _marked(delegation: Delegation, note_id: str) -> Delegation:
    """Return the delegation with its latest note pointing to the one on file."""
    latest = delegation.notes[-1].model_copy(update={"note_id": note_id})
    return delegation.model_copy(update={"notes": (*delegation.notes[:-1], latest)})


def now_of(note: NoteRecord) -> NoteNow:
    """Return how a note stands."""
    return NoteNow(
        note_id=note.note_id, delegation_id=note.delegation_id, acknowledged=note.acknowledged_at is not None
    )
