"""Mails about a meeting: with a link of the person's own, and below the text which meeting it is, where and when."""

from datetime import datetime

from services.registration.domain import Meeting
from services.registration.ports import RegistrationUnit
from shared.clock import utc_now
from shared.identity import links
from shared.pages.languages import Speech
from shared.pages.wording import Wording
from shared.values import Value


class Letter(Value):
    """The subject and the text of a mail, as message ids."""

    subject: str
    text: str


async def mail_link(
    person: links.Invited, unit: RegistrationUnit, *, letter: Letter, whose: str = "", **values: str
) -> links.SignInLink:
    """Make a link for somebody who takes part in a meeting, `whose` delegate they are, and queue their mail."""
    meeting = await unit.meetings.find(person.meeting_id) if person.meeting_id else None
    text = Speech(person.language).say(letter.text)
    if meeting:
        text += which(meeting, language=person.language, whose=whose).replace("%", "%%")
    lifetime = links.INVITATION_LIFETIME
    if meeting:
        values |= {"until": both_clocks(unit.now + lifetime, meeting, language=person.language)}
    return await links.invite(person, unit, subject=letter.subject, text=text, lifetime=lifetime, **values)


def which(meeting: Meeting, *, language: str, whose: str = "") -> str:
    """Return the last lines of a mail: they are names and dates, and need no sentence."""
    written = wording(language)
    days = written.days(meeting.opens_on, meeting.closes_on)
    lines = (
        written.speech.named(whose),
        meeting.title,
        f"{days} · {written.listed(meeting.venue, written.city(meeting))}",
    )
    return "".join(f"\n{line}" for line in lines if line) + "\n"


def wording(language: str) -> Wording:
    """Return how dates and times are written for the reader of a mail."""
    return Wording(Speech(language), utc_now)


def both_clocks(instant: datetime, meeting: Meeting, *, language: str) -> str:
    """Return an instant by the venue's clock, then by the clock of the sentence, which names UTC behind it."""
    written = wording(language)
    return f"{written.when_text(instant, meeting)} = {written.bare_time(instant)}"
