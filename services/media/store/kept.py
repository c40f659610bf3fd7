"""The documents of media: their ids, what is unique among them, and what falls due for them."""

from services.media.commands import MailRecipients, PublishRelease
from services.media.domain.accredited import Accreditation, PressNotice
from services.media.domain.copies import MeetingCopy, Participation, SideEventCopy
from services.media.domain.press import Delivery, EmbargoReading, Journalist, Mailing, Representative
from services.media.domain.refusals import AlreadySubscribed
from services.media.domain.release import Release, Status
from shared.identity.links import LINKS
from shared.kept import Kept, Unique
from shared.values import Due
from shared.webhooks import WEBHOOKS


def release_due(release: Release) -> list[Due]:
    """Return the publication at the embargo instant; only a scheduled release goes out by itself (P4)."""
    if release.status is not Status.SCHEDULED or release.embargo_until is None:
        return []
    at = release.embargo_until
    return [Due(at=at, command=PublishRelease(release_id=release.release_id, due_at=at))]


def mailing_due(mailing: Mailing) -> list[Due]:
    """Return the sending of a share of the mails, at once."""
    return [] if mailing.mailed_at else [Due(at=mailing.due_at, command=MailRecipients(mailing_id=mailing.mailing_id))]


KEPT = (
    Kept(
        "releases",
        Release,
        key="release_id",
        indexes=(("meeting_id", "status"), ("status",), ("changed_at",)),
        due=release_due,
    ),
    Kept(
        "journalists",
        Journalist,
        key="journalist_id",
        unique=(
            Unique(("email",), AlreadySubscribed, "This address is on the list already."),
            Unique(("letter_key",)),
        ),
        indexes=(("subscription",), ("name",)),
    ),
    Kept("representatives", Representative, key="principal"),
    Kept("mailings", Mailing, key="mailing_id", indexes=(("release_id",),), due=mailing_due),
    Kept("deliveries", Delivery, key="delivery_id", indexes=(("release_id",), ("journalist_id",))),
    Kept("embargo_readings", EmbargoReading, key="reading_id", indexes=(("release_id",),)),
    Kept("meetings", MeetingCopy, key="meeting_id", copy=True),
    Kept("side_events", SideEventCopy, key="side_event_id", indexes=(("meeting_id",),), copy=True),
    Kept("participations", Participation, key="list_of_participants_id", indexes=(("meeting_id",),), copy=True),
    Kept(
        "accreditations",
        Accreditation,
        key="media_application_id",
        indexes=(("meeting_id", "active", "full_name"),),
        copy=True,
    ),
    Kept("press_notices", PressNotice, key="notice_id", indexes=(("meeting_id", "sent_at"),)),
    LINKS,
    *WEBHOOKS,
)
