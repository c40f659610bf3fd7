"""What must stay secret of a participant: passport, birth, nationality, telephone number, photo, documents (R9)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Self

from pydantic import ConfigDict

from services.registration.domain.forms.countries import COUNTRIES
from shared.contracts.registration.privacy import DocumentKind, PersonalKind
from shared.errors import NotFound, Refused
from shared.values import Aggregate, Value

OLDEST = date(1900, 1, 1)


class RemovedBecause(StrEnum):
    """Why something was removed."""

    REPLACED = "replaced"
    ASKED = "asked"
    RETENTION = "retention"
    ERASURE = "erasure"


class BirthDateImpossible(Refused):
    """Nobody who comes was born on this day."""

    next_step = "Write the date of birth as it stands in the passport."


class PassportIncomplete(Refused):
    """A passport has a number and a State that issued it."""

    next_step = "Give both as they stand in the passport."


class PersonalData(Value):
    """What a person, or somebody for them, gives; what is not given stays as it is."""

    model_config = ConfigDict(hide_input_in_errors=True)

    passport_number: str | None = None
    passport_country: str | None = None
    passport_expires_on: date | None = None
    birth_date: date | None = None
    nationality: str | None = None
    phone_number: str | None = None


class CountryUnknown(Refused):
    """This is no code of a State or territory (ISO 3166-1)."""

    next_step = "Choose one from the list."


FIELDS = {
    PersonalKind.PASSPORT: ("passport_number", "passport_country", "passport_expires_on"),
    PersonalKind.BIRTH_DATE: ("birth_date",),
    PersonalKind.NATIONALITY: ("nationality",),
    PersonalKind.PHONE: ("phone_number",),
}


class PersonalDocument(Value):
    """A document of a person; `field_id` names the field of the registration form that asked for it."""

    file_id: str
    kind: DocumentKind
    name: str
    given_at: datetime
    field_id: str = ""


class Removal(Value):
    """What was removed, when and why; never what it said."""

    kind: PersonalKind
    at: datetime
    because: RemovedBecause
    files: int = 0


class PersonalFile(Aggregate):
    """The personal data of one participant, encrypted in the database; `held` and `removed` alone are plain there."""

    model_config = ConfigDict(hide_input_in_errors=True)

    participant_id: str
    meeting_id: str
    passport_number: str | None = None
    passport_country: str | None = None
    passport_expires_on: date | None = None
    birth_date: date | None = None
    nationality: str | None = None
    phone_number: str | None = None
    photo_file_id: str | None = None
    documents: tuple[PersonalDocument, ...] = ()
    held: tuple[PersonalKind, ...] = ()
    removed: tuple[Removal, ...] = ()

    def record(self, data: PersonalData, *, today: date) -> Self:
        """Take what is given in place of what was known; what is not given stays."""
        given = {name: value for name, value in dict(data).items() if value is not None}
        for field in ("passport_country", "nationality"):
            if field in given and given[field] not in COUNTRIES:
                raise CountryUnknown("This is no State or territory.", field=field)
        born = given.get("birth_date", self.birth_date)
        if isinstance(born, date) and not OLDEST <= born < today:
            raise BirthDateImpossible("This date of birth cannot be right.", field="birth_date")
        number, country = (given.get(name, getattr(self, name)) for name in FIELDS[PersonalKind.PASSPORT][:2])
        if number and not country:
            raise PassportIncomplete("The State that issued the passport is missing.", field="passport_country")
        if not number and (country or given.get("passport_expires_on")):
            raise PassportIncomplete("The number of the passport is missing.", field="passport_number")
        return self._with(**given)

    def with_photo(self, file_id: str, *, at: datetime) -> tuple[Self, list[str]]:
        """Take a photo in place of the one before; return also the files that are no longer needed."""
        before = [self.photo_file_id] if self.photo_file_id and self.photo_file_id != file_id else []
        return self._with(photo_file_id=file_id, removed=self._replaced(PersonalKind.PHOTO, before, at)), before

    def with_document(self, document: PersonalDocument, *, at: datetime) -> tuple[Self, list[str]]:
        """Add a document; one for a field of the form replaces the one given for that field before."""
        same = [one for one in self.documents if document.field_id and one.field_id == document.field_id]
        gone = [one.file_id for one in same if one.file_id != document.file_id]
        others = tuple(one for one in self.documents if one not in same and one.file_id != document.file_id)
        removed = self._replaced(PersonalKind.DOCUMENTS, gone, at)
        return self._with(documents=(*others, document), removed=removed), gone

    def without_document(self, file_id: str, *, at: datetime) -> tuple[Self, list[str]]:
        """Remove one document."""
        left = tuple(one for one in self.documents if one.file_id != file_id)
        if len(left) == len(self.documents):
            raise NotFound("There is no such document.", field="file_id")
        removal = Removal(kind=PersonalKind.DOCUMENTS, at=at, because=RemovedBecause.ASKED, files=1)
        return self._with(documents=left, removed=(*self.removed, removal)), [file_id]

    def without(
        self, kinds: frozenset[PersonalKind], because: RemovedBecause, *, at: datetime
    ) -> tuple[Self, list[str]]:
        """Remove kinds of data; return also the files to drop. The same state comes back where there is nothing."""
        gone = [kind for kind in self.held if kind in kinds]
        if not gone:
            return self, []
        files = {kind: self._files_of(kind) for kind in gone}
        removals = tuple(Removal(kind=kind, at=at, because=because, files=len(files[kind])) for kind in gone)
        emptied: dict[str, object] = dict.fromkeys((name for kind in gone for name in FIELDS.get(kind, ())), None)
        if PersonalKind.PHOTO in gone:
            emptied["photo_file_id"] = None
        if PersonalKind.DOCUMENTS in gone:
            emptied["documents"] = ()
        without = self._with(**emptied, removed=(*self.removed, *removals))
        return without, [file for listed in files.values() for file in listed]

    def document(self, file_id: str) -> PersonalDocument | None:
        """Return a document by the id of its file, or None."""
        return next((one for one in self.documents if one.file_id == file_id), None)

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of all files, the photo first."""
        return tuple(file for kind in (PersonalKind.PHOTO, PersonalKind.DOCUMENTS) for file in self._files_of(kind))

    def expires_before(self, day: date) -> bool:
        """Tell whether the passport is known to end before a day: most States refuse entry on it."""
        return self.passport_expires_on is not None and self.passport_expires_on < day

    def _files_of(self, kind: PersonalKind) -> list[str]:
        if kind is PersonalKind.PHOTO:
            return [self.photo_file_id] if self.photo_file_id else []
        return [one.file_id for one in self.documents] if kind is PersonalKind.DOCUMENTS else []

    def _replaced(self, kind: PersonalKind, files: list[str], at: datetime) -> tuple[Removal, ...]:
        if not files:
            return self.removed
        return (*self.removed, Removal(kind=kind, at=at, because=RemovedBecause.REPLACED, files=len(files)))

    def _with(self, **changes: object) -> Self:
        changed = self.next(**changes)
        return changed.model_copy(update={"held": changed.kinds_held})

    @property
    def kinds_held(self) -> tuple[PersonalKind, ...]:
        """The kinds of which something is there."""
        named = [kind for kind, names in FIELDS.items() if any(getattr(self, name) is not None for name in names)]
        photo = [PersonalKind.PHOTO] if self.photo_file_id else []
        return (*named, *photo, *([PersonalKind.DOCUMENTS] if self.documents else []))


class PersonalAccess(Aggregate):
    """How often the personal data of a participant were looked at; who and when is in the audit record of each time."""

    participant_id: str
    meeting_id: str
    times: int = 0
    last_at: datetime | None = None
    last_by: str = ""

    def noted(self, by: str, at: datetime) -> Self:
        """Count one more look."""
        return self.next(times=self.times + 1, last_at=at, last_by=by)
