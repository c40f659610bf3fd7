"""Batches of badges: asked for, added to, finished, marked; each step can come twice."""

import asyncio

from services.registration.commands.badge_batches import (
    AddBatchPart,
    BatchNow,
    CancelBadgeBatch,
    CheckOffBadges,
    CloseBadgeBatch,
    ConfirmBadgesPrinted,
    PrintPhotos,
    RecordBatchFailure,
    RequestBadgeBatch,
    ResumeBadgeBatch,
)
from services.registration.domain.badge_batches import BadgeBatch, BatchState, NothingToPrint, Printed
from services.registration.domain.personal import PersonalAccess
from services.registration.ports import RegistrationUnit
from shared.files import attach, drop


async def request_badge_batch(command: RequestBadgeBatch, unit: RegistrationUnit) -> BatchNow:
    await unit.meetings.get(command.meeting_id)
    if not command.badge_ids:
        raise NothingToPrint("There is no badge to print.", field="badge_ids")
    batch = BadgeBatch(
        batch_id=unit.new_id("bat"),
        meeting_id=command.meeting_id,
        badge_ids=tuple(dict.fromkeys(command.badge_ids)),
        asked_by=unit.who.subject,
        asked_by_name=unit.who.name,
        asked_at=unit.now,
        changed_at=unit.now,
        version=1,
    )
    return await _saved(batch, unit)


async def add_batch_part(command: AddBatchPart, unit: RegistrationUnit) -> BatchNow:
    """A part that was added before, or of a batch that was cancelled meanwhile, is left for the sweep."""
    batch = await unit.badge_batches.get(command.batch_id)
    if batch.state is not BatchState.SETTING or batch.done != command.before:
        return _now(batch)
    if command.file_id:
        await attach(unit, command.file_id, owner=batch.batch_id)
    printed = [Printed(badge_id=one.badge_id, version=one.version) for one in command.printed]
    return await _saved(batch.add(printed, command.file_id, at=unit.now), unit)


async def close_badge_batch(command: CloseBadgeBatch, unit: RegistrationUnit) -> BatchNow:
    batch = await unit.badge_batches.get(command.batch_id)
    if batch.state is not BatchState.SETTING:
        return _now(batch)
    await attach(unit, command.file_id, owner=batch.batch_id)
    for part in batch.parts:
        if part != command.file_id:
            await drop(unit, part)
    return await _saved(batch.finish(command.file_id, at=unit.now), unit)


async def record_batch_failure(command: RecordBatchFailure, unit: RegistrationUnit) -> BatchNow:
    batch = await unit.badge_batches.get(command.batch_id)
    return await _saved(batch.fail(command.problem, at=unit.now), unit)


async def resume_badge_batch(command: ResumeBadgeBatch, unit: RegistrationUnit) -> BatchNow:
    batch = await unit.badge_batches.get(command.batch_id)
    return await _saved(batch.resume(at=unit.now), unit)


async def cancel_badge_batch(command: CancelBadgeBatch, unit: RegistrationUnit) -> BatchNow:
    batch = await unit.badge_batches.get(command.batch_id)
    cancelled = batch.cancel(at=unit.now)
    for file_id in (*batch.parts, *([batch.file_id] if batch.file_id else [])):
        await drop(unit, file_id)
    return await _saved(cancelled, unit)


async def confirm_badges_printed(command: ConfirmBadgesPrinted, unit: RegistrationUnit) -> BatchNow:
    batch = await unit.badge_batches.get(command.batch_id)
    return await _saved(batch.confirm(at=unit.now), unit)


async def check_off_badges(command: CheckOffBadges, unit: RegistrationUnit) -> BatchNow:
    """Whoever changed since their badge was set is left: what lies printed does not say what holds now."""
    batch = await unit.badge_batches.get(command.batch_id)
    if batch.state is not BatchState.MARKING or batch.marked != command.before:
        return _now(batch)
    marked = 0
    badges = await asyncio.gather(*[unit.badges.find(one.badge_id) for one in batch.next_marked])
    for one, badge in zip(batch.next_marked, badges, strict=True):
        if badge and badge.version == one.version and badge.printable:
            await unit.badges.save(badge.print(at=unit.now))
            marked += 1
    left = len(batch.next_marked) - marked
    return await _saved(batch.mark(marked, left=left, at=unit.now), unit)


async def print_photos(command: PrintPhotos, unit: RegistrationUnit) -> dict[str, str]:
    """Return which files hold the photos of these people, and note for each that it was looked at."""
    found: dict[str, str] = {}
    ids = command.participant_ids
    files = await asyncio.gather(*[unit.personal_files.find(one) for one in ids])
    before = await asyncio.gather(*[unit.personal_accesses.find(one) for one in ids])
    for participant_id, kept, known in zip(ids, files, before, strict=True):
        if kept is None or kept.photo_file_id is None:
            continue
        found[participant_id] = kept.photo_file_id
        access = known or PersonalAccess(participant_id=participant_id, meeting_id=kept.meeting_id)
        await unit.personal_accesses.save(access.noted(unit.who.name or unit.who.subject, unit.now))
    return found


async def _saved(batch: BadgeBatch, unit: RegistrationUnit) -> BatchNow:
    await unit.badge_batches.save(batch)
    return _now(batch)


def _now(batch: BadgeBatch) -> BatchNow:
    return BatchNow(batch_id=batch.batch_id, state=batch.state.value, done=batch.done, total=batch.total)
