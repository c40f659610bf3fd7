"""The columns a file of people can have, and how the headings of others are recognised."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from services.registration.domain.imports.refusals import ColumnMissing
from services.registration.domain.names import name_key
from shared.pages.languages import msg
from shared.values import Value


class ImportField(StrEnum):
    """What a column says about a person."""

    DELEGATION = "delegation"
    FULL_NAME = "full_name"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    TITLE = "title"
    FUNCTION = "function"
    ORGANISATION = "organisation"
    ROLE = "role"
    EMAIL = "email"
    GENDER = "gender"
    LANGUAGE = "language"


class Purpose(StrEnum):
    """What an import feeds: the names of the delegation's note (track 1), registrations (track 2), or both."""

    NOTIFICATION = "notification"
    REGISTRATION = "registration"
    BOTH = "both"

    @property
    def notifies(self) -> bool:
        """Tell whether the names of a note are replaced."""
        return self is not Purpose.REGISTRATION

    @property
    def registers(self) -> bool:
        """Tell whether people are registered."""
        return self is not Purpose.NOTIFICATION


F = ImportField
HEADINGS: Mapping[ImportField, tuple[str, ...]] = {
    F.DELEGATION: ("delegation", "state", "country", "participating entity", "etat", "pays", "estado", "pais"),
    F.FULL_NAME: ("full name", "name", "participant", "nom complet", "nombre completo"),
    F.GIVEN_NAME: ("given name", "given names", "first name", "firstname", "prenom", "nombre", "nombres"),
    F.FAMILY_NAME: (
        "family name",
        "last name",
        "lastname",
        "surname",
        "nom",
        "nom de famille",
        "apellido",
        "apellidos",
    ),
    F.TITLE: ("title", "form of address", "salutation", "titre", "civilite", "tratamiento"),
    F.FUNCTION: ("function", "position", "functional title", "job title", "fonction", "cargo"),
    F.ORGANISATION: ("organisation", "organization", "ministry", "affiliation", "organisme", "organizacion"),
    F.ROLE: ("role", "role in the delegation", "participant type", "capacity", "rang", "funcion en la delegacion"),
    F.EMAIL: ("e-mail", "email", "e-mail address", "email address", "courriel", "correo electronico", "correo"),
    F.GENDER: ("gender", "sex", "sexe", "genre", "sexo", "genero"),
    F.LANGUAGE: ("language", "language of mails", "langue", "idioma"),
}
"""Headings that are recognised without being told, as `name_key` has them."""


class ColumnMap(Value):
    """Which column of a file says what: for each column of the file a field, or nothing where it is not read."""

    fields: tuple[ImportField | None, ...]

    def index(self, wanted: ImportField) -> int | None:
        """Return the place of the column that says this."""
        return self.fields.index(wanted) if wanted in self.fields else None


def recognise(header: Iterable[str], told: Mapping[str, ImportField | None] | None = None) -> ColumnMap:
    """Return what each column says: as a source was told once, else by its heading; the first of two counts."""
    chosen: list[ImportField | None] = []
    for heading in header:
        key = name_key(heading)
        field = told[key] if told is not None and key in told else _by_heading(key)
        chosen.append(None if field in chosen else field)
    return ColumnMap(fields=tuple(chosen))


def must_suffice(columns: ColumnMap, purpose: Purpose, *, whole_meeting: bool) -> None:
    """Refuse a file that lacks a column without which no row can be taken."""
    there = set(columns.fields)
    if F.FULL_NAME not in there and not {F.GIVEN_NAME, F.FAMILY_NAME} <= there:
        raise ColumnMissing(msg("No column of the file is called Full name."), field="file")
    if whole_meeting and F.DELEGATION not in there:
        raise ColumnMissing(msg("No column of the file is called Delegation."), field="file")
    if purpose.registers and F.EMAIL not in there:
        raise ColumnMissing(msg("No column of the file is called E-mail."), field="file")
    if purpose.notifies and F.ROLE not in there:
        raise ColumnMissing(msg("No column of the file is called Role, so nobody is marked as head."), field="file")


def _by_heading(key: str) -> ImportField | None:
    bare = key.strip(" *:")
    return next((field for field, headings in HEADINGS.items() if bare in headings or bare == field.value), None)
