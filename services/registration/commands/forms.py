"""Forms: fields put, moved and removed in the draft, the draft published, a form taken over from another meeting."""

from typing import Annotated

from pydantic import Field

from services.registration.commands.fields import Line
from shared.contracts.registration import DelegateRole
from shared.contracts.registration.forms import (
    AfterDeadline,
    CategoryDemand,
    Condition,
    Demand,
    FieldKind,
    Limits,
    Option,
    Wording,
)
from shared.messages import Command
from shared.values import LongText, Text, Value

NO_WORDS = Wording()
NO_LIMITS = Limits()

FormId = Annotated[str, Field(max_length=100)]


class GivenAnswer(Value):
    """What somebody answers to one field of a form."""

    field_id: Text
    values: tuple[LongText, ...] = Field(default=(), max_length=100)


class FieldToPut(Value):
    """A field as an officer describes it."""

    kind: FieldKind = FieldKind.SHORT_TEXT
    label: Wording
    help: Wording = NO_WORDS
    options: tuple[Option, ...] = Field(default=(), max_length=200)
    demand: Demand = Demand.OPTIONAL
    demands: tuple[CategoryDemand, ...] = ()
    roles: tuple[DelegateRole, ...] = ()
    only_if: Condition | None = None
    limits: Limits = NO_LIMITS
    approved: bool = False


class PutField(Command, FieldToPut):
    """Put a field into the draft of a form: a new one, or in place of the one with its id."""

    form_id: FormId
    field_id: Line = ""


class RemoveField(Command):
    """Take a field out of the draft of a form."""

    form_id: FormId
    field_id: Text


class MoveField(Command):
    """Move a field of the draft up (negative) or down."""

    form_id: FormId
    field_id: Text
    by: int = Field(ge=-100, le=100)


class PublishForm(Command):
    """Publish the draft as the next version of the form."""

    form_id: FormId


class CopyForm(Command):
    """Take the registration form of another meeting as the draft of this one."""

    form_id: FormId
    from_meeting_id: Text


class SetLateRegistration(Command):
    """Say whether people can still register after the deadline (R8)."""

    form_id: FormId
    after_deadline: AfterDeadline


class FormNow(Value):
    """Answer: how a form stands."""

    form_id: str
    number: int
    field_id: str = ""
