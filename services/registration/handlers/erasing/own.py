"""What is kept under the person's own id."""

from services.registration.domain import Participant
from services.registration.domain.erasures import nobody_at
from services.registration.domain.personal import RemovedBecause
from services.registration.handlers.badges import withdraw_badges_of
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.privacy import PersonalKind
from shared.erasure import NAMELESS
from shared.files import drop
from shared.identity.links import erase_links


async def personal_file(person: Participant, unit: RegistrationUnit) -> None:
    """Remove passport, dates, photo and documents."""
    known = await unit.personal_files.find(person.participant_id)
    if known:
        kept, gone = known.without(frozenset(PersonalKind), RemovedBecause.ERASURE, at=unit.now)
        for file_id in gone:
            await drop(unit, file_id)
        if kept is not known:
            await unit.personal_files.save(kept)


async def personal_access(person: Participant, unit: RegistrationUnit) -> None:
    """Remove who looked at the data last."""
    access = await unit.personal_accesses.find(person.participant_id)
    if access:
        await unit.personal_accesses.save(access.next(last_by=""))


async def badges(person: Participant, unit: RegistrationUnit) -> None:
    """Withdraw the person's badges and take the name off them."""
    await badges_of(person.participant_id, unit)


async def badges_of(holder_id: str, unit: RegistrationUnit) -> None:
    """Withdraw a holder's badges and take the name off them."""
    await withdraw_badges_of(unit, holder_id, reason="")
    for badge in await unit.badges.all(holder_id=holder_id):
        await unit.badges.save(badge.next(name=NAMELESS, name_key="", other_name="", function="", reason=""))


async def badge_files(person: Participant, unit: RegistrationUnit) -> None:
    """Drop the files of whole batches in which the person's badge stands, with name and photo."""
    theirs = {one.badge_id for one in await unit.badges.all(holder_id=person.participant_id)}
    for batch in await unit.badge_batches.all(meeting_id=person.meeting_id):
        files = (*batch.parts, *([batch.file_id] if batch.file_id else []))
        if files and theirs & {one.badge_id for one in batch.printed}:
            for file_id in files:
                await drop(unit, file_id)
            await unit.badge_batches.save(batch.next(parts=(), file_id=None))


async def changes(person: Participant, unit: RegistrationUnit) -> None:
    """Remove what the person asked to have changed."""
    for change in await unit.changes.all(participant_id=person.participant_id):
        await unit.changes.save(change.next(full_name=NAMELESS, changes=(), note="", asked_by="", reason=""))


async def answers(person: Participant, unit: RegistrationUnit) -> None:
    """Remove answers to follow-up forms; that somebody answered stays, for the counts."""
    for answer in await unit.answers.all(participant_id=person.participant_id):
        await unit.answers.save(answer.next(full_name=NAMELESS, answers=(), given_by=""))


async def expert_invitations(person: Participant, unit: RegistrationUnit) -> None:
    """Remove whom the experts' programme invited, and what they need."""
    for one in await unit.invitations.all(participant_id=person.participant_id):
        address = nobody_at(one.invitation_id)
        await unit.invitations.save(one.next(name=NAMELESS, email=address, needs="", read_by=()))
        await erase_links(f"expert:{one.invitation_id}", unit)


async def endorsement(person: Participant, unit: RegistrationUnit) -> None:
    """Remove what the focal point said of the person."""
    known = await unit.endorsements.find(person.participant_id)
    if known:
        await unit.endorsements.save(known.next(reason=""))


async def substitutions(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the name from what was recorded when somebody came in another's place."""
    id, blank = person.participant_id, {"full_name": NAMELESS, "key": "", "title": "", "function": "", "email": None}
    for one in await unit.substitutions.all(participant_id=id):
        named = one.named and one.named.model_copy(update=blank)
        await unit.substitutions.save(one.next(participant=NAMELESS, named=named))
    for one in await unit.substitutions.all(successor_id=id):
        named = one.successor_named and one.successor_named.model_copy(update=blank)
        await unit.substitutions.save(one.next(successor=NAMELESS, successor_named=named))


async def door_alerts(person: Participant, unit: RegistrationUnit) -> None:
    """Remove what an officer wrote about double use; passages themselves carry no name."""
    for alert in await unit.door_alerts.all(holder_id=person.participant_id):
        await unit.door_alerts.save(alert.next(remark=""))


async def letters(person: Participant, unit: RegistrationUnit) -> None:
    """Remove the fingerprint of what letters say, and why one was withdrawn; who asks for the number reads no name."""
    for letter in await unit.letters.all(participant_id=person.participant_id):
        await unit.letters.save(letter.next(facts="", reason=""))


async def links(person: Participant, unit: RegistrationUnit) -> None:
    """Take back the links to the person's own page, with name and address."""
    await erase_links(f"participant:{person.participant_id}", unit)
