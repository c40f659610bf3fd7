"""The letters to hosts, in the contact's language."""

from services.side_events.domain import MeetingCopy, SideEvent
from shared.mail import Mail
from shared.pages.languages import Speech, msg
from shared.pages.wording import Wording

INVITATION_TEXT = msg(
    "Dear %(name)s,\n\nthank you for your request for a side event. This link opens its page, where you see what is "
    "decided and what we need from you. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
)
_SCHEDULED = msg("Room and time for your side event")
_SCHEDULED_TEXT = msg(
    "Dear %(name)s,\n\nyour side event “%(title)s” can take place in room %(room)s on %(when)s.\n\n"
    "Please confirm on its page or by answering this mail.\n"
)
_MOVED = msg("Your side event was moved")
_MOVED_TEXT = msg(
    "Dear %(name)s,\n\nyour side event “%(title)s” now takes place in room %(room)s on %(when)s.\n\n"
    "Reason: %(reason)s\n"
)
_LOST = msg("Your side event needs a new room or time")
_LOST_TEXT = msg(
    "Dear %(name)s,\n\nyour side event “%(title)s” cannot take place where and when it was planned.\n\n"
    "Reason: %(reason)s\n\nWe are looking for another room and time and will write to you.\n"
)
_DECLINED = msg("Your request for a side event")
_DECLINED_TEXT = msg(
    "Dear %(name)s,\n\nwe cannot offer a room for your side event “%(title)s”.\n\nReason: %(reason)s\n"
)
_CANCELLED = msg("Your side event was cancelled")
_CANCELLED_TEXT = msg("Dear %(name)s,\n\nyour side event “%(title)s” was cancelled.\n\nReason: %(reason)s\n")


def scheduled(event: SideEvent, meeting: MeetingCopy) -> Mail:
    """Return the letter that offers a room and a time."""
    return _letter(event, "scheduled", _SCHEDULED, _SCHEDULED_TEXT, **_where(event, meeting))


def moved(event: SideEvent, meeting: MeetingCopy, *, reason: str) -> Mail:
    """Return the letter that tells of another room or time."""
    return _letter(event, "moved", _MOVED, _MOVED_TEXT, reason=reason, **_where(event, meeting))


def place_lost(event: SideEvent, reason: str) -> Mail:
    """Return the letter that tells of a lost room and time."""
    return _letter(event, "place-lost", _LOST, _LOST_TEXT, reason=reason)


def declined(event: SideEvent, reason: str) -> Mail:
    """Return the letter that declines a request."""
    return _letter(event, "declined", _DECLINED, _DECLINED_TEXT, reason=reason)


def cancelled(event: SideEvent, reason: str) -> Mail:
    """Return the letter that tells of a cancellation."""
    return _letter(event, "cancelled", _CANCELLED, _CANCELLED_TEXT, reason=reason)


def _where(event: SideEvent, meeting: MeetingCopy) -> dict[str, str]:
    at = event.placed()
    wording = Wording(Speech(event.contact.language), lambda: at.starts_at)
    return {"room": at.room, "when": wording.when_text(at.starts_at, meeting)}


def _letter(event: SideEvent, kind: str, subject: str, text: str, **said: str) -> Mail:
    speech = Speech(event.contact.language)
    return Mail(
        key=f"{event.side_event_id}.{kind}.{event.version}",
        to=event.contact.email,
        subject=speech.say(subject),
        text=speech.say(text, name=event.contact.name, title=event.title, **said),
        about=event.side_event_id,
    )
