"""Reminders before deadlines, and the mail that tells everyone of other dates."""

from services.registration.commands.follow_ups import RemindFollowUp
from services.registration.commands.mailings import ReminderNow, SendReminder, SetReminder, StopReminder
from services.registration.domain import Meeting
from services.registration.domain.follow_ups import FollowUp
from services.registration.domain.mailings.audience import Audience
from services.registration.domain.mailings.mailing import Mailing, MailingState
from services.registration.domain.mailings.reminders import Reminder, reminder_id_of
from services.registration.domain.mailings.texts import sound
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.mailings import AudienceKind, MailText
from shared.pages.languages import LANGUAGES, Speech, msg

MOVED_SUBJECT = msg("The meeting has other dates or another place")
MOVED_TEXT = msg(
    "Dear %(name)s,\n\n%(meeting)s now takes place from %(opens)s to %(closes)s, %(venue)s, %(city)s. Deadlines have "
    "moved with it. This link shows what it means for you:\n\n%(link)s\n"
)
FORM_SUBJECT = msg("Please answer: %(title)s")
FORM_TEXT = msg(
    "Dear %(name)s,\n\nwe have no answer from you yet: %(title)s. It can be answered until %(deadline)s. This "
    "link opens your page:\n\n%(link)s\n"
)


async def set_reminder(command: SetReminder, unit: RegistrationUnit) -> ReminderNow:
    meeting = await unit.meetings.get(command.meeting_id)
    reminder_id = reminder_id_of(meeting.meeting_id, command.deadline, days_before=command.days_before)
    known = await unit.reminders.find(reminder_id)
    changes = {"texts": sound(command.texts), "audience": Audience.model_validate(command.audience.model_dump())}
    if known:
        reminder = known.next(active=True, **changes).follow(meeting)
    else:
        fields = command.model_dump(include={"meeting_id", "deadline", "days_before"})
        reminder = Reminder(reminder_id=reminder_id, **fields, **changes).follow(meeting)
    await unit.reminders.save(reminder if reminder.version else reminder.next())
    return ReminderNow(reminder_id=reminder_id, active=True)


async def stop_reminder(command: StopReminder, unit: RegistrationUnit) -> ReminderNow:
    reminder = await unit.reminders.get(command.reminder_id)
    await unit.reminders.save(reminder.next(active=False))
    return ReminderNow(reminder_id=reminder.reminder_id, active=False)


async def send_reminder(command: SendReminder, unit: RegistrationUnit) -> None:
    """Send what fell due, once a deadline; called too early, twice or too late it does nothing."""
    reminder = await unit.reminders.find(command.reminder_id)
    meeting = await unit.meetings.get(reminder.meeting_id) if reminder else None
    if reminder is None or meeting is None or not reminder.is_due(meeting, unit.now):
        return
    await unit.reminders.save(reminder.sent(meeting))
    mailing = _sending(meeting, unit, title=reminder.deadline.value, texts=reminder.texts, audience=reminder.audience)
    await unit.mailings.save(mailing.model_copy(update={"deadline": meeting.deadline(reminder.deadline)}))


async def remind_follow_up(command: RemindFollowUp, unit: RegistrationUnit) -> None:
    """Write to those who have not answered a form, once a deadline; too early, twice or too late it does nothing."""
    follow_up = await unit.follow_ups.find(command.follow_up_id)
    if follow_up is None or not follow_up.reminds(unit.now):
        return
    meeting = await unit.meetings.get(follow_up.meeting_id)
    texts = tuple(_of_form(follow_up, language) for language in LANGUAGES)
    audience = Audience(kind=AudienceKind.PARTICIPANTS)
    mailing = _sending(meeting, unit, title=follow_up.title.en, texts=texts, audience=audience)
    about = {"deadline": follow_up.closes_at, "follow_up_id": follow_up.follow_up_id}
    await unit.mailings.save(mailing.model_copy(update=about))
    await unit.follow_ups.save(follow_up.reminded(mailing.mailing_id))


def _of_form(follow_up: FollowUp, language: str) -> MailText:
    speech, title = Speech(language), follow_up.title.said(language)
    subject, body = (speech.say(one).replace("%(title)s", title) for one in (FORM_SUBJECT, FORM_TEXT))
    return MailText.model_validate({"language": language, "subject": subject[:200], "body": body})


async def follow_reminders_of(meeting: Meeting, unit: RegistrationUnit) -> None:
    """Let the reminders of a meeting move with its deadlines; called where it is rescheduled."""
    for reminder in await unit.reminders.all(meeting_id=meeting.meeting_id):
        if (moved := reminder.follow(meeting)) is not reminder:
            await unit.reminders.save(moved)


async def tell_everyone_of_other_dates(meeting: Meeting, unit: RegistrationUnit) -> None:
    """Mail every focal point and participant; called where a meeting is rescheduled (R5, section 8)."""
    texts = tuple(
        MailText.model_validate(
            {"language": one, "subject": Speech(one).say(MOVED_SUBJECT), "body": Speech(one).say(MOVED_TEXT)}
        )
        for one in LANGUAGES
    )
    audience = Audience(kind=AudienceKind.EVERYONE)
    await unit.mailings.save(_sending(meeting, unit, title=MOVED_SUBJECT, texts=texts, audience=audience))


def _sending(
    meeting: Meeting, unit: RegistrationUnit, *, title: str, texts: tuple[MailText, ...], audience: Audience
) -> Mailing:
    return Mailing(
        mailing_id=unit.new_id("mlg"),
        meeting_id=meeting.meeting_id,
        title=title,
        texts=texts,
        audience=audience,
        state=MailingState.SENDING,
        drafted_by=unit.who.name,
        drafted_at=unit.now,
        sent_by=unit.who.name,
        sent_at=unit.now,
        moved_at=unit.now,
        version=1,
    )
