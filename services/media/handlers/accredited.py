"""The accredited press: kept as registration tells it, and written to."""

from services.media.commands import MailAccredited
from services.media.domain.accredited import NobodyAccredited, PressNotice, accreditation
from services.media.handlers.answers import NoticeSent
from services.media.ports import MediaUnit
from shared.contracts.registration import MediaAccreditationRevoked, MediaAccredited
from shared.mail import Mail


async def keep_accreditation(event: MediaAccredited | MediaAccreditationRevoked, unit: MediaUnit) -> None:
    """Keep who is accredited, and who no longer is."""
    known = await unit.accreditations.find(event.media_application_id)
    await unit.accreditations.keep(accreditation(event, known))


async def mail_accredited(command: MailAccredited, unit: MediaUnit) -> NoticeSent:
    """Write to everyone accredited for a meeting, once each."""
    press = await unit.accreditations.all(meeting_id=command.meeting_id, active=True)
    if not press:
        raise NobodyAccredited("Nobody is accredited for this meeting.", field="meeting_id")
    notice = PressNotice(
        notice_id=unit.new_id("not"),
        meeting_id=command.meeting_id,
        subject=command.subject,
        text=command.text,
        recipients=len(press),
        by=unit.who.name,
        sent_at=unit.now,
        version=1,
    )
    await unit.press_notices.save(notice)
    for one in press:
        key = f"{notice.notice_id}.{one.media_application_id}"
        unit.mail(Mail(key=key, to=one.email, subject=command.subject, text=command.text, about=notice.notice_id))
    return NoticeSent(notice_id=notice.notice_id, recipients=len(press))
