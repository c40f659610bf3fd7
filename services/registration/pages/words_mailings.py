"""How the pages of mails to many say what is kept, and the texts they offer to begin with."""

from collections.abc import Mapping

from services.registration.domain.mailings.mailing import MailingState
from shared.contracts.registration import DeadlineKind
from shared.contracts.registration.mailings import AudienceKind
from shared.pages import LANGUAGES, State, msg
from shared.pages.languages import Speech

KINDS: Mapping[AudienceKind, str] = {
    AudienceKind.PARTICIPANTS: msg("Participants"),
    AudienceKind.EVERYONE: msg("Participants and focal points"),
    AudienceKind.FOCAL_POINTS: msg("Focal points"),
    AudienceKind.NOT_NOTIFIED: msg("Focal points whose delegation sent no note"),
    AudienceKind.CREDENTIALS_AWAITED: msg("Focal points whose credentials are awaited"),
    AudienceKind.NOT_REGISTERED: msg("Named in a note and not registered"),
}

STATES: Mapping[MailingState, tuple[State, str]] = {
    MailingState.DRAFT: (State.WAITING, msg("draft")),
    MailingState.SENDING: (State.IN_HAND, msg("being sent")),
    MailingState.SENT: (State.DONE, msg("sent")),
    MailingState.STOPPED: (State.OFF, msg("stopped")),
}

MAILS: Mapping[str, tuple[State, str]] = {
    "queued": (State.WAITING, msg("queued")),
    "sending": (State.IN_HAND, msg("being sent")),
    "sent": (State.DONE, msg("sent")),
    "failed": (State.PROBLEM, msg("failed")),
    "bounced": (State.PROBLEM, msg("bounced")),
}
"""What the ledger of mails says of one of them."""

STARTERS: Mapping[str, tuple[str, str, str]] = {
    "practical": (
        msg("Practical information"),
        msg("Practical information for the meeting"),
        msg(
            "Dear %(name)s,\n\n%(meeting)s opens on %(opens)s, %(venue)s, %(city)s. Bring the confirmation and a valid "
            "photo identity document. Your own page shows everything that concerns you:\n\n%(link)s\n"
        ),
    ),
    "notification": (
        msg("Reminder: note verbale"),
        msg("Please name your delegation"),
        msg(
            "Dear %(name)s,\n\nthe note verbale or letter of %(delegation)s for %(meeting)s is expected until "
            "%(deadline)s. It names everyone who comes and marks the head of delegation:\n\n%(link)s\n"
        ),
    ),
    "registration": (
        msg("Reminder: registration"),
        msg("Please register for the meeting"),
        msg(
            "Dear %(name)s,\n\n%(delegation)s named you for %(meeting)s, and you have not registered. Please register "
            "until %(deadline)s:\n\n%(link)s\n"
        ),
    ),
    "credentials": (
        msg("Reminder: credentials"),
        msg("Credentials are expected"),
        msg(
            "Dear %(name)s,\n\nthe credentials of %(delegation)s for %(meeting)s are expected until %(deadline)s, "
            "signed by the Head of State, the Head of Government or the Minister for Foreign Affairs:\n\n%(link)s\n"
        ),
    ),
    "deadline": (
        msg("Reminder: a deadline"),
        msg("A deadline is near"),
        msg(
            "Dear %(name)s,\n\nfor %(meeting)s there is a deadline on %(deadline)s. What it means for you stands on "
            "your page:\n\n%(link)s\n"
        ),
    ),
}
"""Texts to begin with: name, subject, body; each is offered in six languages."""

CONCERNED: Mapping[DeadlineKind, tuple[str, AudienceKind]] = {
    DeadlineKind.NOTIFICATION: ("notification", AudienceKind.NOT_NOTIFIED),
    DeadlineKind.REGISTRATION: ("registration", AudienceKind.NOT_REGISTERED),
    DeadlineKind.CREDENTIALS: ("credentials", AudienceKind.CREDENTIALS_AWAITED),
    DeadlineKind.FIELD_VISIT: ("deadline", AudienceKind.PARTICIPANTS),
}
OF_ALL_OTHERS = ("deadline", AudienceKind.FOCAL_POINTS)
"""The text a reminder of a deadline begins with, and whom it concerns."""


WHOM = {"practical": AudienceKind.PARTICIPANTS, **dict(CONCERNED.values()), "deadline": AudienceKind.FOCAL_POINTS}
"""Whom a mailing that begins with a text usually goes to."""


def mailing_fields(key: str, speech: Speech) -> dict[str, tuple[str, ...]]:
    """Return a mailing that begins with a text as the fields of its form: with its title, and whom it concerns."""
    said = {"title": (speech.gettext(STARTERS[key][0]),), "audience.kind": (WHOM[key].value,)}
    return starter_fields(key) | said


def starter_fields(key: str) -> dict[str, tuple[str, ...]]:
    """Return a text to begin with as the fields of the form, in six languages."""
    _, subject, body = STARTERS[key]
    fields: dict[str, tuple[str, ...]] = {}
    for number, language in enumerate(LANGUAGES):
        speech = Speech(language)
        fields[f"texts.{number}.language"] = (language,)
        fields[f"texts.{number}.subject"] = (speech.say(subject),)
        fields[f"texts.{number}.body"] = (speech.say(body),)
    return fields
