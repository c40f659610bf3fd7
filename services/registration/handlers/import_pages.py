"""One page of an import: what taking it would change, and taking it."""

import asyncio
from collections.abc import Sequence

from services.registration.domain import Delegation, Meeting, Participant, register
from services.registration.domain.corrections import Basis, correct
from services.registration.domain.imports.batch import Gone, Import, ImportPage
from services.registration.domain.imports.checks import by_delegation
from services.registration.domain.imports.flaws import WITH_OTHERS
from services.registration.domain.imports.rows import ImportRow, Verdict
from services.registration.domain.imports.verdicts import Registered, as_named, as_person, gone, judge
from services.registration.handlers.mailed import mail_link
from services.registration.handlers.notes import IncomingNote, take_note
from services.registration.handlers.own_page import own_page
from services.registration.handlers.participants import REGISTERED
from services.registration.handlers.provisional import to_be_joined
from services.registration.handlers.review import find_the_note
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import DelegateRole


async def check_page(one: Import, page: ImportPage, unit: RegistrationUnit) -> tuple[ImportPage, tuple[Gone, ...]]:
    """Compare a page with what is there now; nothing of it is written. Also return whom notes would name no more."""
    judged, delegations, _ = await _judged(one, page.rows, unit)
    missing: list[Gone] = []
    for delegation_id, rows in by_delegation(judged).items():
        delegation = delegations.get(delegation_id)
        if delegation and one.purpose.notifies:
            missing += [
                Gone(delegation_id=delegation_id, delegation=delegation.name, full_name=name)
                for name in gone(rows, delegation)
            ]
    return page.next(rows=tuple(judged)), tuple(missing)


async def take_page(one: Import, page: ImportPage, unit: RegistrationUnit) -> tuple[ImportPage, tuple[str, ...]]:
    """Take what is right and still changes something; a delegation with a wrong row keeps the note it has."""
    meeting = await unit.meetings.get(one.meeting_id)
    judged, delegations, people = await _judged(one, page.rows, unit)
    held: list[str] = []
    noted: set[str] = set()
    if one.purpose.notifies:
        for delegation_id, rows in by_delegation(judged).items():
            delegation = delegations.get(delegation_id)
            if delegation is None or any(row.wrong for row in rows):
                held.append(delegation.name if delegation else rows[0].cells.delegation)
            elif await _notify(one, rows, delegation, meeting=meeting, unit=unit):
                noted.add(delegation_id)
    if one.purpose.registers:
        for row in (row for row in judged if row.verdict in {Verdict.NEW, Verdict.CHANGED}):
            if known := people.by_address.get(row.cells.email):
                await _correct(row, known, unit)
            else:
                await _register(one, row, delegations[row.delegation_id], meeting=meeting, unit=unit)
    taken = [row.model_copy(update={"taken": _is_taken(one, row, noted)}) for row in judged]
    return page.next(rows=tuple(taken)), tuple(held)


def _is_taken(one: Import, row: ImportRow, noted: set[str]) -> bool:
    changes = row.verdict in {Verdict.NEW, Verdict.CHANGED}
    return changes and (one.purpose.registers or row.delegation_id in noted)


async def _judged(
    one: Import, rows: Sequence[ImportRow], unit: RegistrationUnit
) -> tuple[list[ImportRow], dict[str, Delegation], Registered]:
    delegations: dict[str, Delegation] = {}
    for delegation_id in {row.delegation_id for row in rows if row.delegation_id}:
        delegations[delegation_id] = await unit.delegations.get(delegation_id)
    people = await _registered(one, rows, unit) if one.purpose.registers else Registered()
    judged = [
        judge(_as_read(row), delegations.get(row.delegation_id), people, one.purpose, by_officer=one.by_officer)
        for row in rows
    ]
    return judged, delegations, people


def _as_read(row: ImportRow) -> ImportRow:
    """Return the row without what was wrong because of others when it was last looked at."""
    return row.model_copy(update={"errors": tuple(one for one in row.errors if one.flaw not in WITH_OTHERS)})


async def _registered(one: Import, rows: Sequence[ImportRow], unit: RegistrationUnit) -> Registered:
    """Return who of these rows is registered; all are asked for side by side."""
    people, sought = unit.participants, [row for row in rows if row.cells.email and row.delegation_id]
    addresses = (people.one(meeting_id=one.meeting_id, email=row.cells.email, active=True) for row in sought)
    names = (people.one(delegation_id=row.delegation_id, name_key=row.key, active=True) for row in sought)
    places = {row.delegation_id for row in sought}
    heads = (people.one(delegation_id=place, role=DelegateRole.HEAD, active=True) for place in places)
    return Registered(
        by_address={found.email: found for found in await asyncio.gather(*addresses) if found},
        by_name={(found.delegation_id, found.name_key): found for found in await asyncio.gather(*names) if found},
        heads={found.delegation_id: found for found in await asyncio.gather(*heads) if found},
    )


async def _notify(
    one: Import, rows: Sequence[ImportRow], delegation: Delegation, *, meeting: Meeting, unit: RegistrationUnit
) -> bool:
    """Take the names of a note in place of earlier ones, unless they are the same (R1, R2, R8)."""
    names = tuple(as_named(row, delegation) for row in rows)
    if one.note is None or set(names) == set(delegation.names):
        return False
    incoming = IncomingNote(names=names, received_at=unit.now, entered_by=one.by, **dict(one.note))
    await take_note(incoming, delegation, meeting, unit)
    return True


async def _register(
    one: Import, row: ImportRow, delegation: Delegation, *, meeting: Meeting, unit: RegistrationUnit
) -> None:
    participant, registered = register(
        as_person(row), delegation, meeting, participant_id=unit.new_id("par"), at=unit.now
    )
    await to_be_joined(row.delegation_id, unit)
    await unit.participants.save(participant.model_copy(update={"registered_by": one.by}))
    unit.tell(registered)
    if one.mails:
        await mail_link(own_page(participant), unit, letter=REGISTERED, whose=participant.delegation)


async def _correct(row: ImportRow, known: Participant, unit: RegistrationUnit) -> None:
    person = as_person(row, known)
    participant, corrected = correct(known, person, Basis(version=known.version), at=unit.now)
    if corrected:
        await unit.participants.save(participant)
        unit.tell(corrected)
        await find_the_note(participant, unit)
