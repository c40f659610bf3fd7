"""Drafts, edits and corrections: load, decide, save."""

from services.media.commands import CorrectRelease, DraftRelease, EditRelease
from services.media.domain import drafting, publishing
from services.media.handlers.answers import ReleaseStands, stands
from services.media.ports import MediaUnit


async def draft_release(command: DraftRelease, unit: MediaUnit) -> ReleaseStands:
    """Write the first version of a release."""
    release = drafting.draft(
        unit.new_id("rel"), command.kind, command.content, by=unit.who.name, now=unit.now
    ).model_copy(update={"meeting_id": command.meeting_id})
    if command.embargo_until:
        release = publishing.plan(release, command.embargo_until, zone=command.embargo_zone, now=unit.now)
    await unit.releases.save(release)
    return stands(release)


async def edit_release(command: EditRelease, unit: MediaUnit) -> ReleaseStands:
    """Replace a text; its clearances are void (P1)."""
    release = await unit.releases.get(command.release_id)
    release = drafting.edit(release, command.content, seen=command.text_version, now=unit.now)
    await unit.releases.save(release)
    return stands(release)


async def correct_release(command: CorrectRelease, unit: MediaUnit) -> ReleaseStands:
    """Open a correction; what is out stays out until the correction is cleared and published (P5)."""
    release = await unit.releases.get(command.release_id)
    release = drafting.correct(release, command.content, reason=command.reason, seen=command.text_version, now=unit.now)
    await unit.releases.save(release)
    return stands(release)
