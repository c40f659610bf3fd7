"""Valid values of forms by default."""

from services.registration.domain.forms import FormField, MeetingForm, form_id_of, standard_form
from shared.contracts.registration.forms import Condition, FieldKind, Option, Wording
from tests.registration.builders import MEETING_ID

HER = {"full_name": ("Ichikawa Tomiko",), "email": ("tomiko@mission.example",), "role": ("head",)}
"""What is always given."""


def options(*values: str) -> tuple[Option, ...]:
    """Return options whose labels are their values."""
    return tuple(Option(value=value, label=Wording(en=value)) for value in values)


def a_field(field_id: str = "diet", **about: object) -> FormField:
    """Return an optional short text."""
    fields: dict[str, object] = {"kind": FieldKind.SHORT_TEXT, "label": Wording(en=field_id.title())}
    return FormField.model_validate({"field_id": field_id, **fields, **about})


WHEELCHAIR = a_field(
    "wheelchair",
    kind=FieldKind.CHOICE,
    options=options("own", "needed"),
    only_if=Condition(field_id="help", values=("yes",)),
)


def a_form(*more: FormField, meeting_id: str = MEETING_ID, **about: object) -> MeetingForm:
    """Return the published registration form of a meeting: the standard fields and some more."""
    standard = standard_form(meeting_id)
    fields = (*standard.fields, *more)
    return standard.model_copy(
        update={"form_id": form_id_of(meeting_id), "draft": fields, "fields": fields, "number": 1, **about}
    )
