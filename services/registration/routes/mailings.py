"""The API of mails to many: drafts, preview, test, send, recipients, reminders."""

from fastapi import APIRouter

from services.registration.commands.mailings import (
    DraftMailing,
    EditMailing,
    MailingNow,
    MailingPreview,
    MailingText,
    PreviewMailing,
    ReminderNow,
    ResendMail,
    SendMailing,
    SetReminder,
    StopMailing,
    StopReminder,
    TestMailing,
)
from services.registration.domain.mailings.mailing import Mailing
from services.registration.domain.mailings.reminders import Reminder
from services.registration.handlers.mailings import (
    draft_mailing,
    edit_mailing,
    preview_mailing,
    resend_mail,
    send_mailing,
    stop_mailing,
    test_mailing,
)
from services.registration.handlers.reminders import set_reminder, stop_reminder
from services.registration.ports import RegistrationUnit
from services.registration.ports.mailings import MailingViews, Sent
from services.registration.routes.needs import FOR_READERS, Officer
from shared.contracts.registration.mailings import MailLanguage
from shared.unit import Units


class MailingRoutes:
    """Mailings and reminders over HTTP."""

    def __init__(self, units: Units[RegistrationUnit], views: MailingViews) -> None:
        self._units = units
        self._views = views

    def join(self, router: APIRouter) -> None:
        """Add the routes."""
        meeting, one = "/meetings/{meeting_id}", "/mailings/{mailing_id}"
        router.get(f"{meeting}/mailings", dependencies=FOR_READERS)(self.mailings)
        router.post(f"{meeting}/mailings", status_code=201)(self.draft)
        router.get(f"{one}/recipients", dependencies=FOR_READERS)(self.recipients)
        router.post(f"{one}/edit")(self.edit)
        router.post(f"{one}/preview")(self.preview)
        router.post(f"{one}/test", status_code=202)(self.test)
        router.post(f"{one}/send", status_code=202)(self.send)
        router.post(f"{one}/stop")(self.stop)
        router.post("/mailing-recipients/{recipient_id}/resend", status_code=202)(self.resend)
        router.get(f"{meeting}/reminders", dependencies=FOR_READERS)(self.reminders)
        router.post("/reminders", status_code=201)(self.remind)
        router.post("/reminders/{reminder_id}/stop")(self.stop_reminder)

    async def mailings(self, meeting_id: str) -> list[Mailing]:
        """The mailings of a meeting, newest first."""
        return await self._views.mailings(meeting_id)

    async def recipients(self, mailing_id: str) -> list[Sent]:
        """Every recipient with what became of their newest mail."""
        return await self._views.recipients(mailing_id)

    async def draft(self, meeting_id: str, text: MailingText, origin: Officer) -> MailingNow:
        """Draft a mailing; nothing is sent."""
        return await self._units.run(draft_mailing, DraftMailing(meeting_id=meeting_id, **dict(text)), origin)

    async def edit(self, mailing_id: str, text: MailingText, origin: Officer) -> MailingNow:
        """Replace what a draft says and to whom."""
        return await self._units.run(edit_mailing, EditMailing(mailing_id=mailing_id, **dict(text)), origin)

    async def preview(self, mailing_id: str, origin: Officer) -> MailingPreview:
        """Look at who would get it and how it reads; nothing is sent."""
        return await self._units.run(preview_mailing, PreviewMailing(mailing_id=mailing_id), origin)

    async def test(self, mailing_id: str, origin: Officer, language: MailLanguage = "en") -> MailingNow:
        """Mail it to whoever asks, alone."""
        return await self._units.run(test_mailing, TestMailing(mailing_id=mailing_id, language=language), origin)

    async def send(self, mailing_id: str, origin: Officer) -> MailingNow:
        """Send it to its whole audience, each address once."""
        return await self._units.run(send_mailing, SendMailing(mailing_id=mailing_id), origin)

    async def stop(self, mailing_id: str, origin: Officer) -> MailingNow:
        """Write to nobody else."""
        return await self._units.run(stop_mailing, StopMailing(mailing_id=mailing_id), origin)

    async def resend(self, recipient_id: str, origin: Officer) -> MailingNow:
        """Mail one recipient again."""
        return await self._units.run(resend_mail, ResendMail(recipient_id=recipient_id), origin)

    async def reminders(self, meeting_id: str) -> list[Reminder]:
        """The reminders of a meeting by instant."""
        return await self._views.reminders(meeting_id)

    async def remind(self, command: SetReminder, origin: Officer) -> ReminderNow:
        """Remind so many days before a deadline."""
        return await self._units.run(set_reminder, command, origin)

    async def stop_reminder(self, reminder_id: str, origin: Officer) -> ReminderNow:
        """Remind no more."""
        return await self._units.run(stop_reminder, StopReminder(reminder_id=reminder_id), origin)
