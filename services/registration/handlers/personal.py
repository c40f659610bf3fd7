"""Personal data: recorded and removed by who may, read by few, and every reading written down."""

from services.registration.commands.personal import (
    AddPersonalDocument,
    ExportPersonalData,
    PersonalFields,
    PersonalNow,
    ReadPersonalDocument,
    ReadPersonalFile,
    RecordPersonalData,
    RecordPhoto,
    RemovePersonalData,
    RemovePersonalDocument,
)
from services.registration.domain import Participant
from services.registration.domain.personal import (
    PersonalAccess,
    PersonalData,
    PersonalDocument,
    PersonalFile,
    RemovedBecause,
)
from services.registration.domain.retention import Retention, retention_of
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.privacy import DocumentKind, PersonalKind
from shared.errors import NotAllowed, NotFound
from shared.files import attach, drop
from shared.who import Role, Who


async def record_personal_data(command: RecordPersonalData, unit: RegistrationUnit) -> PersonalNow:
    participant = await _writable(command.participant_id, unit)
    data = PersonalData(**{name: getattr(command, name) for name in PersonalFields.model_fields})
    return _now(await take_data(participant, data, unit))


async def record_photo(command: RecordPhoto, unit: RegistrationUnit) -> PersonalNow:
    participant = await _writable(command.participant_id, unit)
    return _now(await take_photo(participant, command.file_id, unit))


async def add_personal_document(command: AddPersonalDocument, unit: RegistrationUnit) -> PersonalNow:
    participant = await _writable(command.participant_id, unit)
    kept = await take_document(participant, command.file_id, unit, kind=command.kind, field_id=command.field_id)
    return _now(kept)


async def remove_personal_document(command: RemovePersonalDocument, unit: RegistrationUnit) -> PersonalNow:
    participant = await _writable(command.participant_id, unit)
    kept, gone = (await _file(participant, unit)).without_document(command.file_id, at=unit.now)
    return _now(await _save(kept, gone, unit))


async def remove_personal_data(command: RemovePersonalData, unit: RegistrationUnit) -> PersonalNow:
    participant = await _writable(command.participant_id, unit)
    known = await _file(participant, unit)
    kept, gone = known.without(frozenset({command.kind}), RemovedBecause.ASKED, at=unit.now)
    return _now(await _save(kept, gone, unit) if kept is not known else known)


async def read_personal_file(command: ReadPersonalFile, unit: RegistrationUnit) -> PersonalFile:
    participant = await _readable(command.participant_id, unit)
    return await open_personal_file(participant, unit)


async def read_personal_document(command: ReadPersonalDocument, unit: RegistrationUnit) -> None:
    """Note the reading; the content itself is read once that stands."""
    participant = await _readable(command.participant_id, unit)
    known = await open_personal_file(participant, unit)
    if command.file_id != known.photo_file_id and known.document(command.file_id) is None:
        raise NotFound("There is no such document.", field="file_id")


async def export_personal_data(command: ExportPersonalData, unit: RegistrationUnit) -> PersonalFile:
    participant = await _readable(command.participant_id, unit)
    return await open_personal_file(participant, unit)


async def open_personal_file(participant: Participant, unit: RegistrationUnit) -> PersonalFile:
    """Return the personal data of a participant and note the reading; the caller says who may."""
    known = await unit.personal_accesses.find(participant.participant_id)
    access = known or PersonalAccess(participant_id=participant.participant_id, meeting_id=participant.meeting_id)
    await unit.personal_accesses.save(access.noted(unit.who.name or unit.who.subject, unit.now))
    return await _file(participant, unit)


async def take_data(participant: Participant, data: PersonalData, unit: RegistrationUnit) -> PersonalFile:
    """Record what was given; called from within other handlers, which say who may."""
    known = await _file(participant, unit)
    kept = known.record(data, today=unit.now.date())
    fresh = [kind for kind in kept.held if kind not in known.held]
    (await _retention(participant.meeting_id, unit)).must_keep(fresh, unit.now)
    return await _save(kept, [], unit)


async def take_photo(participant: Participant, file_id: str, unit: RegistrationUnit) -> PersonalFile:
    """Take a kept picture as the photo; called from within other handlers, which say who may."""
    (await _retention(participant.meeting_id, unit)).must_keep([PersonalKind.PHOTO], unit.now)
    await attach(unit, file_id, owner=participant.participant_id)
    kept, gone = (await _file(participant, unit)).with_photo(file_id, at=unit.now)
    return await _save(kept, gone, unit)


async def take_document(
    participant: Participant, file_id: str, unit: RegistrationUnit, *, kind: DocumentKind, field_id: str = ""
) -> PersonalFile:
    """Add a kept file to the documents; called from within other handlers, which say who may."""
    (await _retention(participant.meeting_id, unit)).must_keep([PersonalKind.DOCUMENTS], unit.now)
    file = await attach(unit, file_id, owner=participant.participant_id)
    document = PersonalDocument(file_id=file_id, kind=kind, name=file.name, given_at=unit.now, field_id=field_id)
    kept, gone = (await _file(participant, unit)).with_document(document, at=unit.now)
    return await _save(kept, gone, unit)


def may_record(who: Who, participant: Participant) -> bool:
    """Tell whether somebody may give and remove personal data of a participant."""
    return may_read(who, participant) or (
        who.has(Role.REGISTRATION_OFFICER) or who.has(Role.FOCAL_POINT, participant.delegation_id)
    )


def must_record(who: Who, participant: Participant) -> None:
    """Refuse whoever may not."""
    if not may_record(who, participant):
        raise NotAllowed("Only the secretariat, the focal point or the person can do this.")


def may_read(who: Who, participant: Participant) -> bool:
    """Tell whether somebody may look at them: whoever has that very role, and the person."""
    return who.has(Role.PERSONAL_DATA_OFFICER) or who.has(Role.PARTICIPANT, participant.participant_id)


async def _writable(participant_id: str, unit: RegistrationUnit) -> Participant:
    participant = await unit.participants.get(participant_id)
    must_record(unit.who, participant)
    return participant


async def _readable(participant_id: str, unit: RegistrationUnit) -> Participant:
    participant = await unit.participants.get(participant_id)
    if not may_read(unit.who, participant):
        raise NotAllowed("Personal data are read by the person and by who has the role for it.")
    return participant


async def _file(participant: Participant, unit: RegistrationUnit) -> PersonalFile:
    known = await unit.personal_files.find(participant.participant_id)
    return known or PersonalFile(participant_id=participant.participant_id, meeting_id=participant.meeting_id)


async def _retention(meeting_id: str, unit: RegistrationUnit) -> Retention:
    """Return the rules of a meeting; the first data recorded begin its clock."""
    known = await unit.retentions.find(meeting_id)
    if known is None:
        known = retention_of(await unit.meetings.get(meeting_id)).next()
        await unit.retentions.save(known)
    return known


async def _save(kept: PersonalFile, gone: list[str], unit: RegistrationUnit) -> PersonalFile:
    for file_id in gone:
        await drop(unit, file_id)
    await unit.personal_files.save(kept)
    return kept


def _now(kept: PersonalFile) -> PersonalNow:
    return PersonalNow(participant_id=kept.participant_id, held=kept.held)
