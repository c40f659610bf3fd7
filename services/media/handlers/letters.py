"""The mails of media, each in its reader's language."""

from zoneinfo import ZoneInfo

from babel.dates import format_date

from services.media.domain.press import Delivery, Journalist
from services.media.domain.release import ChangeRequest, Edition, Release, text_in
from shared.clock import utc_now
from shared.contracts.media import Principal, ReleaseText
from shared.mail import Mail
from shared.pages.languages import Speech, msg
from shared.pages.wording import Wording

CLEARANCE_SUBJECT = msg("A text in your name waits for your clearance")
CLEARANCE_TEXT = msg(
    "Dear %(name)s,\n\na text that quotes you or speaks on your behalf is ready. It goes out only if you clear it as "
    "it stands. This link, valid once and until %(until)s (UTC), opens it:\n\n%(link)s\n\n"
    "There you can clear this version, or ask for changes.\n"
)
PRESS_SUBJECT = msg("Your press page")
PRESS_TEXT = msg(
    "Dear %(name)s,\n\nyou will receive our releases from now on. This link, valid once and until %(until)s (UTC), "
    "opens your press page:\n\n%(link)s\n"
)
_CONFIRM_SUBJECT = msg("Please confirm your subscription")
_CONFIRM_TEXT = msg(
    "Dear %(name)s,\n\nthis address was given to receive our press releases. If that was you, please confirm:\n\n"
    "%(link)s\n\nIf not, do nothing: no further mail will come.\n"
)
_CHANGES_SUBJECT = msg("Changes asked for: %(headline)s")
_CHANGES_TEXT = msg("%(by)s asks for changes of version %(version)s:\n\n%(reason)s\n\n%(link)s\n")
_CORRECTION = msg("Correction: %(headline)s")
_CORRECTS = msg("This corrects an earlier version: %(reason)s")
_CONTACT = msg("Contact: %(contact)s")
_READ_ON = msg("On the web: %(link)s")
_LEAVE = msg("To receive no more of these mails: %(link)s")
_PRESIDENT = msg("The President of the Convention")
_UNIT = msg("The Implementation Support Unit")


def principal_name(principal: Principal, speech: Speech) -> str:
    """Return a principal as readers know it: the President, the Implementation Support Unit, a State by its name."""
    if principal.startswith("state:"):
        return Wording(speech, utc_now).country(principal.removeprefix("state:"))
    return speech.say(_PRESIDENT if principal == "president" else _UNIT)


def confirmation(journalist: Journalist) -> Mail:
    """Return the mail whose link confirms a subscription."""
    speech = Speech(journalist.language)
    link = f"plenary:/media/confirm/{journalist.letter_key}"
    return Mail(
        key=f"{journalist.journalist_id}.confirm.{journalist.version}",
        to=journalist.email,
        subject=speech.say(_CONFIRM_SUBJECT),
        text=speech.say(_CONFIRM_TEXT, name=journalist.name, link=link),
        about=journalist.journalist_id,
    )


def changes_wanted(release: Release, wish: ChangeRequest, *, to: str) -> Mail:
    """Return the mail that tells the officer what a principal wants changed."""
    speech = Speech("en")
    link = f"plenary:/media/desk/{release.release_id}"
    words = {"by": wish.by, "version": wish.text_version, "reason": wish.reason, "link": link}
    return Mail(
        key=f"{release.release_id}.changes.{release.version}",
        to=to,
        subject=speech.say(_CHANGES_SUBJECT, headline=release.headline),
        text=speech.say(_CHANGES_TEXT, **words),
        about=f"{release.release_id}.changes",
    )


def release_mail(release: Release, edition: Edition, row: Delivery, journalist: Journalist) -> Mail:
    """Return an edition as the mail to one journalist, in their language if it has it; its key is the row's id."""
    speech = Speech(journalist.language)
    text = text_in(edition.content, journalist.language)
    headline = text.headline
    return Mail(
        key=row.delivery_id,
        to=journalist.email,
        subject=speech.say(_CORRECTION, headline=headline) if edition.correction else headline,
        text="\n\n".join([*_text(release, edition, text, speech), *_foot(release, edition, journalist, speech)]) + "\n",
        about=release.release_id,
    )


def _text(release: Release, edition: Edition, text: ReleaseText, speech: Speech) -> list[str]:
    day = edition.published_at.astimezone(ZoneInfo(release.embargo_zone)).date()
    dateline = ", ".join([*edition.content.datelines, format_date(day, "d MMMM y", locale=speech.language)])
    correction = [speech.say(_CORRECTS, reason=edition.correction)] if edition.correction else []
    quotes = [f"“{quote.text}”\n{principal_name(quote.principal, speech)}" for quote in text.quotes]
    head = [text.headline.upper() if text.language == "en" else text.headline, text.subheading, dateline]
    return [part for part in (*correction, *head, text.body, *quotes) if part]


def _foot(release: Release, edition: Edition, journalist: Journalist, speech: Speech) -> list[str]:
    text = text_in(edition.content, journalist.language)
    contact = [speech.say(_CONTACT, contact=edition.content.contact)] if edition.content.contact else []
    leave = f"plenary:/media/unsubscribe/{journalist.letter_key}"
    links = [
        speech.say(_READ_ON, link=f"plenary:/media/releases/{release.release_id}"),
        speech.say(_LEAVE, link=leave),
    ]
    return [part for part in (text.boilerplate, *contact, *links) if part]
