"""The people of a mailing: who falls under its audience, what is known of them, the letter with their own link."""

from collections.abc import Sequence
from datetime import datetime

from services.registration.domain import Delegation, Participant
from services.registration.domain.follow_ups import FollowUpState, answer_id
from services.registration.domain.mailings.audience import Addressee, Audience
from services.registration.domain.mailings.texts import Written
from services.registration.domain.meetings import Meeting
from services.registration.handlers.mailed import wording
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.mailings import AudienceKind
from shared.identity import links
from shared.mail import Mail
from shared.pages.languages import Speech
from shared.who import Grant, Role


async def addressees(delegations: Sequence[Delegation], audience: Audience, unit: RegistrationUnit) -> list[Addressee]:
    """Return whom an audience takes of delegations; who registered is looked up only where it matters, at once."""
    registered: dict[str, set[str]] = {}
    if audience.kind is AudienceKind.NOT_REGISTERED:
        asked = frozenset(one.delegation_id for one in delegations if one.names)
        for person in await unit.participants.all(delegation_id=asked, active=True):
            registered.setdefault(person.delegation_id, set()).update(person.keys)
    found = [audience.of_delegation(one, frozenset(registered.get(one.delegation_id, ()))) for one in delegations]
    return [each for some in found for each in some]


async def is_concerned(participant: Participant, follow_up_id: str, unit: RegistrationUnit) -> bool:
    """Tell whether a mailing that reminds of a form concerns somebody: asked by it while it is open, not answered."""
    if not follow_up_id:
        return True
    follow_up = await unit.follow_ups.get(follow_up_id)
    asked = follow_up.state is FollowUpState.OPEN and follow_up.asks(participant)
    return asked and not await unit.answers.find(answer_id(follow_up_id, participant.participant_id))


def known_of(to: Addressee) -> dict[str, str]:
    """Return what a text may say of a recipient."""
    return {"name": to.name, "delegation": Speech(to.language).named(to.delegation)}


def about(meeting: Meeting, deadline: datetime | None, *, language: str) -> dict[str, str]:
    """Return what a text may say of the meeting, as its reader writes dates; instants in the venue's zone."""
    written = wording(language)
    return {
        "meeting": meeting.title,
        "opens": written.long_day(meeting.opens_on),
        "closes": written.long_day(meeting.closes_on),
        "venue": meeting.venue,
        "city": written.city(meeting),
        "deadline": written.when_text(deadline, meeting) if deadline else "",
    }


async def letter_to(to: Addressee, written: Written, unit: RegistrationUnit, *, about: str, meeting: Meeting) -> str:
    """Queue one mail, with a link of the person's own where the text has a place for it; return its key."""
    if not written.names_link:
        key = unit.new_id("mai")
        unit.mail(Mail(key=key, to=to.email, subject=written.subject, text=written.body, about=about))
        return key
    if to.participant_id is None and not to.focal_point:
        address = f"plenary:/registration/meetings/{meeting.address}/register?delegation={to.delegation_id}"
        plain = written.model_copy(update={"body": written.body.replace("%(link)s", address)})
        return await letter_to(to, plain, unit, about=about, meeting=meeting)
    text = written.body.replace("%", "%%").replace("%%(link)s", "%(link)s")
    link = await links.invite(_invited(to), unit, subject=written.subject, text=text)
    return link.link_id


def _invited(to: Addressee) -> links.Invited:
    if to.participant_id:
        subject, start = f"participant:{to.participant_id}", "/registration/me"
        grant = Grant(role=Role.PARTICIPANT, scope=to.participant_id)
    else:
        subject = f"focal_point:{to.delegation_id}:{to.email}"
        start = f"/registration/delegations/{to.delegation_id}/portal"
        grant = Grant(role=Role.FOCAL_POINT, scope=to.delegation_id)
    return links.Invited(
        subject=subject,
        name=to.name,
        email=to.email,
        grants=(grant,),
        prefix="/registration",
        start=start,
        language=to.language,
    )
