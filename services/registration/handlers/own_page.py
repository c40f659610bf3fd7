"""The link to a participant's own page: part of every mail to them, taken from an address that is theirs no more."""

from services.registration.domain import Participant
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.ports import RegistrationUnit
from shared.identity import links
from shared.who import Grant, Role


def own_page(participant: Participant) -> links.Invited:
    """Return whom the link lets in, and where they arrive."""
    return links.Invited(
        subject=f"participant:{participant.participant_id}",
        name=participant.full_name,
        email=participant.email,
        grants=(Grant(role=Role.PARTICIPANT, scope=participant.participant_id),),
        prefix="/registration",
        start="/registration/me",
        language=participant.language,
        meeting_id=participant.meeting_id,
    )


async def follow_address(before: Participant, now: Participant, unit: RegistrationUnit) -> None:
    """Where the address is another one, let nobody in by the former one and mail a link to the one that holds."""
    if await leave_address(before, now, unit):
        await mail_link(
            own_page(now), unit, letter=Letter(subject=links.SUBJECT, text=links.TEXT), whose=now.delegation
        )


async def leave_address(before: Participant, now: Participant, unit: RegistrationUnit) -> bool:
    """Let nobody in by a former address any more; tell whether there is one."""
    moved = before.email != now.email
    if moved:
        await links.revoke_links(own_page(before).subject, unit)
    return moved
