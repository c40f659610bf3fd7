"""Who was erased, as services find the copies they keep: by marks of name and address, which tell neither."""

import unicodedata

from shared.contracts.registration import ParticipantErased
from shared.unit import Work

NAMELESS = "[erased]"
"""What stands where a name was removed."""

NOBODY_THERE = "erased.invalid"
"""The domain of addresses that stand where one was removed; no mail reaches it."""


def name_mark(full_name: str, unit: Work, *, meeting_id: str) -> str:
    """Return the mark of a name at one meeting, the same for every spelling: case, accents, signs, order of words."""
    plain = unicodedata.normalize("NFKD", full_name).casefold()
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return unit.mark_of(f"{meeting_id} {' '.join(sorted(letters.split()))}")


def mailbox_mark(email: str, unit: Work) -> str:
    """Return the mark of a mail address."""
    return unit.mark_of(email.strip().casefold())


def is_named(told: ParticipantErased, full_name: str, unit: Work) -> bool:
    """Tell whether a name is that of the person who was erased."""
    return name_mark(full_name, unit, meeting_id=told.meeting_id) == told.name_mark


def is_addressed(told: ParticipantErased, email: str, unit: Work) -> bool:
    """Tell whether a mail address is that of the person who was erased."""
    return mailbox_mark(email, unit) == told.mailbox_mark
