"""Mails to many: drafted, previewed, tried out, sent piece by piece with a row a recipient, sent again to one."""

from collections.abc import AsyncIterator, Sequence

from services.registration.commands.mailings import (
    ContinueMailing,
    DraftMailing,
    EditMailing,
    MailingNow,
    MailingPreview,
    PreviewMailing,
    ResendMail,
    SampleMail,
    SendMailing,
    StopMailing,
    TestMailing,
)
from services.registration.domain.mailings.audience import Addressee, Audience, NobodyToWriteTo
from services.registration.domain.mailings.mailing import Mailing, Phase, recipient_id_of, recipient_of
from services.registration.domain.mailings.texts import Written, sound, write
from services.registration.domain.meetings import Meeting
from services.registration.handlers.mailing_people import about, addressees, is_concerned, known_of, letter_to
from services.registration.ports import RegistrationUnit
from shared.errors import Refused
from shared.mail import Mail

PIECE = 50
"""Delegations or participants a unit sees to."""

SHOWN = 50


class NoAddress(Refused):
    """Who asks has no mail address to try a mailing out on."""

    next_step = "Sign in with an account that has a mail address."


async def draft_mailing(command: DraftMailing, unit: RegistrationUnit) -> MailingNow:
    meeting = await unit.meetings.get(command.meeting_id)
    mailing = Mailing(
        mailing_id=unit.new_id("mlg"),
        meeting_id=meeting.meeting_id,
        title=command.title,
        texts=sound(command.texts),
        audience=Audience.model_validate(command.audience.model_dump()),
        drafted_by=unit.who.name,
        drafted_at=unit.now,
        moved_at=unit.now,
        version=1,
    )
    return await _saved(mailing, unit)


async def edit_mailing(command: EditMailing, unit: RegistrationUnit) -> MailingNow:
    mailing = await unit.mailings.get(command.mailing_id)
    audience = Audience.model_validate(command.audience.model_dump())
    return await _saved(mailing.edit(command.title, command.texts, audience), unit)


async def preview_mailing(command: PreviewMailing, unit: RegistrationUnit) -> MailingPreview:
    mailing = await unit.mailings.get(command.mailing_id)
    meeting = await unit.meetings.get(mailing.meeting_id)
    everyone = {one.email: one async for one in _audience(mailing, unit)}
    counts: dict[str, int] = {}
    for one in everyone.values():
        counts[one.language] = counts.get(one.language, 0) + 1
    own = {text.language for text in mailing.texts}
    return MailingPreview(
        mailing_id=mailing.mailing_id,
        recipients=len(everyone),
        by_language=dict(sorted(counts.items())),
        without_own_text=tuple(language for language in sorted(counts) if language not in own),
        first=tuple(f"{one.name}, {one.delegation}" for one in list(everyone.values())[:SHOWN]),
        samples=tuple(_samples(mailing, list(everyone.values()), meeting)),
    )


async def test_mailing(command: TestMailing, unit: RegistrationUnit) -> MailingNow:
    mailing = await unit.mailings.get(command.mailing_id)
    meeting = await unit.meetings.get(mailing.meeting_id)
    if not unit.who.email:
        raise NoAddress("You have no mail address.")
    someone = Addressee(email=unit.who.email, name=unit.who.name, delegation=meeting.title, delegation_id="")
    written = _written(mailing, someone.model_copy(update={"language": command.language}), meeting)
    body = written.body.replace("%(link)s", "plenary:/registration/me")
    key = unit.new_id("tst")
    unit.mail(Mail(key=key, to=unit.who.email, subject=written.subject, text=body, about=mailing.mailing_id))
    return now_of(mailing)


test_mailing.__test__ = False  # type: ignore[attr-defined] # a handler, not a test


async def send_mailing(command: SendMailing, unit: RegistrationUnit) -> MailingNow:
    """Begin; the pieces fall due one after the other, each a unit of its own, so a crash loses and repeats nothing."""
    mailing = await unit.mailings.get(command.mailing_id)
    async for _ in _audience(mailing, unit):
        return await _saved(mailing.send(unit.who.name, at=unit.now), unit)
    raise NobodyToWriteTo("Nobody falls under the audience.", field="audience")


async def continue_mailing(command: ContinueMailing, unit: RegistrationUnit) -> None:
    """Write to one piece; a repetition finds that the mailing is further on."""
    mailing = await unit.mailings.find(command.mailing_id)
    if mailing is None or not mailing.is_at(command.phase, command.behind):
        return
    meeting = await unit.meetings.get(mailing.meeting_id)
    people, last = await _piece(mailing, unit)
    queued = 0
    for one in {each.email: each for each in people}.values():
        queued += await _write_to(one, mailing, meeting, unit)
    await unit.mailings.save(mailing.advance(last, queued=queued, at=unit.now))


async def stop_mailing(command: StopMailing, unit: RegistrationUnit) -> MailingNow:
    return await _saved((await unit.mailings.get(command.mailing_id)).stop(), unit)


async def resend_mail(command: ResendMail, unit: RegistrationUnit) -> MailingNow:
    recipient = await unit.recipients.get(command.recipient_id)
    mailing = await unit.mailings.get(recipient.mailing_id)
    meeting = await unit.meetings.get(mailing.meeting_id)
    to = Addressee.model_validate(recipient.model_dump(include=set(Addressee.model_fields)))
    key = await letter_to(to, _written(mailing, to, meeting), unit, about=mailing.mailing_id, meeting=meeting)
    await unit.recipients.save(recipient.next(mail_keys=(*recipient.mail_keys, key)))
    return now_of(mailing)


async def _write_to(one: Addressee, mailing: Mailing, meeting: Meeting, unit: RegistrationUnit) -> int:
    """Write to one address unless it was written to already; return how many mails were queued."""
    if await unit.recipients.find(recipient_id_of(mailing.mailing_id, one.email)):
        return 0
    key = await letter_to(one, _written(mailing, one, meeting), unit, about=mailing.mailing_id, meeting=meeting)
    await unit.recipients.save(recipient_of(mailing.mailing_id, one, mail_key=key, at=unit.now))
    return 1


async def _piece(mailing: Mailing, unit: RegistrationUnit) -> tuple[list[Addressee], str | None]:
    """Return the addresses of the next piece, and the id of its last one, or None where nothing is behind it."""
    if mailing.phase is Phase.DELEGATIONS:
        delegations = await unit.delegations.some(PIECE, behind=mailing.behind, meeting_id=mailing.meeting_id)
        found = await addressees(delegations, mailing.audience, unit)
        return found, delegations[-1].delegation_id if len(delegations) == PIECE else None
    people = await unit.participants.some(PIECE, behind=mailing.behind, meeting_id=mailing.meeting_id)
    concerned = [one for one in people if await is_concerned(one, mailing.follow_up_id, unit)]
    found = [each for one in concerned for each in mailing.audience.of_participant(one)]
    return found, people[-1].participant_id if len(people) == PIECE else None


async def _audience(mailing: Mailing, unit: RegistrationUnit) -> AsyncIterator[Addressee]:
    """Go through everyone the mailing would go to, without writing anything."""
    for phase in Phase:
        behind: str | None = ""
        while behind is not None:
            people, behind = await _piece(mailing.model_copy(update={"phase": phase, "behind": behind}), unit)
            for one in people:
                yield one


def _samples(mailing: Mailing, people: Sequence[Addressee], meeting: Meeting) -> list[SampleMail]:
    first = {one.language: one for one in reversed(people)}
    samples = []
    for language, one in sorted(first.items()):
        written = _written(mailing, one, meeting)
        samples.append(SampleMail(language=language, to=one.name, subject=written.subject, body=written.body))
    return samples


def _written(mailing: Mailing, to: Addressee, meeting: Meeting) -> Written:
    return write(mailing.texts, to.language, known_of(to) | about(meeting, mailing.deadline, language=to.language))


async def _saved(mailing: Mailing, unit: RegistrationUnit) -> MailingNow:
    await unit.mailings.save(mailing)
    return now_of(mailing)


def now_of(mailing: Mailing) -> MailingNow:
    """Return how far a mailing is."""
    return MailingNow(mailing_id=mailing.mailing_id, state=mailing.state.value, queued=mailing.queued)
