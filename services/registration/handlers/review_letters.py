"""What a person is told of the review of their registration, by mail with the link to their own page."""

from collections.abc import Mapping

from services.registration.domain import Participant
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.handlers.own_page import own_page
from services.registration.ports import RegistrationUnit
from shared.pages.languages import Speech, msg

CONFIRMED = Letter(
    subject=msg("Your participation is confirmed"),
    text=msg(
        "Dear %(name)s,\n\nyour participation is confirmed. Bring a valid photo identity document and show it together "
        "with the confirmation on your page. This link signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)
APPROVED = Letter(
    subject=msg("Your registration is approved"),
    text=msg(
        "Dear %(name)s,\n\nyour registration is approved. Your participation is confirmed as soon as your delegation "
        "has named you in its note verbale or letter; you need to do nothing more here. This link shows how it "
        "stands. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)
REJECTED = Letter(
    subject=msg("Your registration was not accepted"),
    text=msg(
        "Dear %(name)s,\n\nyour registration was not accepted.\n\n%(reason)s\n\nIf you think that this is a mistake, "
        "write to the secretariat. This link shows your registration. It signs you in once, until %(until)s (UTC):\n\n"
        "%(link)s\n"
    ),
)
REOPENED = Letter(
    subject=msg("Your registration is being looked at again"),
    text=msg(
        "Dear %(name)s,\n\nthe decision on your registration that was mailed to you no longer holds. The secretariat "
        "looks at it again and will write to you. This link shows how it stands. It signs you in once, until "
        "%(until)s (UTC):\n\n%(link)s\n"
    ),
)
ASKED = Letter(
    subject=msg("A question about your registration"),
    text=msg(
        "Dear %(name)s,\n\nto decide on your registration the secretariat needs an answer from you:\n\n%(question)s\n\n"
        "Please answer on your page. This link signs you in once, until %(until)s (UTC):\n\n%(link)s\n"
    ),
)


async def write(letter: Letter, participant: Participant, unit: RegistrationUnit, **values: str) -> None:
    """Mail a letter to a participant in their language; values that are known sentences are translated too."""
    text = filled(letter.text, Speech(participant.language), values)
    await mail_link(
        own_page(participant), unit, letter=letter.model_copy(update={"text": text}), whose=participant.delegation
    )


def filled(text: str, speech: Speech, values: Mapping[str, str]) -> str:
    """Return a letter's text in a language with these values in it; what the link fills in later stays open."""
    said = speech.say(text)
    for name, value in values.items():
        said = said.replace(f"%({name})s", speech.say(value).replace("%", "%%"))
    return said
