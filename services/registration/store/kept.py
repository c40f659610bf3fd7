"""The documents of registration: collections, what must be unique, indexes."""

from services.registration.commands.treaty import SpreadCategory
from services.registration.domain import (
    AlreadyRegistered,
    Delegation,
    Expectation,
    ListOfParticipants,
    Meeting,
    Participant,
)
from services.registration.domain.forms.refusals import HeadRegistered
from services.registration.domain.names import named_words
from services.registration.store.badges import BADGES
from services.registration.store.changes import CHANGES
from services.registration.store.doors import DOORS
from services.registration.store.follow_ups import FOLLOW_UPS
from services.registration.store.forms import FORMS
from services.registration.store.imports import IMPORTS
from services.registration.store.letters import LETTERS
from services.registration.store.mailings import MAILINGS
from services.registration.store.media import MEDIA
from services.registration.store.missions import MISSIONS
from services.registration.store.notes import NOTES
from services.registration.store.personal import PERSONAL
from services.registration.store.programme import PROGRAMME
from services.registration.store.review_kept import REVIEW
from services.registration.store.seats import SEATS
from services.registration.store.treaty import TREATY
from shared.identity.links import LINKS
from shared.kept import Kept, Unique
from shared.values import Due
from shared.webhooks import WEBHOOKS

ONE_ADDRESS_A_MEETING = Unique(
    ("meeting_id", "email"),
    AlreadyRegistered,
    "This e-mail address is registered for this meeting already.",
    where={"active": True},
)

ONE_HEAD_A_DELEGATION = Unique(
    ("delegation_id", "role"),
    HeadRegistered,
    "Somebody is registered as head of this delegation already.",
    where={"active": True, "role": "head"},
)

PEOPLE_SORTS = frozenset({"name_key", "delegation", "status", "registered_at", "changed_at"})
"""Orders that every participant has a value for; the keyset needs one."""


def category_due(delegation: Delegation) -> list[Due]:
    """Return the second look for its people, where its category has changed."""
    if delegation.spread_at is None:
        return []
    return [Due(at=delegation.spread_at, command=SpreadCategory(delegation_id=delegation.delegation_id))]


KEPT = (
    Kept("meetings", Meeting, key="meeting_id"),
    Kept(
        "delegations",
        Delegation,
        key="delegation_id",
        indexes=(("meeting_id", "category", "name"), ("meeting_id", "_at", "_id", "_version")),
        due=category_due,
    ),
    Kept(
        "participants",
        Participant,
        key="participant_id",
        unique=(ONE_ADDRESS_A_MEETING, ONE_HEAD_A_DELEGATION),
        words=lambda one: named_words(one.full_name, one.delegation, one.email),
        indexes=(
            ("meeting_id", "_words", "name_key", "_id"),
            *(("meeting_id", name, "_id") for name in sorted(PEOPLE_SORTS)),
            *(("meeting_id", name, "name_key", "_id") for name in ("status", "category")),
            ("meeting_id", "review", "registered_at", "_id"),
            ("meeting_id", "_at", "_id", "_version", "delegation_id"),
            ("delegation_id", "name_key", "_id"),
        ),
    ),
    Kept("expectations", Expectation, key="offer_id", indexes=(("meeting_id", "active"),), copy=True),
    Kept(
        "lists",
        ListOfParticipants,
        key="list_of_participants_id",
        collection="lists_of_participants",
        unique=(Unique(("meeting_id", "issue")),),
    ),
    *BADGES,
    *REVIEW,
    *MEDIA,
    LINKS,
    *IMPORTS,
    *NOTES,
    *MISSIONS,
    *FORMS,
    *CHANGES,
    *FOLLOW_UPS,
    *DOORS,
    *TREATY,
    *MAILINGS,
    *PROGRAMME,
    *PERSONAL,
    *SEATS,
    *LETTERS,
    *WEBHOOKS,
)
