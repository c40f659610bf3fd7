"""What is removed with a person who is erased, wherever registration keeps something of them."""

from services.registration.domain.erasures import NAMELESS
from services.registration.domain.personal import RemovedBecause
from services.registration.handlers.badges import withdraw_badges_of
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.privacy import PersonalKind
from shared.files import drop
from shared.identity.links import erase_links


async def remove_personal_data_of(participant_id: str, unit: RegistrationUnit) -> None:
    """Remove passport, dates, photo and documents, and who looked at them last."""
    known = await unit.personal_files.find(participant_id)
    if known:
        kept, gone = known.without(frozenset(PersonalKind), RemovedBecause.ERASURE, at=unit.now)
        for file_id in gone:
            await drop(unit, file_id)
        if kept is not known:
            await unit.personal_files.save(kept)
    access = await unit.personal_accesses.find(participant_id)
    if access:
        await unit.personal_accesses.save(access.next(last_by=""))


async def remove_name_of(participant_id: str, unit: RegistrationUnit) -> None:
    """Remove the name from badges, requests to change something, answers, invitations of experts and links."""
    await withdraw_badges_of(unit, participant_id, reason="")
    for badge in await unit.badges.all(holder_id=participant_id):
        await unit.badges.save(badge.next(name=NAMELESS, name_key="", other_name="", function="", reason=""))
    for change in await unit.changes.all(participant_id=participant_id):
        await unit.changes.save(change.next(full_name=NAMELESS, changes=(), note="", asked_by="", reason=""))
    for answer in await unit.answers.all(participant_id=participant_id):
        await unit.answers.save(answer.next(full_name=NAMELESS, answers=(), given_by=""))
    for invitation in await unit.invitations.all(participant_id=participant_id):
        nobody = {"name": NAMELESS, "email": f"{participant_id}@erased.invalid", "needs": "", "read_by": ()}
        await unit.invitations.save(invitation.next(**nobody))
        await erase_links(f"expert:{invitation.invitation_id}", unit)
    await erase_links(f"participant:{participant_id}", unit)
