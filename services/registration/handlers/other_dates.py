"""What follows a meeting to other dates: forms with a deadline of their own, the press, who asked to observe."""

from services.registration.domain import Meeting
from services.registration.domain.media import MediaStatus
from services.registration.domain.observers import UNDECIDED
from services.registration.handlers.mailing_people import about
from services.registration.handlers.media_letters import applicant
from services.registration.handlers.reminders import MOVED_SUBJECT, MOVED_TEXT
from services.registration.handlers.review_letters import filled
from services.registration.ports import RegistrationUnit
from shared.identity import links
from shared.mail import Mail
from shared.pages.languages import Speech


async def follow_forms_of(meeting: Meeting, before: Meeting, unit: RegistrationUnit) -> None:
    """Let the deadlines of forms after approval move with the opening, as those of the meeting itself do (8)."""
    if meeting.opens_on == before.opens_on:
        return
    for one in await unit.follow_ups.all(meeting_id=meeting.meeting_id):
        if (moved := one.follow(meeting.opens_on - before.opens_on, zone=meeting.zone)) is not one:
            await unit.follow_ups.save(moved)


async def follow_press_of(meeting: Meeting, before: Meeting, unit: RegistrationUnit) -> None:
    """Let applications follow their meeting, tell of accreditations for other days, and write to the applicants."""
    for one in await unit.media_applications.all(meeting_id=meeting.meeting_id, active=True):
        application = one.follow(meeting, before)
        await unit.media_applications.save(application)
        if application.status is MediaStatus.APPROVED:
            unit.tell(application.accredited())
        text = filled(MOVED_TEXT, Speech(application.language), about(meeting, None, language=application.language))
        await links.invite(applicant(application), unit, subject=MOVED_SUBJECT, text=text)


async def tell_who_asked_to_observe(meeting: Meeting, unit: RegistrationUnit) -> None:
    """Write to organisations that have no delegation yet; the others have focal points."""
    for state in sorted(UNDECIDED):
        for one in await unit.observer_requests.all(meeting_id=meeting.meeting_id, state=state):
            speech, link = Speech(one.language), f"plenary:/registration/meetings/{meeting.address}"
            text = speech.say(
                MOVED_TEXT, name=one.contact_name, link=link, **about(meeting, None, language=one.language)
            )
            key, subject = f"{one.observer_request_id}:moved:{meeting.version}", speech.say(MOVED_SUBJECT)
            unit.mail(Mail(key=key, to=one.contact_email, subject=subject, text=text, about=one.observer_request_id))
