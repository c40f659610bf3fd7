"""Every place of registration, and what an erasure does there: the one list of where people's data live.

A test compares it with `KEPT`: a new place must be named here, with what removes a person from it or why they stay.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import StrEnum

from services.registration.domain import Participant
from services.registration.handlers.erasing import named, own
from services.registration.ports import RegistrationUnit

Forget = Callable[[Participant, RegistrationUnit], Awaitable[None]]


class Stays(StrEnum):
    """Why a place is left as it is."""

    NOBODY = "names no participant; at most ids, which name nobody any more"
    BLANKED = "blanked by the erasure itself"
    ISSUED = "a list that was issued is a document of the meeting (R8)"
    CONTACT = "the contact of an organisation, until it names another"
    STAFF = "the address of the administrator who set it up, until it is removed"
    TOLD = "what was told, kept thirty days for receivers that were away; it was theirs to read before"
    OWNED = "dropped with what the file belongs to"


PLACES: Mapping[str, Forget | Stays] = {
    "participants": Stays.BLANKED,
    "erasures": Stays.BLANKED,
    "personal_files": own.personal_file,
    "personal_accesses": own.personal_access,
    "badge_batches": own.badge_files,
    "badges": own.badges,
    "changes": own.changes,
    "answers": own.answers,
    "invitations": own.expert_invitations,
    "endorsements": own.endorsement,
    "substitutions": own.substitutions,
    "door_alerts": own.door_alerts,
    "letters": own.letters,
    "links": own.links,
    "invited": named.invited,
    "recipients": named.recipients,
    "expectations": named.expectations,
    "delegations": named.named_by_delegation,
    "note_records": named.notes,
    "imports": named.imports,
    "import_pages": named.import_pages,
    "media_applications": named.media_applications,
    "lists": Stays.ISSUED,
    "observer_requests": Stays.CONTACT,
    "files": Stays.OWNED,
    "webhooks": Stays.STAFF,
    "webhook_deliveries": Stays.TOLD,
    **dict.fromkeys(
        (
            "meetings",
            "access_plans",
            "badge_designs",
            "pairs",
            "media_rules",
            "import_sources",
            "mission_rules",
            "forms",
            "form_versions",
            "follow_ups",
            "doors",
            "devices",
            "device_reports",
            "passages",
            "presences",
            "treaty_statuses",
            "mailings",
            "letter_batches",
            "reminders",
            "sessions",
            "retentions",
            "rooms",
            "allotments",
        ),
        Stays.NOBODY,
    ),
}
"""By the name of the place in the unit."""

BESIDE: tuple[Forget, ...] = (named.mails,)
"""What the kernel keeps for every service."""


async def forget_everywhere(person: Participant, unit: RegistrationUnit) -> None:
    """Remove a person, as they were known before, from every place."""
    for forget in (*PLACES.values(), *BESIDE):
        if not isinstance(forget, Stays):
            await forget(person, unit)
