"""Who wears which kind of badge."""

from datetime import date

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


def holder_of(participant: Participant, last_day: date) -> Holder:
    """Return a participant as the holder of a badge; a standing badge must last until the last day (domain 2.1)."""
    standing, accompanying = participant.standing_badge, participant.accompanies is not None
    category = OF_ROLES.get(participant.role.value, OF_CATEGORIES[participant.category])
    return Holder(
        holder_id=participant.participant_id,
        kind=HolderKind.ACCOMPANYING if accompanying else HolderKind.PARTICIPANT,
        meeting_id=participant.meeting_id,
        delegation_id=participant.delegation_id,
        delegation=participant.delegation,
        name=participant.full_name,
        role="" if accompanying else participant.role.value,
        function=participant.function,
        category=BadgeCategory.ACCOMPANYING if accompanying else category,
        standing=standing is not None and standing.valid_until >= last_day,
    )
