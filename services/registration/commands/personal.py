"""Personal data: recorded, read, removed, given out to the person; each reading is a command, so that it is audited."""

from typing import Annotated

from pydantic import ConfigDict, StringConstraints

from shared.contracts.registration.privacy import DocumentKind, PersonalKind
from shared.messages import Command
from shared.values import Day, Value

PassportNumber = Annotated[
    str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 <-]{3,19}$")
]
Country = Annotated[str, StringConstraints(strip_whitespace=True, to_upper=True, pattern=r"^[A-Za-z]{3}$")]

PhoneNumber = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^\+?( ?[0-9]){5,20}$")]


class PersonalFields(Value):
    """What is given; what is left out stays as it is."""

    model_config = ConfigDict(hide_input_in_errors=True)

    passport_number: PassportNumber | None = None
    passport_country: Country | None = None
    passport_expires_on: Day | None = None
    birth_date: Day | None = None
    nationality: Country | None = None
    phone_number: PhoneNumber | None = None


class RecordPersonalData(Command, PersonalFields):
    """Record what a participant gave, or somebody of the delegation or the secretariat for them."""

    participant_id: str


class RecordPhoto(Command):
    """Take a kept picture as the photo of a participant."""

    participant_id: str
    file_id: str


class AddPersonalDocument(Command):
    """Add a kept file to the documents of a participant."""

    participant_id: str
    file_id: str
    kind: DocumentKind
    field_id: str = ""


class RemovePersonalDocument(Command):
    """Remove one document of a participant."""

    participant_id: str
    file_id: str


class RemovePersonalData(Command):
    """Remove one kind of data of a participant, with its files."""

    participant_id: str
    kind: PersonalKind


class ReadPersonalFile(Command):
    """Look at the personal data of a participant."""

    participant_id: str


class ReadPersonalDocument(Command):
    """Look at the photo or a document of a participant."""

    participant_id: str
    file_id: str


class ExportPersonalData(Command):
    """Give a person everything that is kept about them."""

    participant_id: str


class PersonalNow(Value):
    """Answer: of which kinds something is kept; never what."""

    participant_id: str
    held: tuple[PersonalKind, ...]
