"""Mails to many: drafted, previewed, tried out, sent, stopped, sent again to one; reminders before deadlines."""

from pydantic import Field

from shared.contracts.registration import DeadlineKind
from shared.contracts.registration.mailings import AudienceAsked, MailLanguage, MailText
from shared.messages import Command
from shared.values import Text, Value


class MailingText(Value):
    """What a mailing says, and to whom."""

    title: Text
    texts: tuple[MailText, ...] = Field(min_length=1, max_length=6)
    audience: AudienceAsked = AudienceAsked()


class DraftMailing(Command, MailingText):
    """Draft a mailing; nothing is sent."""

    meeting_id: str


class EditMailing(Command, MailingText):
    """Replace what a draft says and to whom."""

    mailing_id: str


class PreviewMailing(Command):
    """Look at who would get a mailing and how it reads; nothing is sent."""

    mailing_id: str


class TestMailing(Command):
    """Mail the text to whom it is asked by, in one language, as the first of the audience would read it."""

    __test__ = False
    mailing_id: str
    language: MailLanguage = "en"


class SendMailing(Command):
    """Send a mailing to its whole audience, each address once."""

    mailing_id: str


class ContinueMailing(Command):
    """Write to the next piece of the audience; falls due until all are written to."""

    mailing_id: str
    phase: str
    behind: str


class StopMailing(Command):
    """Write to nobody else of a mailing."""

    mailing_id: str


class ResendMail(Command):
    """Mail one recipient of a mailing again."""

    recipient_id: str


class SetReminder(Command):
    """Remind so many days before a deadline; set again it replaces the former text."""

    meeting_id: str
    deadline: DeadlineKind
    days_before: int = Field(ge=0, le=365)
    texts: tuple[MailText, ...] = Field(min_length=1, max_length=6)
    audience: AudienceAsked = AudienceAsked()


class StopReminder(Command):
    """Remind no more."""

    reminder_id: str


class SendReminder(Command):
    """A reminder falls due."""

    reminder_id: str


class MailingNow(Value):
    """Answer: how far a mailing is."""

    mailing_id: str
    state: str
    queued: int


class SampleMail(Value):
    """One mail as its recipient would read it."""

    language: str
    to: str
    subject: str
    body: str


class MailingPreview(Value):
    """Answer: who would get a mailing, and a mail of each language."""

    mailing_id: str
    recipients: int
    by_language: dict[str, int]
    without_own_text: tuple[str, ...] = ()
    """Languages of recipients who would read English."""
    first: tuple[str, ...] = ()
    samples: tuple[SampleMail, ...] = ()


class ReminderNow(Value):
    """Answer: how a reminder stands."""

    reminder_id: str
    active: bool
