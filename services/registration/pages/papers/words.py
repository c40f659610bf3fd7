"""The words of papers."""

from collections.abc import Mapping

from services.registration.domain.letters import LetterStanding
from services.registration.domain.list_changes import ChangeKind
from shared.contracts.registration import Category
from shared.contracts.registration.letters import LetterKind
from shared.pages import State, msg

HEADINGS: Mapping[Category, str] = {
    Category.STATE_PARTY: msg("States Parties"),
    Category.STATE_NOT_YET_IN_FORCE: msg("States that have joined and are not bound yet"),
    Category.SIGNATORY: msg("Signatories"),
    Category.STATE_NOT_PARTY: msg("States not party"),
    Category.STANDING_OBSERVER: msg("Standing observer organisations"),
    Category.OTHER_ORGANISATION: msg("Other organisations"),
}

CHANGES: Mapping[ChangeKind, tuple[State, str]] = {
    ChangeKind.ADDED: (State.DONE, msg("added")),
    ChangeKind.REMOVED: (State.OFF, msg("taken off")),
    ChangeKind.CHANGED: (State.IN_HAND, msg("changed")),
    ChangeKind.MOVED: (State.IN_HAND, msg("moved")),
}


REGION_WORDS: Mapping[str, str] = {
    "Africa": msg("Africa"),
    "Americas": msg("Americas"),
    "Asia": msg("Asia"),
    "Europe": msg("Europe"),
    "Oceania": msg("Oceania"),
}


LETTERS: Mapping[LetterKind, str] = {
    LetterKind.CONFIRMATION: msg("Confirmation of participation"),
    LetterKind.VISA_SUPPORT: msg("Visa support letter"),
    LetterKind.ATTENDANCE: msg("Certificate of attendance"),
}

STANDINGS: Mapping[LetterStanding, tuple[State, str]] = {
    LetterStanding.VALID: (State.DONE, msg("valid")),
    LetterStanding.OUTDATED: (State.PROBLEM, msg("no longer valid")),
    LetterStanding.WITHDRAWN: (State.OFF, msg("withdrawn")),
}


class PaperWords:
    """The words as templates reach them."""

    headings = HEADINGS
    changes = CHANGES
    letters = LETTERS
    standings = STANDINGS
