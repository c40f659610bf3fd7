"""What is kept under no id of the person: found by address, or by name within the delegation."""

from typing import TypeVar

from services.registration.domain import Participant
from services.registration.domain.delegations import Delegation, Named
from services.registration.domain.erasures import nobody_at
from services.registration.domain.imports.batch import ImportPage
from services.registration.domain.imports.rows import Cells, ImportRow, Verdict
from services.registration.domain.media import MediaApplication, MediaStatus
from services.registration.domain.names import name_key
from services.registration.domain.notes import NoteRecord
from services.registration.handlers.erasing.own import badges_of
from services.registration.handlers.media_letters import subject_of
from services.registration.ports import RegistrationUnit
from shared.erasure import NAMELESS
from shared.files import drop
from shared.identity.links import erase_links

N = TypeVar("N", Delegation, NoteRecord)


async def invited(person: Participant, unit: RegistrationUnit) -> None:
    """Remove whom a focal point asked by mail to register."""
    for one in await unit.invited.all(meeting_id=person.meeting_id, email=person.email):
        await unit.invited.save(one.next(name=NAMELESS, email=nobody_at(one.invitation_id)))


async def recipients(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the name and the address from the rows of mailings; that a mail went out stays."""
    for one in await unit.recipients.all(email=person.email):
        if one.participant_id in {None, person.participant_id} and not one.focal_point:
            await unit.recipients.save(one.next(name=NAMELESS, email=nobody_at("recipient")))


async def expectations(person: Participant, unit: RegistrationUnit) -> None:
    """Blank whom sponsorship lets us expect, as it stands: its version is sponsorship's."""
    for one in await unit.expectations.all(meeting_id=person.meeting_id, state=person.state):
        if one.name_key in person.keys:
            await unit.expectations.save(one.model_copy(update={"delegate": NAMELESS, "name_key": ""}))


async def named_by_delegation(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the address from what the note names; the name stays as the State wrote it."""
    delegation = await unit.delegations.find(person.delegation_id)
    if delegation and (left := _without_address(delegation, person)) is not delegation:
        await unit.delegations.save(left)


async def notes(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the address from the notes on file; they are documents of the State, and name whom it named."""
    for note in await unit.note_records.all(delegation_id=person.delegation_id):
        if (left := _without_address(note, person)) is not note:
            await unit.note_records.save(left)


def _without_address(note: N, person: Participant) -> N:
    names = tuple(
        one.model_copy(update={"email": None}) if _is_named(one, person) and one.email else one for one in note.names
    )
    return note if names == note.names else note.next(names=names)


def _is_named(one: Named, person: Participant) -> bool:
    return one.key in person.keys or one.email == person.email


async def imports(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the person from whom an import proposes to withdraw."""
    for one in await unit.imports.all(meeting_id=person.meeting_id):
        gone = tuple(
            row.model_copy(update={"full_name": NAMELESS})
            if row.participant_id == person.participant_id
            or (row.delegation_id == person.delegation_id and name_key(row.full_name) in person.keys)
            else row
            for row in one.gone
        )
        if gone != one.gone:
            await unit.imports.save(one.next(gone=gone))


async def import_pages(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the person's rows from the files that were read; what is not taken yet is never taken."""
    for one in await unit.imports.all(meeting_id=person.meeting_id):
        for page in await unit.import_pages.all(import_id=one.import_id):
            if (left := _without_rows(page, person)) is not page:
                await unit.import_pages.save(left)


def _without_rows(page: ImportPage, person: Participant) -> ImportPage:
    nothing = {"cells": Cells(), "errors": (), "changes": (), "verdict": Verdict.UNCHANGED}
    rows = tuple(row.model_copy(update=nothing) if _is_row_of(row, person) else row for row in page.rows)
    return page if rows == page.rows else page.next(rows=rows)


def _is_row_of(row: ImportRow, person: Participant) -> bool:
    called = row.delegation_id == person.delegation_id and name_key(row.cells.full_name) in person.keys
    return called or row.cells.email.strip().lower() == person.email


async def media_applications(person: Participant, unit: RegistrationUnit) -> None:
    """Remove an application of the press under the same address: its documents, badge, links; media hears of it."""
    for one in await unit.media_applications.all(meeting_id=person.meeting_id, email=person.email):
        for document in one.documents:
            if document.file_id:
                await drop(unit, document.file_id)
        await badges_of(one.media_application_id, unit)
        await erase_links(subject_of(one), unit)
        await unit.media_applications.save(_ended(one, unit))


def _ended(one: MediaApplication, unit: RegistrationUnit) -> MediaApplication:
    ended = one
    if one.status is MediaStatus.APPROVED:
        ended, revoked = one.revoke(NAMELESS, by=unit.who.name, at=unit.now)
        unit.tell(revoked)
    return ended.forget(NAMELESS, nobody_at(one.media_application_id), at=unit.now)


async def mails(person: Participant, unit: RegistrationUnit) -> None:
    """Take address and words from the mails kept of the person's address."""
    unit.forget_mails(person.email)
