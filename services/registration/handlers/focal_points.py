"""Focal points let in by a mailed link."""

from services.registration.domain import Delegation, FocalPoint
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.ports import RegistrationUnit
from shared.contracts.registration import LinkRevoked
from shared.identity import links
from shared.pages.languages import msg
from shared.who import Grant, Role

FOCAL_POINT = Letter(
    subject=msg("You are the focal point of your delegation"),
    text=msg(
        "Dear %(name)s,\n\nyou are the focal point of your delegation for the coming meeting. This link shows whom "
        "your delegation has notified, who is registered and who is missing. It signs you in once, until %(until)s "
        "(UTC):\n\n%(link)s\n"
    ),
)


async def let_in(person: FocalPoint, delegation: Delegation, unit: RegistrationUnit) -> None:
    """Mail a focal point the link to the page of their delegation."""
    invited = links.Invited(
        subject=_subject_of(delegation, person.email),
        name=person.name,
        email=person.email,
        grants=(Grant(role=Role.FOCAL_POINT, scope=delegation.delegation_id),),
        prefix="/registration",
        start=f"/registration/delegations/{delegation.delegation_id}/portal",
        language=person.language,
        meeting_id=delegation.meeting_id,
    )
    await mail_link(invited, unit, letter=FOCAL_POINT, whose=delegation.name)


async def shut_out(email: str, delegation: Delegation, unit: RegistrationUnit) -> None:
    """Take the links of a focal point back, and tell the services that let in by those which were used."""
    for link in await links.revoke_links(_subject_of(delegation, email), unit):
        if link.used_at:
            unit.tell(LinkRevoked(link_id=link.link_id, revoked_at=unit.now, version=link.version))


def _subject_of(delegation: Delegation, email: str) -> str:
    return f"focal_point:{delegation.delegation_id}:{email}"
