"""Who wears which kind of badge."""

from services.registration.domain.badges import Holder, HolderKind
from services.registration.domain.participants import Participant
from shared.contracts.registration import BadgeCategory, Category

OF_ROLES = {
    "secretariat": BadgeCategory.STAFF,
    "media": BadgeCategory.MEDIA,
    "interpreter": BadgeCategory.SERVICE,
    "security": BadgeCategory.SERVICE,
    "driver": BadgeCategory.SERVICE,
}
"""Roles that say more than the delegation does, whatever category it has."""

OF_CATEGORIES = {
    Category.STATE_PARTY: BadgeCategory.STATE_PARTY,
    Category.STATE_NOT_YET_IN_FORCE: BadgeCategory.OBSERVER_STATE,
    Category.SIGNATORY: BadgeCategory.OBSERVER_STATE,
    Category.STATE_NOT_PARTY: BadgeCategory.OBSERVER_STATE,
    Category.STANDING_OBSERVER: BadgeCategory.ORGANISATION,
    Category.OTHER_ORGANISATION: BadgeCategory.ORGANISATION,
}


def holder_of(participant: Participant) -> Holder:
    """Return a participant as the holder of a badge."""
    kind = HolderKind.PARTICIPANT
    return Holder(
        holder_id=participant.participant_id,
        kind=kind,
        meeting_id=participant.meeting_id,
        delegation_id=participant.delegation_id,
        delegation=participant.delegation,
        name=participant.full_name,
        role=participant.role.value,
        function=participant.function,
        category=OF_ROLES.get(participant.role.value, OF_CATEGORIES[participant.category]),
    )
