"""What can be wrong with one cell of a file, each as a sentence for the person who made the file."""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from shared.pages.languages import msg

LONGEST = 300
"""Characters of one line, as everywhere in the house."""

JOINERS = {"\u200c", "\u200d"}
"""Characters without a shape that names of some languages need."""

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Flaw(StrEnum):
    """What is wrong with a cell."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    DIRECTION = "direction"
    CONTROL = "control"
    PICTURE = "picture"
    NO_EMAIL = "no_email"
    NO_ROLE = "no_role"
    NO_GENDER = "no_gender"
    NO_LANGUAGE = "no_language"
    NO_DELEGATION = "no_delegation"
    OTHER_DELEGATION = "other_delegation"
    TWICE = "twice"
    ADDRESS_TWICE = "address_twice"
    SECOND_HEAD = "second_head"
    NO_HEAD = "no_head"
    TOO_MANY = "too_many"
    REGISTERED_ELSEWHERE = "registered_elsewhere"
    OTHER_ADDRESS = "other_address"
    HEAD_REGISTERED = "head_registered"
    CONFIRMED = "confirmed"


SENTENCES: Mapping[Flaw, str] = {
    Flaw.EMPTY: msg("This is empty. Fill it in."),
    Flaw.TOO_LONG: msg("This has more than 300 characters. Shorten it to one line."),
    Flaw.FORMULA: msg("This is a formula. Put the text itself into the cell."),
    Flaw.DIRECTION: msg("This contains hidden characters that turn the direction of writing. Type it again."),
    Flaw.CONTROL: msg("This contains characters that cannot be printed. Type it again."),
    Flaw.PICTURE: msg("This contains pictures such as emoji. Remove them."),
    Flaw.NO_EMAIL: msg("This is not an e-mail address. Write it as name@example.org."),
    Flaw.NO_ROLE: msg("This is not a role. Choose one from the template."),
    Flaw.NO_GENDER: msg("This is not in the list for gender. Choose one from the template or leave it empty."),
    Flaw.NO_LANGUAGE: msg("This is none of our six languages. Choose one from the template or leave it empty."),
    Flaw.NO_DELEGATION: msg("No delegation of this meeting has this name. Write it as in the list of delegations."),
    Flaw.OTHER_DELEGATION: msg("This is not your delegation. Remove the row, or correct the name."),
    Flaw.TWICE: msg("This person is in the file twice. Remove one of the two rows."),
    Flaw.ADDRESS_TWICE: msg("This e-mail address is in the file twice. Everybody needs one of their own."),
    Flaw.SECOND_HEAD: msg("The delegation has a head already in an earlier row. Give one of them another role."),
    Flaw.NO_HEAD: msg("Nobody of this delegation is marked as head. Mark exactly one person."),
    Flaw.TOO_MANY: msg("A note names at most 500 people. Remove rows."),
    Flaw.REGISTERED_ELSEWHERE: msg("This e-mail address is registered in another delegation. Ask the secretariat."),
    Flaw.OTHER_ADDRESS: msg(
        "Somebody of this name is registered with another address. Use that one, or the full name."
    ),
    Flaw.HEAD_REGISTERED: msg("Somebody else is registered as head of this delegation. Withdraw them first."),
    Flaw.CONFIRMED: msg("This person is confirmed already. Ask the secretariat for the change."),
}

WITH_OTHERS = frozenset({Flaw.REGISTERED_ELSEWHERE, Flaw.OTHER_ADDRESS, Flaw.HEAD_REGISTERED, Flaw.CONFIRMED})
"""What is wrong only because of who is registered now."""

_DIRECTION = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
_MARKS = {"\u200e", "\u200f", "\u061c"}
_PICTURES = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")


def flaw_of(text: str) -> Flaw | None:
    """Return what is wrong with one line of text, whatever it says."""
    if len(text) > LONGEST:
        return Flaw.TOO_LONG
    if text.startswith(("=", "@", "+")) or (text.startswith("-") and len(text) > 1):
        return Flaw.FORMULA
    if any(unicodedata.bidirectional(one) in _DIRECTION or one in _MARKS for one in text):
        return Flaw.DIRECTION
    if _PICTURES.search(text):
        return Flaw.PICTURE
    if any(unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn"} and one not in JOINERS for one in text):
        return Flaw.CONTROL
    return None


def flaw_of_email(text: str) -> Flaw | None:
    """Return what is wrong with an e-mail address."""
    return flaw_of(text) or (None if _EMAIL.fullmatch(text) else Flaw.NO_EMAIL)
