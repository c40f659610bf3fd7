"""What a host asks for, as the rules read it: hosts, preferred slots, names of people."""

import hashlib
import unicodedata

from services.side_events.domain.slots import Slot, wall_slot
from shared.contracts.side_events import Preference
from shared.values import Value


class Host(Value):
    """A delegation that hosts; the first of a side event leads and is its contact."""

    delegation_id: str
    name: str


def slot_of(preference: Preference, zone: str) -> Slot:
    """Return a preferred slot in UTC."""
    return wall_slot(preference.day, preference.start, end=preference.end, zone=zone)


def speaker_key(meeting_id: str, name: str) -> str:
    """Return whose days a speaker's bookings at one meeting stand on; the name cannot be read from it."""
    return f"{meeting_id}.{hashlib.sha256(name_key(name).encode()).hexdigest()[:24]}"


def host_subject(email: str) -> str:
    """Return as whom a contact signs in; sessions end by it after the address is erased, so it does not tell it."""
    return f"host:{hashlib.sha256(email.lower().encode()).hexdigest()[:24]}"


def name_key(name: str) -> str:
    """Return what two spellings of a person's name have in common: words without accents, case and order."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return "-".join(sorted(letters.split()))
