"""What a letter says, in the language of the one it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from services.registration.domain import Convention, Meeting, Participant
from services.registration.domain.letters import Letter
from services.registration.pages.papers.press import Press
from services.registration.pages.papers.words import LETTERS
from services.registration.pages.words import ROLES
from shared.contracts.registration.letters import LetterKind
from shared.pages import msg
from shared.pages.wording import Wording
from shared.values import Value

VISA = (
    msg(
        "The secretariat confirms that the person named below is registered for the meeting named below and has been "
        "approved to take part in it."
    ),
    msg(
        "We would be grateful to the competent authorities for every assistance in issuing the visa in good time. "
        "This letter takes the place of no document that the authorities ask for, and binds the secretariat to no cost."
    ),
)
CONFIRMATION = (
    msg("The secretariat confirms the participation of the person named below in the meeting named below."),
    msg("Show this letter together with a valid photo identity document at the entrance, and display your badge."),
)
CERTIFIED = msg("This is to certify that")
ATTENDED = msg(
    "took part in the %(meeting)s of the %(convention)s, held in %(city)s on %(days)s, as a member of the delegation "
    "of %(delegation)s."
)
PRESENT_ON = msg("Present on: %(days)s.")
TO = {LetterKind.VISA_SUPPORT: msg("To the diplomatic and consular authorities concerned")}
SIGNED = msg("For the secretariat: %(secretariat)s")
VERIFY = msg("Whether this paper is valid can be looked up by its number:")
BADGE = msg("Your badge is issued against this code.")
NAME, DELEGATION, ROLE, FUNCTION = msg("Name"), msg("Delegation"), msg("Role"), msg("Function")
MEETING, PLACE, DAYS = msg("Meeting"), msg("Venue"), msg("Days")


class LetterSheet(Value):
    """One letter as its template prints it; `code` and `badge` name pictures that go with it."""

    language: str
    head: str
    sender: str
    number: str
    place_and_date: str
    to: str
    title: str
    name: str
    paragraphs: Sequence[str]
    facts: Sequence[tuple[str, str]]
    signed: str
    verify: str
    address: str
    code: str
    badge: str
    badge_says: str


class LetterPaper(Value):
    """Letters that are printed together, one a page or more."""

    title: str
    logo: bool
    sheets: Sequence[LetterSheet]


@dataclass(frozen=True)
class Addressed:
    """A letter with the person it is about, and whether the code of a badge goes with it."""

    letter: Letter
    participant: Participant
    has_badge: bool = False


def sheet_of(press: Press, meeting: Meeting, one: Addressed, address: str) -> LetterSheet:
    """Return what a letter says; `address` is where its number is looked up."""
    wording = press.wording(one.letter.language)
    say, letter = wording.speech.say, one.letter
    convention = press.room.conventions.find(meeting.convention)
    issued = wording.long_day(letter.issued_at.astimezone(ZoneInfo(meeting.zone)).date())
    return LetterSheet(
        language=letter.language,
        head=press.head(meeting, letter.language),
        sender=_sender(convention),
        number=letter.number,
        place_and_date=wording.listed(say(meeting.city), issued),
        to=say(TO[letter.kind]) if letter.kind in TO else "",
        title=say(LETTERS[letter.kind]),
        name=one.participant.full_name,
        paragraphs=_paragraphs(press, meeting, one, wording),
        facts=() if letter.kind is LetterKind.ATTENDANCE else _facts(press, meeting, one.participant, wording),
        signed=say(SIGNED, secretariat=_secretariat(convention)),
        verify=say(VERIFY),
        address=address,
        code=f"{letter.letter_id}.svg",
        badge=f"{letter.letter_id}-badge.svg" if one.has_badge else "",
        badge_says=say(BADGE),
    )


def _paragraphs(press: Press, meeting: Meeting, one: Addressed, wording: Wording) -> tuple[str, ...]:
    say = wording.speech.say
    if one.letter.kind is not LetterKind.ATTENDANCE:
        texts = VISA if one.letter.kind is LetterKind.VISA_SUPPORT else CONFIRMATION
        return tuple(say(text) for text in texts)
    days = [wording.day(date.fromisoformat(day)).striptags() for day in one.letter.days]
    attended = say(
        ATTENDED,
        meeting=meeting.title,
        convention=press.head(meeting, wording.language),
        city=say(meeting.city),
        days=wording.days(meeting.opens_on, meeting.closes_on),
        delegation=_delegation(press, meeting, one.participant, wording),
    )
    return (say(CERTIFIED), attended, say(PRESENT_ON, days=" · ".join(days)))


def _facts(press: Press, meeting: Meeting, who: Participant, wording: Wording) -> tuple[tuple[str, str], ...]:
    say = wording.speech.say
    facts = (
        (NAME, who.full_name),
        (DELEGATION, _delegation(press, meeting, who, wording)),
        (ROLE, say(ROLES[who.role])),
        (FUNCTION, who.function),
        (MEETING, meeting.title),
        (DAYS, wording.days(meeting.opens_on, meeting.closes_on)),
        (PLACE, f"{meeting.venue}, {say(meeting.city)}"),
    )
    return tuple((say(label), text) for label, text in facts if text)


def _delegation(press: Press, meeting: Meeting, who: Participant, wording: Wording) -> str:
    return press.state(who.state, who.delegation, language=wording.language, day=meeting.opens_on)


def _sender(convention: Convention | None) -> str:
    return " · ".join(filter(None, (convention.secretariat, convention.website))) if convention else ""


def _secretariat(convention: Convention | None) -> str:
    return convention.secretariat if convention else ""
