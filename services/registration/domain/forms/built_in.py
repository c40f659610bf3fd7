"""The fields every registration form begins with: as the house has them, until an officer says otherwise."""

from services.registration.domain.forms.fields import FormField, Home
from shared.contracts.registration.forms import Demand, FieldKind, Wording
from shared.pages.languages import msg


def _fixed(field_id: str, kind: FieldKind, label: str, help: str) -> FormField:
    return FormField(
        field_id=field_id,
        kind=kind,
        label=Wording(en=label),
        help=Wording(en=help),
        demand=Demand.REQUIRED,
        home=Home.PARTICIPANT,
        approved=field_id != "email",
        fixed=True,
    )


def _own(field_id: str, kind: FieldKind, label: str, help: str) -> FormField:
    return FormField(
        field_id=field_id, kind=kind, label=Wording(en=label), help=Wording(en=help), home=Home.PARTICIPANT
    )


NAME = _fixed(
    "full_name",
    FieldKind.SHORT_TEXT,
    msg("Full name"),
    msg("As in your identity document and in your delegation's note."),
)
EMAIL = _fixed(
    "email", FieldKind.SHORT_TEXT, msg("E-mail"), msg("Your own address: the link to your page is mailed there.")
)
ROLE = _fixed("role", FieldKind.CHOICE, msg("Role in the delegation"), "")
FUNCTION = _own("function", FieldKind.SHORT_TEXT, msg("Function"), msg("Such as Director, Mine Action Centre."))
ORGANISATION = _own(
    "organisation",
    FieldKind.SHORT_TEXT,
    msg("Organisation"),
    msg("Ministry or organisation; of a network, its member."),
)
LANGUAGE = _own("language", FieldKind.CHOICE, msg("Language of our mails"), "")
GENDER = _own(
    "gender",
    FieldKind.CHOICE,
    msg("Gender"),
    msg("For the count of women and men in the report. Nobody has to say."),
)

BUILT_IN = (
    NAME,
    EMAIL,
    ROLE,
    FUNCTION.model_copy(update={"approved": True}),
    ORGANISATION,
    LANGUAGE,
    GENDER,
)
"""Their answers are fields of the participant."""

PERSONAL = (
    FormField(
        field_id="passport_number",
        kind=FieldKind.SHORT_TEXT,
        label=Wording(en=msg("Number of the passport or identity card")),
        help=Wording(en=msg("Kept encrypted; only those who check identity documents see it.")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
    FormField(
        field_id="passport_country",
        kind=FieldKind.COUNTRY,
        label=Wording(en=msg("State that issued it")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
    FormField(
        field_id="passport_expires_on",
        kind=FieldKind.DATE,
        label=Wording(en=msg("Valid until")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
    FormField(
        field_id="birth_date",
        kind=FieldKind.DATE,
        label=Wording(en=msg("Date of birth")),
        help=Wording(en=msg("Kept encrypted.")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
    FormField(
        field_id="nationality",
        kind=FieldKind.COUNTRY,
        label=Wording(en=msg("Nationality")),
        help=Wording(en=msg("Kept encrypted.")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
    FormField(
        field_id="photo",
        kind=FieldKind.PHOTO,
        label=Wording(en=msg("Photo for the badge")),
        help=Wording(en=msg("Your face from the front, as in a passport. It is cut to 3 by 4.")),
        demand=Demand.HIDDEN,
        home=Home.PERSONAL,
    ),
)
"""Personal data (R9): asked for only where an officer says so."""

STANDARD = BUILT_IN + PERSONAL
STANDARD_IDS = frozenset(one.field_id for one in STANDARD)
