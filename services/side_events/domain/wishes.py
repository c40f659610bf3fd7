"""What a host asks for: theme, hosts, speakers, preferred times and needs."""

import unicodedata
from datetime import date
from enum import StrEnum

from pydantic import Field

from services.side_events.domain.slots import LocalTime, Slot, wall_slot
from shared.values import Text, Value


class Theme(StrEnum):
    """What a side event is about, by the pillars of the Convention."""

    CLEARANCE = "clearance"
    VICTIM_ASSISTANCE = "victim_assistance"
    RISK_EDUCATION = "risk_education"
    STOCKPILE_DESTRUCTION = "stockpile_destruction"
    UNIVERSALIZATION = "universalization"
    COOPERATION = "cooperation"
    IMPROVISED_MINES = "improvised_mines"
    GENDER = "gender"
    MONITORING = "monitoring"
    OTHER = "other"


class Format(StrEnum):
    """Who is in the room."""

    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ONLINE = "online"


class Gender(StrEnum):
    """Of a speaker, for the balance of panels (BRS)."""

    WOMAN = "woman"
    MAN = "man"
    OTHER = "other"


class Host(Value):
    """A delegation that hosts; the first of a side event leads and is its contact."""

    delegation_id: str
    name: str


class Contact(Value):
    """The person the secretariat writes to."""

    name: Text
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$", max_length=320)
    language: str = "en"


class Speaker(Value):
    """Someone on the panel."""

    name: Text
    title: Text | None = None
    gender: Gender | None = None
    state: str | None = None


class Preference(Value):
    """A preferred slot on the wall clock of the venue."""

    day: date
    start: LocalTime = "13:00"
    end: LocalTime = "15:00"

    def slot(self, zone: str) -> Slot:
        """Return the slot in UTC."""
        return wall_slot(self.day, self.start, end=self.end, zone=zone)


class Needs(Value):
    """What the host needs in the room; interpretation is arranged by the host, `interpretation` are its languages."""

    interpretation: tuple[str, ...] = ()
    catering: bool = False
    accessibility: str = Field("", max_length=2_000)
    equipment: tuple[Text, ...] = ()


def name_key(name: str) -> str:
    """Return what two spellings of a person's name have in common: words without accents, case and order."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    letters = "".join(one if one.isalnum() else " " for one in plain if not unicodedata.combining(one))
    return "-".join(sorted(letters.split()))
