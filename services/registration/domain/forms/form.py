"""A form of a meeting: a draft an officer works on, what is published of it, version by version."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from services.registration.domain.forms.answers import Answer, Checked, Given, check_answers
from services.registration.domain.forms.built_in import STANDARD, STANDARD_IDS
from services.registration.domain.forms.fields import CHOSEN, NOTHING, FormField, Home
from services.registration.domain.forms.refusals import (
    AnswersIncomplete,
    ConditionImpossible,
    FieldFixed,
    FieldNeeded,
    FieldUnknown,
    LabelMissing,
    LimitsCrossed,
    OptionsMissing,
    PassportStateMissing,
    PublishedAlready,
    RegistrationClosed,
    SameForm,
)
from shared.contracts.registration import Category, DelegateRole
from shared.contracts.registration.forms import AfterDeadline, Demand, FieldKind, Wording
from shared.values import Aggregate


class FormVersion(Aggregate):
    """A form as it was published once; it never changes, and answers name it."""

    form_version_id: str
    form_id: str
    meeting_id: str
    number: int
    fields: tuple[FormField, ...]
    published_at: datetime


class MeetingForm(Aggregate):
    """A form of a meeting; `fields` are published and answered, `draft` is what the next version will be."""

    form_id: str
    meeting_id: str
    title: Wording = NOTHING
    lead: Wording = NOTHING
    draft: tuple[FormField, ...] = STANDARD
    fields: tuple[FormField, ...] = STANDARD
    number: int = 0
    published_at: datetime | None = None
    after_deadline: AfterDeadline = AfterDeadline.ACCEPTED

    @property
    def is_changed(self) -> bool:
        """Tell whether the draft says something else than what is published."""
        return self.draft != self.fields or not self.number

    def checked(self, given: Given, *, category: Category | None, role: DelegateRole | None) -> Checked:
        """Return the answers to what is published, or refuse with what is not right, field by field."""
        checked = check_answers(self.fields, given, category=category, role=role)
        if checked.concerns:
            raise AnswersIncomplete([(input_name(one.field_id), one.reason) for one in checked.concerns])
        return checked

    def without_personal(self) -> Self:
        """Return the form as it is answered later: personal data are changed in their own place."""
        return self._without([one for one in self.fields if one.home is Home.PERSONAL])

    def filled_in(self, *, by_themselves: bool) -> Self:
        """Return the form as people fill it in for themselves, or for another: nobody consents for another."""
        return self if by_themselves else self._without(self._consents)

    def consent_in(self, answers: Sequence[Answer]) -> tuple[Answer, ...]:
        """Return what of somebody's answers is their consent; another who fills in the form does not touch it."""
        consents = {one.field_id for one in self._consents}
        return tuple(one for one in answers if one.field_id in consents)

    def must_take(self, *, late: bool, by_officer: bool) -> None:
        """Refuse a registration after the deadline where the meeting takes nobody then (R8)."""
        if late and not by_officer and self.after_deadline is AfterDeadline.CLOSED:
            raise RegistrationClosed("The deadline of registration has passed.")

    def field(self, field_id: str) -> FormField:
        """Return a field of the draft."""
        found = next((one for one in self.draft if one.field_id == field_id), None)
        if found is None:
            raise FieldUnknown("This form has no such field.", field="field_id")
        return found

    def put(self, field: FormField) -> Self:
        """Put a field in place of the one of its id, or at the end."""
        known = next((one for one in self.draft if one.field_id == field.field_id), None)
        if known and known.fixed:
            field = _still_fixed(known, field)
        kept = tuple(field if one.field_id == field.field_id else one for one in self.draft)
        draft = kept if known else (*kept, field)
        _must_be_sound(field, draft)
        return self.next(draft=draft)

    def remove(self, field_id: str) -> Self:
        """Take a field out of the draft; what was answered to it stays with the version it was given under."""
        if self.field(field_id).fixed:
            raise FieldFixed("Nobody can be registered without this field.", field="field_id")
        if any(one.only_if and one.only_if.field_id == field_id for one in self.draft):
            raise FieldNeeded("Another field is shown depending on this one.", field="field_id")
        return self.next(draft=tuple(one for one in self.draft if one.field_id != field_id))

    def move(self, field_id: str, *, by: int) -> Self:
        """Move a field up (negative) or down; a field stays behind the one its condition looks at."""
        field = self.field(field_id)
        rest = [one for one in self.draft if one.field_id != field_id]
        place = min(max(self.draft.index(field) + by, 0), len(rest))
        draft = (*rest[:place], field, *rest[place:])
        for one in draft:
            _must_follow(one, draft)
        return self.next(draft=draft)

    def publish(self, *, at: datetime) -> tuple[Self, FormVersion]:
        """Publish the draft as the next version; answers given before keep theirs."""
        if not self.is_changed:
            raise PublishedAlready("The draft says what the published form says.")
        for one in self.draft:
            _must_be_sound(one, self.draft)
        _must_ask_whose_passport(self.draft)
        published = self.next(fields=self.draft, number=self.number + 1, published_at=at)
        return published, published.version_now(at)

    def version_now(self, at: datetime) -> FormVersion:
        """Return what is published as the version it is."""
        return FormVersion(
            form_version_id=version_id(self.form_id, self.number),
            form_id=self.form_id,
            meeting_id=self.meeting_id,
            number=self.number,
            fields=self.fields,
            published_at=at,
            version=1,
        )

    def take_over(self, other: "MeetingForm") -> Self:
        """Take the fields another meeting published as the draft of this one."""
        if other.form_id == self.form_id:
            raise SameForm("This is the form itself.", field="from_meeting_id")
        return self.next(draft=other.fields, after_deadline=other.after_deadline)

    @property
    def _consents(self) -> Sequence[FormField]:
        return [one for one in self.fields if one.kind is FieldKind.CONSENT]

    def _without(self, fields: Sequence[FormField]) -> Self:
        return self.model_copy(update={"fields": tuple(one for one in self.fields if one not in fields)})


def form_id_of(meeting_id: str) -> str:
    """Return the id of a meeting's registration form."""
    return f"frm_{meeting_id.removeprefix('mtg_')}"


def version_id(form_id: str, number: int) -> str:
    """Return the id of one version of a form."""
    return f"{form_id}_v{number}"


def standard_form(meeting_id: str) -> MeetingForm:
    """Return the registration form of a meeting for which no officer has made one."""
    return MeetingForm(form_id=form_id_of(meeting_id), meeting_id=meeting_id)


def input_name(field_id: str) -> str:
    """Return the name of a field in requests: fields of the house stand for themselves, others are answers."""
    return field_id if field_id in STANDARD_IDS else f"answers.{field_id}"


def _still_fixed(known: FormField, field: FormField) -> FormField:
    """Return a fixed field with its words changed; refuse if it would no longer be asked of everybody."""
    if field.demand is not Demand.REQUIRED or field.demands or field.roles or field.only_if:
        raise FieldFixed("Nobody can be registered without this field.", field="demand")
    return known.model_copy(update={"label": field.label, "help": field.help})


def _must_be_sound(field: FormField, draft: Sequence[FormField]) -> None:
    if not field.label.en:
        raise LabelMissing("A field needs a label in English.", field="label.en")
    if field.kind in CHOSEN and not field.is_of_the_house and len(field.options) < 2:
        raise OptionsMissing("A field to choose from needs at least two options.", field="options")
    limits = field.limits
    if limits.least is not None and limits.most is not None and limits.least > limits.most:
        raise LimitsCrossed("The smallest value allowed is above the largest.", field="limits.most")
    _must_follow(field, draft)


def _must_ask_whose_passport(draft: Sequence[FormField]) -> None:
    """Refuse to ask for the number of a passport and not for the State that issued it."""
    asked = {one.field_id: one.demand for one in draft}
    number = asked.get("passport_number", Demand.HIDDEN)
    country = asked.get("passport_country", Demand.HIDDEN)
    if number is not Demand.HIDDEN and country is Demand.HIDDEN:
        raise PassportStateMissing("A number of a passport means nothing without its State.", field="passport_country")


def _must_follow(field: FormField, draft: Sequence[FormField]) -> None:
    """Refuse a condition on a field that comes later, is not there, or never has one of the values."""
    if field.only_if is None:
        return
    before = draft[: draft.index(field)]
    other = next((one for one in before if one.field_id == field.only_if.field_id), None)
    if other is None or not set(field.only_if.values) <= set(other.values) or not field.only_if.values:
        raise ConditionImpossible(
            "The condition looks at a field that does not come before this one, or at a value it does not offer.",
            field="only_if.field_id",
        )
