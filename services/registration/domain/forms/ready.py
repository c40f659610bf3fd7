"""Follow-up forms as the house has them ready: an officer begins with one and changes it."""

from collections.abc import Mapping

from services.registration.domain.forms.fields import FormField
from shared.contracts.registration.forms import Condition, Demand, FieldKind, Limits, Option, ReadyForm, Wording
from shared.pages.languages import msg


def _field(field_id: str, kind: FieldKind, label: str, **about: object) -> FormField:
    return FormField.model_validate({"field_id": field_id, "kind": kind, "label": Wording(en=label), **about})


def _options(**words: str) -> tuple[Option, ...]:
    return tuple(Option(value=value, label=Wording(en=label)) for value, label in words.items())


DIETARY = (
    _field(
        "diet",
        FieldKind.CHOICE,
        msg("What do you eat?"),
        demand=Demand.REQUIRED,
        options=_options(
            everything=msg("Everything"),
            vegetarian=msg("Vegetarian"),
            vegan=msg("Vegan"),
            halal=msg("Halal"),
            kosher=msg("Kosher"),
            other=msg("Something else"),
        ),
    ),
    _field(
        "which_diet", FieldKind.SHORT_TEXT, msg("What then?"), only_if=Condition(field_id="diet", values=("other",))
    ),
    _field("allergies", FieldKind.SHORT_TEXT, msg("Allergies")),
)
ARRIVAL = (
    _field("arrives_on", FieldKind.DATE, msg("Day of arrival"), demand=Demand.REQUIRED),
    _field("flight", FieldKind.SHORT_TEXT, msg("Flight or train, and the hour"), limits=Limits(most=80)),
    _field("leaves_on", FieldKind.DATE, msg("Day of departure"), demand=Demand.REQUIRED),
    _field("airport_transfer", FieldKind.YES_NO, msg("Do you need to be met at the airport?")),
)
FIELD_VISIT = (
    _field("shoe_size", FieldKind.NUMBER, msg("Shoe size (European)"), limits=Limits(least=30, most=52)),
    _field("walks_well", FieldKind.YES_NO, msg("Can you walk an hour on rough ground?"), demand=Demand.REQUIRED),
    _field(
        "help_needed",
        FieldKind.SHORT_TEXT,
        msg("What would help you?"),
        only_if=Condition(field_id="walks_well", values=("no",)),
    ),
    _field(
        "emergency_contact", FieldKind.SHORT_TEXT, msg("Whom do we call if something happens?"), demand=Demand.REQUIRED
    ),
)
INTERPRETATION = (
    _field(
        "listens_in",
        FieldKind.CHOICE,
        msg("In which language do you listen?"),
        demand=Demand.REQUIRED,
        options=_options(ar="العربية", zh="中文", en="English", fr="Français", ru="Русский", es="Español"),
    ),
    _field("speaks", FieldKind.YES_NO, msg("Will you take the floor?")),
)

READY: Mapping[ReadyForm, tuple[FormField, ...]] = {
    ReadyForm.DIETARY: DIETARY,
    ReadyForm.ARRIVAL: ARRIVAL,
    ReadyForm.FIELD_VISIT: FIELD_VISIT,
    ReadyForm.INTERPRETATION: INTERPRETATION,
    ReadyForm.EMPTY: (),
}
