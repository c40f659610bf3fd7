"""Member organisations, accompanying persons, holders of standing badges."""

from pydantic import Field

from services.registration.commands.fields import Email, Language, Line
from shared.contracts.registration import BadgeIssuer, Gender
from shared.messages import Command
from shared.values import Day, Text, Value


class SubAffiliations(Value):
    """The organisations inside an umbrella delegation."""

    names: tuple[Text, ...] = Field(default=(), max_length=1000)


class SetSubAffiliations(Command, SubAffiliations):
    """Say which organisations register inside a delegation."""

    delegation_id: str


class CompanyAsked(Value):
    """Who accompanies a participant."""

    full_name: Text
    email: Email
    language: Language = "en"
    gender: Gender = Gender.UNDISCLOSED


class RegisterCompany(Command, CompanyAsked):
    """Register somebody who accompanies a participant."""

    participant_id: str


class BadgeHolderAsked(CompanyAsked):
    """Somebody named in the note who holds a standing badge."""

    issuer: BadgeIssuer
    valid_until: Day
    function: Line = ""


class AdmitBadgeHolder(Command, BadgeHolderAsked):
    """Confirm the holder of a standing badge whom the note names, without a registration of their own."""

    delegation_id: str
