"""How forms are spoken of: kinds of fields, how much they are asked for, what becomes of the late."""

from collections.abc import Mapping

from services.registration.domain.changes import ChangeState
from services.registration.domain.follow_ups import FollowUpState
from shared.contracts.registration.forms import AfterDeadline, Demand, FieldKind, ReadyForm
from shared.pages import LANGUAGES, State, msg

KINDS: Mapping[FieldKind, str] = {
    FieldKind.SHORT_TEXT: msg("Short text"),
    FieldKind.PHONE: msg("Telephone number"),
    FieldKind.LONG_TEXT: msg("Long text"),
    FieldKind.CHOICE: msg("One of several"),
    FieldKind.CHOICES: msg("Several of several"),
    FieldKind.YES_NO: msg("Yes or no"),
    FieldKind.CONSENT: msg("Consent, given by the person alone"),
    FieldKind.DATE: msg("Date"),
    FieldKind.NUMBER: msg("Number"),
    FieldKind.COUNTRY: msg("Country"),
    FieldKind.FILE: msg("File"),
    FieldKind.PHOTO: msg("Photo"),
}

DEMANDS: Mapping[Demand, str] = {
    Demand.REQUIRED: msg("required"),
    Demand.OPTIONAL: msg("optional"),
    Demand.HIDDEN: msg("not asked"),
}

DEMAND_STATES: Mapping[Demand, State] = {
    Demand.REQUIRED: State.IN_HAND,
    Demand.OPTIONAL: State.WAITING,
    Demand.HIDDEN: State.OFF,
}

LATE: Mapping[AfterDeadline, str] = {
    AfterDeadline.ACCEPTED: msg("Taken and marked late"),
    AfterDeadline.CLOSED: msg("Refused; officers can still register people"),
}


CHANGE_STATES: Mapping[ChangeState, tuple[State, str]] = {
    ChangeState.WAITING: (State.WAITING, msg("waits for the desk")),
    ChangeState.APPROVED: (State.DONE, msg("change made")),
    ChangeState.REJECTED: (State.PROBLEM, msg("change rejected")),
    ChangeState.TAKEN_BACK: (State.OFF, msg("taken back")),
}

FOLLOW_UP_STATES: Mapping[FollowUpState, tuple[State, str]] = {
    FollowUpState.DRAFT: (State.WAITING, msg("being made")),
    FollowUpState.OPEN: (State.IN_HAND, msg("open to answers")),
    FollowUpState.CLOSED: (State.OFF, msg("closed to answers")),
}

READY_FORMS: Mapping[ReadyForm, str] = {
    ReadyForm.DIETARY: msg("Meals"),
    ReadyForm.ARRIVAL: msg("Arrival and departure"),
    ReadyForm.FIELD_VISIT: msg("Field visit"),
    ReadyForm.INTERPRETATION: msg("Language of interpretation"),
    ReadyForm.EMPTY: msg("An empty form"),
}

OTHERS: Mapping[str, str] = {code: name for code, name in LANGUAGES.items() if code != "en"}
"""The languages beside English, which every form is written in."""


class FormWords:
    """The words as templates reach them."""

    kinds = KINDS
    demands = DEMANDS
    states = DEMAND_STATES
    languages = OTHERS
