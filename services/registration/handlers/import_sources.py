"""Lists of other systems: read as was said once; who is gone from them is proposed to withdraw, never silently."""

import asyncio
from collections.abc import Sequence

from services.registration.commands import WithdrawParticipant
from services.registration.commands.imports import ImportNow, SetImportSource, SourceNow, WithdrawGone
from services.registration.domain.imports.batch import Gone, Import
from services.registration.domain.imports.columns import ImportField, Purpose
from services.registration.domain.imports.rows import ImportRow
from services.registration.domain.imports.sources import ColumnMeaning, ImportSource, WordMeaning
from services.registration.handlers.participants import withdraw_participant
from services.registration.ports import RegistrationUnit
from shared.errors import NotAllowed, NotFound
from shared.who import Role, Who


async def set_import_source(command: SetImportSource, unit: RegistrationUnit) -> SourceNow:
    must_be_theirs(command.delegation_id, unit)
    known = await source_of(command.source_id, command.delegation_id, unit)
    given: dict[str, object] = {
        "name": command.name,
        "purpose": Purpose(command.purpose),
        "columns": tuple(
            ColumnMeaning(heading=one.heading, field=ImportField(one.field) if one.field else None)
            for one in command.columns
        ),
        "words": tuple(
            WordMeaning(field=ImportField(one.field), theirs=one.theirs, ours=one.ours)
            for one in command.words
            if one.ours
        ),
    }
    fresh = known.next(**given) if known else _new(command, given, unit)
    await unit.import_sources.save(fresh)
    return SourceNow(source_id=fresh.source_id)


async def withdraw_gone(command: WithdrawGone, unit: RegistrationUnit) -> ImportNow:
    """Withdraw those of the proposed people whom somebody chose."""
    one = await unit.imports.get(command.import_id)
    must_be_theirs(one.delegation_id, unit)
    proposed = {gone.participant_id for gone in one.gone if gone.participant_id}
    for participant_id in sorted(proposed & set(command.participant_ids)):
        participant = await unit.participants.get(participant_id)
        if participant.active:
            reason = f"No longer on the list: {one.source}"
            await withdraw_participant(WithdrawParticipant(participant_id=participant_id, reason=reason), unit)
    one = one.withdrew(command.participant_ids)
    await unit.imports.save(one)
    return ImportNow(import_id=one.import_id, stage=one.stage.value, rows=one.rows, done=one.done)


async def source_of(source_id: str | None, delegation_id: str | None, unit: RegistrationUnit) -> ImportSource | None:
    """Return the source of an import of this very place, or None where the file is nobody's list."""
    if not source_id:
        return None
    source = await unit.import_sources.find(source_id)
    if source is None or source.delegation_id != delegation_id:
        raise NotFound("There is no such source.", field="source_id")
    return source


async def gone_from_source(one: Import, rows: Sequence[ImportRow], unit: RegistrationUnit) -> tuple[Gone, ...]:
    """Return who was on the source's last list, is registered, and is not in these rows.

    A delegation is told of its own people alone: an address on its list may be that of somebody elsewhere.
    """
    source = await source_of(one.source_id, one.delegation_id, unit)
    absent = source.absent(rows) if source else ()
    own = {"delegation_id": one.delegation_id} if one.delegation_id else {}
    asked = (unit.participants.one(meeting_id=one.meeting_id, email=address, active=True, **own) for address in absent)
    return tuple(
        Gone(
            delegation_id=found.delegation_id,
            delegation=found.delegation,
            full_name=found.full_name,
            participant_id=found.participant_id,
        )
        for found in await asyncio.gather(*asked)
        if found
    )


def must_be_theirs(delegation_id: str | None, unit: RegistrationUnit) -> None:
    """Refuse unless an officer asks, or the focal point of the one delegation it is about."""
    own = delegation_id is not None and unit.who.has(Role.FOCAL_POINT, delegation_id)
    if not (own or unit.who.has(Role.REGISTRATION_OFFICER)):
        raise NotAllowed("Only the secretariat or the focal point of this delegation can do this.")


def must_be_seen_by(delegation_id: str | None, who: Who) -> None:
    """Refuse unless it is of the delegation of the focal point who looks, or the secretariat or an auditor looks."""
    own = delegation_id is not None and who.has(Role.FOCAL_POINT, delegation_id)
    if not (own or who.has(Role.REGISTRATION_OFFICER) or who.has(Role.AUDITOR)):
        raise NotAllowed("Only the secretariat or the focal point of this delegation can do this.")


def _new(command: SetImportSource, given: dict[str, object], unit: RegistrationUnit) -> ImportSource:
    fields = {
        "source_id": unit.new_id("src"),
        "meeting_id": command.meeting_id,
        "delegation_id": command.delegation_id,
        "version": 1,
    }
    return ImportSource.model_validate(given | fields)
