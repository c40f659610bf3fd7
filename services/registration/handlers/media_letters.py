"""What an applicant of the press is told by mail, with the link to the page of the application."""

from services.registration.domain.media import MediaApplication
from services.registration.handlers.mailed import Letter, mail_link
from services.registration.handlers.review_letters import filled
from services.registration.ports import RegistrationUnit
from shared.identity import links
from shared.pages.languages import Speech, msg
from shared.who import Grant, Role

LINK = msg("This link shows your application. It signs you in once, until %(until)s (UTC):\n\n%(link)s\n")

RECEIVED = Letter(
    subject=msg("Your application for accreditation was received"),
    text=msg(
        "Dear %(name)s,\n\nyour application for accreditation as a representative of the media was received. Send the "
        "documents of the checklist on your page; nothing is granted before all of them are in order."
    ),
)
RETURNED = Letter(
    subject=msg("A document of your application is needed again"),
    text=msg(
        "Dear %(name)s,\n\na document of your application is not in order:\n\n%(reason)s\n\nPlease send it again."
    ),
)
ACCREDITED = Letter(
    subject=msg("You are accredited"),
    text=msg(
        "Dear %(name)s,\n\nyou are accredited. Collect your pass in person and show your press card and a valid photo "
        "identity document. The pass is yours alone and can be taken back."
    ),
)
REFUSED = Letter(
    subject=msg("Your application for accreditation was refused"),
    text=msg("Dear %(name)s,\n\nyour application for accreditation was refused.\n\n%(reason)s"),
)
REVOKED = Letter(
    subject=msg("Your accreditation was revoked"),
    text=msg("Dear %(name)s,\n\nyour accreditation was revoked. The pass no longer works.\n\n%(reason)s"),
)
REOPENED = Letter(
    subject=msg("Your application for accreditation is being looked at again"),
    text=msg("Dear %(name)s,\n\nthe decision on your application no longer holds. The press desk looks at it again."),
)


def subject_of(application: MediaApplication) -> str:
    """Return as whom the applicant signs in."""
    return f"press:{application.media_application_id}"


async def write(letter: Letter, application: MediaApplication, unit: RegistrationUnit, **values: str) -> None:
    """Mail a letter to the applicant in their language."""
    speech = Speech(application.language)
    text = f"{filled(letter.text, speech, values)}\n\n{speech.say(LINK)}"
    await mail_link(applicant(application), unit, letter=letter.model_copy(update={"text": text}))


def applicant(application: MediaApplication) -> links.Invited:
    """Return the applicant as somebody a link lets in, to the page of the application."""
    return links.Invited(
        subject=subject_of(application),
        name=application.full_name,
        email=application.email,
        grants=(Grant(role=Role.PRESS_APPLICANT, scope=application.media_application_id),),
        prefix="/registration",
        start=f"/registration/press/{application.media_application_id}",
        language=application.language,
        meeting_id=application.meeting_id,
    )
