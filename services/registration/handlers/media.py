"""Accreditation of the press: each step saved, told, mailed; a badge follows the accreditation in the same unit."""

from services.registration.commands.media import (
    AccreditApplicant,
    AddMediaDocument,
    ApplyForAccreditation,
    CheckMediaDocument,
    MediaApplicationNow,
    PurgeMediaDocuments,
    ReadMediaDocument,
    RefuseAccreditation,
    ReopenApplication,
    RevokeAccreditation,
    SetMediaRules,
)
from services.registration.domain.badges import Holder, HolderKind
from services.registration.domain.media import Applicant, DocumentState, MediaApplication, MediaRules, apply
from services.registration.domain.media_refusals import DocumentsMissing
from services.registration.handlers import media_letters as letters
from services.registration.handlers.badges import issue_badge_for, withdraw_badges_of
from services.registration.handlers.media_access import may_read, must_be_theirs
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import BadgeCategory
from shared.errors import NotDueYet
from shared.files import attach, drop
from shared.identity import links
from shared.who import Role


async def apply_for_accreditation(command: ApplyForAccreditation, unit: RegistrationUnit) -> MediaApplicationNow:
    """Take an application; the desk may enter one that comes too late, others are told when it was time."""
    meeting = await unit.meetings.get(command.meeting_id)
    rules = await unit.media_rules.find(command.meeting_id)
    applicant = Applicant.model_validate(command.model_dump(exclude={"meeting_id", "days"}))
    application = apply(
        applicant,
        command.days,
        meeting,
        rules,
        media_application_id=unit.new_id("med"),
        applied_at=unit.now,
        late=unit.who.has(Role.REGISTRATION_OFFICER),
    )
    await unit.media_applications.save(application)
    await letters.write(letters.RECEIVED, application, unit)
    return _now(application)


async def add_media_document(command: AddMediaDocument, unit: RegistrationUnit) -> MediaApplicationNow:
    application = await unit.media_applications.get(command.media_application_id)
    must_be_theirs(application, unit.who)
    before = application.document(command.kind).file_id
    application = application.receive(command.kind, command.file_id, at=unit.now)
    await attach(unit, command.file_id, owner=application.media_application_id)
    if before and before != command.file_id:
        await drop(unit, before)
    return await _saved(application, unit)


async def read_media_document(command: ReadMediaDocument, unit: RegistrationUnit) -> str:
    """Return the id of the file; the reading is in the audit record of the application."""
    application = await unit.media_applications.get(command.media_application_id)
    may_read(application, command.kind, unit.who)
    file_id = application.document(command.kind).file_id
    if file_id is None:
        raise DocumentsMissing("This document has not been sent.", field="kind")
    await unit.media_applications.save(application.next())
    return file_id


async def check_media_document(command: CheckMediaDocument, unit: RegistrationUnit) -> MediaApplicationNow:
    """Say whether a document is in order; one that is not is asked for again by mail."""
    application = await unit.media_applications.get(command.media_application_id)
    application = application.check(command.kind, accepted=command.accepted, remark=command.remark, at=unit.now)
    if application.document(command.kind).state is DocumentState.RETURNED:
        await letters.write(letters.RETURNED, application, unit, reason=command.remark)
    return await _saved(application, unit)


async def accredit_applicant(command: AccreditApplicant, unit: RegistrationUnit) -> MediaApplicationNow:
    application = await unit.media_applications.get(command.media_application_id)
    application, accredited = application.accredit(by=unit.who.name, at=unit.now)
    unit.tell(accredited)
    await issue_badge_for(_holder(application), unit)
    await letters.write(letters.ACCREDITED, application, unit)
    return await _saved(application, unit)


async def refuse_accreditation(command: RefuseAccreditation, unit: RegistrationUnit) -> MediaApplicationNow:
    application = await unit.media_applications.get(command.media_application_id)
    application = application.refuse(command.reason, by=unit.who.name, at=unit.now)
    await letters.write(letters.REFUSED, application, unit, reason=command.reason)
    return await _saved(application, unit)


async def revoke_accreditation(command: RevokeAccreditation, unit: RegistrationUnit) -> MediaApplicationNow:
    application = await unit.media_applications.get(command.media_application_id)
    application, revoked = application.revoke(command.reason, by=unit.who.name, at=unit.now)
    unit.tell(revoked)
    await withdraw_badges_of(unit, application.media_application_id, reason=command.reason)
    await letters.write(letters.REVOKED, application, unit, reason=command.reason)
    return await _saved(application, unit)


async def reopen_application(command: ReopenApplication, unit: RegistrationUnit) -> MediaApplicationNow:
    application = (await unit.media_applications.get(command.media_application_id)).reopen()
    await letters.write(letters.REOPENED, application, unit)
    return await _saved(application, unit)


async def set_media_rules(command: SetMediaRules, unit: RegistrationUnit) -> None:
    await unit.meetings.get(command.meeting_id)
    rules = await unit.media_rules.find(command.meeting_id) or MediaRules(meeting_id=command.meeting_id)
    await unit.media_rules.save(rules.next(hours_before=command.hours_before, said=command.said))


async def purge_media_documents(command: PurgeMediaDocuments, unit: RegistrationUnit) -> None:
    """Drop the files once their time is over; again, or earlier because the meeting moved, nothing happens."""
    application = await unit.media_applications.find(command.media_application_id)
    if application is None or application.purged_at:
        return
    if unit.now < application.documents_until:
        raise NotDueYet
    for document in application.documents:
        if document.file_id:
            await drop(unit, document.file_id)
    await unit.media_applications.save(application.purge(at=unit.now))
    await links.revoke_links(letters.subject_of(application), unit)


async def _saved(application: MediaApplication, unit: RegistrationUnit) -> MediaApplicationNow:
    await unit.media_applications.save(application)
    return _now(application)


def _holder(application: MediaApplication) -> Holder:
    return Holder(
        holder_id=application.media_application_id,
        kind=HolderKind.MEDIA,
        meeting_id=application.meeting_id,
        delegation=application.outlet,
        name=application.full_name,
        category=BadgeCategory.MEDIA,
        standing=bool(application.press_badge),
    )


def _now(application: MediaApplication) -> MediaApplicationNow:
    return MediaApplicationNow(
        media_application_id=application.media_application_id,
        status=application.status.value,
        missing=tuple(one.value for one in application.missing),
        late=application.late,
    )
