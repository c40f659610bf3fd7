"""What media remove when a person was erased: the subscriber, the accredited, the names in the ledger of mails."""

from services.media.domain.accredited import Accreditation
from services.media.domain.press import Journalist, unsubscribe
from services.media.ports import MediaUnit
from shared.contracts.registration import ParticipantErased
from shared.erasure import NOBODY_THERE, is_addressed
from shared.identity.links import erase_links


async def forget_person(told: ParticipantErased, unit: MediaUnit) -> None:
    """Take the person off the press list and the accredited; told twice, the second time finds nobody.

    Who cleared a text (P2) and who read one under embargo (P3) stays on record, and so do published texts.
    """
    for journalist in await unit.journalists.all():
        if is_addressed(told, journalist.email, unit):
            await _forget_journalist(told, journalist, unit)
    for one in await unit.accreditations.all(meeting_id=told.meeting_id):
        if is_addressed(told, one.email, unit):
            await _forget_accredited(told, one, unit)


async def _forget_journalist(told: ParticipantErased, journalist: Journalist, unit: MediaUnit) -> None:
    nobody = {"name": told.full_name, "outlet": "", "email": f"{journalist.journalist_id}@{NOBODY_THERE}"}
    for row in await unit.deliveries.all(journalist_id=journalist.journalist_id):
        await unit.deliveries.save(row.next(**nobody))
    left = unsubscribe(journalist, unit.now)
    await unit.journalists.save(left.model_copy(update={**nobody, "version": journalist.version + 1}))
    await erase_links(f"journalist:{journalist.journalist_id}", unit)
    unit.forget_mails(journalist.email)


async def _forget_accredited(told: ParticipantErased, one: Accreditation, unit: MediaUnit) -> None:
    """Blank the copy as it stands: its version is registration's, and only what is newer may write over it."""
    nobody = {"full_name": told.full_name, "outlet": "", "email": "", "active": False}
    await unit.accreditations.save(one.model_copy(update=nobody))
    unit.forget_mails(one.email)
