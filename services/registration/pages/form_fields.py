"""The fields of a form as a page shows them: in the reader's language, with what decides whether they are shown."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from services.registration.domain.forms import BUILT_IN, COUNTRIES, NO, UPLOADED, YES, FormField, Home, input_name
from services.registration.pages.words import CATEGORIES, DELEGATE_ROLES, GENDERS, ROLES, choices
from shared.contracts.registration import Category
from shared.contracts.registration.forms import Demand, FieldKind
from shared.pages import LANGUAGES, Choice, Speech, msg
from shared.pages.wording import countries_in_order

AGREED = (Choice(YES, msg("I agree")),)
YES_NO = (Choice(YES, msg("Yes")), Choice(NO, msg("No")))
OF_THE_HOUSE: Mapping[str, tuple[Choice, ...]] = {
    "role": choices(DELEGATE_ROLES),
    "language": choices(LANGUAGES),
    "gender": choices(GENDERS),
}
AUTOCOMPLETE = {
    "full_name": "name",
    "email": "email",
    "function": "organization-title",
    "organisation": "organization",
    "birth_date": "bday",
    "phone_number": "tel",
}
FOR_ANOTHER = {
    "full_name": msg("As in the identity document and in the delegation's note."),
    "email": msg("Their own address: the link to their page is mailed there."),
}
"""Help of the house that speaks to the person, as it is said to whoever fills the form in for another."""

HELP_OF_THE_HOUSE = {one.field_id: one.help for one in BUILT_IN}

MANY = 10
"""A form with more fields than this is filled in step by step."""

A_STEP = 8
"""Fields of one step at most."""


@dataclass(frozen=True)
class FieldShown:
    """One field: its name in the form, its words, what can be chosen, and for whom it is."""

    field_id: str
    name: str
    kind: FieldKind
    label: str
    help: str
    choices: Sequence[Choice]
    required: bool
    notes: Sequence[str]
    asked: str
    least: int | None = None
    most: int | None = None
    personal: bool = False
    to_desk: bool = False
    for_another: bool = False

    @property
    def autocomplete(self) -> str:
        """What the browser may fill in by itself: never what it knows of whoever fills the form in for another."""
        return "off" if self.for_another else AUTOCOMPLETE.get(self.field_id, "off")


@dataclass(frozen=True)
class StepShown:
    """Some fields under one heading; a long form is filled in heading by heading."""

    title: str
    fields: Sequence[FieldShown]


@dataclass(frozen=True)
class Reader:
    """Who looks at a form: in which language, of which category if that is known, for themselves or for another."""

    speech: Speech
    category: Category | None = None
    for_another: bool = False

    def say(self, text: str) -> str:
        """Return a text of the house in the reader's language; what an officer wrote stays as it is."""
        return self.speech.say(text)


def steps_shown(fields: Sequence[FormField], reader: Reader, *, to_desk: bool = False) -> list[StepShown]:
    """Return the fields asked of the reader's category, under their headings; `to_desk` marks approved data as such."""
    shown = [(one.home, field_shown(one, fields, reader)) for one in fields if one.asks(reader.category, None)]
    if to_desk:
        marked = {one.field_id for one in fields if one.approved}
        shown = [(home, replace(one, to_desk=one.field_id in marked)) for home, one in shown]
    titles = {
        Home.PARTICIPANT: msg("About you"),
        Home.PERSONAL: msg("For the badge and the entrance"),
        Home.ANSWERS: msg("For this meeting"),
    }
    steps = []
    for home, title in titles.items():
        own = [field for at, field in shown if at is home]
        steps += [StepShown(title, own[first : first + A_STEP]) for first in range(0, len(own), A_STEP)]
    return steps


def field_shown(field: FormField, fields: Sequence[FormField], reader: Reader) -> FieldShown:
    """Return one field as the reader sees it."""
    return FieldShown(
        field_id=field.field_id,
        name=name_of(field),
        kind=field.kind,
        label=reader.say(field.label.said(reader.speech.language)),
        help=_help(field, reader),
        choices=choices_of(field, reader),
        required=field.demand_of(reader.category) is Demand.REQUIRED,
        notes=_notes(field, fields, reader),
        asked=_asked(field, fields),
        least=field.limits.least,
        most=field.limits.most,
        personal=field.home is Home.PERSONAL,
        for_another=reader.for_another,
    )


def _help(field: FormField, reader: Reader) -> str:
    other = FOR_ANOTHER.get(field.field_id, "") if reader.for_another else ""
    if other and field.help == HELP_OF_THE_HOUSE[field.field_id]:
        return reader.say(other)
    return reader.say(field.help.said(reader.speech.language))


def name_of(field: FormField) -> str:
    """Return the name of a field's input."""
    return input_name(field.field_id)


def choices_of(field: FormField, reader: Reader) -> Sequence[Choice]:
    """Return what can be chosen, in the reader's language."""
    if field.field_id in OF_THE_HOUSE and field.home is Home.PARTICIPANT:
        return OF_THE_HOUSE[field.field_id]
    if field.kind is FieldKind.YES_NO:
        return YES_NO
    if field.kind is FieldKind.CONSENT:
        return AGREED
    if field.kind is FieldKind.COUNTRY:
        return countries(reader.speech.language)
    return [Choice(one.value, one.label.said(reader.speech.language)) for one in field.options]


def countries(language: str) -> list[Choice]:
    """Return the States and territories by their names in a language."""
    return [Choice(code, name) for code, name in countries_in_order(COUNTRIES, language)]


def answer_in_words(field: FormField, values: Sequence[str], reader: Reader) -> str:
    """Return an answer as people read it."""
    if field.kind in UPLOADED:
        return reader.speech.say(msg("a file")) if values else ""
    words = {one.value: reader.say(one.label) for one in choices_of(field, reader)}
    return reader.speech.listed(*(words.get(value, value) for value in values))


def _notes(field: FormField, fields: Sequence[FormField], reader: Reader) -> list[str]:
    """Return for whom the field is, in words: what is read where no script hides it from the others."""
    notes = []
    if field.only_if and (other := _other(field, fields)):
        wanted = answer_in_words(other, field.only_if.values, reader)
        label = reader.say(other.label.said(reader.speech.language))
        notes.append(
            reader.speech.say(msg("Only if your answer to “%(label)s” is: %(answer)s."), label=label, answer=wanted)
        )
    if field.roles:
        roles = reader.speech.listed(*(reader.say(ROLES[one]) for one in field.roles))
        notes.append(reader.speech.say(msg("Only for the role: %(roles)s."), roles=roles))
    if reader.category is None and field.demands:
        notes += [_note_of(field, demand, reader) for demand in Demand if demand is not field.demand]
    return [one for one in notes if one]


def _note_of(field: FormField, demand: Demand, reader: Reader) -> str:
    categories = [reader.say(CATEGORIES[one.category]) for one in field.demands if one.demand is demand]
    sentences = {
        Demand.REQUIRED: msg("Required of: %(categories)s."),
        Demand.OPTIONAL: msg("Optional for: %(categories)s."),
        Demand.HIDDEN: msg("Not asked of: %(categories)s."),
    }
    return reader.speech.say(sentences[demand], categories=reader.speech.listed(*categories)) if categories else ""


def _asked(field: FormField, fields: Sequence[FormField]) -> str:
    """Return the same for the script, as JSON."""
    other = _other(field, fields)
    asked = {
        "demand": field.demand.value,
        "demands": {one.category.value: one.demand.value for one in field.demands},
        "roles": [one.value for one in field.roles],
        "when": {"name": name_of(other), "values": field.only_if.values} if field.only_if and other else None,
    }
    return json.dumps(asked)


def _other(field: FormField, fields: Sequence[FormField]) -> FormField | None:
    wanted = field.only_if.field_id if field.only_if else ""
    return next((one for one in fields if one.field_id == wanted), None)
