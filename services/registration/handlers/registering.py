"""What a registration is looked at for before it stands: its answers, and whether it is somebody's second one."""

from services.registration.commands import RegisterParticipant
from services.registration.domain import Participant
from services.registration.domain.forms import BUILT_IN, Checked, Home, MeetingForm, SameNameRegistered, given_of
from services.registration.domain.personal import PersonalData
from services.registration.handlers.personal import take_data, take_document, take_photo
from services.registration.ports import RegistrationUnit
from shared.contracts.registration.forms import FieldKind
from shared.contracts.registration.privacy import DocumentKind

ALWAYS_GIVEN = frozenset({"full_name", "email", "role"})
"""Given with every registration; the others count as answered only when they were sent."""


def given_by(command: RegisterParticipant) -> dict[str, tuple[str, ...]]:
    """Return what was given, by field: fields of the participant and answers of the form."""
    sent = command.model_fields_set | ALWAYS_GIVEN
    own = {one.field_id: (str(getattr(command, one.field_id)),) for one in BUILT_IN if one.field_id in sent}
    return own | {one.field_id: one.values for one in command.answers}


async def must_be_new(participant: Participant, unit: RegistrationUnit, *, another: bool) -> None:
    """Refuse a second person of one name in a delegation until somebody says it is another.

    The same address twice and a second head (R1) are refused by unique indexes.
    """
    if another:
        return
    same = await unit.participants.all(
        delegation_id=participant.delegation_id, name_key=participant.name_key, active=True
    )
    if any(one.participant_id != participant.participant_id and one.email != participant.email for one in same):
        raise SameNameRegistered("Somebody of this name is registered in this delegation.", field="full_name")


async def take_personal(participant: Participant, checked: Checked, form: MeetingForm, unit: RegistrationUnit) -> None:
    """Put personal answers where they are encrypted, and claim the files sent with the form (R9)."""
    given = given_of(checked.at(Home.PERSONAL, form.fields))
    said = {name: given[name][0] for name in PersonalData.model_fields if name in given}
    if said:
        await take_data(participant, PersonalData.model_validate(said), unit)
    for field in form.fields:
        if field.kind is FieldKind.PHOTO and field.field_id in given:
            await take_photo(participant, given[field.field_id][0], unit)
        elif field.kind is FieldKind.FILE and field.field_id in given:
            await take_document(
                participant, given[field.field_id][0], unit, kind=DocumentKind.OTHER, field_id=field.field_id
            )
