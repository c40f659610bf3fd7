"""Clearances: asking the principals, and their answers."""

from services.media.commands import ClearRelease, NameRepresentative, RequestChanges, RequestClearance
from services.media.domain import clearing
from services.media.domain.press import Representative
from services.media.domain.release import ChangeRequest, Release
from services.media.handlers.answers import ReleaseStands, stands
from services.media.handlers.letters import CLEARANCE_SUBJECT, CLEARANCE_TEXT, changes_wanted
from services.media.ports import MediaUnit
from shared.identity.links import Invited, invite, revoke_links
from shared.who import Grant, Role


async def name_representative(command: NameRepresentative, unit: MediaUnit) -> None:
    """Say who clears texts for a principal from now on; the former one is let in no longer."""
    known = await unit.representatives.find(command.principal)
    given = command.model_dump()
    if known and known.email != command.email:
        await revoke_links(_subject(command.principal), unit)
    await unit.representatives.save(known.next(**given) if known else Representative(**given, version=1))


async def request_clearance(command: RequestClearance, unit: MediaUnit) -> ReleaseStands:
    """Ask for clearance; a principal with a named representative gets a mail with a link to the text."""
    release = await unit.releases.get(command.release_id)
    release = clearing.request(release, answer_to=unit.who.email, now=unit.now)
    await unit.releases.save(release)
    for principal in release.missing_clearances:
        representative = await unit.representatives.find(principal)
        if representative:
            await _ask(representative, release, unit)
    return stands(release)


async def clear_release(command: ClearRelease, unit: MediaUnit) -> ReleaseStands:
    """Clear one version of the text; the last of the principals makes the release cleared (P1, P2)."""
    unit.who.must_have(Role.PRINCIPAL, command.principal)
    release = await unit.releases.get(command.release_id)
    cleared, *facts = clearing.clear(
        release, command.principal, text_version=command.text_version, by=unit.who.name, now=unit.now
    )
    if cleared != release:
        await unit.releases.save(cleared)
        unit.tell(*facts)
    return stands(cleared)


async def request_changes(command: RequestChanges, unit: MediaUnit) -> ReleaseStands:
    """Put a principal's wishes on record and tell the officer who asked."""
    unit.who.must_have(Role.PRINCIPAL, command.principal)
    release = await unit.releases.get(command.release_id)
    given = command.model_dump(exclude={"release_id"})
    wish = ChangeRequest(**given, by=unit.who.name, at=unit.now)
    release = clearing.request_changes(release, wish)
    await unit.releases.save(release)
    if release.answer_to:
        unit.mail(changes_wanted(release, wish, to=release.answer_to))
    return stands(release)


async def _ask(representative: Representative, release: Release, unit: MediaUnit) -> None:
    principal = representative.principal
    person = Invited(
        subject=_subject(principal),
        name=representative.name,
        email=representative.email,
        grants=(Grant(role=Role.PRINCIPAL, scope=principal),),
        prefix="/media",
        start=f"/media/clearances/{principal}/{release.release_id}",
        language=representative.language,
        meeting_id=release.meeting_id,
    )
    await invite(person, unit, subject=CLEARANCE_SUBJECT, text=CLEARANCE_TEXT)


def _subject(principal: str) -> str:
    return f"principal:{principal}"
